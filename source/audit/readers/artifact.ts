import {createHash} from 'node:crypto';
import type {ArtifactContent, ArtifactDamage, ReadArtifact, Stamp} from '../audited-set.ts';
import {damageAt, plainValue, readArtifactText, repeatedKey, type ArtifactText} from './artifact-text.ts';
import {findParts, type ArtifactParts} from './artifact-parts.ts';
import {readTimes} from './artifact-times.ts';
import {clientErrorIn, judgedIn, mockIn} from './artifact-words.ts';
import {bodyErrorOf, isHtml, refusalIn} from './body-error.ts';
import {isRecord} from './json-place.ts';
import {requestIdsOf} from './request-ids.ts';
import {readStamp} from './stamp.ts';
import {attemptOfName, testIdOfName, testIdOfText} from './test-id.ts';

/** Larger files are not parsed: no answer of an API is. */
const largest = 64 * 1024 * 1024;
/** Files that never claimed to be JSON. */
const otherText = /\.(?:txt|log|http|html?|xml|curl|body|md|response|headers|out)$/i;

/**
 * Reads one artifact of whatever shape: ours, HAR-like, flat, nested, a bare answer, HTTP text. What it cannot find is
 * `null`; a damaged file is read as far as it goes.
 *
 * @param file path, for the test id in its name and the places of stamps
 */
export function readArtifact(file: string, bytes: Buffer): ReadArtifact {
	const unreadable = (damage: ArtifactDamage): ReadArtifact => assemble(file, emptyText(damage), '');
	if (bytes.length > largest) {
		return unreadable(damageAt('too-large', 1, `${bytes.length} bytes; more than 64 MB are not parsed.`));
	}

	const {text, mark} = decode(bytes);
	if (text === null) {
		return unreadable(damageAt('not-text', 1, 'The bytes are no text.'));
	}

	const read = readArtifactText(text);
	const damage = otherText.test(file) ? null : (mark ?? read.damage);
	return assemble(file, {...read, damage}, text);
}

/** Value and body of an artifact, for rules that look at the text itself; `null` when nothing of it can be read. */
export function artifactContent(text: string): ArtifactContent | null {
	const plain = plainValue(text);
	const {parts, value} =
		plain === null ? partsOf(readArtifactText(text)) : {parts: findParts(plain.value), ...plain};
	if (parts === null) {
		return null;
	}

	const {body, bodyText} = bodyOf(parts);
	return {
		value,
		isWholeText: plain !== null,
		body,
		bodyPointer: parts.body?.pointer ?? null,
		bodyText,
		requestBody: asJson(parts.requestBody?.value),
	};
}

function decode(bytes: Buffer): {text: string | null; mark: ArtifactDamage | null} {
	const [first, second] = bytes;
	if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
		const text = new TextDecoder(first === 0xff ? 'utf-16le' : 'utf-16be').decode(bytes);
		return {text, mark: damageAt('not-text', 1, 'The file is UTF-16, not UTF-8.')};
	}

	if (bytes.subarray(0, 64 * 1024).includes(0)) {
		return {text: null, mark: null};
	}

	const hasMark = first === 0xef && second === 0xbb && bytes[2] === 0xbf;
	const text = new TextDecoder('utf-8').decode(bytes);
	return {
		text,
		mark:
			hasMark && text.trim() !== '' ? damageAt('bom', 1, 'A byte-order mark stands before the JSON.') : null,
	};
}

function emptyText(damage: ArtifactDamage): ArtifactText {
	return {value: undefined, root: null, http: null, damage};
}

/** Parts of whatever could be read: JSON first, else HTTP text. */
function partsOf({value, root, http}: ArtifactText): {parts: ArtifactParts | null; value: unknown} {
	if (root !== null) {
		return {parts: findParts(value), value};
	}

	if (http === null) {
		return {parts: null, value: undefined};
	}

	const {status, headers, method, url, requestHeaders, body} = http;
	const parts: ArtifactParts = {
		isEnvelope: true,
		status: {value: status, pointer: ''},
		method: method === null ? null : {value: method, pointer: ''},
		url: url === null ? null : {value: url, pointer: ''},
		headers: {value: headers, pointer: ''},
		requestHeaders: requestHeaders === null ? null : {value: requestHeaders, pointer: ''},
		body: {value: body === '' ? null : body, pointer: ''},
		isBase64: false,
		requestBody: null,
		others: [],
	};
	return {parts, value: body};
}

