import {expect, test} from 'vitest';
import {missingArtifact} from '../../../source/audit/rules/missing-artifact.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifact, logLine} from '../sets.ts';
import {zipOf} from '../zips.ts';

const name = 'test_3_3_get_events.json';
const report = (file: string): string =>
	`# Report\n\n| Test ID | Endpoint | Status | Artifact |\n|---|---|---|---|\n| 3.3 | GET /api/rest/v1/events | 200 | ${file} |\n`;
const files = {[`artifacts/${name}`]: artifact('3.3')};

testRule(missingArtifact, {
	good: {...files, 'log.jsonl': logLine('3.3', name), 'report.md': report(name)},
	bad: {...files, 'log.jsonl': logLine('3.3', name), 'report.md': report('test_3_3_other.json')},
	mutant: {file: 'log.jsonl', from: name, to: 'artifacts/test_3_3.json'},
	finding: {
		place: {file: 'report.md', line: 5, column: 'Artifact'},
		subject: '3.3',
		claimed: 'test_3_3_other.json',
		found: 'no such file among those handed over',
	},
});

test('is one finding a file, however often it is named', async () => {
	const lost = 'test_3_4_lost.json';
	const {findings} = await findingsIn(
		{...files, 'log.jsonl': logLine('3.4', lost), 'report.md': report(`\`${lost}\``)},
		{},
		[missingArtifact],
	);
	expect(findings).toHaveLength(1);
	expect(findings[0]!.also).toHaveLength(1);
});

test.each([
	'—',
	'n/a',
	'нет',
	'see the log',
	`[${name}](artifacts/${name})`,
	name.replace('.json', ''),
	name.toUpperCase(),
])('%s names no file that is missing', async cell => {
	expect((await findingsIn({...files, 'report.md': report(cell)}, {}, [missingArtifact])).findings).toEqual(
		[],
	);
});

test('a file inside the archive is there; without any artifact nothing is decided', async () => {
	const zip = zipOf([{name: `run/artifacts/${name}`, content: artifact('3.3')}]);
	expect(
		(await findingsIn({'run.zip': zip, 'report.md': report(name)}, {}, [missingArtifact])).findings,
	).toEqual([]);
	const {notEvaluated} = await findingsIn({'report.md': report(name)}, {}, [missingArtifact]);
	expect(notEvaluated).toHaveLength(1);
});
