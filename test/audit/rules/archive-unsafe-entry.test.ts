import {expect, test} from 'vitest';
import {archiveUnsafeEntry} from '../../../source/audit/rules/archive-unsafe-entry.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {zipOf} from '../zips.ts';

testRule(archiveUnsafeEntry, {
	good: {'run.zip': zipOf([{name: 'notes.bin', content: 'x'}])},
	bad: {'run.zip': zipOf([{name: '../notes.bin', content: 'x'}])},
	mutant: {file: 'run.zip', from: 'notes.bin', to: '../es.bin'},
	finding: {
		place: {file: 'run.zip!/../notes.bin'},
		code: 'parent-path',
		severity: 'critical',
		found: '"../notes.bin" would be unpacked outside of the folder',
	},
});

test('what happens by accident is milder, and a thousand of a kind are ten findings', async () => {
	const entries = Array.from({length: 1000}, (_, index) => ({name: `artifacts\\${index}.bin`, content: 'x'}));
	const {findings} = await findingsIn({'run.zip': zipOf(entries)}, {}, [archiveUnsafeEntry]);
	expect(findings).toHaveLength(10);
	expect(findings[9]).toMatchObject({severity: 'medium', code: 'backslash-path'});
	expect(findings.some(({found}) => found.endsWith('; and 990 more of the kind'))).toBe(true);
});
