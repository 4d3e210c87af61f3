import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {beforeAll, describe, expect, test} from 'vitest';
import type {JournalEvent} from '../../source/session/event.ts';
import {readJournal} from '../../source/session/journal.ts';
import {checkSums, newFolder, runProgram, sessionFolder, type Ended} from './program.ts';

const killer = pathToFileURL(path.join(import.meta.dirname, 'fixture/kill-at-event.js')).href;

/**
 * Runs the program and ends it, as `kill -9` does, in the middle of its writing: from inside, at exactly that event of
 * the journal, so that neither the machine's speed nor a watcher's decides where it happens. `after` leaves the whole
 * line on disk, `torn` half of it.
 */
async function runUntil(typed: readonly string[], at: number, how: 'after' | 'torn'): Promise<Ended> {
	return runProgram(typed, {
		environment: {NODE_OPTIONS: `--import ${killer}`, KILL_AT_EVENT: String(at), KILL_HOW: how},
	});
}

function eventsIn(folder: string): readonly JournalEvent[] {
	return readJournal(readFileSync(path.join(folder, 'session.jsonl'))).events;
}

/** The test whose write was under way at the end of the journal: only a person may decide to fire it again. */
function lostWrite(folder: string): string | undefined {
	const answered = new Set(
		eventsIn(folder).map(event => (event.type === 'request.outcome' ? event.intent : 0)),
	);
	const open = eventsIn(folder).findLast(
		event => event.type === 'request.intent' && !answered.has(event.seq),
	);
	return open?.type === 'request.intent' && open.seq === eventsIn(folder).length && open.writes
		? open.endpoint_id
		: undefined;
}

function reportOf(folder: string): string {
	return readFileSync(path.join(folder, 'reports/qtickets_stage2_final_report.md'), 'utf8');
}

/**
 * A report without what an interruption may change: times and durations, the session's name and port, how many attempts
 * and events there were (with their artifacts and masked values), and the lines that tell of interruption itself.
 * Everything else, each verdict, reason, value, count and recommendation, must be as without any.
 */
