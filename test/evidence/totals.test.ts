import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {deriveEvidence, type EvidenceSet} from '../../source/evidence/evidence-set.ts';
import {latencyStats} from '../../source/evidence/latency.ts';
import {logPath, reporters, reportPaths, type Reporter} from '../../source/evidence/names.ts';
import {marks, type EventBody, type Mark} from '../../source/session/event.ts';
import {verdicts} from '../../source/verdict/verdict.ts';
import {completeEvents, journalOf, sampleEvents} from './sample-session.ts';
import {anySession} from './any-session.ts';
import {checkXml} from './xml-check.ts';

const outcomes = [...verdicts, 'not-run'] as const;

type Told = {
	tests: number;
	attempts: number;
	outcomes: Record<string, number>;
	marks: Record<string, number>;
};

function file(set: EvidenceSet, reporter: Reporter): string {
	return set.files.get(reportPaths[reporter])?.toString() ?? '';
}

/** The column `All` of the first summary table, however its cells are written. */
function toldByRows(rows: ReadonlyArray<readonly string[]>): Told {
	const number = (name: RegExp): number =>
		Number(rows.find(([title = '']) => name.test(title))?.at(-1) ?? Number.NaN);
	return {
		tests: number(/^Tests$/),
		attempts: number(/^Attempts/),
		outcomes: Object.fromEntries(
			outcomes.map(name => [
				name,
				number(new RegExp(`^Verdict: \\S+ ${name.replace('not-run', 'not run')}$`)),
			]),
		),
		marks: Object.fromEntries([...marks, 'none'].map(name => [name, number(new RegExp(`^Mark: ${name}$`))])),
	};
}

function toldByMarkdown(text: string): Told {
	const lines = text.slice(text.indexOf('\n## Test Results Summary')).split('\n');
	return toldByRows(lines.map(line => line.split(' | ').map(cell => cell.replaceAll(/^\| | \|$/g, ''))));
}

function toldByHtml(text: string): Told {
	const part = text.slice(text.indexOf('<h2>Test Results Summary'));
	const rows = Array.from(part.matchAll(/<tr>(.*)<\/tr>/g), ([, row = '']) =>
		Array.from(row.matchAll(/<td[^>]*>([^<]*)<\/td>/g), ([, cell = '']) => cell),
	);
	return toldByRows(rows);
}

function toldByJunit(text: string): Told {
	const values = (name: string): string[] =>
		Array.from(
			text.matchAll(new RegExp(`<property name="${name}" value="([^"]*)"`, 'g')),
			([, value = '']) => value,
		);
	const count = (all: readonly string[], names: readonly string[]) =>
		Object.fromEntries(names.map(name => [name, all.filter(value => value === name).length]));
	return {
		tests: Number(/<testsuites [^>]*tests="(\d+)"/.exec(text)?.[1]),
		attempts: values('attempts').reduce((sum, value) => sum + Number(value), 0),
		outcomes: count(values('verdict'), outcomes),
		marks: count(values('mark'), [...marks, 'none']),
	};
}

function toldByCtrf(text: string): Told {
	const {summary} = JSON.parse(text).results;
	return {
		tests: summary.tests,
		attempts: summary.extra.attempts,
		outcomes: summary.extra.verdicts,
		marks: summary.extra.marks,
	};
}

function toldByLog(set: EvidenceSet): Told {
	const lines = (set.files.get(logPath)?.toString() ?? '').trimEnd().split('\n');
	const last = JSON.parse(lines.at(-1) ?? '');
	return {
		tests: last.total_tests,
		attempts: last.attempts,
		outcomes: {
			success: last.successful_tests,
			limitation: last.limitation_tests,
			failure: last.failed_tests,
			'no-response': last.no_response_tests,
			unknown: last.unknown_tests,
			'not-run': last.not_run_tests,
		},
		marks: last.marks,
	};
}

describe('totals', () => {
	test('of random sessions are the same in every format, add up, and fit the artifacts', () => {
		fc.assert(
			fc.property(anySession, events => {
				const set = deriveEvidence(journalOf(events), {reporters});
				const {totals} = set.summary;
				const told: Told = {
					tests: totals.tests,
					attempts: totals.attempts,
					outcomes: totals.outcomes,
					marks: totals.marks,
				};
				expect(toldByMarkdown(file(set, 'markdown'))).toEqual(told);
				expect(toldByHtml(file(set, 'html'))).toEqual(told);
				expect(toldByJunit(file(set, 'junit'))).toEqual(told);
				expect(toldByCtrf(file(set, 'ctrf'))).toEqual(told);
				expect(toldByLog(set)).toEqual(told);
				for (const parts of [told.outcomes, told.marks]) {
					expect(Object.values(parts).reduce((sum, value) => sum + value, 0)).toBe(told.tests);
				}

				const fired = events.filter(({type}) => type === 'request.intent').length;
				const artifacts = [...set.files.keys()].filter(path => /^artifacts\/.*\.json$/.test(path));
				expect([told.attempts, artifacts.length]).toEqual([fired, fired]);
				checkXml(file(set, 'junit'));
				checkCtrf(file(set, 'ctrf'));
			}),
			{numRuns: 150},
		);
	});

	test('deriving twice gives the same bytes', () => {
		fc.assert(
			fc.property(anySession, events => {
				const journal = journalOf(events);
				const [one, other] = [
					deriveEvidence(journal, {reporters}),
					deriveEvidence(Buffer.from(journal), {reporters}),
				];
				expect([...one.files]).toEqual([...other.files]);
			}),
			{numRuns: 20},
		);
	});

	test('a torn last line changes nothing', () => {
		const journal = journalOf(sampleEvents);
		const torn = Buffer.concat([journal, Buffer.from('{"seq":20,"at":"20')]);
		expect([...deriveEvidence(torn).files]).toEqual([...deriveEvidence(journal).files]);
	});
});

