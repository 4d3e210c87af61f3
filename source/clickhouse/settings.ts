import {Problem} from '../catalog/problem.ts';

/** Where rows are counted, as which user, and in which tables. */
export type ClickhouseSettings = {
	/** Scheme, host and port alone: no credentials, no path. May be shown. */
	readonly url: string;
	/** Host and port, for messages. */
	readonly host: string;
	readonly user: string;
	/** A function, so that neither JSON nor an inspected object ever shows the password. */
	readonly password: () => string;
	readonly database: string;
	/** Table names of the database; `*` stands for any text, `?` for one character. */
	readonly patterns: readonly string[];
};

/** What is counted unless CLICKHOUSE_TABLES or `--tables` says something else. */
export const defaultPatterns: readonly string[] = ['stg_qtickets_api_*', 'fact_qtickets_*', 'meta_job_runs'];

/** The variables that are read, for messages. */
export const clickhouseVariables = [
	'CLICKHOUSE_URL',
	'CLICKHOUSE_USER',
	'CLICKHOUSE_PASSWORD',
	'CLICKHOUSE_DB',
	'CLICKHOUSE_TABLES',
] as const;

/**
 * The settings that the environment holds. User and password may stand in the URL, and the database in its path; the
 * variables win over both.
 *
 * @param tables a comma list that wins over CLICKHOUSE_TABLES
 * @returns `null` when CLICKHOUSE_URL is not set: nothing can be counted then
 * @throws {Problem} `clickhouse-url-invalid`, `clickhouse-tables-invalid`; the URL is never quoted, it may hold a password
 */
export function clickhouseSettings(
	environment: Readonly<Record<string, string | undefined>>,
	tables?: string,
): ClickhouseSettings | null {
	const text = valueOf(environment, 'CLICKHOUSE_URL')?.trim();
	if (text === undefined || text === '') {
		return null;
	}

	const url = readUrl(text);
	const password = valueOf(environment, 'CLICKHOUSE_PASSWORD') ?? decoded(url.password);
	return {
		url: url.origin,
		host: url.host,
		user: valueOf(environment, 'CLICKHOUSE_USER') ?? (decoded(url.username) || 'default'),
		password: () => password,
		database: valueOf(environment, 'CLICKHOUSE_DB') ?? (databaseOf(url) || 'default'),
		patterns: readPatterns(tables, valueOf(environment, 'CLICKHOUSE_TABLES')),
	};
}

/** The variable that a password goes by in messages, also where it stood in CLICKHOUSE_URL. */
const passwordVariable = 'CLICKHOUSE_PASSWORD';

/**
 * ClickHouse's password, to be masked and searched for like a token. A plain short word cannot be told from ordinary
 * text: masking it would spoil every file, and finding it would prove nothing, so it is left out and said by name.
 *
 * @returns never throws: settings that are wrong are told by who uses them
 */
export function clickhouseSecrets(environment: Readonly<Record<string, string | undefined>>): {
	readonly secrets: ReadonlyMap<string, string>;
	/** A sentence for the operator; `null` when there is nothing to say. */
	readonly notice: string | null;
} {
	const password = passwordOf(environment);
	if (password === '') {
		return {secrets: new Map(), notice: null};
	}

	return isPlainWord(password)
		? {
				secrets: new Map(),
				notice: `${passwordVariable} is too short or too plain a word to be searched for in the evidence: use a longer one.`,
			}
		: {secrets: new Map([[passwordVariable, password]]), notice: null};
}

function passwordOf(environment: Readonly<Record<string, string | undefined>>): string {
	const own = valueOf(environment, passwordVariable);
	if (own !== undefined) {
		return own;
	}

	try {
		return clickhouseSettings(environment)?.password() ?? '';
	} catch {
		return '';
	}
}

function isPlainWord(password: string): boolean {
	return password.length < 6 || /^\p{L}{0,12}$/u.test(password);
}

/** An empty variable is an unset one: shells and env files cannot say the difference. */
function valueOf(
	environment: Readonly<Record<string, string | undefined>>,
	name: (typeof clickhouseVariables)[number],
): string | undefined {
	const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
	return value === '' ? undefined : value;
}

function readUrl(text: string): URL {
	if (!/^https?:\/\//i.test(text)) {
		throw invalidUrl(
			'is not the address of an HTTP interface',
			'Begin it with http:// or https://, usually with port 8123 or 8443; the native port 9000 cannot be used.',
		);
	}

	let url: URL;
	try {
		url = new URL(text);
	} catch {
		throw invalidUrl(
			'is not a valid URL',
			'Write it like http://localhost:8123, and put user and password into CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.',
		);
	}

	if (url.search !== '' || url.hash !== '') {
		throw invalidUrl(
			'has parameters behind ? or #',
			'Leave them out; user, password and database have variables of their own.',
		);
	}

	return url;
}

function databaseOf({pathname}: URL): string {
	const segments = pathname.split('/').filter(Boolean);
	if (segments.length > 1) {
		throw invalidUrl(
			'has a path of several parts',
			'A path names the database, like http://localhost:8123/analytics.',
		);
	}

	return decoded(segments[0] ?? '');
}

function decoded(part: string): string {
	try {
		return decodeURIComponent(part);
	} catch {
		throw invalidUrl('has a broken %-sequence in it', 'Write a % that is meant as such as %25.');
	}
}

function invalidUrl(what: string, next: string): Problem {
	return new Problem('clickhouse-url-invalid', `The value of CLICKHOUSE_URL ${what}.`, {next});
}

function readPatterns(typed: string | undefined, variable: string | undefined): readonly string[] {
	const list = typed ?? variable;
	if (list === undefined) {
		return defaultPatterns;
	}

	const patterns = [...new Set(list.split(',').map(pattern => pattern.trim()))].filter(Boolean);
	if (patterns.length === 0) {
		throw new Problem(
			'clickhouse-tables-invalid',
			`${typed === undefined ? 'CLICKHOUSE_TABLES' : '--tables'} names no table.`,
			{next: `Name tables or patterns with commas between them, like ${defaultPatterns.join(',')}.`},
		);
	}

	return patterns;
}
