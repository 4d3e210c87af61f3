import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {beforeAll, describe, expect, test} from 'vitest';
import {readJournal} from '../../source/session/journal.ts';
import {checkSums, fileDigests, newFolder, runProgram, sessionFolder, type Ended} from './program.ts';

type Summary = {
	complete: boolean;
	exit_code: number;
	archive: {file: string; sha256: string};
	tests: Array<{
		test_id: string;
		status_code: number | null;
		verdict: string;
		reasons: Array<{code: string}>;
	}>;
};

function summaryOf({stdout}: Ended): Summary {
	return JSON.parse(stdout) as Summary;
}

describe('run stage2 --sandbox', () => {
	const out = newFolder();
	let ended: Ended;
	beforeAll(async () => {
		ended = await runProgram([
			'run',
			'stage2',
			'--sandbox',
			'--json',
			'--out',
			out,
			'--reporter',
			'html,junit,ctrf',
		]);
	});

	test('ends with 0, and 20 of 20 succeeded', () => {
		expect(ended.stderr).toContain('20 success');
		expect(ended.code).toBe(0);
		const {tests, complete, exit_code: exitCode} = summaryOf(ended);
		expect(tests).toHaveLength(20);
		expect(tests.filter(({verdict}) => verdict !== 'success')).toEqual([]);
		expect([complete, exitCode]).toEqual([true, 0]);
	});

	test('carries the ids of what was added to update and remove', () => {
		const {events} = readJournal(readFileSync(path.join(sessionFolder(out), 'session.jsonl')));
		const sent = (id: string): string =>
			events.find(event => event.type === 'request.intent' && event.endpoint_id === id)!['request' as never][
				'body'
			];
		const captured = events.flatMap(event =>
			event.type === 'request.outcome' ? Object.entries(event.captures) : [],
		);
		const ticket = Object.fromEntries(captured)['ticket_id']!;
		expect(ticket).toMatch(/^\d+$/);
		expect(sent('6.4')).toContain(ticket);
		expect(sent('6.6')).toContain(ticket);
	});

	test('writes the standard set: checksums hold, nothing is unlisted, the plain names are those of the November report', () => {
		const folder = sessionFolder(out);
		expect(checkSums(folder)).toEqual({wrong: [], unlisted: []});
		const names = Object.keys(fileDigests(folder));
		expect(names).toEqual(
			expect.arrayContaining([
				'session.jsonl',
				'VERIFY.md',
				'SHA256SUMS',
				'logs/qtickets_stage2_complete_tests.jsonl',
				'reports/qtickets_stage2_final_report.md',
				'reports/qtickets_stage2_final_report.html',
				'reports/qtickets_stage2_final_report.junit.xml',
				'reports/qtickets_stage2_final_report.ctrf.json',
				'artifacts/stage2_mandatory_tests/test_3_3_get_event_33.json',
				'artifacts/stage2_mandatory_tests/test_6_13_partners_find_multiple.json',
			]),
		);
		expect(names.filter(name => name.startsWith('artifacts/stage2_mandatory_tests/'))).toHaveLength(20);
		const {archive} = summaryOf(ended);
		expect(path.basename(archive.file)).toBe(`${path.basename(folder)}.zip`);
		expect(readFileSync(`${archive.file}.sha256`, 'utf8')).toBe(
			`${archive.sha256}  ${path.basename(archive.file)}\n`,
		);
	});

	test('report DIR derives the same bytes again', async () => {
		const folder = sessionFolder(out);
		const before = fileDigests(out);
		const {code, stderr} = await runProgram(['report', folder]);
		expect(stderr).toContain('archive');
		expect(code).toBe(0);
		expect(fileDigests(out)).toEqual(before);
	});

	test('report DIR mends what was edited, and refuses a journal that was', async () => {
		const folder = sessionFolder(out);
		const before = fileDigests(out);
		const report = path.join(folder, 'reports/qtickets_stage2_final_report.md');
		const journal = path.join(folder, 'session.jsonl');
		const original = readFileSync(journal);
		writeFileSync(report, readFileSync(report, 'utf8').replace('20', '33'));
		expect((await runProgram(['report', folder])).code).toBe(0);
		expect(fileDigests(out)).toEqual(before);
		writeFileSync(journal, original.toString().replace('"status":200', '"status":201'));
		const refused = await runProgram(['report', folder]);
		expect(refused.code).toBe(2);
		expect(refused.stderr).toMatch(/session\.jsonl:\d+: The hash does not fit/);
		writeFileSync(journal, original);
	});

	test('no token stands in any byte that was written', () => {
		for (const name of readdirSync(out, {recursive: true, encoding: 'utf8'})) {
			const file = path.join(out, name);
			if (!name.endsWith('.zip') && existsSync(file) && !readdirSyncSafe(file)) {
				expect(readFileSync(file, 'utf8')).not.toMatch(/Bearer (?!\*\*\*)\S/);
			}
		}
	});
});