describe('complete', () => {
	const ending = (events: readonly EventBody[]) => deriveEvidence(journalOf(events)).archiveName;

	test('only when every planned test was run and every outcome is known', () => {
		expect(ending(completeEvents)).toBe('qtickets_test_run_20261122_153000.zip');
		expect(ending(completeEvents.slice(0, 2))).toMatch(/_INCOMPLETE\.zip$/);
		expect(ending(completeEvents.slice(0, 1))).toMatch(/_INCOMPLETE\.zip$/);
	});

	test('a test once planned stays planned when the stage begins again without it', () => {
		const again: EventBody = {type: 'stage.started', stage: 'stage2', tests: []};
		expect(ending([completeEvents[0]!, again])).toMatch(/_INCOMPLETE\.zip$/);
	});

	test('a mark does not make up for a test that was not run, nor does firing it outside the stage', () => {
		const mark: EventBody = {type: 'mark.set', endpoint_id: '6.1', attempt: null, mark: 'skipped', note: ''};
		expect(ending([completeEvents[0]!, mark])).toMatch(/_INCOMPLETE\.zip$/);
		const outside = {...completeEvents[1]!, stage: null} as EventBody;
		expect(ending([completeEvents[0]!, outside, completeEvents[2]!])).toMatch(/_INCOMPLETE\.zip$/);
	});
});

describe('marks against verdicts', () => {
	test.each<[Mark, string, boolean]>([
		['pass', 'success', false],
		['pass', 'failure', true],
		['pass', 'limitation', true],
		['limitation', 'limitation', false],
		['limitation', 'failure', true],
		['fail', 'failure', false],
		['fail', 'no-response', false],
		['fail', 'success', true],
		['blocked', 'no-response', false],
		['blocked', 'success', true],
		['skipped', 'success', true],
	])('%s against %s', (mark, verdict, disagree) => {
		const [open, fire, done] = completeEvents;
		const set = deriveEvidence(
			journalOf([
				open!,
				fire!,
				{...done!, verdict} as EventBody,
				{type: 'mark.set', endpoint_id: '6.1', attempt: 1, mark, note: ''},
			]),
		);
		expect(set.summary.totals.disagreements).toBe(disagree ? 1 : 0);
	});
});

describe('latency', () => {
	test('is exact to the microsecond, whatever the order', () => {
		expect(latencyStats([0.1, 0.2, 0.3, 10])).toEqual({n: 4, min: 0.1, median: 0.25, mean: 2.65, max: 10});
		expect(latencyStats([3, 1, 2])).toEqual({n: 3, min: 1, median: 2, mean: 2, max: 3});
		expect(latencyStats([])).toBeNull();
	});
});

/** What the schema of CTRF requires (ctrf-io/ctrf, schema/ctrf.schema.json). */
function checkCtrf(text: string): void {
	const report = JSON.parse(text);
	expect(report.reportFormat).toBe('CTRF');
	expect(report.specVersion).toMatch(/^\d+\.\d+\.\d+$/);
	expect(report.results.tool.name).not.toBe('');
	const {summary, tests} = report.results;
	for (const name of ['tests', 'passed', 'failed', 'skipped', 'pending', 'other', 'start', 'stop']) {
		expect(summary[name]).toSatisfy(Number.isInteger);
	}

	for (const status of ['passed', 'failed', 'skipped', 'pending', 'other']) {
		expect(tests.filter((entry: {status: string}) => entry.status === status)).toHaveLength(summary[status]);
	}

	for (const entry of tests) {
		expect(entry.name.length).toBeGreaterThan(0);
		expect(entry.duration).toSatisfy(Number.isInteger);
		for (const {attempt, status} of entry.retryAttempts ?? []) {
			expect(attempt).toBeGreaterThan(0);
			expect(['passed', 'failed', 'skipped', 'pending', 'other']).toContain(status);
		}
	}
}
