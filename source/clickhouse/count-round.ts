import {Problem} from '../catalog/problem.ts';
import type {TableCount, TableFailure} from '../session/event.ts';
import {matchesPattern} from '../session/table-pattern.ts';
import type {Engine, Rows} from './engine.ts';
import {
	columnsQuery,
	newestColumns,
	newestExpression,
	newestValue,
	type NewestColumn,
	type NewestColumns,
} from './newest-columns.ts';
import {sqlName} from './sql-text.ts';
import {tablesQuery} from './table-pattern.ts';

/** Every table that fits a pattern, counted once. */
export type CountRound = {
	/** In the order of their names. */
	readonly tables: ReadonlyMap<string, TableCount>;
	readonly failed: readonly TableFailure[];
	readonly unmatched: readonly string[];
};

export type CountProgress = {
	/** 1 for the first time that all tables are counted; more while counts settle. */
	readonly round: number;
	readonly done: number;
	readonly total: number;
	/** The table that is counted now. From the server: untrusted. */
	readonly table: string;
};

export type RoundOptions = {
	readonly patterns: readonly string[];
	readonly signal: AbortSignal;
	/** Milliseconds that are left for all tables together; 0 or less when there are none. */
	readonly left: () => number;
	readonly onTable: (progress: Omit<CountProgress, 'round'>) => void;
};

/** Reading from a queue takes the messages out of it. */
const queueEngines = /^(?:Kafka|RabbitMQ|NATS|FileLog|S3Queue|AzureQueue)$/;

/**
 * Counts every table that fits a pattern, one after the other. Views count like tables: what a SELECT returns is what
 * the pattern's author sees. Queues are never read. A table that cannot be counted is a failure of that table alone.
 *
 * @param earlier the round before; a table whose count is the same keeps what was read of it then, so that waiting for
 * rows does not scan whole columns again and again
 * @throws {Problem} when the tables cannot be listed, or after the signal
 */
export async function countRound(
	engine: Engine,
	earlier: CountRound | null,
	options: RoundOptions,
): Promise<CountRound> {
	const {patterns} = options;
	const listed = await rowsOf(engine, tablesQuery(engine.database, patterns), options);
	const columns = await columnsByTable(engine, options);
	const tables = new Map<string, TableCount>();
	const failed: TableFailure[] = [];
	for (const [index, [name, kind]] of listed.entries()) {
		const table = name ?? '';
		options.onTable({done: index, total: listed.length, table});
		try {
			refuseQueue(kind ?? '');
			const known = earlier?.tables.get(table);
			if (known !== undefined && (await countOnly(engine, table, options)).count === known.count) {
				tables.set(table, known);
				failed.push(...(earlier?.failed.filter(failure => failure.table === table) ?? []));
				continue;
			}

			const counted = await countTable(engine, {table, ...newestColumns(columns.get(table) ?? [])}, options);
			tables.set(table, counted.count);
			failed.push(...counted.failed);
		} catch (error) {
			failed.push(failureOf(table, 'count', error));
		}
	}

	const names = listed.map(([name]) => name ?? '');
	return {
		tables,
		failed: [...failed, ...goneTables(earlier, names)],
		unmatched: patterns.filter(pattern => !names.some(name => matchesPattern(pattern, name))),
	};
}

/** Whether two rounds say the same of the same tables. */
export function sameCounts(one: CountRound, other: CountRound): boolean {
	return signature(one) === signature(other);
}

function signature({tables, failed}: CountRound): string {
	return JSON.stringify([
		[...tables.values()].map(({table, count}) => [table, count]),
		failed.map(({table, what, code}) => [table, what, code]),
	]);
}

function refuseQueue(kind: string): void {
	if (queueEngines.test(kind)) {
		throw new Problem(
			'clickhouse-queue',
			`A ${kind} table was not counted: reading it takes its messages away.`,
		);
	}
}

