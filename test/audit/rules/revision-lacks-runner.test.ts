import {expect, test} from 'vitest';
import {revisionLacksRunner} from '../../../source/audit/rules/revision-lacks-runner.ts';
import {plainReportOf} from '../foreign-pieces.ts';
import {findingsIn} from '../rule-case.ts';

test('revision-lacks-runner is told as not evaluated while no reader gives what it needs', async () => {
	const result = await findingsIn({'report.md': plainReportOf([{}], '')}, {}, [revisionLacksRunner]);
	expect(result.notEvaluated).toEqual([
		{rule: 'revision-lacks-runner', reason: 'no repository that the stated revision belongs to'},
	]);
	expect(result.findings).toEqual([]);
});
