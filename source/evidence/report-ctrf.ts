import type {Verdict} from '../verdict/verdict.ts';
import {plainJson} from './plain-json.ts';
import type {SessionRecord} from './record.ts';
import {groupTitle, sectionTitle} from './report/labels.ts';
import type {Firing, Outcome, TestRow} from './rows.ts';
import {disagrees, type Tally} from './tally.ts';
import {testCountsOf, toldDeltas, type TestCounts} from './test-counts.ts';
import {variantLabel} from './variant-label.ts';

/** What identifies a file's content. */
export type FileDigest = {readonly sha256: string; readonly bytes: number};

type CtrfStatus = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

/**
 * CTRF has no word for an expected error, nor for an unknown outcome: both are `other`, and `rawStatus` says which.
 * No response is `failed`: the test got nothing that could pass. A test that was never fired is `skipped`.
 */
const statuses: Readonly<Record<Outcome, CtrfStatus>> = {
	success: 'passed',
	limitation: 'other',
	failure: 'failed',
	'no-response': 'failed',
	unknown: 'other',
	'not-run': 'skipped',
};

/**
 * The matrix as CTRF JSON. The summary is redundant on purpose: a reader can compute it again from the tests.
 *
 * @param digestOf what stands beside the path of each of the set's artifact files
 * @see https://github.com/ctrf-io/ctrf (schema/ctrf.schema.json)
 */
export function ctrfReport(
	record: SessionRecord,
	tally: Tally,
	digestOf: (path: string) => FileDigest,
): string {
	const {opened, state, head} = record;
	const counted = new Map(testCountsOf(record).map(counts => [counts.intent, counts]));
	const tests = tally.groups.flatMap(({group, sections}) =>
		sections.flatMap(({section, rows}) =>
			rows.map(row => test(row, [groupTitle(group), sectionTitle(section)], {digestOf, counted})),
		),
	);
	const {all} = tally;
	const report = {
		reportFormat: 'CTRF',
		specVersion: '0.1.0',
		generatedBy: `${opened.tool.name} ${opened.tool.version}`,
		results: {
			tool: {name: opened.tool.name === '' ? 'unnamed' : opened.tool.name, version: opened.tool.version},
			summary: {
				tests: all.tests,
				passed: all.outcomes.success,
				failed: all.outcomes.failure + all.outcomes['no-response'],
				skipped: all.outcomes['not-run'],
				pending: 0,
				other: all.outcomes.limitation + all.outcomes.unknown,
				suites: tally.groups.reduce((sum, {sections}) => sum + sections.length, 0),
				start: epoch(opened.at),
				stop: epoch(state.last?.at ?? opened.at),
				extra: {
					complete: tally.complete,
					planned: all.planned,
					run: all.run,
					verdicts: all.outcomes,
					marks: all.marks,
					disagreements: all.disagreements,
					attempts: all.attempts,
					row_deltas: tally.rowDeltas,
					left_behind: tally.leftBehind,
					stage1: state.checks === null ? null : {...tally.checks, override: state.checks.override},
				},
			},
			tests,
		},
		extra: {
			session: opened.name,
			profile: opened.profile.name,
			kind: opened.profile.kind,
			sandbox: opened.sandbox !== null || opened.profile.kind === 'sandbox',
			catalog_digest: opened.catalog.digest,
			journal_head: head,
		},
	};
	return `${plainJson(report, 2)}\n`;
}

function test(
	row: TestRow,
	suite: readonly string[],
	{digestOf, counted}: {digestOf: (path: string) => FileDigest; counted: ReadonlyMap<number, TestCounts>},
): object {
	const {latest, mark, outcome} = row;
	const exchange = latest?.attempt.exchange ?? null;
	const counts = counted.get(latest?.attempt.intent.seq ?? 0);
	const name = [row.testId, latest?.attempt.intent.endpoint ?? ''].filter(Boolean).join(' ');
	return {
		name: name === '' ? 'unnamed' : name,
		status: statuses[outcome],
		duration: duration(latest),
		suite,
		...(outcome === 'success' ? {} : {message: messageOf(latest)}),
		rawStatus: outcome,
		...(row.firings.length > 1
			? {
					retries: row.firings.length - 1,
					retryAttempts: row.firings.slice(0, -1).map(firing => earlierAttempt(firing, digestOf)),
				}
			: {}),
		...(latest === null ? {} : {attachments: [attachment(latest, digestOf)]}),
		extra: {
			test_id: row.testId,
			planned: row.planned,
			http_status: exchange?.status ?? null,
			latency_ms: exchange?.latency_ms ?? null,
			connection: exchange?.connection ?? null,
			variant: latest === null ? null : variantLabel(latest.attempt.intent),
			mark: mark?.mark ?? null,
			operator_note: mark?.note ?? null,
			disagrees: disagrees(row),
			...(counts === undefined
				? {}
				: {
						row_deltas: toldDeltas(counts).map(({table, delta, expected, verdict}) => ({
							table,
							delta,
							expected,
							verdict,
						})),
					}),
		},
	};
}

function earlierAttempt(firing: Firing, digestOf: (path: string) => FileDigest): object {
	const {verdict, intent}: {verdict: Verdict; intent: {attempt: number}} = firing.attempt;
	return {
		attempt: Math.max(1, intent.attempt),
		status: statuses[verdict],
		duration: duration(firing),
		message: messageOf(firing),
		attachments: [attachment(firing, digestOf)],
		extra: {verdict, latency_ms: firing.attempt.exchange?.latency_ms ?? null},
	};
}

function messageOf(firing: Firing | null): string {
	return firing === null ? 'Not run.' : firing.attempt.reasons.map(({text}) => text).join(' ');
}

function attachment({artifact}: Firing, digestOf: (path: string) => FileDigest): object {
	return {
		name: artifact.slice(artifact.lastIndexOf('/') + 1),
		contentType: 'application/json',
		// Relative to the report, which stands in reports/.
		path: `../${artifact}`,
		extra: digestOf(artifact),
	};
}

/** CTRF wants whole milliseconds for every test; `extra.latency_ms` is `null` where nothing was measured. */
function duration(firing: Firing | null): number {
	const exchange = firing?.attempt.exchange ?? null;
	return exchange === null ? 0 : Math.round(exchange.latency_ms ?? exchange.elapsed_ms);
}

function epoch(at: string): number {
	return Date.parse(at) || 0;
}
