import {expect, test} from 'vitest';
import {archivePathMismatch} from '../../../source/audit/rules/archive-path-mismatch.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {logLine} from '../sets.ts';
import {zipOf} from '../zips.ts';

const report = '# Report\n\n**Log:** logs/run.jsonl\n';
const log = logLine('3.3', '').replace(/,"artifact":""/, '');
const zip = zipOf([{name: 'out/logs/run.jsonl', content: log}]);

testRule(archivePathMismatch, {
	good: {'report.md': report, 'run.zip': zip},
	bad: {'report.md': report, 'run.zip': zipOf([{name: 'run.jsonl', content: log}])},
	mutant: {file: 'report.md', from: 'logs/', to: 'journals/'},
	finding: {
		place: {file: 'run.zip!/run.jsonl'},
		subject: 'logs/',
		claimed: 'logs/run.jsonl',
		found: 'run.jsonl in the archive',
	},
});

test('a path that begins further up is the same', async () => {
	const files = {'report.md': report.replace('logs/', 'work/logs/'), 'run.zip': zip};
	expect((await findingsIn(files, {}, [archivePathMismatch])).findings).toEqual([]);
});
