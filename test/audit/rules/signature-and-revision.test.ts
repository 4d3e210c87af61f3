import {expect, test} from 'vitest';
import {revisionLacksRunner} from '../../../source/audit/rules/revision-lacks-runner.ts';
import {signatureInvalid} from '../../../source/audit/rules/signature-invalid.ts';
import {signatureMissing} from '../../../source/audit/rules/signature-missing.ts';
import {goodSet} from '../own/good-set.ts';
import {findingsIn} from '../rule-case.ts';

test('what needs a repository or a signature is not evaluated, and says which one is missing', async () => {
	const rules = [revisionLacksRunner, signatureInvalid, signatureMissing];
	const {findings, evaluated, notEvaluated} = await findingsIn(goodSet.folder, {}, rules);
	expect([findings, evaluated]).toEqual([[], []]);
	expect(notEvaluated).toEqual([
		{rule: 'revision-lacks-runner', reason: 'no repository that the stated revision belongs to'},
		{rule: 'signature-invalid', reason: 'no signature'},
		{rule: 'signature-missing', reason: 'no signature'},
	]);
});
