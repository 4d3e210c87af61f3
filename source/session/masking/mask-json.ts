import type {MaskKind} from '../../catalog/catalog.ts';
import {rewriteJsonSteps, rewriteJsonText, tryParseJsonText, type JsonNode} from '../../catalog/json-text.ts';
import type {Gate} from './gate.ts';
import {maskKeyed} from './mask-keyed.ts';
import {findSpans, maskText} from './mask-text.ts';
import {replaceSpans} from './span.ts';

type Path = ReadonlyArray<string | number>;

/** JSON texts inside JSON strings are followed this far. */
const deepest = 3;
/** `{"column": "client_email", "value": …}`: the key of the value stands beside it. */
const namingKeys = new Set(['column', 'field', 'key', 'name', 'attribute', 'property', 'param', 'parameter']);
const namedKeys = new Set(['value', 'values', 'val', 'old', 'new', 'input']);
/** Sentences below these keys are about a field, not its value. */
const messageKeys = /^(?:errors?|messages?|infos?|validation|violations|warnings?)$/i;

/**
 * A JSON text with everything that must not be written replaced, every other byte as it was: big integers, the order
 * and repetition of keys, the spelling of strings. A masked number becomes a JSON string.
 */
export function maskJson(text: string, root: JsonNode, gate: Gate, depth = 0): string {
	return rewriteJsonText(text, root, scalarMasker(text, root, gate, depth), keyMasker(gate));
}

/** The same with pauses. */
export function maskJsonSteps(
	text: string,
	root: JsonNode,
	gate: Gate,
): Generator<undefined, string, undefined> {
	return rewriteJsonSteps(text, root, scalarMasker(text, root, gate), keyMasker(gate));
}

/** For `rewriteJsonText`: the JSON that stands for a scalar, `undefined` to leave it. */
export function scalarMasker(
	text: string,
	root: JsonNode,
	gate: Gate,
	depth = 0,
): (node: JsonNode, path: Path) => string | undefined {
	const beside = new Map<JsonNode, MaskKind>();
	markValuesBesideTheirKey(root, gate, beside);
	return (node, path) => maskScalar(node, path, {text, gate, depth, kind: beside.get(node)});
}

/** The same for keys: they can be somebody's address too. */
export function keyMasker(gate: Gate): (key: string) => string | undefined {
	const keys = new Map<string, string | undefined>();
	return key => {
		if (!keys.has(key)) {
			const masked = maskText(key, gate);
			keys.set(key, masked === key ? undefined : JSON.stringify(masked));
		}

		return keys.get(key);
	};
}

type Scalar = {
	readonly text: string;
	readonly gate: Gate;
	readonly depth: number;
	/** Kind said by the object around it. */
	readonly kind: MaskKind | undefined;
};

function maskScalar(node: JsonNode, path: Path, scalar: Scalar): string | undefined {
	const {text, gate} = scalar;
	if (node.kind !== 'string' && node.kind !== 'number') {
		return undefined;
	}

	const value = node.kind === 'string' ? node.value : node.text;
	const key = lastKey(path);
	const kind = scalar.kind ?? gate.rules.kindAt(path);
	if (kind !== undefined && !isMessage(value, path)) {
		const masked = maskKeyed(value, kind, gate, key);
		return masked === value ? undefined : JSON.stringify(masked);
	}

	if (node.kind === 'number') {
		return maskNumber(value, gate, key);
	}

	return maskString(text.slice(node.start, node.end), value, key, scalar);
}

/** A number that is a secret or a learned value; by its form alone a number is nobody's. */
function maskNumber(value: string, gate: Gate, key: string): string | undefined {
	let masked: string | undefined;
	gate.secrets.find(value, (_start, _end, clear) => {
		masked ??= gate.hide({kind: 'secret', clear, key});
	});
	gate.learned.find(value, (_start, _end, {kind, clear}) => {
		masked ??= gate.hide({kind, clear, key});
	});
	const known = gate.learned.byDigits(value);
	masked ??= known === undefined ? undefined : gate.hide({...known, key});
	return masked === undefined ? undefined : JSON.stringify(masked);
}

function maskString(raw: string, value: string, key: string, {gate, depth}: Scalar): string | undefined {
	const inner = depth < deepest && /^\s{0,1000}["[{]/.test(value) ? tryParseJsonText(value) : undefined;
	if (inner !== undefined) {
		const masked = maskJson(value, inner, gate, depth + 1);
		return masked === value ? undefined : JSON.stringify(masked);
	}

	const spans = findSpans(value, gate, {key, depth: 0});
	if (spans.length === 0) {
		return undefined;
	}

	const offset = raw.includes('\\') ? rawOffsets(raw) : (index: number) => index + 1;
	return replaceSpans(
		raw,
		spans.map(span => ({...span, start: offset(span.start), end: offset(span.end)})),
		span => JSON.stringify(gate.hide(span)).slice(1, -1),
	);
}

/** Where each code unit of a JSON string's content stands in its spelling. */
function rawOffsets(raw: string): (index: number) => number {
	const offsets: number[] = [];
	for (let at = 1; at < raw.length - 1; at += raw[at] === '\\' ? (raw[at + 1] === 'u' ? 6 : 2) : 1) {
		offsets.push(at);
	}

	return index => offsets[index] ?? raw.length - 1;
}

function lastKey(path: Path): string {
	return path.findLast(step => typeof step === 'string') ?? '';
}

function isMessage(value: string, path: Path): boolean {
	return /\s\S{1,40}\s/.test(value) && path.some(step => typeof step === 'string' && messageKeys.test(step));
}

function markValuesBesideTheirKey(node: JsonNode, gate: Gate, marked: Map<JsonNode, MaskKind>): void {
	if (node.kind === 'array') {
		for (const item of node.items) {
			markValuesBesideTheirKey(item, gate, marked);
		}
	} else if (node.kind === 'object') {
		let kind: MaskKind | undefined;
		for (const {key, value} of node.members) {
			if (value.kind === 'string' && value.value.length < 100 && namingKeys.has(key.toLowerCase())) {
				kind ??= gate.rules.kindOf(value.value);
			}
		}

		for (const {key, value} of node.members) {
			if (kind !== undefined && namedKeys.has(key.toLowerCase())) {
				markAll(value, kind, marked);
			} else {
				markValuesBesideTheirKey(value, gate, marked);
			}
		}
	}
}

function markAll(node: JsonNode, kind: MaskKind, marked: Map<JsonNode, MaskKind>): void {
	if (node.kind === 'array') {
		for (const item of node.items) {
			markAll(item, kind, marked);
		}
	} else if (node.kind === 'object') {
		for (const member of node.members) {
			markAll(member.value, kind, marked);
		}
	} else {
		marked.set(node, kind);
	}
}
