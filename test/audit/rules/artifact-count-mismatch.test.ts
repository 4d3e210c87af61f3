import {expect, test} from 'vitest';
import {artifactCountMismatch} from '../../../source/audit/rules/artifact-count-mismatch.ts';
import {artifactOf, reportOf} from '../foreign-pieces.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {zipOf} from '../zips.ts';

const rows = [
	{id: '3.3', artifact: 'test_3_3_get_event.json'},
	{id: '6.1', endpoint: 'GET /api/partners/v1/tickets/41', artifact: 'test_6_1_ticket.json'},
];
const good = {
	'report.md': reportOf(
		rows,
		'2 artifacts were saved.\n\n- test_3_*.json (1 file)\n- test_6_*.json (1 file)',
	),
};

testRule(artifactCountMismatch, {
	good,
	bad: {
		'report.md': reportOf(
			rows,
			'All 33 test artifacts are available in `artifacts/run/`.\n\nArtifacts generated: 33 files',
		),
	},
	mutant: {file: 'report.md', from: 'test_6_*.json (1 file)', to: 'test_6_*.json (28 files)'},
	finding: {
		place: {file: 'report.md', line: 10},
		claimed: '33 artifacts in artifacts/run/',
		found: '2 named in the set',
		also: [{file: 'report.md', line: 12}],
	} as object as {place: object},
});

test('counts the files where they were given', async () => {
	const {findings} = await findingsIn(
		{
			'report.md': reportOf(rows, 'Сохранено 3 артефакта.'),
			'artifacts/test_3_3_get_event.json': artifactOf(),
			'artifacts/test_6_1_ticket.json': artifactOf({id: '6.1', second: 9}),
		},
		{},
		[artifactCountMismatch],
	);
	expect(findings).toMatchObject([{claimed: '3 artifacts', found: '2 files'}]);
});

test('cannot tell when neither files nor all of their names are there', async () => {
	const {notEvaluated} = await findingsIn({'report.md': reportOf([{}], '33 artifacts were saved.')}, {}, [
		artifactCountMismatch,
	]);
	expect(notEvaluated).toHaveLength(1);
});

test.each([
	['В каталоге «evidence» 3 файла.', ['3 files in evidence/: 2 files']],
	['Собрано 2 файла в папке `evidence/`: 1 в `rest/` и 2 в `partners/`.', ['2 files in partners/: 1 file']],
	['The folder `evidence/` has 2 files (1 in `rest/`, 1 in `partners/`); hashes are in sums.json.', []],
	['Archive: run.zip. Files in archive: 3.', ['3 files in run.zip: 1 file']],
	['Packed in run.zip (1 file).', []],
])('counts where the words say: %s', async (words, expected) => {
	const files = {
		'report.md': reportOf(
			[
				{id: '3.3', artifact: 'evidence/rest/3_3.json'},
				{id: '6.1', artifact: 'evidence/partners/6_1.json', endpoint: 'GET /api/partners/v1/tickets/41'},
			],
			words,
		),
		'evidence/rest/3_3.json': artifactOf(),
		'evidence/partners/6_1.json': artifactOf({id: '6.1', second: 9}),
		'run.zip': zipOf([{name: 'evidence/rest/3_3.json', content: artifactOf()}]),
	};
	const {findings} = await findingsIn(files, {}, [artifactCountMismatch]);
	expect(findings.map(({claimed, found}) => `${claimed}: ${found}`)).toEqual(expected);
});
