import {createHash} from 'node:crypto';
import {Problem} from '../catalog/problem.ts';
import type {EventBody, JournalEvent} from './event.ts';
import {wrongMemberOf} from './event-shape.ts';

/** Name of the journal inside a session's folder. */
export const journalFileName = 'session.jsonl';

/** What the first line's hash starts from. */
export const chainStart = '0'.repeat(64);

/** What a journal's bytes say. */
export type JournalContent = {
	readonly events: readonly JournalEvent[];
	/** Hash `h` of the last good line; 64 zeros for an empty journal. */
	readonly head: string;
	/** Bytes of the good lines. What follows is a torn last line. */
	readonly goodBytes: number;
	/** A last line that was cut off while it was written; `null` when the journal ends cleanly. */
	readonly torn: Buffer | null;
};

/** SHA-256 of the previous line's hash, as its 64 hex digits, followed by this line's bytes before `,"h"`. */
export function chainHash(previous: string, lineBeforeHash: Buffer | string): string {
	return createHash('sha256').update(previous).update(lineBeforeHash).digest('hex');
}

/**
 * One journal line with its line feed.
 *
 * @param at RFC 3339 UTC with milliseconds
 * @param previous hash of the line before
 */
export function journalLine(
	body: EventBody,
	place: {seq: number; at: string; previous: string},
): {line: Buffer; head: string; event: JournalEvent} {
	const event: JournalEvent = {seq: place.seq, at: place.at, ...body};
	const beforeHash = JSON.stringify(event).slice(0, -1);
	const head = chainHash(place.previous, beforeHash);
	return {line: Buffer.from(`${beforeHash},"h":"${head}"}\n`), head, event};
}

const lineFeed = 0x0a;
const hashSuffix = /^,"h":"([\da-f]{64})"\}$/;
const hashSuffixLength = ',"h":""}'.length + 64;

/**
 * Reads a journal and checks its chain.
 *
 * Only a last line that was not finished (it lacks its line feed, or the file system left zeros in its place) is a torn
 * tail; it is given back, not thrown at. Any other damage is never repaired.
 *
 * @param bytes the whole journal, or what follows the lines that the third parameter counts, whose last hash it names
 * @throws {Problem} `journal-damaged` with the line number
 */
export function readJournal(
	bytes: Buffer,
	file = journalFileName,
	{head: start, count}: {readonly head: string; readonly count: number} = {head: chainStart, count: 0},
): JournalContent {
	const events: JournalEvent[] = [];
	let head = start;
	let at = 0;
	while (at < bytes.length) {
		const end = bytes.indexOf(lineFeed, at);
		if (end === -1 || bytes.subarray(at).every(byte => byte === 0 || byte === lineFeed)) {
			return {events, head, goodBytes: at, torn: bytes.subarray(at)};
		}

		const line = bytes.subarray(at, end);
		const event = readLine(line, head, {file, line: count + events.length + 1});
		head = event.h;
		events.push(event.event);
		at = end + 1;
	}

	return {events, head, goodBytes: at, torn: null};
}

function readLine(
	line: Buffer,
	previous: string,
	place: {file: string; line: number},
): {event: JournalEvent; h: string} {
	function damaged(what: string): Problem {
		return new Problem('journal-damaged', what, {
			place,
			next: 'The journal was changed or damaged after it was written; restore it from a copy. It is never repaired by itself.',
		});
	}

	const beforeHash = line.subarray(0, Math.max(0, line.length - hashSuffixLength));
	const h = hashSuffix.exec(line.subarray(beforeHash.length).toString('latin1'))?.[1];
	if (h === undefined) {
		throw damaged('The line does not end with its hash.');
	}

	if (chainHash(previous, beforeHash) !== h) {
		throw damaged('The hash does not fit: this line, or one before it, is not what was written.');
	}

	let parsed: JournalEvent | null;
	try {
		parsed = JSON.parse(`${beforeHash.toString()}}`) as JournalEvent | null;
	} catch (error) {
		throw new Problem('journal-damaged', 'The line is not JSON.', {place, cause: error});
	}

	if (typeof parsed !== 'object' || parsed === null) {
		throw damaged('The line is not an event.');
	}

	const event = parsed;
	if (event.seq !== place.line) {
		throw damaged(`The line has number ${event.seq} where ${place.line} belongs.`);
	}

	if ((event.seq === 1) !== (event.type === 'session.opened')) {
		throw damaged(`A journal has one "session.opened", as its first event; found "${event.type}".`);
	}

	if (event.type === 'session.opened' && (event.version as number) !== 1) {
		throw new Problem(
			'journal-version',
			`The journal has format ${event.version}; this program knows format 1.`,
			{
				place,
				next: 'Use a newer version of the program.',
			},
		);
	}

	const wrong = wrongMemberOf(event);
	if (wrong !== null) {
		throw damaged(`The ${JSON.stringify(event.type)} is incomplete: "${wrong}" is missing or wrong.`);
	}

	return {event, h};
}
