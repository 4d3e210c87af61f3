import {foreignContentInArtifact} from '../../../source/audit/rules/foreign-content-in-artifact.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const other = exchange({test_id: '6.2', path: 'tickets/add/batch'});

testRule(foreignContentInArtifact, {
	good: {[file]: exchange()},
	bad: {[file]: `[${exchange()},${other}]`},
	mutant: {file, from: '"test_id": "6.8"', to: '"test_id": "6.2"'},
	finding: {place: {file, pointer: '/1/test_id'}, found: 'test 6.2 as well', subject: '6.8'},
});

test('a second answer after the first', async () => {
	const {findings} = await findingsIn({[file]: `${exchange()}\n${other}`}, {}, [foreignContentInArtifact]);
	expect(findings).toMatchObject([{place: {file, line: 28}}]);
});

test('a file of all results may hold them all, a list of retries is one test', async () => {
	const files = {'artifacts/all.json': `[${exchange()},${other}]`, [file]: `[${exchange()},${exchange()}]`};
	expect((await findingsIn(files, {}, [foreignContentInArtifact])).findings).toEqual([]);
});
