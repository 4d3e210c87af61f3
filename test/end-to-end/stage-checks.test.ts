import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {startHttpsServer, type Server} from '../request/hostile-server.ts';
import {readJournal} from '../../source/session/journal.ts';
import type {JournalEvent} from '../../source/session/event.ts';
import {newFolder, runProgram, sessionFolder} from './program.ts';

function eventsOf(out: string): readonly JournalEvent[] {
	return readJournal(readFileSync(path.join(sessionFolder(out), 'session.jsonl'))).events;
}

function report(out: string): string {
	return readFileSync(path.join(sessionFolder(out), 'reports/qtickets_stage2_final_report.md'), 'utf8');
}

const noClickhouse = {CLICKHOUSE_URL: 'http://127.0.0.1:1'};

describe('run --check', () => {
	test('tells every line, journals it, and counts none of its requests as a test', async () => {
		const out = newFolder();
		const temporary = newFolder();
		const {code, stderr} = await runProgram(['run', 'stage2', '--sandbox', '--check', '--out', out], {
			environment: {TMPDIR: temporary, TEMP: temporary, TMP: temporary},
		});
		expect(stderr).toContain('Stage 1: nothing is blocked.');
		expect(code).toBe(0);
		const [, checked] = eventsOf(out);
		expect(checked).toMatchObject({type: 'stage.checked', stage: 'stage2', override: null});
		const ids = checked?.type === 'stage.checked' ? checked.checks.map(({id}) => id) : [];
		expect(ids).toEqual(
			expect.arrayContaining([
				'program',
				'terminal',
				'git',
				'proxy',
				'folder',
				'journal',
				'target',
				'token-rest',
				'dns',
				'answer-rest',
				'clock',
				'clickhouse',
			]),
		);
		expect(eventsOf(out).filter(({type}) => type === 'request.intent')).toHaveLength(21);
		expect(report(out)).toMatch(/✔ \*\*Stage 1:\*\* .*checklist at \S+: \d+ ok, \d+ warnings?, 0 blocked\./);
		expect(readdirSync(temporary).filter(name => name.includes('-probe-'))).toEqual([]);
	});

	test('a blocked line stops the stage with 1, before anything is fired', async () => {
		const out = newFolder();
		const {code, stderr} = await runProgram(['run', 'stage2', '--sandbox', '--check', '--out', out], {
			environment: noClickhouse,
		});
		expect(stderr).toContain('✘ blocked  ClickHouse answers');
		expect(stderr).toContain('--override-checks');
		expect(code).toBe(1);
		expect(eventsOf(out).map(({type}) => type)).toEqual(['session.opened', 'stage.checked', 'session.ended']);
		expect(report(out)).toContain('> **INCOMPLETE**');
		expect(report(out)).toContain('**Stage 1 check blocked: ClickHouse answers:**');
	});

	test('an operator’s reason overrides it, and the report quotes it', async () => {
		const out = newFolder();
		const {code, stderr} = await runProgram(
			['run', 'stage2', '--sandbox', '--override-checks', 'ClickHouse is down today', '--out', out],
			{environment: noClickhouse},
		);
		expect(stderr).toContain('20 success');
		expect(code).toBe(3);
		expect(eventsOf(out)[1]).toMatchObject({override: 'ClickHouse is down today'});
		expect(report(out)).toContain('overridden:** Operator: ClickHouse is down today');
		expect(report(out)).toMatch(
			/✘ \*\*Stage 1:\*\* .*1 blocked; overridden, Operator: ClickHouse is down today/,
		);
	});

	test.each([
		[['6.8', '--check'], /--check is for a stage/],
		[['stage2', '--override-checks', ' '], /needs a reason/],
	])('%j is refused before anything is written', async (typed, said) => {
		const out = newFolder();
		const {code, stderr} = await runProgram(['run', ...typed, '--sandbox', '--out', out]);
		expect(stderr).toMatch(said);
		expect(code).toBe(2);
		expect(readdirSync(out)).toEqual([]);
	});
});

