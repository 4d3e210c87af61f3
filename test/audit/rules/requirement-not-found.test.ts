import {expect, test} from 'vitest';
import {requirementNotFound} from '../../../source/audit/rules/requirement-not-found.ts';
import {plainReportOf} from '../foreign-pieces.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const protocol =
	'# Protocol\n\n## 1. Stage 1\n\n### 1.1 Environment\n\nREQ-7: record the revision.\n\n## 2. Stage 2\n\nRun the tests.\n';
const report = (line: string) => plainReportOf([{}], `## Compliance with PROTOCOL.md\n\n${line}`);

testRule(requirementNotFound, {
	good: {
		'PROTOCOL.md': protocol,
		'report.md': report('✅ **Stage 2:** tests run\n\n✅ §1.1 environment, REQ-7'),
	},
	bad: {'PROTOCOL.md': protocol, 'report.md': report('✅ **Stage 4:** archived')},
	mutant: {file: 'report.md', from: 'REQ-7', to: 'REQ-17'},
	finding: {
		place: {file: 'report.md', line: 11},
		subject: 'Stage 4',
		claimed: 'Stage 4 of PROTOCOL.md',
		found: 'no Stage 4 in PROTOCOL.md',
	},
});

test('is silent where the document numbers its parts in another way', async () => {
	const {findings} = await findingsIn(
		{'PROTOCOL.md': '# Protocol\n\nPrepare, run, report.\n', 'report.md': report('✅ **Stage 4:** archived')},
		{},
		[requirementNotFound],
	);
	expect(findings).toEqual([]);
});
