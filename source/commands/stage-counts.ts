import {randomBytes} from 'node:crypto';
import type {Variant} from '../catalog/catalog.ts';
import {findEndpoint} from '../catalog/find-endpoint.ts';
import {Problem} from '../catalog/problem.ts';
import {systemClock, type Clock} from '../clickhouse/clock.ts';
import type {CountProgress} from '../clickhouse/count-round.ts';
import {openEngine, type Engine} from '../clickhouse/engine.ts';
import {clickhouseSettings, type ClickhouseSettings} from '../clickhouse/settings.ts';
import {takeCounts, type TakeCountsOptions} from '../clickhouse/take-counts.ts';
import {variantOf, type Draft} from '../request/draft.ts';
import type {CountsFailed, CountsTaken, ExpectedDelta} from '../session/event.ts';
import {areRowsToCome} from '../session/count-deltas.ts';
import type {FiredAttempt, Session} from '../session/session.ts';
import type {Verdict} from '../verdict/verdict.ts';
import {chosenName} from './chosen-name.ts';
import {countsLines, deltaLines} from './counts-lines.ts';
import {wholeNumber} from './whole-number.ts';

export const countsModes = ['before-after', 'each', 'off'] as const;
/** `each` counts around every write too; `off` counts nothing, and the report says "not measured". */
export type CountsMode = (typeof countsModes)[number];

export type CountsPlan = {
	readonly mode: CountsMode;
	/** `null` for `off` alone. */
	readonly settings: ClickhouseSettings | null;
	/** Milliseconds that "after" waits for counts that no longer change; 0 counts once. */
	readonly settle: number;
};

/** Row counts around a stage, for every front end. Counting never throws: what fails is journaled and told. */
export type StageCounts = {
	readonly mode: CountsMode;
	/** Counts before the first test; not again in a resumed session, and never after a test was fired. */
	before(): Promise<void>;
	/**
	 * Fires what `fire` fires; with `each`, counts before and after it where the draft writes. A second write waits until
	 * the first one is counted: rows belong to one test only.
	 */
	around(draft: Draft, fire: () => Promise<FiredAttempt>): Promise<FiredAttempt>;
	/** Counts after the last test, once every write is counted, until the counts settle. */
	after(): Promise<void>;
	/** Whether ClickHouse could not be counted at all at least once. */
	hasFailed(): boolean;
	close(): Promise<void>;
};

export type StageCountsOptions = {
	readonly session: Session;
	readonly plan: CountsPlan;
	/** Cancels a count that is under way. */
	readonly signal: AbortSignal;
	/** Takes finished lines for people; untrusted text in them is safe for a terminal. */
	readonly tell: (line: string) => void;
	readonly onProgress?: (progress: CountProgress) => void;
	readonly clock?: Clock;
};

const defaultSettle = 15_000;
const longestInterval = 1000;

/**
 * What is to be counted: as `--counts` says, else around the stage where CLICKHOUSE_URL is set.
 *
 * @param environment as `openEnvironment` gives it
 * @throws {Problem} `option-invalid`; `clickhouse-missing` when counts are asked for and CLICKHOUSE_URL is not set;
 *   `clickhouse-url-invalid`, `clickhouse-tables-invalid`
 */
export function countsPlan(
	typed: {readonly counts?: string; readonly settle?: string},
	environment: Readonly<Record<string, string | undefined>>,
): CountsPlan {
	const settle = wholeNumber('--settle', typed.settle, {
		minimum: 0,
		maximum: 86_400_000,
		fallback: defaultSettle,
	});
	const asked = typed.counts === undefined ? undefined : chosenName('--counts', typed.counts, countsModes);
	if (asked === 'off') {
		return {mode: 'off', settings: null, settle};
	}

	const settings = clickhouseSettings(environment);
	if (settings === null && asked !== undefined) {
		throw new Problem(
			'clickhouse-missing',
			`--counts ${asked} has nothing to count in: CLICKHOUSE_URL is not set.`,
			{
				next: 'Set CLICKHOUSE_URL, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD and CLICKHOUSE_DB in the environment or in a file named with --env-file, or leave out --counts.',
			},
		);
	}

	return settings === null
		? {mode: 'off', settings, settle}
		: {mode: asked ?? 'before-after', settings, settle};
}

