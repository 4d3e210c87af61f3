import {describe, expect, test} from 'vitest';
import {missingArtifact} from '../../../source/audit/rules/missing-artifact.ts';
import {findingsIn, testRule, type Files} from '../rule-case.ts';
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

describe('a name that every folder has', () => {
	const ids = ['3.3', '3.4', '6.1', '6.13'];
	const path = (id: string): string => `tests/${id}/exchange.json`;
	const rows = ids.map(id => `| ${id} | GET /api/rest/v1/events | 200 | ${path(id)} |\n`).join('');
	const table = `# Report\n\n| Test ID | Endpoint | Status | Artifact |\n|---|---|---|---|\n${rows}`;
	const given = (some: readonly string[], folder = ''): Files => ({
		'report.md': table,
		...Object.fromEntries(some.map(id => [`${folder}${path(id)}`, artifact(id)])),
	});

	test('is that of its folder and of no other', async () => {
		const {findings} = await findingsIn(given(ids.slice(0, 3)), {}, [missingArtifact]);
		expect(findings).toMatchObject([{subject: '6.13', claimed: path('6.13')}]);
	});

	test('with one left, all others are missing, and nothing is said about what this one shows', async () => {
		const {findings} = await findingsIn(given(['6.1']));
		expect(findings.filter(({rule}) => rule === 'missing-artifact').map(({subject}) => subject)).toEqual([
			'3.3',
			'3.4',
			'6.13',
		]);
		expect(findings.filter(({rule}) => /differs/.test(rule))).toEqual([]);
	});

	test('is found further down, and in the archive', async () => {
		expect((await findingsIn(given(ids, 'set/'), {}, [missingArtifact])).findings).toEqual([]);
		const zip = zipOf([{name: `run/${path('6.13')}`, content: artifact('6.13')}]);
		const files = {...given(ids.slice(0, 3)), 'run.zip': zip};
		expect((await findingsIn(files, {}, [missingArtifact])).findings).toEqual([]);
	});
});

test('a name of its own is found in other folders than the report says', async () => {
	const text = report(`evidence/stage2/${name}`);
	expect((await findingsIn({...files, 'report.md': text}, {}, [missingArtifact])).findings).toEqual([]);
});
