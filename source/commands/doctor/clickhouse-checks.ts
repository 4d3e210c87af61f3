import {Problem} from '../../catalog/problem.ts';
import {openEngine, type Engine, type EngineEdges} from '../../clickhouse/engine.ts';
import {clickhouseSettings, type ClickhouseSettings} from '../../clickhouse/settings.ts';
import {tablesQuery} from '../../clickhouse/table-pattern.ts';
import {matchesPattern} from '../../session/table-pattern.ts';
import type {Check, CheckResult} from './check.ts';

export type ClickhouseCheckEdges = EngineEdges & {readonly signal: AbortSignal};

/**
 * What can be said of ClickHouse before anything is counted: whether it answers, its version, what its user may do, and
 * whether the configured tables are there. One connection serves all of it, and is closed when the last check ended.
 *
 * @param environment as `openEnvironment` gives it
 */
export function clickhouseChecks(
	environment: Readonly<Record<string, string | undefined>>,
	edges: ClickhouseCheckEdges,
): readonly Check[] {
	let settings: ClickhouseSettings | null;
	try {
		settings = clickhouseSettings(environment);
	} catch (error) {
		return [single(resultOf(error))];
	}

	return settings === null
		? [
				single({
					status: 'warning',
					found: 'CLICKHOUSE_URL is not set: the row counts will be "not measured"',
					next: 'Set CLICKHOUSE_URL, CLICKHOUSE_USER, CLICKHOUSE_PASSWORD and CLICKHOUSE_DB to have them counted.',
				}),
			]
		: configuredChecks(settings, edges);
}

function single(result: CheckResult): Check {
	return {id: 'clickhouse', title: 'ClickHouse', run: async () => Promise.resolve(result)};
}

type Probe = {readonly answers: CheckResult; readonly rights: CheckResult; readonly tables: CheckResult};

function configuredChecks(settings: ClickhouseSettings, edges: ClickhouseCheckEdges): readonly Check[] {
	let probe: Promise<Probe> | undefined;
	const part = (name: keyof Probe) => async (): Promise<CheckResult> => {
		probe ??= probeAll(settings, edges);
		return (await probe)[name];
	};

	return [
		{id: 'clickhouse', title: 'ClickHouse answers', run: part('answers')},
		{id: 'clickhouse-rights', title: 'ClickHouse rights', run: part('rights')},
		{id: 'clickhouse-tables', title: 'ClickHouse tables', run: part('tables')},
	];
}

async function probeAll(settings: ClickhouseSettings, edges: ClickhouseCheckEdges): Promise<Probe> {
	const engine = await openEngine(settings, edges);
	try {
		const answers = await answering(engine, settings, edges.signal);
		if (answers.status === 'blocked') {
			const notAsked: CheckResult = {
				status: 'warning',
				found: 'not asked, because ClickHouse does not answer',
			};
			return {answers, rights: notAsked, tables: notAsked};
		}

		return {
			answers,
			rights: await rights(engine, settings, edges.signal),
			tables: await tables(engine, settings, edges.signal),
		};
	} finally {
		await engine.close();
	}
}

const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/;

async function answering(
	engine: Engine,
	{url, host, user, database}: ClickhouseSettings,
	signal: AbortSignal,
): Promise<CheckResult> {
	try {
		const {rows} = await engine.query('SELECT version()', {signal});
		const found = `ClickHouse ${rows[0]?.[0] ?? '(no version)'} at ${host}, user ${user}, database ${database}`;
		return url.startsWith('http:') && !loopback.test(host)
			? {
					status: 'warning',
					found: `${found}; the password travels unencrypted`,
					next: 'Use the https:// interface, usually on port 8443.',
				}
			: {status: 'ok', found};
	} catch (error) {
		return resultOf(error);
	}
}

const writingRights =
	/\b(?:ALL|INSERT|ALTER|CREATE|DROP|TRUNCATE|OPTIMIZE|DELETE|UPDATE)\b(?![^,]*\bTEMPORARY\b)/;

async function rights(engine: Engine, {user}: ClickhouseSettings, signal: AbortSignal): Promise<CheckResult> {
	try {
		const {rows} = await engine.query('SHOW GRANTS', {signal});
		const grants = rows.map(([grant]) => grant ?? '');
		const granted = grants.map(grant => /^GRANT (.*?) (?:ON|TO) /.exec(grant)?.[1] ?? '').join(', ');
		if (granted === '') {
			return {
				status: 'warning',
				found: `${user} has no rights at all`,
				next: 'Have SELECT granted on the tables that are counted.',
			};
		}

		return writingRights.test(granted)
			? {
					status: 'warning',
					found: `${user} may write, which counting does not need (${granted})`,
					next: 'Use a user that has SELECT alone. Counting itself runs read-only.',
				}
			: {status: 'ok', found: `${user} may ${granted}`};
	} catch (error) {
		return error instanceof Problem && error.code === 'clickhouse-cancelled'
			? resultOf(error)
			: {
					status: 'warning',
					found: 'not known: the server does not tell (too old, or not allowed)',
					next: `See to it that ${user} has SELECT alone. Counting itself runs read-only.`,
				};
	}
}

const namedTables = 5;

async function tables(
	engine: Engine,
	{database, patterns}: ClickhouseSettings,
	signal: AbortSignal,
): Promise<CheckResult> {
	try {
		const {rows} = await engine.query(tablesQuery(database, patterns), {signal});
		const names = rows.map(([name]) => name ?? '');
		const unmatched = patterns.filter(pattern => !names.some(name => matchesPattern(pattern, name)));
		const more = names.length > namedTables ? ` and ${names.length - namedTables} more` : '';
		const found =
			names.length === 0
				? `no table of ${database} fits ${patterns.join(', ')}`
				: `${names.length} in ${database}: ${names.slice(0, namedTables).join(', ')}${more}`;
		return unmatched.length === 0
			? {status: 'ok', found}
			: {
					status: 'warning',
					found: names.length === 0 ? found : `${found}; no table fits ${unmatched.join(', ')}`,
					next: 'Check CLICKHOUSE_DB and CLICKHOUSE_TABLES, and that the user may see the tables.',
				};
	} catch (error) {
		return resultOf(error);
	}
}

function resultOf(error: unknown): CheckResult {
	if (!(error instanceof Problem)) {
		throw error;
	}

	return {
		status: 'blocked',
		found: error.message,
		...(error.next === undefined ? {} : {next: error.next}),
	};
}