/** Tables that an earlier round counted and that are listed no longer. */
function goneTables(earlier: CountRound | null, listed: readonly string[]): readonly TableFailure[] {
	const seen = [...(earlier?.tables.keys() ?? []), ...(earlier?.failed.map(({table}) => table) ?? [])];
	return [...new Set(seen)]
		.filter(table => !listed.includes(table))
		.map(table => ({
			table,
			what: 'count',
			code: 'clickhouse-table-gone',
			message: 'The table was dropped while its rows were counted.',
		}));
}

async function columnsByTable(
	engine: Engine,
	options: RoundOptions,
): Promise<ReadonlyMap<string, readonly NewestColumn[]>> {
	const columns = new Map<string, NewestColumn[]>();
	for (const [table, name, type] of await rowsOf(engine, columnsQuery(engine.database), options)) {
		if (table != null && name != null && type != null) {
			columns.set(table, [...(columns.get(table) ?? []), {name, type}]);
		}
	}

	return columns;
}

type Counted = {readonly count: TableCount; readonly failed: readonly TableFailure[]};

/** Count and newest values in one query, so that they are of one moment; the count alone where that fails. */
async function countTable(
	engine: Engine,
	{table, version, snapshot}: NewestColumns & {readonly table: string},
	options: RoundOptions,
): Promise<Counted> {
	const wanted = [version, snapshot].filter(column => column !== null);
	if (wanted.length === 0) {
		return {count: await countOnly(engine, table, options), failed: []};
	}

	try {
		const {values, queryId} = await selectFrom(
			engine,
			{table, expressions: wanted.map(newestExpression)},
			options,
		);
		const [count, ...newest] = values;
		// Of no rows, max gives the type's zero: that is not a version and not a time.
		const valueOf = (column: NewestColumn | null): string | null =>
			column === null || count === '0' ? null : newestValue(newest[wanted.indexOf(column)] ?? null, column);
		return {
			count: tableCount(table, count, {version: valueOf(version), snapshot: valueOf(snapshot), queryId}),
			failed: [],
		};
	} catch (error) {
		const failure = failureOf(table, 'newest', error);
		return {count: await countOnly(engine, table, options), failed: [failure]};
	}
}

async function countOnly(engine: Engine, table: string, options: RoundOptions): Promise<TableCount> {
	const {values, queryId} = await selectFrom(engine, {table, expressions: []}, options);
	return tableCount(table, values[0], {version: null, snapshot: null, queryId});
}

function tableCount(
	table: string,
	count: string | null | undefined,
	{version, snapshot, queryId}: {version: string | null; snapshot: string | null; queryId: string},
): TableCount {
	if (count == null || !/^\d+$/.test(count)) {
		throw new Problem(
			'clickhouse-answer',
			'The server answered the count with something that is no number.',
			{
				exitCode: 3,
			},
		);
	}

	return {table, count, max_ver: version, max_snapshot_ts: snapshot, query_id: queryId};
}

async function selectFrom(
	engine: Engine,
	{table, expressions}: {table: string; expressions: readonly string[]},
	options: RoundOptions,
): Promise<{values: ReadonlyArray<string | null>; queryId: string}> {
	const columns = ['toString(count())', ...expressions].join(', ');
	const sql = `SELECT ${columns} FROM ${sqlName(engine.database)}.${sqlName(table)}`;
	const {rows, queryId} = await engine.query(sql, {signal: options.signal, timeout: timeLeft(options)});
	return {values: rows[0] ?? [], queryId};
}

async function rowsOf(engine: Engine, sql: string, options: RoundOptions): Promise<Rows> {
	const {rows} = await engine.query(sql, {signal: options.signal, timeout: timeLeft(options)});
	return rows;
}

function timeLeft({left}: RoundOptions): number {
	const milliseconds = left();
	if (milliseconds <= 0) {
		throw new Problem('clickhouse-timeout', 'Not counted: the time for all tables together was used up.', {
			next: 'Count fewer tables.',
			exitCode: 3,
		});
	}

	return milliseconds;
}

/** @throws what is no problem of this table: a cancelled count, and bugs of ours */
function failureOf(table: string, what: TableFailure['what'], error: unknown): TableFailure {
	if (!(error instanceof Problem) || error.code === 'clickhouse-cancelled') {
		throw error;
	}

	return {table, what, code: error.code, message: error.message};
}
