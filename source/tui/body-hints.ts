/** What the catalog knows of the place where the cursor stands in a body: one quiet line, and what Tab completes. */
import {jsonNodeText, tryParseJsonText, type JsonNode} from '../catalog/json-text.ts';
import {nearestName} from '../catalog/nearest-name.ts';
import {jsonStandIn} from '../request/substitute.ts';
import {bodyFacts, checkedAtOnce} from './body-facts.ts';
import {placeIn, type BodyPlace} from './body-place.ts';
import {bracketAt, isOpening} from './brackets.ts';
import {keyOf, type Keyed} from './key-lookup.ts';
import {variablesBetween} from './json-line.ts';
import type {Span} from './spans.ts';
import {bufferText, currentLine, cursorOffset, type TextBuffer} from './text-buffer.ts';
import type {World} from './ui-state.ts';
import {variableWords} from './variable-words.ts';

/** What hints are made from: the body, and the example of the catalog for it. */
export type HintSubject = {
	readonly buffer: TextBuffer;
	/** The body that the catalog has for the same variant; `null` where it has none. */
	readonly example: string | null;
	readonly world: World;
	readonly keys: Keyed;
};

/** What Tab would put in at the cursor, and as what it is shown. */
export type Completion = {readonly inserted: string; readonly shown: string};

/** The hint for the cursor's place, the most useful first; nothing where there is nothing to say. */
export function bodyHint(subject: HintSubject): readonly Span[] {
	const completion = completionAt(subject);
	// While a variable is being typed, what else stands there is not yet what is meant.
	const isNaming = completion?.shown.startsWith('{{') === true;
	const spans = isNaming ? [] : placeHint(subject);
	return completion === null
		? spans
		: [
				[`${keyOf('body.complete', subject.keys)} `, 'strong'],
				[completion.shown, 'accent'],
				...(spans.length === 0 ? [] : [[' · ', 'muted'] as const, ...spans]),
			];
}

function placeHint(subject: HintSubject): readonly Span[] {
	const variable = variableHint(subject);
	if (variable.length > 0) {
		return variable;
	}

	const {buffer} = subject;
	// In the indent of a line, its first piece is meant.
	const indent = /^[ \t]*/.exec(currentLine(buffer))?.[0].length ?? 0;
	const place = placeIn(buffer.lines, buffer.row, Math.max(indent, cursorOffset(buffer)));
	const schema = place === undefined ? [] : schemaHint(subject, place);
	const bracket = place?.part === 'key' || place?.part === 'value' ? [] : bracketHint(subject);
	return bracket.length === 0 || schema.length === 0
		? [...bracket, ...schema]
		: [...bracket, [' · ', 'muted'], ...schema];
}

/** The variable that the cursor is on or right behind, with its value. */
function variableHint({buffer, world}: HintSubject): readonly Span[] {
	const line = currentLine(buffer);
	const offset = cursorOffset(buffer);
	// No name of a variable is near as long.
	const from = Math.max(0, offset - 200);
	const at = variablesBetween(line, from, offset + 200).find(
		({start, end}) => start <= offset && offset <= end,
	);
	if (at?.name === undefined) {
		return [];
	}

	const {value, origin, tone, isKnown} = variableWords(at.name, world);
	const nearest = isKnown ? undefined : nearestName(at.name, world.variables().keys());
	return [
		[value, tone],
		...(origin === '' ? [] : [[`, ${origin}`, 'muted'] as const]),
		...(nearest === undefined ? [] : [[`. Did you mean ${nearest}?`, 'muted'] as const]),
	];
}

function bracketHint({buffer}: HintSubject): readonly Span[] {
	const pair = bracketAt(buffer.lines, buffer.row, cursorOffset(buffer));
	if (pair === null) {
		return [];
	}

	const {at, partner, fits} = pair;
	const verb = isOpening(at) ? 'closes' : 'opens';
	if (partner === null) {
		return [[`${at.text} has no partner: nothing ${verb} it`, 'caution']];
	}

	return fits
		? [[`${at.text} ${verb} in line ${partner.row + 1}`, 'muted']]
		: [[`${at.text} meets the ${partner.text} of line ${partner.row + 1}`, 'caution']];
}

const parsedExamples = new Map<string, JsonNode | null>();

function exampleRoot(example: string): JsonNode | null {
	const known = parsedExamples.get(example);
	if (known !== undefined) {
		return known;
	}

	const root = tryParseJsonText(jsonStandIn(example)) ?? null;
	parsedExamples.set(example, root);
	return root;
}

/** The example's value at a path. What it shows of one item of a list goes for all of them. */
function exampleAt(example: string | null, path: ReadonlyArray<string | number>): JsonNode | undefined {
	let node: JsonNode | undefined = example === null ? undefined : (exampleRoot(example) ?? undefined);
	for (const step of path) {
		if (node?.kind === 'object') {
			node = node.members.findLast(({key}) => key === step)?.value;
		} else if (node?.kind === 'array' && typeof step === 'number') {
			node = node.items[step] ?? node.items[0];
		} else {
			return undefined;
		}
	}

	return node;
}

