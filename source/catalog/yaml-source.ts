/**
 * A YAML text as plain data, with the place of every value. Core schema of YAML 1.2 only: no tags, no merge keys, and
 * nothing that grows or loops when it is read (evidence-standards: catalogs are untrusted input).
 */
import {
	isAlias,
	isCollection,
	isMap,
	isNode,
	isPair,
	isScalar,
	LineCounter,
	parseDocument,
	type Alias,
	type Document,
	type Node,
	type Scalar,
	type YAMLError,
	type YAMLMap,
} from 'yaml';

export type Path = ReadonlyArray<string | number>;

/** Something wrong at a place of the file: what it is and, where it helps, what to do. */
export type Fault = {
	readonly what: string;
	readonly fix?: string;
	/** 1-based. */
	readonly line?: number;
	/** 1-based, in UTF-16 code units. */
	readonly column?: number;
};

export type Place = {readonly line: number; readonly column: number};

export type YamlSource = {
	readonly data: unknown;
	/**
	 * Where a value stands; the nearest value around it when it does not exist.
	 *
	 * @param at `key` for the key of the value, or an offset into a text value
	 */
	readonly locate: (path: Path, at?: 'key' | number) => Place;
	/** A scalar as it is spelled in the file: `1.10` where the data has 1.1. */
	readonly spellingOf: (path: Path) => string | undefined;
};

const maximumBytes = 1_048_576;
/** Values after every alias is written out: a file of a few hundred bytes can stand for billions. */
const maximumValues = 300_000;
const maximumAliases = 10_000;
const maximumDepth = 100;
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

/** Reads a YAML text; gives every fault when it cannot be used. */
export function readYaml(text: string): {readonly source: YamlSource} | {readonly faults: readonly Fault[]} {
	if (Buffer.byteLength(text) > maximumBytes) {
		return {faults: [{what: 'The file is larger than 1 MB.', fix: 'Divide it into several files.'}]};
	}

	if (nestsTooDeep(text)) {
		return {faults: [{what: 'The file nests too deeply to be read.'}]};
	}

	const counter = new LineCounter();
	// The parser's own check for repeated keys is quadratic: 20,000 keys take seconds.
	const document = parseDocument(text, {
		lineCounter: counter,
		uniqueKeys: false,
		merge: false,
		schema: 'core',
		prettyErrors: false,
	});
	const place = (offset: number): Place => {
		const {line, col} = counter.linePos(offset);
		return {line: Math.max(1, line), column: Math.max(1, col)};
	};

	if (document.errors.length > 0) {
		return {
			faults: document.errors.map(error => ({...yamlFault(error), ...place(error.pos[0])})),
		};
	}

	const faults = unsafeParts(document, place);
	return faults.length > 0 ? {faults} : {source: sourceOf(document, text, place)};
}

/** The parser recurses; a bound on open brackets keeps a hostile file from costing seconds. */
function nestsTooDeep(text: string): boolean {
	let open = 0;
	for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
		open += bracket === '[' || bracket === '{' ? 1 : -1;
		if (open > 1000) {
			return true;
		}
	}

	return false;
}

function yamlFault({code, message}: YAMLError): {what: string; fix?: string} {
	if (/call stack/i.test(message)) {
		return {what: 'The file nests too deeply to be read.'};
	}

	if (code === 'MULTIPLE_DOCS') {
		return {
			what: 'The file holds more than one YAML document.',
			fix: 'Keep one: remove the line --- and what follows it.',
		};
	}

	return {
		what: `This is not YAML: ${message.replace(/\.$/, '')}.`,
		...(code === 'TAB_AS_INDENT' ? {fix: 'Indent with spaces.'} : {}),
	};
}