function bodyOf({body, isBase64}: ArtifactParts): {body: unknown; bodyText: string | null} {
	if (body === null || body.value === null) {
		return {body: undefined, bodyText: null};
	}

	if (typeof body.value !== 'string') {
		return {body: body.value, bodyText: JSON.stringify(body.value)};
	}

	const bodyText = isBase64 ? Buffer.from(body.value, 'base64').toString('utf8') : body.value;
	return {body: asJson(bodyText), bodyText};
}

/** A text that holds an object or an array, as its value; anything else as it is. */
function asJson(value: unknown): unknown {
	if (typeof value !== 'string' || !/^\s*[{[]/.test(value)) {
		return value;
	}

	const plain = plainValue(value);
	if (plain !== null) {
		return plain.value;
	}

	const {value: inner, damage} = readArtifactText(value);
	return damage === null ? inner : value;
}

function assemble(file: string, read: ArtifactText, text: string): ReadArtifact {
	const {parts, value} = partsOf(read);
	const idFromName = testIdOfName(file);
	if (parts === null) {
		return {
			...nothing,
			file,
			testId: idFromName,
			idFromName,
			attempt: attemptOfName(file),
			broken: read.damage,
			...plainBody(text, read),
		};
	}

	const {others} = parts;
	const {body, bodyText} = bodyOf(parts);
	const times = readTimes(others);
	const status = parts.status?.value ?? null;
	const headers = parts.headers?.value ?? null;
	const stamps = others.flatMap(part => stampOf(file, part));
	const test = testIdIn(others, idFromName);
	const sent = others.find(({role}) => role === 'sent')?.pointer;
	return {
		file,
		testId: test?.id ?? idFromName,
		idFromName,
		attempt: attemptIn(others) ?? attemptOfName(file),
		broken: read.damage ?? repeated(file, read, parts, text),
		status,
		method: parts.method?.value ?? null,
		url: parts.url?.value ?? null,
		headers,
		requestHeaders: parts.requestHeaders?.value ?? null,
		hasBody: bodyText !== null,
		hasTimings: times.hasTimings,
		bodyDigest: bodyText === null ? null : digestOf(body, bodyText),
		bodyLength: bodyText?.length ?? 0,
		...errorsIn(parts, body),
		latencyMs: times.latencyMs,
		phases: times.phases,
		stamps: stamps.map(({stamp}) => stamp),
		sent: stamps.find(({pointer}) => pointer === sent)?.stamp ?? null,
		requestIds: requestIdsOf(parts, body),
		judged: judgedIn(others),
		clientError: clientErrorIn(others, status),
		mock: mockIn(others, headers),
		members: isRecord(value) ? Object.keys(value) : [],
		pointers: {
			...at('status', parts.status?.pointer),
			...at('method', parts.method?.pointer),
			...at('url', parts.url?.pointer),
			...at('headers', parts.headers?.pointer),
			...at('body', parts.body?.pointer),
			...at('timings', times.timingsPointer),
			...at('latency', times.latencyPointer),
			...at('testId', test?.pointer),
			...at('sent', sent),
		},
	};
}

/** What the body says against its status, or without any status. */
function errorsIn(
	{status, headers, requestHeaders, url}: ArtifactParts,
	body: unknown,
): Pick<ReadArtifact, 'softError' | 'bodyError'> {
	const answered = {
		headers: headers?.value ?? null,
		requestHeaders: requestHeaders?.value ?? null,
		url: url?.value ?? null,
		body,
	};
	return {
		softError: bodyErrorOf({...answered, status: status?.value ?? null}),
		bodyError: status === null ? refusalIn(answered) : null,
	};
}

const nothing: Omit<ReadArtifact, 'file'> = {
	testId: null,
	idFromName: null,
	attempt: null,
	broken: null,
	status: null,
	method: null,
	url: null,
	headers: null,
	requestHeaders: null,
	hasBody: false,
	hasTimings: false,
	bodyDigest: null,
	bodyLength: 0,
	softError: null,
	bodyError: null,
	latencyMs: null,
	phases: new Map(),
	stamps: [],
	sent: null,
	requestIds: [],
	judged: null,
	clientError: null,
	mock: null,
	members: [],
	pointers: {},
};

/** A page or a sentence that was saved as it came is a body and nothing else. */
function plainBody(text: string, {damage}: ArtifactText): Partial<ReadArtifact> {
	return text.trim() === '' || (damage !== null && !isHtml(text))
		? {}
		: {hasBody: true, bodyDigest: digestOf(text, text), bodyLength: text.length, pointers: {body: ''}};
}

function at(
	name: keyof ReadArtifact['pointers'],
	pointer: string | null | undefined,
): ReadArtifact['pointers'] {
	return pointer === null || pointer === undefined ? {} : {[name]: pointer};
}

function digestOf(body: unknown, text: string): string {
	return createHash('sha256')
		.update(typeof body === 'string' ? text : JSON.stringify(body))
		.digest('hex');
}

function repeated(
	file: string,
	{root}: ArtifactText,
	{body, requestBody}: ArtifactParts,
	text: string,
): ArtifactDamage | null {
	const except = [body?.pointer, requestBody?.pointer].filter(
		pointer => pointer !== undefined && pointer !== '',
	);
	const found = root === null || otherText.test(file) ? null : repeatedKey(text, root, except as string[]);
	return found === null
		? null
		: damageAt(
				'duplicate-keys',
				found.line,
				`The key ${JSON.stringify(found.key.slice(0, 60))} stands twice in one object.`,
			);
}

function attemptIn(others: ArtifactParts['others']): number | null {
	const value = others.find(({role}) => role === 'attempt')?.value;
	return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : null;
}

function testIdIn(
	others: ArtifactParts['others'],
	idFromName: string | null,
): {id: string; pointer: string} | null {
	for (const wanted of ['test-id', 'maybe-test-id'] as const) {
		for (const {role, value, pointer} of others) {
			if (role !== wanted || (typeof value !== 'string' && typeof value !== 'number')) {
				continue;
			}

			const id = testIdOfText(String(value));
			if (id !== null) {
				// A number cannot tell 6.1 from 6.10.
				const isSame = typeof value === 'number' && idFromName !== null && Number(idFromName) === value;
				return {id: isSame ? idFromName : id, pointer};
			}
		}
	}

	return null;
}

const stampRoles: ReadonlyMap<string, Stamp['role']> = new Map([
	['sent', 'started'],
	['finished', 'finished'],
	['generated', 'generated'],
	['stamp', 'other'],
]);

type Placed = {readonly stamp: Stamp; readonly pointer: string};

function stampOf(file: string, {role, value, pointer}: ArtifactParts['others'][number]): readonly Placed[] {
	const stampRole = stampRoles.get(role);
	if (stampRole === undefined || (typeof value !== 'string' && typeof value !== 'number')) {
		return [];
	}

	const place = {file, pointer};
	if (typeof value === 'number') {
		const milliseconds = value > 1e11 ? value : value * 1000;
		const isEpoch = milliseconds > 9e11 && milliseconds < 5e12;
		return isEpoch
			? [
					{
						pointer,
						stamp: {
							place,
							text: String(value),
							at: milliseconds,
							role: stampRole,
							offset: 0,
							precision: Number.isInteger(value) && value < 1e11 ? 'second' : 'millisecond',
						},
					},
				]
			: [];
	}

	return /\d/.test(value) && value.length < 80 ? [{pointer, stamp: readStamp(value, place, stampRole)}] : [];
}
