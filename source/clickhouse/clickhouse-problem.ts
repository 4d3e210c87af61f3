import {Problem, type ExitCode} from '../catalog/problem.ts';
import type {ClickhouseSettings} from './settings.ts';

/** What may be said of the place that was asked. */
export type Asked = Pick<ClickhouseSettings, 'host' | 'user' | 'password' | 'database'>;

const maximumLength = 300;

type Known = {
	readonly codes: readonly number[];
	readonly code: string;
	/** @param said the server's own words */
	readonly what: (asked: Asked, said: string) => string;
	readonly next: string;
	readonly exitCode: ExitCode;
};

/** Server errors that need no expert. @see https://github.com/ClickHouse/ClickHouse/blob/master/src/Common/ErrorCodes.cpp */
const knownErrors: readonly Known[] = [
	{
		// UNKNOWN_USER, WRONG_PASSWORD, REQUIRED_PASSWORD, IP_ADDRESS_NOT_ALLOWED, AUTHENTICATION_FAILED
		codes: [192, 193, 194, 195, 516],
		code: 'clickhouse-login-refused',
		// The server's words are left out: what it says of a login is of no use, and may quote what was sent.
		what: ({host, user}) => `ClickHouse at ${host} refused the login of user ${JSON.stringify(user)}.`,
		next: 'Check CLICKHOUSE_USER and CLICKHOUSE_PASSWORD.',
		exitCode: 3,
	},
	{
		// READONLY, DATABASE_ACCESS_DENIED, ACCESS_DENIED
		codes: [164, 291, 497],
		code: 'clickhouse-no-rights',
		what: ({user}, said) => `The user ${JSON.stringify(user)} has no right to do this: ${said}`,
		next: 'Let the administrator grant SELECT on the tables that are counted.',
		exitCode: 3,
	},
	{
		codes: [81],
		code: 'clickhouse-database-unknown',
		what: ({host, database}) => `ClickHouse at ${host} has no database ${JSON.stringify(database)}.`,
		next: 'Check CLICKHOUSE_DB.',
		exitCode: 2,
	},
	{
		// UNKNOWN_TABLE, TABLE_IS_DROPPED
		codes: [60, 218],
		code: 'clickhouse-table-gone',
		what: () => 'The table was listed, and is not there any more.',
		next: 'Count again when nobody creates or drops tables.',
		exitCode: 3,
	},
	{
		// TIMEOUT_EXCEEDED, TOO_SLOW, SOCKET_TIMEOUT
		codes: [159, 160, 209],
		code: 'clickhouse-timeout',
		what: (_asked, said) => `ClickHouse gave up on the query: ${said}`,
		next: 'Allow more time with --timeout, or count fewer tables.',
		exitCode: 3,
	},
	{
		// UNKNOWN_IDENTIFIER, UNKNOWN_FUNCTION, UNKNOWN_TYPE, SYNTAX_ERROR, UNKNOWN_FORMAT
		codes: [46, 47, 50, 62, 73],
		code: 'clickhouse-not-understood',
		what: ({host}, said) => `ClickHouse at ${host} did not understand the query: ${said}`,
		next: 'The server may be too old; 18.16 is the oldest that was tried.',
		exitCode: 3,
	},
];

const unreachableCodes: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'nothing listens there',
	ENOTFOUND: 'the host name is not known',
	EAI_AGAIN: 'the host name could not be resolved',
	EHOSTUNREACH: 'there is no way to the host',
	ENETUNREACH: 'there is no way to the network',
	ETIMEDOUT: 'the connection timed out',
	ECONNRESET: 'the connection was cut',
	EPIPE: 'the connection was cut',
};

/**
 * A failed query as a `Problem` for people. The text is one line of at most 300 characters and holds no password.
 *
 * @param error what the client threw; servers before 20 give a plain `Error` with `Code: 60, e.displayText() = …` in it
 */
