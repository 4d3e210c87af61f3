/**
 * JSON as text: a strict (RFC 8259) parser that keeps every offset, so that big integers, the order and repetition of
 * keys, and the writer's spelling survive being checked, masked and formatted. `JSON.parse` keeps none of these.
 */
import {atOnce} from './steps.ts';

export type JsonMember = {readonly key: string; readonly keyStart: number; readonly value: JsonNode};

/** A parsed value; `start` and `end` are UTF-16 offsets into the text. */
export type JsonNode = {readonly start: number; readonly end: number} & (
	| {readonly kind: 'object'; readonly members: readonly JsonMember[]}
	| {readonly kind: 'array'; readonly items: readonly JsonNode[]}
	| {readonly kind: 'string'; readonly value: string}
	| {readonly kind: 'number' | 'boolean' | 'null'; readonly text: string}
);

/** The text is not JSON; `line` and `column` are 1-based, the column in UTF-16 code units. */
export class JsonTextError extends Error {
	override readonly name = 'JsonTextError';
	readonly offset: number;
	readonly line: number;
	readonly column: number;

	constructor(what: string, text: string, offset: number) {
		const before = text.slice(0, offset);
		const line = before.split('\n').length;
		const column = offset - before.lastIndexOf('\n');
		super(`${what} at line ${line}, column ${column}`);
		this.offset = offset;
		this.line = line;
		this.column = column;
	}
}

/** Deeper nesting is refused: recursion over it would exhaust the stack, and no API answers so. */
const maximumDepth = 512;

