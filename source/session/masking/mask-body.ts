import {tryParseJsonText} from '../../catalog/json-text.ts';
import {atOnce} from '../../catalog/steps.ts';
import type {Answer} from '../../request/exchange.ts';
import type {Pair} from '../../request/draft.ts';
import type {Gate} from './gate.ts';
import {maskJson, maskJsonSteps} from './mask-json.ts';
import {maskQuery} from './mask-query.ts';
import {maskText} from './mask-text.ts';

export type MaskedBody = {
	readonly body: string | null;
	readonly body_encoding: 'text' | 'base64';
};

const formPair = /^[\w.%[\]-]{1,100}=/;
/** Reading a text of more than so many characters takes as long as a frame. */
const large = 100_000;
/** Lines between two pauses. */
const linesPerStep = 25;
const textType =
	/^(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml|javascript|x-www-form-urlencoded|graphql|yaml|x-ndjson)\b|multipart\/form-data)/i;

/** A body that is text, whatever it claims to be. */
export function maskBodyText(text: string, contentType: string, gate: Gate): string {
	return atOnce(maskBodySteps(text, contentType, gate));
}

function* maskBodySteps(
	text: string,
	contentType: string,
	gate: Gate,
): Generator<undefined, string, undefined> {
	const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
	const content = text.slice(mark.length);
	const root = tryParseJsonText(content);
	if (content.length > large) {
		yield;
	}

	if (root !== undefined) {
		return mark + (yield* maskJsonSteps(content, root, gate));
	}

	if (/^application\/x-www-form-urlencoded/i.test(contentType) || isForm(content)) {
		return mark + maskQuery(content, gate);
	}

	return mark + (isJsonLines(content) ? yield* maskLines(content, gate) : maskText(content, gate));
}

function isForm(text: string): boolean {
	return (
		text.length < 1_000_000 && !/[\s<>"{}]/.test(text) && text.split('&').every(pair => formPair.test(pair))
	);
}

/** One JSON value a line, as logs and exports have it. */
function isJsonLines(text: string): boolean {
	const end = text.indexOf('\n');
	return (
		/^\s*\{/.test(text.slice(0, 100)) && end !== -1 && tryParseJsonText(text.slice(0, end)) !== undefined
	);
}

function* maskLines(text: string, gate: Gate): Generator<undefined, string, undefined> {
	const masked: string[] = [];
	for (const line of text.split('\n')) {
		const root = tryParseJsonText(line);
		masked.push(root === undefined ? maskText(line, gate) : maskJson(line, root, gate));
		if (masked.length % linesPerStep === 0) {
			yield;
		}
	}

	return masked.join('\n');
}

/**
 * An answer's body: text where it is text in UTF-8 or in the character set that it names, else base64. Bytes cannot be
 * masked without ruining them, so a body of bytes that holds a secret or a known personal value is withheld whole
 * (`null`, counted as `withheld`). What is compressed inside such bytes (PDF, ZIP) is not looked into.
 */
export function* maskAnswerSteps(answer: Answer, gate: Gate): Generator<undefined, MaskedBody, undefined> {
	const contentType = headerOf(answer.headers, 'content-type');
	const text = decodeBody(answer, contentType);
	if (text !== undefined) {
		if (text.length > large) {
			yield;
		}

		return {body: yield* maskBodySteps(text, contentType, gate), body_encoding: 'text'};
	}

	if (holdsKnown(answer.body, gate)) {
		gate.tally('withheld');
		return {body: null, body_encoding: 'base64'};
	}

	return {body: answer.body.toString('base64'), body_encoding: 'base64'};
}

function decodeBody({body, truncated}: Answer, contentType: string): string | undefined {
	const utf8 = decodeAs('utf-8', body);
	// Two-byte text of Latin letters is valid UTF-8 too, with a zero after every letter.
	if (utf8 !== undefined && !utf8.includes('\u0000')) {
		return utf8;
	}

	const named = /;\s*charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(contentType)?.[1];
	const encoding = byteOrderMark(body) ?? named;
	const isText = contentType === '' || textType.test(contentType);
	const decoded = encoding === undefined ? undefined : decodeAs(encoding, body);
	if (decoded !== undefined && !decoded.includes('\u0000')) {
		return decoded;
	}

	if (!isText || utf8 !== undefined) {
		return undefined;
	}

	// A body that was cut may end inside a character; an old page may not say that it is windows-1251.
	return (
		(truncated ? decodeCut(body) : undefined) ??
		(looksLikeOldPage(body) ? decodeAs('windows-1251', body) : undefined)
	);
}

function byteOrderMark(body: Buffer): string | undefined {
	const [first, second] = body;
	return first === 0xff && second === 0xfe
		? 'utf-16le'
		: first === 0xfe && second === 0xff
			? 'utf-16be'
			: undefined;
}

/** Bytes without a control character that no text has. */
function looksLikeOldPage(body: Buffer): boolean {
	return body.every(byte => byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d);
}

function decodeCut(body: Buffer): string | undefined {
	for (let missing = 1; missing < 4 && missing <= body.length; missing++) {
		const text = decodeAs('utf-8', body.subarray(0, body.length - missing));
		if (text !== undefined) {
			return text;
		}
	}

	return undefined;
}

function decodeAs(encoding: string, body: Buffer): string | undefined {
	try {
		return new TextDecoder(encoding, {fatal: true, ignoreBOM: true}).decode(body);
	} catch {
		return undefined;
	}
}

/** True when the bytes, read in any of the usual encodings, hold a secret or a value learned before. */
function holdsKnown(body: Buffer, gate: Gate): boolean {
	const views = ['utf-8', 'windows-1251', 'utf-16le', 'utf-16be'].map(encoding =>
		new TextDecoder(encoding).decode(body),
	);
	// Two-byte text may begin at an odd offset.
	const shifted = ['utf-16le', 'utf-16be'].map(encoding =>
		new TextDecoder(encoding).decode(body.subarray(1)),
	);
	return [...views, ...shifted].some(text => {
		let isFound = false;
		const found = (): void => {
			isFound = true;
		};
		gate.secrets.find(text, found);
		gate.learned.find(text, found);
		return isFound;
	});
}

/** The first header of that name; empty when there is none. */
export function headerOf(headers: readonly Pair[], name: string): string {
	return headers.find(([found]) => found.toLowerCase() === name)?.[1] ?? '';
}