const kindWords: Readonly<Record<JsonNode['kind'], string>> = {
	object: 'an object',
	array: 'a list',
	string: 'text',
	number: 'a number',
	boolean: 'true or false',
	null: 'null',
};

/** What a value is and how the example spells it: `a number, 500`. */
function exampleWords(node: JsonNode, example: string, {catalog}: World): string {
	const spelled = example.slice(node.start, node.end);
	const [variable] = variablesBetween(spelled, 0, 200);
	const described =
		variable?.name === undefined ? undefined : catalog.variables.get(variable.name)?.description;
	if (variable?.start === 0) {
		return described === undefined ? spelled : `${spelled}, ${described}`;
	}

	const words = kindWords[node.kind];
	const inner =
		node.kind === 'object'
			? node.members.map(({key}) => key).join(', ')
			: node.kind === 'array'
				? `${node.items.length} in the example`
				: spelled.slice(0, 40);
	return [words, inner, described].filter(Boolean).join(', ');
}

function schemaHint({buffer, example, world}: HintSubject, place: BodyPlace): readonly Span[] {
	if (example === null || exampleRoot(example) === null) {
		return [];
	}

	const {path, part, container} = place;
	const around = exampleAt(example, container);
	if (part === 'between' || typeof path.at(-1) !== 'string') {
		return missingHint(place, around);
	}

	const key = String(path.at(-1));
	const node = exampleAt(example, path);
	if (node === undefined) {
		if (around?.kind !== 'object') {
			return [];
		}

		const nearest = nearestName(key, missingKeys(place, around));
		return [
			[`${key} is not in the example`, 'caution'],
			[nearest === undefined ? '' : `. Did you mean ${nearest}?`, 'muted'],
		];
	}

	const own = valueAt(buffer, path);
	const differs = own !== undefined && differsInKind(own, node, example);
	return [
		[`${key}: `, 'muted'],
		...(differs ? [[`${kindWords[own.kind]} here; the example has `, 'caution'] as const] : []),
		[exampleWords(node, example, world), 'muted'],
	];
}

/** The value that stands at a path now; `undefined` while the body is not JSON, or too long to look with every key. */
function valueAt(buffer: TextBuffer, path: ReadonlyArray<string | number>): JsonNode | undefined {
	const text = bufferText(buffer);
	const root = text.length > checkedAtOnce ? null : bodyFacts(text).root;
	let node: JsonNode | undefined = root ?? undefined;
	for (const step of path) {
		node =
			node?.kind === 'object'
				? node.members.findLast(({key}) => key === step)?.value
				: node?.kind === 'array' && typeof step === 'number'
					? node.items[step]
					: undefined;
	}

	// What stands in for a variable is a string to the parser, whatever its value is.
	return node?.kind === 'string' && jsonNodeText(node, text).startsWith('xx') ? undefined : node;
}

function differsInKind(own: JsonNode, node: JsonNode, example: string): boolean {
	const isVariable = example.slice(node.start, node.start + 2) === '{{';
	return !isVariable && own.kind !== node.kind && own.kind !== 'null' && node.kind !== 'null';
}

function missingKeys({keys}: BodyPlace, around: JsonNode | undefined): readonly string[] {
	return around?.kind === 'object' && keys !== null
		? [...new Set(around.members.map(({key}) => key))].filter(key => !keys.includes(key))
		: [];
}

function missingHint(place: BodyPlace, around: JsonNode | undefined): readonly Span[] {
	const missing = missingKeys(place, around);
	return missing.length === 0
		? []
		: [
				['the example also has ', 'muted'],
				[missing.join(', '), 'accent'],
			];
}

/** What Tab completes at the cursor: a variable's name, or a key that the example has; `null` where it only indents. */
export function completionAt({buffer, example, world}: HintSubject): Completion | null {
	const line = currentLine(buffer);
	const offset = cursorOffset(buffer);
	const before = line.slice(Math.max(0, offset - 200), offset);
	const after = line.slice(offset, offset + 200);
	const started = /\{\{[ \t]*([A-Za-z_][\w.-]*)?$/.exec(before);
	if (started !== null && !/^[\w.-]*[ \t]*\}\}/.test(after)) {
		const typed = started[1] ?? '';
		const name = [...world.variables().keys()].find(known => known.startsWith(typed) && known !== typed);
		return name === undefined || /^[\w.-]/.test(after)
			? null
			: {inserted: `${name.slice(typed.length)}${after.startsWith('}}') ? '' : '}}'}`, shown: `{{${name}}}`};
	}

	const place = /["\w.-]$/.test(before) ? placeIn(buffer.lines, buffer.row, offset) : undefined;
	if (place === undefined || place.part !== 'key' || place.typed === null || !/^(?:"|\s*$)/.test(after)) {
		return null;
	}

	const {typed} = place;
	const key = missingKeys(place, exampleAt(example, place.container)).find(
		known => known.startsWith(typed) && /^[\w.-]+$/.test(known),
	);
	if (key === undefined) {
		return null;
	}

	const rest = key.slice(typed.length);
	return {inserted: after.trim() === '' ? `${rest}": ` : rest, shown: `"${key}"`};
}
