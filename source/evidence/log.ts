import {archiveNameOf} from './archive-name.ts';
import {countsByTable} from './counts.ts';
import {logPath, notMeasured, reportPaths} from './names.ts';
import {plainJson} from './plain-json.ts';
import type {SessionRecord} from './record.ts';
import type {Firing, TestRow} from './rows.ts';
import type {Tally} from './tally.ts';
import {testCountsOf, type TestCounts} from './test-counts.ts';
import {tokensText} from './tokens-text.ts';

/**
 * The log: how the session stood at its start, one line for every attempt (and for every test that was marked without
 * one), how it stands at its end. Lines are in the journal's order (design.md §6).
 */
export function logText(record: SessionRecord, tally: Tally): string {
	const rows = tally.groups.flatMap(({group}) => group.rows);
	const counted = new Map(testCountsOf(record).map(counts => [counts.intent, counts]));
	const lines = rows
		.flatMap(row => [
			...row.firings.map(firing =>
				attemptLine(firing, row, {record, counts: counted.get(firing.attempt.intent.seq)}),
			),
			...(row.latest === null && row.mark !== null ? [markLine(row)] : []),
		])
		.sort((a, b) => a.seq - b.seq)
		.map(({line}) => line);
	return [startLine(record, tally), ...lines, endLine(record, tally)]
		.map(line => `${plainJson(line)}\n`)
		.join('');
}

/** `Stage2` for the stage `stage2`, as the log of the November run spells it; other names as they are. */
export function stageTitle(stage: string | null): string {
	return stage === null ? 'exploratory' : stage.replace(/^stage(?=\d+$)/, 'Stage');
}

function startLine({opened, state}: SessionRecord, {checks}: Tally): object {
	const {environment, sandbox, profile, tool, catalog, plan} = opened;
	const isReady = (environment.tokens.length > 0 || sandbox !== null) && checks.blocked === 0;
	const planned =
		plan.stage === null && plan.tests.length === 0
			? 'nothing planned'
			: `${plan.stage ?? 'outside a stage'}: ${plan.tests.length} tests planned`;
	return {
		ts: opened.at,
		stage: 'Stage1',
		status: isReady ? 'ready' : 'not ready',
		git_rev: environment.git_revision,
		environment: `${environment.os}, Node ${environment.node}, ${tokensText(opened)}`,
		notes: [
			`${tool.name} ${tool.version}`,
			`profile ${profile.name} (${profile.kind}) at ${profile.base_url}`,
			`catalog ${catalog.name} ${catalog.digest}`,
			planned,
			sandbox === null ? '' : `SANDBOX: mode ${sandbox.mode}, scenario ${sandbox.scenario}; not the real API`,
			environment.git_dirty === true ? 'tracked files differed from the revision' : '',
			state.checks === null
				? 'checklist not done'
				: `checklist: ${checks.ok} ok, ${checks.warning} warning, ${checks.blocked} blocked`,
			state.checks?.override == null ? '' : `overridden, Operator: ${state.checks.override}`,
		]
			.filter(Boolean)
			.join('; '),
	};
}

function attemptLine(
	{attempt, artifact}: Firing,
	row: TestRow,
	{record, counts}: {record: SessionRecord; counts: TestCounts | undefined},
): {seq: number; line: object} {
	const {intent, exchange, verdict, reasons, mark} = attempt;
	const seq = attempt.outcomeSeq ?? intent.seq;
	const noted = [
		mark?.note ?? '',
		...(attempt === row.latest?.attempt ? row.notes.map(({text}) => text) : []),
	];
	return {
		seq,
		line: {
			ts: record.timeOf(seq),
			stage: stageTitle(intent.stage),
			test_id: intent.endpoint_id,
			endpoint: intent.endpoint,
			spec_ref: intent.spec_ref,
			status: exchange?.status ?? null,
			latency_ms: exchange?.latency_ms ?? null,
			clickhouse_before: countsByTable(counts?.before ?? null),
			clickhouse_after: countsByTable(counts?.after ?? null),
			notes: notesText(
				reasons.map(({text}) => text),
				noted,
			),
			verdict,
			mark: mark?.mark ?? null,
			attempt: intent.attempt,
			artifact,
		},
	};
}

function markLine(row: TestRow): {seq: number; line: object} {
	return {
		seq: row.mark?.seq ?? 0,
		line: {
			ts: row.mark?.at ?? null,
			stage: stageTitle(row.stage),
			test_id: row.testId,
			endpoint: null,
			spec_ref: null,
			status: null,
			latency_ms: null,
			clickhouse_before: notMeasured,
			clickhouse_after: notMeasured,
			notes: notesText(['Not run.'], [row.mark?.note ?? '', ...row.notes.map(({text}) => text)]),
			verdict: 'not-run',
			mark: row.mark?.mark ?? null,
			attempt: null,
			artifact: null,
		},
	};
}

function notesText(reasons: readonly string[], notes: readonly string[]): string {
	return [...reasons, ...notes.filter(note => note !== '').map(note => `Operator: ${note}`)].join(' ');
}

function endLine(record: SessionRecord, tally: Tally): object {
	const {all} = tally;
	const {state, opened} = record;
	const rows = tally.groups.flatMap(({group}) => group.rows);
	return {
		ts: state.last?.at ?? opened.at,
		stage: 'Stage3',
		status: !tally.complete ? 'incomplete' : tally.exploratory ? 'exploratory' : 'completed',
		report: reportPaths.markdown,
		archive: archiveNameOf(opened.name, tally.complete),
		total_tests: all.tests,
		planned_tests: all.planned,
		run_tests: all.run,
		successful_tests: all.outcomes.success,
		limitation_tests: all.outcomes.limitation,
		failed_tests: all.outcomes.failure,
		no_response_tests: all.outcomes['no-response'],
		unknown_tests: all.outcomes.unknown,
		not_run_tests: all.outcomes['not-run'],
		not_run: rows.filter(({outcome}) => outcome === 'not-run').map(({testId}) => testId),
		marks: all.marks,
		disagreements: all.disagreements,
		attempts: all.attempts,
		row_deltas: tally.rowDeltas,
		left_behind: tally.leftBehind,
		clickhouse_before: countsByTable(state.counts.before),
		clickhouse_after: countsByTable(state.counts.after),
		log: logPath,
		journal_events: record.events.length,
		journal_head: record.head,
		notes:
			state.ended === null
				? 'Derived from the journal of a session that has not been closed.'
				: `Session ${state.ended.reason}.`,
	};
}
