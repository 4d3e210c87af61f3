import {expect, test} from 'vitest';
import {builtinCatalog} from '../../../source/catalog/builtin.ts';
import {coverageOverstated} from '../../../source/audit/rules/coverage-overstated.ts';
import {matrix, matrixReport} from '../matrix-report.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const skipped = matrix.replace('❌ 403 | 731 | refused', '⏭ skipped | — | no token');

testRule(coverageOverstated, {
	good: {'report.md': matrixReport('Test coverage: 100 %')},
	bad: {'report.md': matrixReport('Test coverage: 100 %', skipped)},
	mutant: {file: 'report.md', from: '❌ 403 | 731', to: '⏭ skipped | —'},
	finding: {
		place: {file: 'report.md', line: 12},
		claimed: 'coverage 100 %',
		found: '3 of 4 listed tests were run, 75.0 %',
		severity: 'critical',
	},
});

test('holds a coverage against the stated plan', async () => {
	const {findings} = await findingsIn(
		{'report.md': matrixReport('Запланировано тестов: 8. Покрытие 100 %.')},
		{},
		[coverageOverstated],
	);
	expect(findings).toMatchObject([{found: '4 of 8 planned tests were run, 50.0 %'}]);
});

test('holds a coverage against the stage of the catalog', async () => {
	const catalog = builtinCatalog();
	const tests = catalog.stages.get('stage2')!.tests.slice(0, -2);
	const table = [
		'## Tests',
		'',
		'| ID | Status |',
		'| --- | --- |',
		...tests.map(id => `| ${id} | ✅ 200 |`),
	].join('\n');
	const {findings} = await findingsIn(
		{'report.md': matrixReport('Mandatory test coverage: 100%', table)},
		{catalog},
		[coverageOverstated],
	);
	expect(findings).toMatchObject([{found: '18 of 20 tests of stage2 were run, 90.0 %'}]);
});

test('is silent about code coverage', async () => {
	const {findings} = await findingsIn({'report.md': matrixReport('Line coverage: 100 %', skipped)}, {}, [
		coverageOverstated,
	]);
	expect(findings).toEqual([]);
});