export function clickhouseProblem(error: unknown, asked: Asked): Problem {
	if (error instanceof Problem) {
		return error;
	}

	const text = withoutPassword(error instanceof Error ? error.message : String(error), asked);
	const number = serverCode(error, text);
	const known = knownErrors.find(({codes}) => number !== null && codes.includes(number));
	if (known !== undefined) {
		return new Problem(known.code, cut(known.what(asked, serverWords(text))), {
			next: known.next,
			exitCode: known.exitCode,
		});
	}

	return number === null
		? connectionProblem(error, text, asked)
		: new Problem(
				'clickhouse-error',
				cut(`ClickHouse at ${asked.host} answered with error ${number}: ${serverWords(text)}`),
				{
					exitCode: 3,
				},
			);
}

/** The number of a ClickHouse error; `null` when the error did not come from ClickHouse. */
export function serverCode(
	error: unknown,
	text = error instanceof Error ? error.message : '',
): number | null {
	const own = error instanceof Error && 'code' in error ? String(error.code) : '';
	const found = /^\d+$/.test(own) ? own : /^\s*Code: (\d+)/.exec(text)?.[1];
	return found === undefined ? null : Number(found);
}

/** The connection broke, rather than an answer having come. */
export function isConnectionLost(error: unknown): boolean {
	return (
		error instanceof Error &&
		(/^(?:ECONNRESET|EPIPE)$/.test(networkCode(error) ?? '') || error.message === 'socket hang up')
	);
}

function connectionProblem(error: unknown, text: string, {host}: Asked): Problem {
	const code = networkCode(error);
	if (code !== undefined && /CERT|TLS|SSL|^EPROTO$/.test(code)) {
		return new Problem('clickhouse-tls', `The TLS connection to ClickHouse at ${host} failed: ${code}.`, {
			next: 'Check the scheme and port of CLICKHOUSE_URL; trust your own certificate authority with NODE_EXTRA_CA_CERTS.',
			exitCode: 3,
		});
	}

	if (code !== undefined || isConnectionLost(error)) {
		const reason = unreachableCodes[code ?? 'ECONNRESET'] ?? 'the connection failed';
		return new Problem(
			'clickhouse-unreachable',
			`ClickHouse at ${host} cannot be reached: ${reason}${code === undefined ? '' : ` (${code})`}.`,
			{next: 'Check CLICKHOUSE_URL, and that the server runs.', exitCode: 3},
		);
	}

	return new Problem(
		'clickhouse-answer',
		cut(
			`What answers at ${host} does not answer like ClickHouse: ${oneLine(text) || 'nothing in the answer'}`,
		),
		{next: 'Check host and port of CLICKHOUSE_URL.', exitCode: 3},
	);
}

/** Node's or OpenSSL's code of an error; an `AggregateError` of several addresses holds it in its parts. */
function networkCode(error: unknown): string | undefined {
	if (!(error instanceof Error)) {
		return undefined;
	}

	const code = 'code' in error ? error.code : undefined;
	if (typeof code === 'string' && /^[A-Z]/.test(code)) {
		return code;
	}

	return error instanceof AggregateError ? networkCode(error.errors[0]) : undefined;
}

/** The server's words without the framing and stack trace that its versions put around them. */
function serverWords(text: string): string {
	return oneLine(
		text
			.replace(/^\s*Code: \d+[.,]\s*(?:e\.displayText\(\) = )?(?:DB::Exception: )?/, '')
			.replace(/,?\s*(?:e\.what\(\) = |Stack trace:)[^]*$/, '')
			.replace(/\s*\(version [^()]*(?:\([^()]*\))?\)\s*$/, '')
			.replace(/\s*\([A-Z][A-Z_\d]{2,}\)\s*$/, ''),
	);
}

function oneLine(text: string): string {
	return text.replaceAll(/\s+/g, ' ').trim();
}

function cut(text: string): string {
	return text.length <= maximumLength ? text : `${text.slice(0, maximumLength - 1)}…`;
}

function withoutPassword(text: string, {user, password}: Asked): string {
	const secret = password();
	if (secret === '') {
		return text;
	}

	const basic = Buffer.from(`${user}:${secret}`).toString('base64');
	return [secret, encodeURIComponent(secret), basic].reduce(
		(safe, spelling) => safe.replaceAll(spelling, '***'),
		text,
	);
}
