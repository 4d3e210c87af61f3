import {JsonTextError, parseJsonText, tryParseJsonText, type JsonNode} from '../../catalog/json-text.ts';
import type {ArtifactDamage} from '../audited-set.ts';
import {readHttpText, type HttpText} from './http-text.ts';
import {pointerTo} from './json-place.ts';

/** An artifact's text, as far as it can be read: a damaged file still says what it says. */
export type ArtifactText = {
	/** JSON, or the JSON value that stands in other text; `undefined` when there is none. */
	readonly value: unknown;
	/** Where its members stand; `null` without a value. */
	readonly root: JsonNode | null;
	/** An answer written as HTTP text. */
	readonly http: HttpText | null;
	/** What stops the text from being JSON; repeated keys are told by `repeatedKey`. */
	readonly damage: ArtifactDamage | null;
};

/** Reads a text that should be JSON. */
export function readArtifactText(text: string): ArtifactText {
	if (text.trim() === '') {
		return {value: undefined, root: null, http: null, damage: damageAt('empty', 1, 'The file is empty.')};
	}

	try {
		const root = parseJsonText(text);
		return {value: JSON.parse(text) as unknown, root, http: null, damage: null};
	} catch (error) {
		if (!(error instanceof JsonTextError)) {
			throw error;
		}

		return readDamaged(text, error);
	}
}

function readDamaged(text: string, error: JsonTextError): ArtifactText {
	if (error.message.startsWith('Nested deeper')) {
		const damage = damageAt('too-deep', error.line, error.message);
		return {value: undefined, root: null, http: null, damage};
	}

	if (isAfterValue(error)) {
		const damage = damageAt('trailing-text', error.line, `Text follows the JSON value: ${error.message}`);
		return {...valueIn(text.slice(0, error.offset)), http: null, damage};
	}

	const http = readHttpText(text);
	const damage = damageAt('not-json', error.line, error.message);
	return {...(http === null ? embeddedValue(text) : {value: undefined, root: null}), http, damage};
}

/** Far from what exhausts the stack of whoever walks through a value. */
const harmlessDepth = 500;

/** The value of a text that is JSON and nothing else, without the tree; `null` where only a closer reading tells. */
export function plainValue(text: string): {readonly value: unknown} | null {
	if (!isShallow(text)) {
		return null;
	}

	try {
		return {value: JSON.parse(text) as unknown};
	} catch {
		return null;
	}
}

function isShallow(text: string): boolean {
	let depth = 0;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === quote) {
			at = closingQuote(text, at);
		} else if (code === 0x7b || code === 0x5b) {
			if (++depth > harmlessDepth) {
				return false;
			}
		} else if (code === 0x7d || code === 0x5d) {
			depth--;
		}
	}

	return true;
}

const quote = 0x22;
const backslash = 0x5c;

function closingQuote(text: string, start: number): number {
	let at = start + 1;
	for (let code = text.charCodeAt(at); at < text.length && code !== quote; code = text.charCodeAt(at)) {
		at += code === backslash ? 2 : 1;
	}

	return at;
}

/** A JSON value with text before it, such as a code fence or a sentence, and perhaps after it. */
function embeddedValue(text: string): Pick<ArtifactText, 'value' | 'root'> {
	const start = /^[ \t]*[{[]/m.exec(text)?.index ?? -1;
	if (start < 1) {
		return {value: undefined, root: null};
	}

	const rest = text.slice(start);
	try {
		parseJsonText(rest);
		return valueIn(rest);
	} catch (error) {
		const isWhole = error instanceof JsonTextError && isAfterValue(error);
		return isWhole ? valueIn(rest.slice(0, error.offset)) : {value: undefined, root: null};
	}
}

function valueIn(text: string): Pick<ArtifactText, 'value' | 'root'> {
	const root = tryParseJsonText(text) ?? null;
	return {value: root === null ? undefined : (JSON.parse(text) as unknown), root};
}

function isAfterValue(error: JsonTextError): boolean {
	return error.message.startsWith('Only one value');
}

/**
 * The first key that stands twice in one object, outside of the places in `except` (bodies are the server's).
 *
 * @returns its line in `text`, and its name
 */
export function repeatedKey(
	text: string,
	root: JsonNode,
	except: readonly string[],
): {readonly line: number; readonly key: string} | null {
	const skipped = new Set(except);
	const open: Array<readonly [node: JsonNode, pointer: string]> = [[root, '']];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const [node, pointer] = next;
		if (pointer !== '' && skipped.has(pointer)) {
			continue;
		}

		if (node.kind === 'array') {
			open.push(...node.items.map((item, index) => [item, pointerTo(pointer, index)] as const).reverse());
		} else if (node.kind === 'object') {
			const seen = new Set<string>();
			for (const {key, keyStart} of node.members) {
				if (seen.has(key)) {
					return {key, line: lineAt(text, keyStart)};
				}

				seen.add(key);
			}

			open.push(...node.members.map(({key, value}) => [value, pointerTo(pointer, key)] as const).reverse());
		}
	}

	return null;
}

/** 1-based. */
export function lineAt(text: string, offset: number): number {
	let line = 1;
	for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
		line++;
	}

	return line;
}

export function damageAt(code: ArtifactDamage['code'], line: number, detail: string): ArtifactDamage {
	return {code, line, detail};
}

/** Where the JSON value of a text begins and ends, if there is one: all of it, or a part between other text. */
export function jsonSpan(text: string): {readonly start: number; readonly end: number} | null {
	const isWhole = /^\s*[{[]/.test(text);
	if (isWhole && plainValue(text) !== null) {
		return {start: 0, end: text.length};
	}

	const start = isWhole ? 0 : (/^[ \t]*[{[]/m.exec(text)?.index ?? -1);
	if (start === -1) {
		return null;
	}

	const rest = text.slice(start);
	try {
		parseJsonText(rest);
		return {start, end: text.length};
	} catch (error) {
		return error instanceof JsonTextError && isAfterValue(error) ? {start, end: start + error.offset} : null;
	}
}
