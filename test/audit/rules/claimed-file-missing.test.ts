import {expect, test} from 'vitest';
import {claimedFileMissing} from '../../../source/audit/rules/claimed-file-missing.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifact, logLine} from '../sets.ts';
import {zipOf} from '../zips.ts';

const log = logLine('3.3', '').replace(/,"artifact":""/, '');
const report = (file: string): string => `# Report\n\n**JSONL Log:** ${file}\n`;

testRule(claimedFileMissing, {
	good: {'log.jsonl': log, 'report.md': report('logs/log.jsonl')},
	bad: {'log.jsonl': log, 'report.md': report('logs/stage2.jsonl')},
	mutant: {file: 'report.md', from: 'log.jsonl', to: 'all.jsonl'},
	finding: {
		place: {file: 'report.md', line: 3},
		claimed: 'logs/stage2.jsonl',
		found: 'no such file among those handed over',
	},
});

const archive = '# Report\n\n**Archive:** run_1.zip\n';

test('the archive is missed among artifacts, not in a report and log alone', async () => {
	const alone = await findingsIn({'log.jsonl': log, 'report.md': archive}, {}, [claimedFileMissing]);
	expect(alone.findings).toEqual([]);
	expect(alone.notEvaluated).toHaveLength(1);
	const files = {'report.md': archive, 'artifacts/test_3_3.json': artifact('3.3')};
	expect((await findingsIn(files, {}, [claimedFileMissing])).findings).toMatchObject([
		{claimed: 'run_1.zip', severity: 'medium'},
	]);
	const other = {...files, 'run_2.zip': zipOf([{name: 'a', content: 'x'}])};
	expect((await findingsIn(other, {}, [claimedFileMissing])).findings).toMatchObject([{severity: 'high'}]);
});

test('a report inside an archive does not miss that archive', async () => {
	const zip = zipOf([
		{name: 'report.md', content: archive},
		{name: 'artifacts/test_3_3.json', content: artifact('3.3')},
	]);
	expect((await findingsIn({'evidence.zip': zip}, {}, [claimedFileMissing])).findings).toEqual([]);
});

test('what is named in one breath with a file that was given is missed, whatever it is', async () => {
	const named =
		'The rows are in `data/rows.md`, screenshots in `screenshots/`, defects in `data/defects.xlsx`, see demo.mp4.';
	const files = {'report.md': `# Report\n\n${named}\n`, 'data/rows.md': 'x', 'log.jsonl': log};
	const {findings} = await findingsIn(files, {}, [claimedFileMissing]);
	expect(findings.map(({claimed}) => claimed).toSorted()).toEqual([
		'data/defects.xlsx',
		'demo.mp4',
		'screenshots/',
	]);
	const alone = {
		...files,
		'report.md': '# Report\n\nA film of it, demo.mp4, is on the shared drive in `films/`.\n',
	};
	expect((await findingsIn(alone, {}, [claimedFileMissing])).findings).toEqual([]);
});
