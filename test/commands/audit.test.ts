import {mkdtemp, mkdir, readdir, rm, stat, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {allRules} from '../../source/audit/rules/all-rules.ts';
import {audit, type AuditOptions} from '../../source/commands/audit.ts';
import {runProgram} from '../../source/commands/program.ts';
import {sarifFaults} from '../audit/output/sarif-shape.ts';
import {commandContext} from './command-context.ts';

let folder = '';

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'audit-command-'));
});

afterEach(async () => {
	await rm(folder, {recursive: true, force: true});
});

/** One test of which the report says more than its log. */
const falseReport = `# Report

| Test ID | Endpoint | Status |
| --- | --- | --- |
| 6.1 | POST /api/partners/v1/tickets/add/33/41 | ✅ 200 |

- **Total Tests Executed:** 3
`;

const log = `${JSON.stringify({
	ts: '2025-11-09T21:49:33.616Z',
	test_id: '6.1',
	endpoint: 'POST /api/partners/v1/tickets/add/33/41',
	status: 200,
	latency_ms: 485.3,
})}\n`;

async function put(files: Readonly<Record<string, string>>): Promise<void> {
	for (const [name, text] of Object.entries(files)) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), {recursive: true});
		await writeFile(file, text);
	}
}

async function run(
	names: readonly string[],
	options: AuditOptions = {},
	{isTTY = false, environment = {}}: {isTTY?: boolean; environment?: Record<string, string>} = {},
) {
	const {context, written} = commandContext(environment, {isTTY});
	const exitCode = await audit(names, options, {...context, directory: folder});
	return {exitCode, ...written()};
}

type Report = {
	verdict: string;
	exit_code: number;
	set: {files: number; name: string};
	findings: Array<{id: string; rule: string; place: {file: string}; accepted: unknown}>;
	evaluated: string[];
	allowances: {expired: unknown[]; unused: unknown[]};
	understood?: unknown;
};

async function findings(
	names: readonly string[],
	options: AuditOptions = {},
): Promise<Report & {code: number}> {
	const {stdout, exitCode} = await run(names, {...options, json: true});
	return {...(JSON.parse(stdout) as Report), code: exitCode};
}

describe('exit codes', () => {
	test('1 when something is refuted, and the words say what', async () => {
		await put({'report.md': falseReport});
		const {exitCode, stdout, stderr} = await run(['report.md']);
		expect(exitCode).toBe(1);
		expect(stdout).toContain('3 tests →');
		expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^REFUTED: /);
		expect(stderr).toBe('');
	});

	test('0 when nothing is', async () => {
		await put({'report.md': falseReport.replace('** 3', '** 1')});
		const {exitCode, stdout} = await run(['report.md']);
		expect(stdout).toContain('no contradiction found');
		expect(exitCode).toBe(0);
	});

	test('--fail-on lets milder ones pass', async () => {
		await put({'report.md': falseReport});
		expect((await run(['report.md'], {failOn: 'critical'})).exitCode).toBe(0);
		expect((await run(['report.md'], {failOn: 'high'})).exitCode).toBe(1);
		expect((await run(['report.md'], {failOn: 'none'})).exitCode).toBe(0);
		await expect(run(['report.md'], {failOn: 'hihg'})).rejects.toMatchObject({
			exitCode: 2,
			next: expect.stringContaining('Did you mean high?'),
		});
	});

	test('2 where nothing could be audited: that is no clean set', async () => {
		await put({'picture.bin': '\u0000\u0001'});
		const {exitCode, stdout} = await run(['.']);
		expect(stdout).toContain('nothing to audit');
		expect(exitCode).toBe(2);
	});
});

describe('paths', () => {
	test.each([
		['that is not there', 'nothing.md', 'cannot be read: there is nothing there'],
		['of a device', '/dev/null', 'neither a file nor a folder'],
		['of an empty folder', '.', 'There is no file'],
	])('one %s is a problem in words', async (_what, given, message) => {
		const {context, written} = commandContext({});
		expect(await runProgram(['audit', given], {...context, directory: folder})).toBe(2);
		expect(written().stderr).toContain(message);
		expect(written().stderr).not.toMatch(/^\s+at /m);
		expect(written().stdout).toBe('');
	});

	test('none at all is wrong usage', async () => {
		await expect(run([])).rejects.toMatchObject({code: 'audit-path-missing', exitCode: 2});
	});

	test('several form one set, each file once', async () => {
		await put({'a/report.md': falseReport, 'b/report.md': falseReport, 'logs/log.jsonl': log});
		const report = await findings(['a/report.md', 'a', 'logs/log.jsonl', 'logs/log.jsonl', 'b']);
		expect(report.set.files).toBe(3);
		expect(new Set(report.findings.map(({place}) => place.file))).toContain('a/report.md');
	});

	test('what is read is left as it was', async () => {
		await put({'report.md': falseReport, 'log.jsonl': log});
		const before = await stat(path.join(folder, 'report.md'));
		await run(['.'], {explain: true});
		expect(await readdir(folder)).toEqual(['log.jsonl', 'report.md']);
		expect((await stat(path.join(folder, 'report.md'))).mtimeMs).toBe(before.mtimeMs);
	});
});

