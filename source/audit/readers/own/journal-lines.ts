import {Problem} from '../../../catalog/problem.ts';
import type {JournalEvent} from '../../../session/event.ts';
import {wrongMemberOf} from '../../../session/event-shape.ts';
import {chainHash, chainStart, readJournal} from '../../../session/journal.ts';
import type {JournalDamage} from '../../audited-set.ts';

/** What can be said of a journal's bytes, whole or damaged. */
export type JournalLines = {
	/** Good events, up to the first damage. */
	readonly events: readonly JournalEvent[];
	/** Hash of the last good line. */
	readonly head: string;
	/** Bytes of the good lines. */
	readonly goodBytes: number;
	readonly damage: JournalDamage | null;
	readonly tornBytes: number;
	/**
	 * What the lines say when their hashes are left out of account: one line was changed in its place, and its neighbours
	 * are whole. `null` where that would be guessing.
	 */
	readonly believed: {readonly events: readonly JournalEvent[]; readonly head: string} | null;
};

/** Reads a journal as far as it goes. What `readJournal` refuses is described instead; nothing is thrown for content. */
export function readJournalLines(bytes: Buffer): JournalLines {
	try {
		const {events, head, goodBytes, torn} = readJournal(bytes);
		return {events, head, goodBytes, damage: null, tornBytes: torn?.length ?? 0, believed: null};
	} catch (error) {
		if (!(error instanceof Problem) || error.place.line === undefined) {
			throw error;
		}

		return damagedLines(bytes, error.place.line, error);
	}
}

function damagedLines(bytes: Buffer, line: number, {code, message}: Problem): JournalLines {
	const lines = linesOf(bytes);
	const start = lines.slice(0, line - 1).reduce((sum, {length}) => sum + length + 1, 0);
	const {events, head, goodBytes} = readJournal(bytes.subarray(0, start));
	const good = {events, head, goodBytes, tornBytes: 0};
	if (code === 'journal-version') {
		return {...good, damage: {line, detail: message, code: 'version'}, believed: null};
	}

	const damage = {line, ...explained(lines, line, message)};
	return {...good, damage, believed: damage.code === 'changed' ? believedOf(lines) : null};
}

/** Without line feeds; what follows the last one is left out, as a torn tail is. */
function linesOf(bytes: Buffer): Buffer[] {
	const lines: Buffer[] = [];
	for (let at = 0; ;) {
		const end = bytes.indexOf(0x0a, at);
		if (end === -1) {
			return lines;
		}

		lines.push(bytes.subarray(at, end));
		at = end + 1;
	}
}

type Line = {readonly before: Buffer; readonly h: string};

const suffixLength = ',"h":""}'.length + 64;

function partsOf(line: Buffer | undefined): Line | null {
	const before = line?.subarray(0, Math.max(0, line.length - suffixLength));
	const h = /^,"h":"([\da-f]{64})"\}$/.exec(
		line?.subarray(before?.length ?? 0).toString('latin1') ?? '',
	)?.[1];
	return before === undefined || h === undefined ? null : {before, h};
}

/** What happened to the first line that does not fit, as far as its hashes and those around it prove it. */
function explained(
	lines: readonly Buffer[],
	line: number,
	message: string,
): Pick<JournalDamage, 'code' | 'detail'> {
	const parts = partsOf(lines[line - 1]);
	if (parts === null) {
		return {code: 'changed', detail: `line ${line} does not end with its hash`};
	}

	const good = lines.slice(0, line - 1).map(one => partsOf(one)?.h ?? '');
	const copied = good.indexOf(parts.h) + 1;
	if (copied > 0 && lines[copied - 1]?.equals(lines[line - 1] ?? Buffer.alloc(0)) === true) {
		return {code: 'duplicated', detail: `line ${line} is a copy of line ${copied}`};
	}

	const previous = good.at(-1) ?? chainStart;
	if (chainHash(previous, parts.before) === parts.h) {
		// The hash fits: what is wrong is what the line says.
		return {code: 'changed', detail: lowered(message)};
	}

	const continued = [chainStart, ...good].findLastIndex(head => chainHash(head, parts.before) === parts.h);
	if (continued !== -1) {
		return {
			code: 'two-writers',
			detail:
				continued === 0
					? `line ${line} begins a journal of its own`
					: `line ${line} continues line ${continued}, as line ${continued + 1} does already`,
		};
	}

	const next = lines.findIndex((one, index) => index >= line && continues(one, previous));
	if (next !== -1) {
		return {
			code: 'moved',
			detail: `line ${line} does not follow line ${line - 1}; line ${next + 1} does`,
		};
	}

	const numbered = numberOf(parts);
	return numbered !== null && numbered > line
		? {code: 'removed', detail: `event ${numbered} follows event ${line - 1}: what stood between is gone`}
		: {code: 'changed', detail: `the hash of line ${line} does not fit its text`};
}

function continues(line: Buffer, head: string): boolean {
	const parts = partsOf(line);
	return parts !== null && chainHash(head, parts.before) === parts.h;
}

function numberOf({before}: Line): number | null {
	const digits = /^\{"seq":(\d{1,15}),/.exec(before.subarray(0, 40).toString('latin1'))?.[1];
	return digits === undefined ? null : Number(digits);
}

function believedOf(lines: readonly Buffer[]): JournalLines['believed'] {
	const events: JournalEvent[] = [];
	for (const line of lines) {
		const event = eventOf(line);
		if (event?.seq !== events.length + 1 || (event.type === 'session.opened') !== (event.seq === 1)) {
			return null;
		}

		events.push(event);
	}

	return events.length === 0 ? null : {events, head: partsOf(lines.at(-1))?.h ?? chainStart};
}

function eventOf(line: Buffer): JournalEvent | null {
	const parts = partsOf(line);
	try {
		const event: unknown = parts === null ? null : JSON.parse(`${parts.before.toString()}}`);
		return wrongMemberOf(event) === null ? (event as JournalEvent) : null;
	} catch {
		return null;
	}
}

function lowered(sentence: string): string {
	return `${sentence.slice(0, 1).toLowerCase()}${sentence.slice(1)}`.replace(/\.$/, '');
}
