import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
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
		expect(eventsOf(out).filter(({type}) => type === 'request.intent')).toHaveLength(20);
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
