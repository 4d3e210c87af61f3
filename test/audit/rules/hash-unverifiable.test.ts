import {expect, test} from 'vitest';
import {hashUnverifiable} from '../../../source/audit/rules/hash-unverifiable.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {sha256, sumLine} from '../sets.ts';

const files = {'a.bin': 'aaa', 'b.bin': 'bbb'};
const sums = `${sumLine('a.bin', 'aaa')}${sumLine('b.bin', 'bbb')}`;

testRule(hashUnverifiable, {
	good: {...files, SHA256SUMS: sums},
	bad: {...files, SHA256SUMS: `${sums}${sumLine('lost.bin', 'x')}`},
	mutant: {file: 'SHA256SUMS', from: 'b.bin', to: 'c.bin'},
	finding: {place: {file: 'SHA256SUMS', line: 3}, subject: 'lost.bin', found: 'no file lost.bin is there'},
});

test('with a report and a log alone nothing is decided', async () => {
	const line = {ts: '2025-11-09T21:49:45.000Z', stage: 'Stage3', archive: 'run.zip', sha256: sha256('x')};
	const {findings, notEvaluated} = await findingsIn({'log.jsonl': `${JSON.stringify(line)}\n`}, {}, [
		hashUnverifiable,
	]);
	expect(findings).toEqual([]);
	expect(notEvaluated).toEqual([
		{rule: 'hash-unverifiable', reason: 'no file of the kind that a hash is stated of was given'},
	]);
});

test('with the artifacts beside it the archive is missed', async () => {
	const line = {ts: '2025-11-09T21:49:45.000Z', stage: 'Stage3', archive: 'run.zip', sha256: sha256('x')};
	const artifact = JSON.stringify({status: 200, headers: {}, body: {}});
	const {findings} = await findingsIn(
		{'log.jsonl': `${JSON.stringify(line)}\n`, 'artifacts/test_6_1.json': artifact},
		{},
		[hashUnverifiable],
	);
	expect(findings).toMatchObject([{subject: 'run.zip', severity: 'medium', place: {pointer: '/sha256'}}]);
});
