import {expect, test} from 'vitest';
import {twoWriters} from '../../../source/audit/rules/two-writers.ts';
import {chainStart, journalLine} from '../../../source/session/journal.ts';
import {honestEvents, testJournalRule} from '../own/journal-rule-case.ts';
import {relined} from '../own/honest-session.ts';
import {findingsIn} from '../rule-case.ts';

testJournalRule(twoWriters, {
	// Resumed between a request and its answer: another process would have to have written that answer.
	forge: events => [
		...events.slice(0, 2),
		{
			type: 'session.resumed',
			seq: 0,
			at: events[1]?.at ?? '',
			tool: {name: 'qtickets-explorer', version: '0.1.0'},
		},
		...events.slice(2),
	],
	finding: {place: {file: 'session.jsonl', line: 4, pointer: '/intent'}, code: 'across-resume'},
});

async function found(
	journal: Buffer,
): Promise<ReadonlyArray<readonly [string, string | undefined, number | undefined]>> {
	const {findings} = await findingsIn({'session.jsonl': journal}, {}, [twoWriters]);
	return findings.map(({rule, code, place}) => [rule, code, place.line] as const);
}

test('two lines that continue the same line are two writers', async () => {
	const lines = relined(await honestEvents())
		.toString()
		.split('\n');
	const previous = lines[3]?.slice(-66, -2) ?? '';
	const {line} = journalLine(
		{type: 'note.added', endpoint_id: null, text: 'from elsewhere'},
		{seq: 5, at: '2026-11-22T15:30:01.000Z', previous},
	);
	const forked = [...lines.slice(0, 5), line.toString().trimEnd(), ...lines.slice(5)].join('\n');
	expect(await found(Buffer.from(forked))).toEqual([['two-writers', 'fork', 6]]);
});

test('a second journal after the first is a second writer', async () => {
	const journal = relined(await honestEvents());
	expect(await found(Buffer.concat([journal, journal.subarray(0, journal.length)]))).toEqual([]);
	const [opened] = await honestEvents();
	if (opened?.type !== 'session.opened') {
		throw new Error('no opening event');
	}

	const {seq, at, ...body} = opened;
	const other = journalLine({...body, salt: 'f'.repeat(32)}, {seq, at, previous: chainStart});
	expect(await found(Buffer.concat([journal, other.line]))).toEqual([['two-writers', 'fork', 10]]);
});

test('what is written after the end without resuming is a second writer', async () => {
	const events = await honestEvents();
	const last = events.at(-1);
	const journal = relined([
		...events,
		{type: 'note.added', endpoint_id: null, text: 'later', at: last?.at ?? '', seq: 0},
	]);
	expect(await found(journal)).toEqual([['two-writers', 'after-end', 10]]);
});