describe('doctor', () => {
	test('prints the same checks as JSON and leaves no session behind', async () => {
		const out = newFolder();
		const {code, stdout} = await runProgram(['doctor', '--sandbox', '--json', '--out', out]);
		const {checks} = JSON.parse(stdout) as {checks: Array<Record<string, unknown>>};
		expect(checks.map(({id}) => id)).toContain('journal');
		expect(checks.filter(({status}) => status === 'blocked')).toEqual([]);
		expect(code).toBe(0);
		expect(readdirSync(out)).toEqual([]);
	});

	test('a ClickHouse that does not answer ends it with 3', async () => {
		const {code, stderr} = await runProgram(['doctor', '--sandbox'], {environment: noClickhouse});
		expect(stderr).toContain('cannot be reached');
		expect(code).toBe(3);
	});
});

describe('doctor at a server over TLS', () => {
	const certificate = path.resolve(import.meta.dirname, '../request/fixtures/localhost-cert.pem');
	let server: Server | undefined;
	afterEach(async () => server?.close());

	/** Answers like both APIs, with a clock that is an hour ahead. */
	async function environmentAt(more: Record<string, string> = {}): Promise<Record<string, string>> {
		server = await startHttpsServer('localhost-cert.pem', ({url}, response) => {
			response.setHeader('Date', new Date(Date.now() + 3_600_000).toUTCString());
			response.setHeader('Content-Type', 'application/json');
			response.end(
				url.includes('/partners/')
					? '{"status":"success","result":[]}'
					: '{"data":[],"paging":{"perPage":50,"currentPage":1,"total":0}}',
			);
		});
		return {
			QTICKETS_BASE_URL: `https://localhost:${server.port}`,
			QTICKETS_TOKEN: 'kX93jfLq0sPz71Wm',
			QTICKETS_PARTNERS_TOKEN: 'uT51nbRc8vYd26Ge',
			...more,
		};
	}

	test('certificate, name, clock and what is in force of proxy and TLS stand in a line each', async () => {
		const {stderr, code} = await runProgram(['doctor', '--profile', 'test'], {
			environment: await environmentAt({
				NODE_EXTRA_CA_CERTS: certificate,
				HTTPS_PROXY: 'http://user:proxy-password@127.0.0.1:1',
			}),
		});
		expect(stderr).toMatch(
			/✔ ok +Certificate +TLSv1\.\d, subject localhost, trusted, expires in \d+ days \(Jan +1 00:00:00 2120 GMT\)\n/,
		);
		expect(stderr).toMatch(/✔ ok +Name resolution +localhost → /);
		expect(stderr).toMatch(
			/! warning +Server clock +server minus ours between 3\d{3}\.\d s and 36\d\d\.\d s\n +→ Set the clock of this machine/,
		);
		expect(stderr).toMatch(
			/! warning +Proxy and TLS variables +set: HTTPS_PROXY, NODE_EXTRA_CA_CERTS.* \(requests are sent directly, never through a proxy\)/,
		);
		expect(stderr).toMatch(/✔ ok +REST API of the organiser answers +GET \/api\/rest\/v1\/orders: 200, /);
		expect(stderr).toMatch(/✔ ok +Partners API of distributors answers +GET /);
		expect(stderr).toMatch(/✔ ok +Token of REST API of the organiser +QTICKETS_TOKEN is set \(not shown\)/);
		expect(stderr).not.toMatch(/proxy-password|kX93jfLq0sPz71Wm|uT51nbRc8vYd26Ge/);
		expect(code).toBe(0);
	});

	test('a certificate that nobody vouches for, and a token that is a placeholder, block', async () => {
		const {stderr, code} = await runProgram(['doctor', '--profile', 'test'], {
			environment: await environmentAt({QTICKETS_TOKEN: 'your_token_here'}),
		});
		expect(stderr).toMatch(/✘ blocked +Certificate +\w*SELF_SIGNED\w*\n +→ Nothing is sent to a server/);
		expect(stderr).toMatch(/✘ blocked +Token of REST API of the organiser +.*QTICKETS_TOKEN/);
		expect(code).toBe(3);
	});

	test('TLS that is not verified blocks', async () => {
		const {stderr, code} = await runProgram(['doctor', '--sandbox'], {
			environment: {NODE_TLS_REJECT_UNAUTHORIZED: '0'},
		});
		expect(stderr).toMatch(
			/✘ blocked +Proxy and TLS variables +NODE_TLS_REJECT_UNAUTHORIZED=0: anybody could answer/,
		);
		expect(code).toBe(1);
	});
});
