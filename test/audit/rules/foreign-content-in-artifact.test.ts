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

function withMembers(members: Readonly<Record<string, unknown>>): string {
	const value = JSON.parse(exchange()) as Record<string, unknown>;
	return JSON.stringify({...value, test_id: undefined, ...members});
}

test.each([
	[{meta: {test: '6.4', title: 'Update'}}, '/meta/test'],
	[{meta: {id: 'TC-6.4'}}, '/meta/id'],
	[{test: '6.4'}, '/test'],
	[{кейс: '6.4'}, '/кейс'],
	[{test_info: {case: '6.4'}}, '/test_info/case'],
])('%j says itself which test it is of', async (members, pointer) => {
	const text = withMembers(members);
	const {findings} = await findingsIn({[file]: text}, {}, [foreignContentInArtifact]);
	expect(findings).toMatchObject([{place: {file, pointer}, found: 'test 6.4'}]);
});

test.each([{meta: {version: '6.4'}}, {name: '6.4'}, {info: {title: 'part 6.4 of the guide'}}])(
	'%j does not',
	async members => {
		const text = withMembers(members);
		expect((await findingsIn({[file]: text}, {}, [foreignContentInArtifact])).findings).toEqual([]);
	},
);