function unsafeParts(document: Document, place: (offset: number) => Place): Fault[] {
	const faults: Fault[] = [];
	const open = new Set<unknown>();
	const sizes = new Map<unknown, number>();
	const anchors = new Map<string, Node>();
	let aliases = 0;

	function fault(node: unknown, what: string, fix: string): void {
		faults.push({what, fix, ...place(startOf(node))});
	}

	function visitKey(key: unknown, seen: Set<string>): void {
		if (!isScalar(key) || typeof key.value !== 'string') {
			fault(key, 'A key must be text.', 'Put it in quotes.');
		} else if (forbiddenKeys.has(key.value)) {
			fault(key, `The key "${key.value}" is not allowed.`, 'Give it another name.');
		} else if (key.value === '<<' && key.type === 'PLAIN') {
			fault(key, 'Merge keys (<<) are not supported.', 'Write the keys out.');
		} else if (seen.has(key.value)) {
			fault(key, `The key "${key.value}" stands twice in this map.`, 'Remove one of them.');
		} else {
			seen.add(key.value);
		}
	}

	function visitAlias(node: Alias): number {
		// Looked up here: the alias itself would search the whole document each time.
		const target = anchors.get(node.source);
		aliases++;
		if (target === undefined || open.has(target)) {
			fault(
				node,
				target === undefined
					? `The alias *${node.source} names no anchor.`
					: `The alias *${node.source} stands inside what it names.`,
				'Write the value out.',
			);
		}

		return sizes.get(target) ?? 1;
	}

	/** @returns how many values the node stands for */
	function visit(node: unknown): number {
		if (isAlias(node)) {
			return visitAlias(node);
		}

		if ((isScalar(node) || isCollection(node)) && node.anchor !== undefined) {
			anchors.set(node.anchor, node);
		}

		if (isNode(node) && node.tag !== undefined) {
			fault(node, 'Tags (!) are not supported.', 'Remove the tag; put text in quotes.');
		}

		if (!isCollection(node)) {
			return 1;
		}

		if (open.size >= maximumDepth) {
			fault(node, 'The file nests too deeply to be read.', 'Flatten it.');
			return 1;
		}

		open.add(node);
		const keys = new Set<string>();
		let size = 1;
		for (const item of node.items) {
			if (isPair(item)) {
				visitKey(item.key, keys);
				size += visit(item.value);
			} else {
				size += visit(item);
			}
		}

		open.delete(node);
		sizes.set(node, size);
		return size;
	}

	if (visit(document.contents) > maximumValues || aliases > maximumAliases) {
		faults.push({
			what: 'The aliases of the file multiply into too many values.',
			fix: 'Write the values out.',
		});
	}

	return faults;
}

function startOf(node: unknown): number {
	return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}

function sourceOf(document: Document, text: string, place: (offset: number) => Place): YamlSource {
	return {
		data: document.toJS({maxAliasCount: -1}),
		locate(path, at) {
			const {node, key, isWhole} = walk(document, path);
			if (at === 'key' && isWhole) {
				return place(startOf(key));
			}

			return place(
				typeof at === 'number' && isWhole && isScalar(node) ? offsetInScalar(node, text, at) : startOf(node),
			);
		},
		spellingOf(path) {
			const {node, isWhole} = walk(document, path);
			return isWhole && isScalar(node) ? node.source : undefined;
		},
	};
}

/** Follows a path as far as it leads. */
function walk(document: Document, path: Path): {node: Node | null; key: unknown; isWhole: boolean} {
	let node: Node | null = document.contents;
	let key: unknown = null;
	for (const step of path) {
		const next = isMap(node) ? pairOf(node, step) : undefined;
		const value: unknown = next === undefined && isCollection(node) ? node.items[Number(step)] : next?.value;
		const found = isAlias(value) ? value.resolve(document) : value;
		if (!isNode(found)) {
			return {node, key, isWhole: false};
		}

		key = next?.key ?? found;
		node = found;
	}

	return {node, key, isWhole: true};
}

function pairOf(map: YAMLMap, key: string | number) {
	return map.items.find(pair => isScalar(pair.key) && pair.key.value === key);
}

/** The place in the file of a place in a text, where every character of the text stands as it is in the file. */
function offsetInScalar(scalar: Scalar, text: string, offset: number): number {
	const start = startOf(scalar);
	const value = String(scalar.value);
	if (scalar.type === 'BLOCK_LITERAL') {
		return offsetInBlock(text, start, {value, offset});
	}

	const opening = scalar.type === 'QUOTE_DOUBLE' || scalar.type === 'QUOTE_SINGLE' ? 1 : 0;
	return text.startsWith(value, start + opening) ? start + opening + offset : start;
}

function offsetInBlock(
	text: string,
	start: number,
	{value, offset}: {value: string; offset: number},
): number {
	const before = value.slice(0, offset).split('\n');
	const lines = text.slice(start).split('\n');
	const firstFilled = value.split('\n').findIndex(line => line.trim() !== '');
	const filled = value.split('\n')[firstFilled];
	const spelled = lines[firstFilled + 1]?.replace(/\r$/, '');
	if (filled === undefined || spelled === undefined || !spelled.endsWith(filled)) {
		return start;
	}

	const indent = spelled.length - filled.length;
	const linesBefore = lines.slice(0, before.length).reduce((sum, line) => sum + line.length + 1, 0);
	return start + linesBefore + indent + (before.at(-1) ?? '').length;
}