const scalarPattern = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y;
const plainStringPattern = /"[^"\\\u0000-\u001f]*"/y;
const plainCharacters = /[^"\\\u0000-\u001f]*/y;
const escapePattern = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

/**
 * Parses a whole JSON text.
 *
 * @throws {JsonTextError} where the text stops being JSON, or nests deeper than 512 levels
 */
export function parseJsonText(text: string): JsonNode {
	let at = 0;

	function fail(what: string): never {
		throw new JsonTextError(what, text, at);
	}

	function found(): string {
		const character = text.codePointAt(at);
		return character === undefined
			? 'the text ends'
			: `found ${JSON.stringify(String.fromCodePoint(character))}`;
	}

	function space(): void {
		// By hand: a pattern costs more than the one blank that mostly stands here.
		for (let code = text.charCodeAt(at); isSpace(code); code = text.charCodeAt(at)) {
			at++;
		}
	}

	function string(expected: string): string {
		plainStringPattern.lastIndex = at;
		if (plainStringPattern.test(text)) {
			const value = text.slice(at + 1, plainStringPattern.lastIndex - 1);
			at = plainStringPattern.lastIndex;
			return value;
		}

		const end = endOfString(text, at);
		if (end === undefined) {
			if (text[at] !== '"') {
				fail(`${expected} expected, ${found()}`);
			}

			return failInString();
		}

		const value = JSON.parse(text.slice(at, end)) as string;
		at = end;
		return value;
	}

	function failInString(): never {
		const opened = at;
		for (at = opened + 1; at < text.length; at++) {
			const character = text.charCodeAt(at);
			if (character < 0x20) {
				fail('A string holds a raw control character or line break; write it as an escape such as \\n:');
			}

			if (character === 0x5c && !/^(?:["\\/bfnrt]|u[\da-fA-F]{4})/.test(text.slice(at + 1, at + 6))) {
				fail('Unknown escape in a string');
			}

			if (character === 0x5c) {
				at++;
			}
		}

		at = opened;
		return fail('A string is not closed; it starts');
	}

	function object(start: number, depth: number): JsonNode {
		const members: JsonMember[] = [];
		at++;
		space();
		while (text[at] !== '}') {
			const keyStart = at;
			const key = string(members.length === 0 ? 'A key in double quotes or }' : 'A key in double quotes');
			space();
			if (text[at] !== ':') {
				fail(`: expected after the key, ${found()}`);
			}

			at++;
			members.push({key, keyStart, value: value(depth + 1)});
			space();
			if (text[at] === ',') {
				at++;
				space();
				if (text[at] === '}') {
					fail('A comma stands before }: remove it; found');
				}
			} else if (text[at] !== '}') {
				fail(`, or } expected, ${found()}`);
			}
		}

		at++;
		return {kind: 'object', start, end: at, members};
	}

	function array(start: number, depth: number): JsonNode {
		const items: JsonNode[] = [];
		at++;
		space();
		while (text[at] !== ']') {
			items.push(value(depth + 1));
			space();
			if (text[at] === ',') {
				at++;
				space();
				if (text[at] === ']') {
					fail('A comma stands before ]: remove it; found');
				}
			} else if (text[at] !== ']') {
				fail(`, or ] expected, ${found()}`);
			}
		}

		at++;
		return {kind: 'array', start, end: at, items};
	}

	function value(depth: number): JsonNode {
		if (depth > maximumDepth) {
			fail(`Nested deeper than ${maximumDepth} levels`);
		}

		space();
		const start = at;
		const first = text[at];
		if (first === '{') {
			return object(start, depth);
		}

		if (first === '[') {
			return array(start, depth);
		}

		if (first === '"') {
			const content = string('A string');
			return {kind: 'string', start, end: at, value: content};
		}

		scalarPattern.lastIndex = at;
		const scalar = scalarPattern.exec(text)?.[0];
		if (scalar === undefined) {
			return fail(`A value expected, ${found()}`);
		}

		at += scalar.length;
		const kind = scalar === 'null' ? 'null' : scalar === 'true' || scalar === 'false' ? 'boolean' : 'number';
		return {kind, start, end: at, text: scalar};
	}

	const root = value(0);
	space();
	if (at < text.length) {
		fail(`Only one value may stand here; ${found()}`);
	}

	return root;
}

function isSpace(code: number): boolean {
	return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** The tree of `text`, or `undefined` when it is not JSON. */
export function tryParseJsonText(text: string): JsonNode | undefined {
	try {
		return parseJsonText(text);
	} catch (error) {
		if (error instanceof JsonTextError) {
			return undefined;
		}

		throw error;
	}
}

/** The value at a path of keys and 0-based indexes; the last of repeated keys wins, as in `JSON.parse`. */
export function jsonNodeAt(root: JsonNode, path: ReadonlyArray<string | number>): JsonNode | undefined {
	let node: JsonNode | undefined = root;
	for (const step of path) {
		if (node?.kind === 'object') {
			node = node.members.findLast(member => member.key === String(step))?.value;
		} else if (node?.kind === 'array' && typeof step === 'number') {
			node = node.items[step];
		} else {
			return undefined;
		}
	}

	return node;
}

/** What a person would type for the value: the content of a string, the exact digits of a number, else its JSON. */
export function jsonNodeText(node: JsonNode, text: string): string {
	return node.kind === 'string' ? node.value : text.slice(node.start, node.end);
}

/** Gets a scalar and the keys and indexes that lead to it; gives the JSON to stand in its place, `undefined` to leave it. */
export type ReplaceScalar = (node: JsonNode, path: ReadonlyArray<string | number>) => string | undefined;
/** The same for keys; gives a JSON string. */
export type ReplaceKey = (key: string) => string | undefined;

/** Replaces scalar values (strings, numbers, booleans, null) and leaves every other byte as it is. */
export function rewriteJsonText(
	text: string,
	root: JsonNode,
	replace: ReplaceScalar,
	replaceKey?: ReplaceKey,
): string {
	return atOnce(rewriteJsonSteps(text, root, replace, replaceKey));
}

/** Values between two pauses: some milliseconds where each of them is looked into. */
const valuesPerStep = 250;

/** The same with pauses: a large text takes seconds, and somebody may be typing. */
export function* rewriteJsonSteps(
	text: string,
	root: JsonNode,
	replace: ReplaceScalar,
	replaceKey?: ReplaceKey,
): Generator<undefined, string, undefined> {
	const parts: string[] = [];
	const path: Array<string | number> = [];
	/** The containers around a value, with the index of the one that comes next in each. */
	const open: Array<{readonly node: JsonNode & {kind: 'object' | 'array'}; next: number}> = [];
	let copied = 0;
	let values = 0;

	function put(start: number, end: number, replacement: string | undefined): void {
		if (replacement !== undefined) {
			parts.push(text.slice(copied, start), replacement);
			copied = end;
		}
	}

	function enter(node: JsonNode): void {
		if (node.kind === 'object' || node.kind === 'array') {
			open.push({node, next: 0});
			path.push('');
		} else {
			put(node.start, node.end, replace(node, path));
		}
	}

	enter(root);
	for (let inside = open.at(-1); inside !== undefined; inside = open.at(-1)) {
		const {node} = inside;
		const index = inside.next++;
		const member = node.kind === 'object' ? node.members[index] : undefined;
		const value = node.kind === 'object' ? member?.value : node.items[index];
		if (value === undefined) {
			open.pop();
			path.pop();
			continue;
		}

		if (member !== undefined) {
			put(member.keyStart, member.keyStart + keySpelling(text, member).length, replaceKey?.(member.key));
		}

		path[path.length - 1] = member?.key ?? index;
		enter(value);
		if (++values % valuesPerStep === 0) {
			yield;
		}
	}

	parts.push(text.slice(copied));
	return parts.join('');
}

/** The same value over several lines, two spaces a level; scalars and keys keep their exact spelling. */
export function formatJsonText(text: string, root: JsonNode = parseJsonText(text)): string {
	const parts: string[] = [];

	function write(node: JsonNode, indent: string): void {
		const inner = `${indent}  `;
		if (node.kind === 'object' && node.members.length > 0) {
			for (const [index, member] of node.members.entries()) {
				parts.push(index === 0 ? '{\n' : ',\n', inner, keySpelling(text, member), ': ');
				write(member.value, inner);
			}

			parts.push('\n', indent, '}');
		} else if (node.kind === 'array' && node.items.length > 0) {
			for (const [index, item] of node.items.entries()) {
				parts.push(index === 0 ? '[\n' : ',\n', inner);
				write(item, inner);
			}

			parts.push('\n', indent, ']');
		} else if (node.kind === 'object') {
			parts.push('{}');
		} else if (node.kind === 'array') {
			parts.push('[]');
		} else {
			parts.push(text.slice(node.start, node.end));
		}
	}

	write(root, '');
	return parts.join('');
}

function keySpelling(text: string, member: JsonMember): string {
	return text.slice(member.keyStart, endOfString(text, member.keyStart));
}

/** Where the string that opens at `start` ends. One pattern for all of it would exhaust the stack on megabytes. */
function endOfString(text: string, start: number): number | undefined {
	let at = start + 1;
	while (text[start] === '"') {
		plainCharacters.lastIndex = at;
		plainCharacters.test(text);
		at = plainCharacters.lastIndex;
		if (text[at] === '"') {
			return at + 1;
		}

		escapePattern.lastIndex = at;
		if (!escapePattern.test(text)) {
			return undefined;
		}

		at = escapePattern.lastIndex;
	}

	return undefined;
}
