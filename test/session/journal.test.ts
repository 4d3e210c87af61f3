import {createHash} from 'node:crypto';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {Problem} from '../../source/catalog/problem.ts';
import {chainStart, journalLine, readJournal} from '../../source/session/journal.ts';
import {openedEvent} from './sample-events.ts';

function sampleJournal(): {bytes: Buffer; lineEnds: number[]} {
	const lines: Buffer[] = [];
	const lineEnds: number[] = [];
	let previous = chainStart;
	const bodies = [
		openedEvent,
		{type: 'note.added', endpoint_id: null, text: 'Привет, "мир"\n'},
		{type: 'variable.set', name: 'event_id', value: '12345678901234567890'},
		{type: 'session.ended', reason: 'finished'},
	] as const;
	for (const [index, body] of bodies.entries()) {
		const {line, head} = journalLine(body, {seq: index + 1, at: '2026-11-22T15:30:00.000Z', previous});
		previous = head;
		lines.push(line);
		lineEnds.push((lineEnds.at(-1) ?? 0) + line.length);
	}

	return {bytes: Buffer.concat(lines), lineEnds};
}

const {bytes, lineEnds} = sampleJournal();

describe('the chain', () => {
	test('is the SHA-256 of the previous hash and the bytes before ,"h": anybody can recompute it', () => {
		let previous = '0'.repeat(64);
		for (const line of bytes.toString().trimEnd().split('\n')) {
			const [before, rest] = line.split(',"h":"') as [string, string];
			const hash = createHash('sha256')
				.update(previous + before)
				.digest('hex');
			expect(rest).toBe(`${hash}"}`);
			previous = hash;
		}

		expect(readJournal(bytes).head).toBe(previous);
	});

	test('gives the events back as they were written', () => {
		const {events, torn} = readJournal(bytes);
		expect(events.map(({seq, type}) => `${seq} ${type}`)).toEqual([
			'1 session.opened',
			'2 note.added',
			'3 variable.set',
			'4 session.ended',
		]);
		expect(events[1]).toMatchObject({text: 'Привет, "мир"\n', at: '2026-11-22T15:30:00.000Z'});
		expect(torn).toBeNull();
	});
});

describe('a journal cut at any byte', () => {
	test('keeps every complete line and gives the rest as torn', () => {
		for (let length = 0; length <= bytes.length; length++) {
			const content = readJournal(bytes.subarray(0, length));
			const complete = lineEnds.filter(end => end <= length);
			expect(content.events).toHaveLength(complete.length);
			expect(content.goodBytes).toBe(complete.at(-1) ?? 0);
			expect(content.torn?.length ?? 0).toBe(length - content.goodBytes);
		}
	});

	test('with zeros in the place of the last line is torn, not damaged', () => {
		const good = lineEnds[2]!;
		const content = readJournal(Buffer.concat([bytes.subarray(0, good), Buffer.alloc(100)]));
		expect(content.events).toHaveLength(3);
		expect(content.torn).toHaveLength(100);
	});
});

describe('damage', () => {
	test('any flipped bit is found, and the line named', () => {
		fc.assert(
			fc.property(fc.nat(bytes.length - 2), fc.nat(7), (offset, bit) => {
				const changed = Buffer.from(bytes);
				changed[offset] = changed[offset]! ^ (1 << bit);
				const line = lineEnds.findIndex(end => offset < end) + 1;
				expect(() => readJournal(changed)).toThrow(Problem);
				try {
					readJournal(changed);
				} catch (error) {
					// A line feed that is changed, or made, moves the damage to the next line at most.
					expect((error as Problem).place.line).toBeGreaterThanOrEqual(line);
					expect((error as Problem).place.line).toBeLessThanOrEqual(line + 1);
				}
			}),
			{numRuns: 500},
		);
	});

	test.each([
		['a line taken out', [0, 2, 3], 2],
		['two lines exchanged', [0, 2, 1, 3], 2],
		['a line doubled', [0, 1, 1, 2, 3], 3],
		['the first line missing', [1, 2, 3], 1],
	])('%s is found', (_, order, line) => {
		const lines = bytes.toString().trimEnd().split('\n');
		const edited = Buffer.from(order.map(index => `${lines[index]}\n`).join(''));
		expect(() => readJournal(edited, 'x.jsonl')).toThrow(
			expect.objectContaining({code: 'journal-damaged', place: {file: 'x.jsonl', line}}) as Error,
		);
	});

	test('an edited last line is damage, not a torn tail', () => {
		const edited = Buffer.from(bytes.toString().replace('"finished"', '"stopped"'));
		expect(() => readJournal(edited)).toThrow(/hash does not fit/);
	});

	test('a journal of a later format is refused by name', () => {
		const {line} = journalLine({...openedEvent, version: 2} as never, {
			seq: 1,
			at: '2026-11-22T15:30:00.000Z',
			previous: chainStart,
		});
		expect(() => readJournal(line)).toThrow(/format 2/);
	});
});

describe('a chain that holds but whose events are incomplete', () => {
	function journalOf(...events: readonly object[]): Buffer {
		let previous = chainStart;
		const lines = events.map((event, index) => {
			const place = {seq: index + 1, at: '2026-11-22T15:30:00.000Z', previous};
			const {line, head} = journalLine(event as typeof openedEvent, place);
			previous = head;
			return line;
		});
		return Buffer.concat(lines);
	}

	test.each<[string, number, object[]]>([
		['no plan', 1, [{...openedEvent, plan: undefined}]],
		['no profile', 1, [{...openedEvent, profile: null}]],
		['a note without text', 2, [openedEvent, {type: 'note.added', endpoint_id: null}]],
		['an intent without a request', 2, [openedEvent, {type: 'request.intent', endpoint_id: '6.1'}]],
		['no type', 2, [openedEvent, {text: 'x'}]],
	])('%s: is damaged, at its line', (_, line, events) => {
		const error = expect.objectContaining({
			code: 'journal-damaged',
			place: expect.objectContaining({line}) as object,
		}) as Error;
		expect(() => readJournal(journalOf(...events))).toThrow(error);
	});

	test('an event of a later version is let through', () => {
		expect(readJournal(journalOf(openedEvent, {type: 'later.event'})).events).toHaveLength(2);
	});
});
