import {randomBytes} from 'node:crypto';
import {Problem, type ExitCode} from '../catalog/problem.ts';
import {systemClock} from '../clickhouse/clock.ts';
import type {CountProgress} from '../clickhouse/count-round.ts';
import {openEngine} from '../clickhouse/engine.ts';
import {clickhouseSettings, type ClickhouseSettings} from '../clickhouse/settings.ts';
import {takeCounts} from '../clickhouse/take-counts.ts';
import {csvCell} from '../evidence/counts.ts';
import {notMeasured} from '../evidence/names.ts';
import type {CountsTaken} from '../session/event.ts';
import {printableJson} from '../terminal/printable-json.ts';
import {safeText} from '../terminal/safe-text.ts';
import {cutToWidth, padToWidth, textWidth} from '../terminal/width.ts';
import {abortOnSignal} from './abort-on-signal.ts';
import type {Context} from './context.ts';
import {openEnvironment} from './start-session.ts';
import {wholeNumber} from './whole-number.ts';

export type CountsOptions = {
	/** JSON on stdout instead of CSV. */
	readonly json?: boolean;
	/** A comma list of tables and patterns. */
	readonly tables?: string;
	readonly envFile?: string;
	/** Limit of one query in milliseconds. */
	readonly timeout?: string;
};

/**
 * `counts`: counts the rows of the configured tables once. CSV or JSON goes to stdout; words for people, and the counts
 * as a table where stdout is not what they look at, to stderr.
 *
 * @returns 0 when every table was counted; 1 when one was not, or no table fits the patterns; 130 when interrupted
 * @throws {Problem} for missing settings, and where ClickHouse cannot be reached or refuses
 */
export async function counts(options: CountsOptions, context: Context): Promise<ExitCode> {
	const settings = settingsOf(await openEnvironment(options.envFile, context), options);
	const timeout = wholeNumber('--timeout', options.timeout, {
		minimum: 1,
		maximum: 86_400_000,
		fallback: 60_000,
	});
	const taken = await countOnce(settings, timeout, context.stderr);
	if (taken === 'interrupted') {
		context.stderr.write('Counting was interrupted.\n');
		return 130;
	}

	const {stdout, stderr} = context;
	stdout.write(options.json === true ? countsJson(taken, settings) : countsCsv(taken));
	const table = options.json === true || !stdout.isTTY ? tableLines(taken) : [];
	stderr.write([...introduction(taken, settings), ...table, ...remarks(taken), ''].join('\n'));
	return taken.tables.length === 0 || (taken.failed ?? []).length > 0 ? 1 : 0;
}

function settingsOf(
	environment: Readonly<Record<string, string | undefined>>,
	{tables}: CountsOptions,
): ClickhouseSettings {
	const settings = clickhouseSettings(environment, tables);
	if (settings === null) {
		throw new Problem('clickhouse-missing', 'CLICKHOUSE_URL is not set: there is nothing to count in.', {
			next: 'Set CLICKHOUSE_URL (like http://localhost:8123), CLICKHOUSE_USER, CLICKHOUSE_PASSWORD and CLICKHOUSE_DB in the environment or in a file named with --env-file.',
		});
	}

	return settings;
}

async function countOnce(
	settings: ClickhouseSettings,
	timeout: number,
	stderr: NodeJS.WriteStream,
): Promise<CountsTaken | 'interrupted'> {
	const interrupt = new AbortController();
	const stopListening = abortOnSignal(interrupt);
	const engine = await openEngine(settings, {random: randomBytes, timeout});
	try {
		// Settings and rights are tried first, for a problem that says what to do; a failure in the event only says what happened.
		await engine.query('SELECT version()', {signal: interrupt.signal});
		const event = await takeCounts(engine, {
			patterns: settings.patterns,
			when: 'before',
			endpointId: null,
			signal: interrupt.signal,
			clock: systemClock,
			onProgress: showProgress(stderr),
		});
		if (event.type === 'counts.failed') {
			throw new Problem(event.code, event.message, {exitCode: 3});
		}

		return event;
	} catch (error) {
		if (interrupt.signal.aborted) {
			return 'interrupted';
		}

		throw error;
	} finally {
		clearProgress(stderr);
		stopListening();
		await engine.close();
	}
}

const eraseLine = '\r\u001B[2K';

function showProgress(stderr: NodeJS.WriteStream): (progress: CountProgress) => void {
	return ({done, total, table}) => {
		if (stderr.isTTY) {
			const line = `${done + 1}/${total} ${safeText(table)}`;
			stderr.write(`${eraseLine}${cutToWidth(line, (stderr.columns || 80) - 1)}`);
		}
	};
}

function clearProgress(stderr: NodeJS.WriteStream): void {
	if (stderr.isTTY) {
		stderr.write(eraseLine);
	}
}

type Row = readonly [table: string, count: string, maxVer: string, maxSnapshotTs: string];

/** Counted tables and, as not measured, those that could not be counted. */
function rowsOf({tables, failed = []}: CountsTaken): readonly Row[] {
	return [
		...tables.map(({table, count, max_ver: version, max_snapshot_ts: snapshot}): Row => [
			table,
			count,
			version ?? '',
			snapshot ?? '',
		]),
		...failed.filter(({what}) => what === 'count').map(({table}): Row => [table, notMeasured, '', '']),
	];
}

function countsCsv(taken: CountsTaken): string {
	const lines = rowsOf(taken).map(row => row.map(csvCell).join(','));
	return ['table_name,count,max_ver,max_snapshot_ts', ...lines, ''].join('\n');
}

/** The event's fields but those that only make sense in a session. */
function countsJson(taken: CountsTaken, {host}: ClickhouseSettings): string {
	const {server, database, patterns, unmatched, tables, failed = []} = taken;
	const text = JSON.stringify({host, server, database, patterns, unmatched, tables, failed}, null, 2);
	return `${printableJson(text)}\n`;
}

function introduction({server, database}: CountsTaken, {host, user}: ClickhouseSettings): readonly string[] {
	return [
		safeText(
			`ClickHouse ${server.version} at ${host}, user ${user}, database ${database ?? ''}, server time ${server.time}`,
		),
	];
}

function tableLines(taken: CountsTaken): readonly string[] {
	const header: Row = ['table', 'rows', 'max_ver', 'max_snapshot_ts'];
	const rows = [header, ...rowsOf(taken)].map(row => row.map(cell => safeText(cell)));
	const widths = header.map((_title, column) => Math.max(...rows.map(row => textWidth(row[column] ?? ''))));
	return rows.map(row =>
		row
			.map((cell, column) => {
				const width = widths[column] ?? 0;
				return column === 1 ? ' '.repeat(width - textWidth(cell)) + cell : padToWidth(cell, width);
			})
			.join('  ')
			.trimEnd(),
	);
}

function remarks({unmatched, failed = [], tables}: CountsTaken): readonly string[] {
	return [
		...failed.map(({table, what, message}) =>
			safeText(`${table}: ${what === 'count' ? 'not measured' : 'newest values not measured'}: ${message}`),
		),
		...unmatched.map(pattern => safeText(`No table fits ${pattern}.`)),
		...(tables.length === 0 ? ['No table was counted.'] : []),
	];
}
