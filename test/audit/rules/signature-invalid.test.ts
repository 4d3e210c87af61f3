import {expect, test} from 'vitest';
import {signatureInvalid} from '../../../source/audit/rules/signature-invalid.ts';
import {plainReportOf} from '../foreign-pieces.ts';
import {findingsIn} from '../rule-case.ts';

test('signature-invalid is told as not evaluated while no reader gives what it needs', async () => {
	const result = await findingsIn({'report.md': plainReportOf([{}], '')}, {}, [signatureInvalid]);
	expect(result.notEvaluated).toEqual([{rule: 'signature-invalid', reason: 'no signature'}]);
	expect(result.findings).toEqual([]);
});