describe('rules', () => {
	test('--rule asks only for some', async () => {
		await put({'report.md': falseReport});
		expect((await findings(['.'], {rule: 'count-mismatch'})).evaluated).toEqual(['count-mismatch']);
		expect((await findings(['.'], {rule: 'average-differs, secret-leak'})).findings).toEqual([]);
		// What the other rules would say of the claims is not known.
		expect((await run(['.'], {rule: 'count-mismatch'})).stdout).not.toContain('CLAIMS');
	});

	test('an unknown one is told with the nearest', async () => {
		await expect(run(['.'], {rule: 'count-mismach'})).rejects.toMatchObject({
			code: 'rule-unknown',
			exitCode: 2,
			next: expect.stringContaining('Did you mean count-mismatch?'),
		});
	});

	test('--list-rules needs no path', async () => {
		const {stdout, exitCode} = await run([], {listRules: true});
		expect(exitCode).toBe(0);
		for (const {id} of allRules) {
			expect(stdout).toContain(id);
		}

		const {stdout: json} = await run([], {listRules: true, json: true});
		expect((JSON.parse(json) as Array<{id: string}>).map(({id}) => id)).toEqual(allRules.map(({id}) => id));
	});
});

describe('accepted findings', () => {
	const allowance = (expires: string): string =>
		`- rule: count-mismatch\n  file: report.md\n  reason: table cut for print\n  person: A. Lead\n  expires: ${expires}\n`;

	test('are printed with reason, person and expiry, and do not fail', async () => {
		await put({'set/report.md': falseReport, 'allow.yaml': allowance('2999-01-01')});
		const {exitCode, stdout} = await run(['set'], {allow: 'allow.yaml'});
		expect(stdout).toContain('accepted by A. Lead until 2999-01-01: table cut for print');
		expect(stdout).toContain('1 accepted');
		expect(exitCode).toBe(0);
		const report = await findings(['set'], {allow: 'allow.yaml'});
		expect(report.findings).toMatchObject([{rule: 'count-mismatch', accepted: {person: 'A. Lead'}}]);
	});

	test('fail again when they expire, which is said', async () => {
		await put({'set/report.md': falseReport, 'allow.yaml': allowance('2020-01-01')});
		const {exitCode, stdout} = await run(['set'], {allow: 'allow.yaml'});
		expect(stdout).toMatch(/expired: line 1 of the list \(count-mismatch, report\.md, by A\. Lead\)/);
		expect(exitCode).toBe(1);
	});

	test('that are about nothing are said', async () => {
		await put({'set/report.md': falseReport.replace('** 3', '** 1'), 'allow.yaml': allowance('2999-01-01')});
		expect((await run(['set'], {allow: 'allow.yaml'})).stdout).toContain('unused: line 1');
		expect((await findings(['set'], {allow: 'allow.yaml', rule: 'secret-leak'})).allowances.unused).toEqual(
			[],
		);
	});

	test('a list that cannot be read, or is wrong, is a problem', async () => {
		await put({'set/report.md': falseReport, 'allow.yaml': '- rule: count-mismatch\n'});
		await expect(run(['set'], {allow: 'nothing.yaml'})).rejects.toMatchObject({code: 'allow-unreadable'});
		await expect(run(['set'], {allow: 'allow.yaml'})).rejects.toMatchObject({
			code: 'allow-invalid',
			exitCode: 2,
		});
	});
});

describe('outputs', () => {
	test('--json has ids that stay when lines move', async () => {
		await put({'report.md': falseReport});
		const [before] = (await findings(['.'])).findings;
		await put({'report.md': `\n\n${falseReport}`});
		const [after] = (await findings(['.'])).findings;
		expect(after!.id).toBe(before!.id);
		expect(before!.id).toMatch(/^[\da-f]{12}$/);
	});

	test('--sarif is valid', async () => {
		await put({'my report.md': falseReport, 'log.jsonl': log});
		const {stdout, exitCode} = await run(['.'], {sarif: true});
		expect(sarifFaults(JSON.parse(stdout))).toEqual([]);
		expect(stdout).toContain('my%20report.md');
		expect(exitCode).toBe(1);
		await expect(run(['.'], {sarif: true, json: true})).rejects.toMatchObject({code: 'option-invalid'});
	});

	test('--explain says which column was taken for what, and which rules were not evaluated', async () => {
		await put({'report.md': falseReport});
		const {stdout} = await run(['.'], {explain: true});
		expect(stdout).toMatch(/test id = "Test ID",\s+endpoint\s+=\s+"Endpoint",\s+status\s+=\s+"Status"/);
		expect(stdout).toContain('missing-artifact');
		expect((await findings(['.'], {explain: true})).understood).toBeDefined();
	});

	test('colour and progress only on a terminal, no colour with NO_COLOR', async () => {
		await put({'report.md': falseReport});
		const terminal = await run(['.'], {}, {isTTY: true});
		expect(terminal.stdout).toContain('\u001B[');
		expect(terminal.stderr).toMatch(/reading 1: report\.md/);
		expect(terminal.stderr.endsWith('\r\u001B[2K')).toBe(true);
		const plain = await run(['.'], {}, {isTTY: true, environment: {NO_COLOR: '1'}});
		expect(plain.stdout).not.toContain('\u001B');
		const piped = await run(['.']);
		expect(piped.stdout).not.toContain('\u001B');
		expect(piped.stderr).toBe('');
	});

	test('a secret in use is found and never printed', async () => {
		const secret = 'f3b1c5d7e9a8b6c4d2e0f1a3';
		await put({
			'report.md': `${falseReport}\nAuthorization: Bearer ${secret}\n`,
			'.env': `QTICKETS_TOKEN=${secret}\n`,
		});
		const {stdout} = await run(['report.md'], {envFile: '.env', explain: true});
		expect(stdout).not.toContain(secret);
	});
});