function readdirSyncSafe(file: string): boolean {
	try {
		readdirSync(file);
		return true;
	} catch {
		return false;
	}
}

describe('run stage2 as the November run asked', () => {
	const out = newFolder();
	/** Status column of the reference report. */
	const november = {
		'3.3': 404,
		'3.4': 403,
		'3.5': 404,
		'3.6': 404,
		'3.7': 404,
		'6.1': 200,
		'6.2': 200,
		'6.3': 200,
		'6.4': 200,
		'6.5': 200,
		'6.6': 200,
		'6.7': 200,
		'6.8': 200,
		'6.9': 404,
		'6.10': 404,
		'6.11': 404,
		'6.12': 404,
		'6.13': 200,
		'6.14': 404,
		'6.15': 404,
	};

	test('gives its statuses row by row, and calls the refused ones failures', async () => {
		const ended = await runProgram([
			...['run', 'stage2', '--sandbox', '--scenario', 'november', '--variant', 'reported'],
			...['--json', '--out', out],
		]);
		expect(ended.code).toBe(1);
		const {tests} = summaryOf(ended);
		expect(Object.fromEntries(tests.map(test => [test.test_id, test.status_code]))).toEqual(november);
		const ticked = tests.filter(test => test.status_code === 200);
		expect(ticked.map(({test_id: id}) => id)).toEqual([
			'6.1',
			'6.2',
			'6.3',
			'6.4',
			'6.5',
			'6.6',
			'6.7',
			'6.8',
			'6.13',
		]);
		for (const {verdict, reasons} of ticked) {
			expect(verdict).toBe('failure');
			expect(reasons.map(({code}) => code)).toContain('soft-error');
		}
	});

	test('and its report asks the same endpoints as the reference report', () => {
		const report = readFileSync(
			path.join(sessionFolder(out), 'reports/qtickets_stage2_final_report.md'),
			'utf8',
		);
		const reference = readFileSync(path.join(import.meta.dirname, 'november-endpoints.txt'), 'utf8')
			.trimEnd()
			.split('\n');
		for (const row of reference) {
			const [id, endpoint] = row.split(' | ') as [string, string];
			expect(
				report.split('\n').find(line => line.startsWith(`| ${id} |`)),
				id,
			).toContain(endpoint);
		}
	});
});