function withoutTimesAndAttempts(report: string): string {
	const interruption =
		/^- \*\*(?:no status|Sent perhaps, outcome not stored .*|Fired more than once|Resumed|Journal repaired):\*\*.*\n/gm;
	return report
		.replaceAll(interruption, '')
		.replaceAll(/qtickets_sandbox_run_\d+_\d+/g, 'SESSION')
		.replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
		.replaceAll(/^- \*\*Date:\*\*.*$/gm, 'DATE')
		.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')
		.replaceAll(/`[\da-f]{64}`/g, 'HASH')
		.replaceAll(/\b\d+ events$/gm, 'EVENTS')
		.replaceAll(/(?<=\| documented \| \d{3} \| )[\d.]+(?= \|)/g, 'MS')
		.replaceAll(/(?<= \| — \| )\d+(?= \| \[test_)/g, 'ATTEMPTS')
		.replaceAll(/### Latency\n[\s\S]*?(?=\n## )/g, 'LATENCY')
		.replaceAll(/\b\d+ (attempts|artifacts|files)\b/g, 'N $1')
		.replaceAll(/^(\| (?:Attempts \(one artifact each\)|Tests with more than one attempt) \|).*/gm, '$1 N')
		.replaceAll(/(?<=Masked before anything was written:\*\*).*/g, ' COUNTS');
}

/** Fingerprints of secrets are keyed by the session. */
function withoutFingerprints(body: unknown): string {
	return JSON.stringify(body).replaceAll(/\*\*\*[\da-f]{6}/g, '***');
}

/** What the latest attempt of every test sent and got. */
function exchangesIn(folder: string): Record<string, unknown> {
	const tests = path.join(folder, 'artifacts/stage2_mandatory_tests');
	return Object.fromEntries(
		readdirSync(tests)
			.filter(name => !name.includes('.attempt-'))
			.sort()
			.map(name => {
				const artifact = JSON.parse(readFileSync(path.join(tests, name), 'utf8'));
				const {method, url, body} = artifact.request;
				return [
					name,
					[
						method,
						new URL(url).pathname,
						withoutFingerprints(body),
						artifact.status_code,
						artifact.verdict,
						artifact.reasons,
					],
				];
			}),
	);
}

describe('kill -9 at every tenth event of stage 2', () => {
	let uninterrupted: string;
	beforeAll(async () => {
		const out = newFolder();
		expect((await runProgram(['run', 'stage2', '--sandbox', '--out', out])).code).toBe(0);
		uninterrupted = sessionFolder(out);
	});

	// Killed right after an intent, the request has not left. A read is fired again by itself. A write is not: to the
	// program it may have been applied. The test names it, as a person does who has looked it up on the server.
	test.each([
		[10, 'after'],
		[10, 'torn'],
		[5, 'after'],
	] as const)(
		'first at event %i (%s): resumed until it is finished, report and requests are those of an uninterrupted run',
		async (first, how) => {
			const out = newFolder();
			let ended = await runUntil(['run', 'stage2', '--sandbox', '--out', out], first, how);
			const folder = sessionFolder(out);
			let kills = 0;
			for (let at = first + 10; ended.signal === 'SIGKILL'; at += 10) {
				kills++;
				const before = eventsIn(folder);
				const again = lostWrite(folder);
				ended = await runUntil(
					['run', ...(again === undefined ? [] : [again]), '--session', folder],
					at,
					how,
				);
				expect(eventsIn(folder).slice(0, before.length)).toEqual(before);
			}

			expect(kills).toBeGreaterThanOrEqual(4);
			expect(ended.stderr).toContain('20 success');
			expect(ended.code).toBe(0);
			expect(withoutTimesAndAttempts(reportOf(folder))).toBe(
				withoutTimesAndAttempts(reportOf(uninterrupted)),
			);
			expect(exchangesIn(folder)).toEqual(exchangesIn(uninterrupted));
			expect(checkSums(folder)).toEqual({wrong: [], unlisted: []});
		},
		120_000,
	);

	// The honest exception: the write was applied and its outcome is lost. No report may say more than that.
	test('a write whose outcome was torn stays unknown, is not sent again by itself, and what it should have given is named', async () => {
		const out = newFolder();
		const outcomeOfAdd = eventsIn(uninterrupted).findIndex(
			event => event.type === 'request.outcome' && 'ticket_id' in event.captures,
		);
		await runUntil(['run', 'stage2', '--sandbox', '--out', out], outcomeOfAdd + 1, 'torn');
		const folder = sessionFolder(out);
		const ended = await runProgram(['run', '--session', folder]);
		expect(ended.code).toBe(1);
		expect(ended.stderr).toMatch(/^(?=.*19 success)(?=.*1 unknown).*$/m);
		expect(ended.stderr).toMatch(/\?\s+6\.1\s+unknown/);
		for (const id of ['6.4', '6.6']) {
			expect(ended.stderr).toContain(
				`${id} lacks ticket_id, which 6.1 should have given; the example is sent instead: 120260`,
			);
		}

		const intents = eventsIn(folder).filter(event => event.type === 'request.intent');
		expect(intents.filter(({endpoint_id: id}) => id === '6.1')).toHaveLength(1);
		expect(intents.find(({endpoint_id: id}) => id === '6.4')?.inputs).toContainEqual({
			variable: 'ticket_id',
			value: '120260',
			from: 'example',
			endpoint_id: '6.1',
		});
		expect(reportOf(folder)).toMatch(/^\| 6\.1 \|.*unknown/m);
		expect(reportOf(folder)).toContain('may have been applied');
		const again = await runProgram(['run', '6.1', '--session', folder]);
		const attempts = eventsIn(folder).filter(
			event => event.type === 'request.intent' && event.endpoint_id === '6.1',
		);
		expect(attempts).toHaveLength(2);
		// The seat is taken: by the first attempt.
		expect(again.stderr).toMatch(/✘\s+6\.1\s+failure/);
	});

	test('a resumed session fires no test that it does not plan', async () => {
		const {code, stderr} = await runProgram(['run', '6.16', '--session', uninterrupted]);
		expect(stderr).toMatch(/does not plan "6\.16"[\s\S]*6\.1/);
		expect(code).toBe(2);
	});
});
