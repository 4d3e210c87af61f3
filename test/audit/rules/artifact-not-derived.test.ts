import {expect, test} from 'vitest';
import {artifactNotDerived} from '../../../source/audit/rules/artifact-not-derived.ts';
import {goodFile, goodSet} from '../own/good-set.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const file = 'artifacts/stage2_mandatory_tests/test_6_1_add.json';
const other = 'artifacts/stage2_mandatory_tests/test_6_9_find.json';
const artifact = goodFile(file);
const lineOf = (text: string): number => artifact.slice(0, artifact.indexOf(text)).split('\n').length;

testRule(artifactNotDerived, {
	good: goodSet.folder,
	bad: {...goodSet.folder, [file]: artifact.replace('"id": 7001', '"id": 7777')},
	mutant: {file, from: '"status_code": 200', to: '"status_code": 201'},
	finding: {
		place: {file, line: lineOf('"id": 7001'), pointer: '/body/result/id'},
		severity: 'critical',
		claimed: '7777',
		found: '7001',
	},
	options: {own: {version: '0.1.0'}},
});

test('every changed value is told, with its place', async () => {
	const edited = artifact
		.replace('"verdict": "success"', '"verdict": "failure"')
		.replace('"mark": "pass"', '"mark": null');
	const {findings} = await findingsIn({...goodSet.folder, [file]: edited}, {}, [artifactNotDerived]);
	expect(findings.map(({place}) => place.pointer)).toEqual(['/verdict', '/mark']);
});

test('an artifact that holds the content of another one is said to', async () => {
	const {findings} = await findingsIn({...goodSet.folder, [file]: goodFile(other)}, {}, [artifactNotDerived]);
	expect(findings).toMatchObject([{place: {file}, claimed: `the content of ${other}`}]);
});
