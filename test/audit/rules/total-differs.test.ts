import {expect, test} from 'vitest';
import {totalDiffers} from '../../../source/audit/rules/total-differs.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const table = (total: string) =>
	`# Test report\n\n| Table | Loaded rows |\n| --- | --- |\n| fact_orders | 12 |\n| fact_events | 30 |\n| **Total** | **${total}** |\n`;

testRule(totalDiffers, {
	good: {'report.md': `${table('42')}\nAll tests passed.\n`},
	bad: {'report.md': `${table('50')}\nAll tests passed.\n`},
	mutant: {file: 'report.md', from: '| 30 |', to: '| 31 |'},
	finding: {
		place: {file: 'report.md', line: 7, column: 'Loaded rows'},
		claimed: 'total 50',
		found: 'the lines above sum up to 42',
	},
});

test.each([
	'| Group | Average (ms) |\n| --- | --- |\n| a | 10 |\n| b | 20 |\n| Total | 15 |',
	'| Group | Rate, % |\n| --- | --- |\n| a | 10 |\n| b | 20 |\n| Итого | 15 |',
	'| Group | Count |\n| --- | --- |\n| a | 10 |\n| b | many |\n| Total | 15 |',
	'| Group | Count |\n| --- | --- |\n| a | 1 200 |\n| b | 300 |\n| Total | 1,500 |',
])('is silent about what is no sum, open or right', async text => {
	const {findings} = await findingsIn({'report.md': `# Test report\n\nAll tests passed.\n\n${text}\n`}, {}, [
		totalDiffers,
	]);
	expect(findings).toEqual([]);
});
