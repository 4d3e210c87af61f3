import {expect, test} from 'vitest';
import {durationDiffers} from '../../../source/audit/rules/duration-differs.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {logName, logOf, serialRun} from '../timed-set.ts';

const log = {[logName]: logOf(serialRun)};

testRule(durationDiffers, {
	good: {'report.md': '# Report\n\nDuration: 3.7 s\n', ...log},
	bad: {'report.md': '# Report\n\nThe tests took 45 seconds.\n', ...log},
	mutant: {file: 'report.md', from: '3.7 s', to: '37 s'},
	finding: {
		place: {file: 'report.md', line: 3},
		claimed: '45 s',
		found: '3.7 s between first and last stamp of the log',
	},
});

test('takes the time of the requests alone, and a rounded one, for right', async () => {
	const {findings} = await findingsIn(
		{'report.md': '# Report\n\nTotal execution time: 3.2 s. The run took about 4 seconds.\n', ...log},
		{},
		[durationDiffers],
	);
	expect(findings).toEqual([]);
});
