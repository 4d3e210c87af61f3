import {expect, test} from 'vitest';
import {chainBroken} from '../../../source/audit/rules/chain-broken.ts';
import {lined, rechained, swapped} from '../own/edits.ts';
import {goodFile, goodSet} from '../own/good-set.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const file = 'session.jsonl';
const journal = Buffer.from(goodFile(file));

testRule(chainBroken, {
	good: goodSet.folder,
	bad: {[file]: Buffer.from(goodFile(file).replace('"mark":"pass"', '"mark":"fail"'))},
	mutant: {file, from: '"attempt":1', to: '"attempt":2'},
	finding: {
		place: {file, line: 4},
		code: 'changed',
		severity: 'critical',
		claimed: 'an unbroken chain of hashes',
		found: 'the hash of line 4 does not fit its text',
	},
	options: {own: {version: '0.1.0'}},
});

/** Line, kind and words of what is found in a journal whose lines were edited. */
async function found(edit: (lines: string[]) => readonly string[]): Promise<unknown> {
	const {findings} = await findingsIn(lined({[file]: journal}, file, edit), {}, [chainBroken]);
	return findings.map(({place, code, found: words}) => [place.line, code, words]);
}

test('what happened to the lines is told as far as their hashes prove it', async () => {
	expect(await found(lines => lines.toSpliced(4, 1))).toEqual([
		[5, 'removed', 'event 6 follows event 4: what stood between is gone'],
	]);
	expect(await found(lines => swapped(lines, 4, 5))).toEqual([
		[5, 'moved', 'line 5 does not follow line 4; line 6 does'],
	]);
	expect(await found(lines => lines.toSpliced(5, 0, lines[4] ?? ''))).toEqual([
		[6, 'duplicated', 'line 6 is a copy of line 5'],
	]);
	expect(await found(lines => lines.with(4, 'no event at all'))).toEqual([
		[5, 'changed', 'line 5 does not end with its hash'],
	]);
	expect(await found(lines => rechained(lines.with(4, '{"seq":5}'.padStart(200))))).toMatchObject([
		[5, 'changed', expect.stringContaining('not JSON')],
	]);
});

test('a journal of a later format is no broken one, and is not judged', async () => {
	const later = lined({[file]: journal}, file, lines =>
		rechained(lines.map(line => line.replace('"version":1', '"version":2'))),
	);
	const {findings, notEvaluated} = await findingsIn(later, {}, [chainBroken]);
	expect(findings).toEqual([]);
	expect(notEvaluated).toMatchObject([{rule: 'chain-broken', reason: expect.stringContaining('format 2')}]);
});

test('a journal written anew is not the one that the files were made of', async () => {
	const rewritten = lined({...goodSet.folder}, file, lines =>
		rechained(lines.map(line => line.replace('"mark":"pass"', '"mark":"fail"'))),
	);
	const {findings} = await findingsIn(rewritten, {}, [chainBroken]);
	expect(findings).toMatchObject([
		{code: 'other-journal', place: {file, line: 9}, also: [{file: 'VERIFY.md'}]},
	]);
});