/** Nothing is asked before the first count. `close` gives the connection back. */
export function openStageCounts(options: StageCountsOptions): StageCounts {
	const {session, plan, signal, tell, onProgress, clock = systemClock} = options;
	const {mode, settings} = plan;
	let engine: Promise<Engine> | undefined;
	let failed = false;
	/** Settles when the last write is counted. */
	let writesCounted: Promise<unknown> = Promise.resolve();

	/** @throws {Problem} only when the journal cannot be written */
	async function take(
		when: CountsTaken['when'],
		endpointId: string | null,
		{before = null, expected = []}: {before?: CountsTaken | null; expected?: readonly ExpectedDelta[]} = {},
	): Promise<CountsTaken | null> {
		if (settings === null || signal.aborted) {
			return null;
		}

		const event = await count(settings, {
			patterns: settings.patterns,
			when,
			endpointId,
			signal,
			clock,
			...(onProgress === undefined ? {} : {onProgress}),
			...(when === 'before' || plan.settle === 0
				? {}
				: {settle: {interval: Math.min(longestInterval, plan.settle / 2), limit: plan.settle}}),
			isAwaiting: tables => areRowsToCome(before, tables, expected),
		});
		const kept =
			event.type === 'counts.taken' && expected.length > 0 ? {...event, expected: [...expected]} : event;
		session.recordCounts(kept);
		failed ||= kept.type === 'counts.failed';
		countsLines(kept).forEach(tell);
		return kept.type === 'counts.failed' ? null : kept;
	}

	async function count(
		where: ClickhouseSettings,
		takeOptions: TakeCountsOptions,
	): Promise<CountsTaken | CountsFailed> {
		try {
			engine ??= openEngine(where, {random: randomBytes});
			return await takeCounts(await engine, takeOptions);
		} catch (error) {
			// A fault in counting must not cost the tests: it is journaled like any other failure.
			const {when, endpointId} = takeOptions;
			const message = error instanceof Error ? error.message : String(error);
			return {type: 'counts.failed', when, endpoint_id: endpointId, code: 'clickhouse-error', message};
		}
	}

	async function fireCounted(id: string, variant: Variant, fire: () => Promise<FiredAttempt>) {
		const before = await take('before', id);
		const fired = await fire();
		if (before !== null) {
			const expected = expectedDeltas(variant.rowDeltas, fired.attempt.verdict);
			const after = await take('after', id, {before, expected});
			deltaLines(id, before, after).forEach(tell);
		}

		return fired;
	}

	return {
		mode,
		async before() {
			if (mode === 'off') {
				return;
			}

			const {counts} = session.getState();
			if (counts.before !== null) {
				tell(`ClickHouse before: counted at ${counts.before.at} (from the journal)`);
			} else if (lastFiring(session) > 0) {
				tell('ClickHouse before: not measured, because tests had been fired already');
			} else {
				await take('before', null);
			}
		},
		async around(draft, fire) {
			const endpoint = findEndpoint(session.catalog, draft.endpointId);
			const variant = variantOf(endpoint, draft.variant);
			if (mode !== 'each' || !variant.writes) {
				return fire();
			}

			const earlier = writesCounted;
			const fired = earlier.then(async () => fireCounted(endpoint.id, variant, fire));
			writesCounted = fired.catch(() => undefined);
			return fired;
		},
		async after() {
			if (mode === 'off') {
				return;
			}

			await writesCounted;
			const {counts} = session.getState();
			if (counts.after !== null && counts.after.seq > lastFiring(session)) {
				tell(`ClickHouse after: counted at ${counts.after.at} (from the journal)`);
				return;
			}

			const after = await take('after', null);
			deltaLines(null, counts.before, after).forEach(tell);
		},
		hasFailed: () => failed,
		async close() {
			await (await engine)?.close();
		},
	};
}

/** `seq` of the last intent of the session; 0 when nothing was fired. */
function lastFiring(session: Session): number {
	const attempts = [...session.getState().endpoints.values()].flatMap(({attempts: own}) => own);
	return Math.max(0, ...attempts.map(({intent}) => intent.seq));
}

/**
 * What the tables should have changed by. A refusal that the catalog announced changes nothing; of any other answer it
 * cannot be said what was applied.
 */
function expectedDeltas(
	declared: ReadonlyArray<{readonly tables: string; readonly delta: number}>,
	verdict: Verdict,
): readonly ExpectedDelta[] {
	if (verdict !== 'success' && verdict !== 'limitation') {
		return [];
	}

	return declared.map(({tables, delta}) => ({tables, delta: verdict === 'success' ? String(delta) : '0'}));
}
