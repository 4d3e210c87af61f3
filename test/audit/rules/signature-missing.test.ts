import {expect, test} from 'vitest';
import {signatureMissing} from '../../../source/audit/rules/signature-missing.ts';
import {plainReportOf} from '../foreign-pieces.ts';
import {findingsIn} from '../rule-case.ts';

test('signature-missing is told as not evaluated while no reader gives what it needs', async () => {
	const result = await findingsIn({'report.md': plainReportOf([{}], '')}, {}, [signatureMissing]);
	expect(result.notEvaluated).toEqual([{rule: 'signature-missing', reason: 'no signature'}]);
	expect(result.findings).toEqual([]);
});