describe('an interrupted run', () => {
	test.each(['3.6', '6.2', '6.9'])(
		'kill -9 before %s ends: --session loses nothing and finishes',
		async id => {
			const out = newFolder();
			const killed = await runProgram(['run', 'stage2', '--sandbox', '--latency', '30', '--out', out], {
				onStderr(text, kill) {
					if (text.includes(` ${id} `)) {
						kill('SIGKILL');
					}
				},
			});
			expect(killed.signal).toBe('SIGKILL');
			const folder = sessionFolder(out);
			const before = readJournal(readFileSync(path.join(folder, 'session.jsonl')));
			const ended = await runProgram(['run', '--sandbox', '--session', folder, '--json']);
			const after = readJournal(readFileSync(path.join(folder, 'session.jsonl')));
			expect(after.events.slice(0, before.events.length)).toEqual(before.events);
			const {tests, complete} = summaryOf(ended);
			const answered = (type: string): number => before.events.filter(event => event.type === type).length;
			const unanswered = answered('request.intent') > answered('request.outcome');
			const intents = before.events.filter(event => event.type === 'request.intent');
			const lost = unanswered ? intents.at(-1)! : undefined;
			for (const {test_id: testId, verdict} of tests) {
				expect(`${testId} ${verdict}`).toBe(
					`${testId} ${testId === lost?.endpoint_id && lost.writes ? 'unknown' : 'success'}`,
				);
			}

			expect(complete).toBe(lost?.writes !== true);
			expect(ended.code).toBe(lost?.writes === true ? 1 : 0);
			expect(checkSums(folder)).toEqual({wrong: [], unlisted: []});
		},
	);

	test('Ctrl+C ends in good order: 130, what was done is exported and stamped INCOMPLETE', async () => {
		const out = newFolder();
		let interrupted = false;
		const ended = await runProgram(['run', 'stage2', '--sandbox', '--latency', '30', '--out', out], {
			onStderr(text, kill) {
				if (text.includes(' 3.5 ') && !interrupted) {
					interrupted = true;
					kill('SIGINT');
				}
			},
		});
		expect(ended.code).toBe(130);
		const folder = sessionFolder(out);
		expect(readFileSync(path.join(folder, 'reports/qtickets_stage2_final_report.md'), 'utf8')).toContain(
			'INCOMPLETE',
		);
		expect(existsSync(`${folder}_INCOMPLETE.zip`)).toBe(true);
		expect(checkSums(folder)).toEqual({wrong: [], unlisted: []});
	});
});

describe('wrong usage ends with 2 and says what is near', () => {
	test.each<[string[], RegExp]>([
		[['run', '6.16'], /6\.1/],
		[['run', 'stage3', '--sandbox'], /stage2/],
		[['run', 'stage2', '--sandbox', '--variant', 'reportd'], /reported/],
		[['run', 'stage2', '--profile', 'sandbx'], /sandbox/],
		[['run', 'stage2', '--sandbox', '--scenario', 'novembr'], /november/],
		[['run', 'stage2', '--sandbox', '--reporter', 'htm'], /html/],
		[['run', 'stage2', '--sandbox', '--fault', 'hagn'], /hang/],
		[['run', 'stage2', '--sandbox', '--timeout', 'soon'], /whole number/],
		[['run', 'stage2', '--sandbx'], /--sandbox/],
		[['rnu'], /run/],
		[['run', 'stage2', '--profile', 'production'], /QTICKETS_TOKEN/],
		[['run', 'stage2', '--catalog', 'nowhere.yaml'], /nowhere\.yaml/],
		[['report', 'nowhere'], /journal/],
		[['run', '--sandbox'], /stage2/],
	])('%j', async (typed, expected) => {
		const {code, stderr, stdout} = await runProgram(typed);
		expect(stderr).toMatch(expected);
		expect(stderr).not.toMatch(/^\s+at /m);
		expect(stdout).toBe('');
		expect(code).toBe(2);
	});

	test('explore without a terminal says so and names run', async () => {
		const {code, stderr} = await runProgram(['explore', '--sandbox']);
		expect(code).toBe(2);
		expect(stderr).toMatch(/terminal[\s\S]*\brun\b/);
	});

	test('a server that cannot be reached ends with 3', async () => {
		const {code, stderr} = await runProgram(
			['run', '3.1', '6.8', '--profile', 'test', '--out', newFolder()],
			{
				environment: {
					QTICKETS_BASE_URL: 'http://127.0.0.1:9',
					QTICKETS_TOKEN: 'f3b1c5d7e9a8b6c4d2e0f1a3',
					QTICKETS_PARTNERS_TOKEN: 'a3b1c5d7e9a8b6c4d2e0f1b4',
				},
			},
		);
		expect(stderr).toContain('no-response');
		expect(code).toBe(3);
	});
});

test('--version and --help', async () => {
	const version = (JSON.parse(readFileSync('package.json', 'utf8')) as {version: string}).version;
	expect(await runProgram(['--version'])).toMatchObject({code: 0, stdout: `${version}\n`, stderr: ''});
	const help = await runProgram(['--help']);
	expect(help.code).toBe(0);
	for (const word of ['explore', 'run', 'report', 'sandbox', 'doctor', 'Exit codes']) {
		expect(help.stdout).toContain(word);
	}
});
