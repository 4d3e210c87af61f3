import {Problem} from '../catalog/problem.ts';
import type {CountsFailed, CountsTaken} from '../session/event.ts';
import type {Clock} from './clock.ts';
import {
	countRound,
	sameCounts,
	type CountProgress,
	type CountRound,
	type RoundOptions,
} from './count-round.ts';
import type {Engine} from './engine.ts';

export type Settle = {
	/** Milliseconds between two rounds of counts. */
	readonly interval: number;
	/** Milliseconds after which waiting is given up. */
	readonly limit: number;
};

export type TakeCountsOptions = {
	readonly patterns: readonly string[];
	readonly when: CountsTaken['when'];
	/** The test that the counts stand around; `null` for a whole stage. */
	readonly endpointId: string | null;
	/** Wait until two rounds one after the other are equal; counted once when left out. */
	readonly settle?: Settle;
	/**
	 * Whether rows are still to come, by the counts so far: waiting goes on to its limit then, also when two rounds were
	 * equal. An importer that has not begun yet changes nothing either.
	 */
	readonly isAwaiting?: (tables: CountsTaken['tables']) => boolean;
	/** Milliseconds for everything together; ten minutes unless said. */
	readonly limit?: number;
	readonly signal: AbortSignal;
	readonly clock: Clock;
	readonly onProgress?: (progress: CountProgress) => void;
};

const defaultLimit = 600_000;

/**
 * Exact row counts of the tables that fit the patterns, as the event for the journal. Nothing that a server does makes
 * it throw: what could not be counted is said, table by table, or as a whole.
 */
export async function takeCounts(
	engine: Engine,
	options: TakeCountsOptions,
): Promise<CountsTaken | CountsFailed> {
	const {when, endpointId, patterns} = options;
	try {
		const {server, round, settledMs, settled} = await countUntilSettled(engine, options);
		const uncounted = round.failed.filter(({what}) => what === 'count');
		const [first] = uncounted;
		if (round.tables.size === 0 && first !== undefined) {
			throw new Problem(
				first.code,
				`None of the ${uncounted.length} tables could be counted; ${first.table}: ${first.message}`,
			);
		}

		return {
			type: 'counts.taken',
			when,
			endpoint_id: endpointId,
			server,
			database: engine.database,
			patterns,
			unmatched: round.unmatched,
			tables: [...round.tables.values()],
			failed: round.failed,
			settled_ms: settledMs,
			settled,
		};
	} catch (error) {
		if (!(error instanceof Problem)) {
			throw error;
		}

		return {
			type: 'counts.failed',
			when,
			endpoint_id: endpointId,
			code: error.code,
			message: error.message,
		};
	}
}

type Settled = {
	readonly server: CountsTaken['server'];
	readonly round: CountRound;
	readonly settledMs: number | null;
	readonly settled: boolean | null;
};

async function countUntilSettled(engine: Engine, options: TakeCountsOptions): Promise<Settled> {
	const {clock, settle, signal, limit = defaultLimit, isAwaiting = () => false} = options;
	const begun = clock.now();
	const elapsed = (): number => clock.now() - begun;
	const server = await readServer(engine, signal);
	let round = await countRound(
		engine,
		null,
		roundOptions(options, 1, () => limit - elapsed()),
	);
	if (settle === undefined) {
		return {server, round, settledMs: null, settled: null};
	}

	const patience = Math.min(settle.limit, limit);
	let settled = false;
	for (let number = 2; elapsed() + settle.interval <= patience; number++) {
		await clock.wait(settle.interval, signal);
		const next = await laterRound(
			engine,
			round,
			roundOptions(options, number, () => limit - elapsed()),
		);
		settled = next !== null && sameCounts(round, next);
		round = next ?? round;
		if (settled && !isAwaiting([...round.tables.values()])) {
			break;
		}
	}

	return {server, round, settledMs: Math.round(elapsed()), settled};
}

/**
 * `null` where the round could not be finished: the counts that are there already are worth more than its failures, and
 * a server that restarts may be back for the next round.
 */
async function laterRound(
	engine: Engine,
	earlier: CountRound,
	options: RoundOptions,
): Promise<CountRound | null> {
	try {
		const round = await countRound(engine, earlier, options);
		return options.left() > 0 || round.failed.length <= earlier.failed.length ? round : null;
	} catch (error) {
		if (error instanceof Problem && error.code !== 'clickhouse-cancelled') {
			return null;
		}

		throw error;
	}
}

function roundOptions(
	{patterns, signal, onProgress}: TakeCountsOptions,
	round: number,
	left: () => number,
): RoundOptions {
	return {
		patterns,
		signal,
		left,
		onTable(progress) {
			onProgress?.({round, ...progress});
		},
	};
}

/** Version and clock of the server; the clock in RFC 3339 UTC, with the server's precision of a second. */
async function readServer(engine: Engine, signal: AbortSignal): Promise<CountsTaken['server']> {
	const {rows} = await engine.query('SELECT version(), toString(toUnixTimestamp(now()))', {signal});
	const [version, seconds] = rows[0] ?? [];
	if (version == null || seconds == null || !/^\d{1,11}$/.test(seconds)) {
		throw new Problem(
			'clickhouse-answer',
			`What answers at ${engine.host} does not say its version and time.`,
			{
				next: 'Check host and port of CLICKHOUSE_URL.',
				exitCode: 3,
			},
		);
	}

	return {version, time: new Date(Number(seconds) * 1000).toISOString()};
}
