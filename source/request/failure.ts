import type {Failure, FailureKind} from './exchange.ts';
import type {Phase} from './timings.ts';

/** What was known when a request broke. */
export type FailureContext = {
	readonly host: string;
	/** The phase that was running; `null` before anything was tried. */
	readonly phase: Phase | null;
	readonly reused: boolean;
};

const unreachableCodes = new Set([
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EHOSTDOWN',
	'ENETDOWN',
	'EADDRNOTAVAIL',
	'ENETRESET',
]);
const resetCodes = new Set([
	'ECONNRESET',
	'EPIPE',
	'ECONNABORTED',
	'ETIMEDOUT',
	'ERR_STREAM_PREMATURE_CLOSE',
]);
const namedCodes = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'ESERVFAIL']);

/** True as soon as a byte of the request was handed to a connected socket: the server may have applied it. */
export function mayHaveBeenApplied(phase: Phase | null): boolean {
	return phase === 'send' || phase === 'wait' || phase === 'download';
}

/** A failure of that kind, with what the phase says about whether the request may have been applied. */
export function failure(
	kind: FailureKind,
	message: string,
	context: FailureContext,
	code: string | null = null,
): Failure {
	return {kind, message, code, mayHaveBeenApplied: mayHaveBeenApplied(context.phase)};
}

/** What an error of Node's network layers means for the person who waits. */
export function failureOf(error: unknown, context: FailureContext): Failure {
	const {host, phase, reused} = context;
	const code = codeOf(error);
	const said = messageOf(error);
	const kind = kindOf(code, phase);
	const messages: Partial<Record<FailureKind, string>> = {
		dns: `The name of ${host} could not be resolved.`,
		refused: `${host} refused the connection: nothing listens there.`,
		unreachable: `${host} cannot be reached from this network.`,
		'connect-timeout': `${host} did not answer the attempt to connect.`,
		tls: `No trustworthy TLS connection to ${host}: ${said}.`,
		reset: resetMessage(host, phase, reused),
		'bad-response': `What ${host} answered is not valid HTTP: ${said}.`,
	};
	return failure(kind, messages[kind] ?? `The request failed: ${said}.`, context, code);
}

function resetMessage(host: string, phase: Phase | null, reused: boolean): string {
	if (phase === 'download') {
		return `${host} closed the connection before the answer was complete.`;
	}

	return reused
		? `${host} closed the kept-alive connection before answering; the request was not sent again.`
		: `${host} closed the connection before answering.`;
}

function kindOf(code: string | null, phase: Phase | null): FailureKind {
	if (phase === 'dns' && code !== null && (namedCodes.has(code) || code.startsWith('EAI_'))) {
		return 'dns';
	}

	if (code === 'ECONNREFUSED') {
		return 'refused';
	}

	if (code !== null && unreachableCodes.has(code)) {
		return 'unreachable';
	}

	if ((phase === 'dns' || phase === 'tcp') && code === 'ETIMEDOUT') {
		return 'connect-timeout';
	}

	if (phase === 'tls') {
		return 'tls';
	}

	if (code?.startsWith('HPE_') === true) {
		return 'bad-response';
	}

	return code !== null && resetCodes.has(code) ? 'reset' : 'other';
}

function codeOf(error: unknown): string | null {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** Node's own words without a full stop; those of every address where several were tried. */
function messageOf(error: unknown): string {
	if (error instanceof AggregateError && error.errors.length > 0) {
		return [...new Set(error.errors.map(messageOf))].join('; ');
	}

	const message = error instanceof Error ? error.message : String(error);
	const reason =
		error instanceof Error && 'reason' in error && typeof error.reason === 'string' ? error.reason : '';
	// Parse errors say only "Parse Error: Expected HTTP/"; certificate errors say it all in the message.
	const full =
		message.startsWith('Parse Error') && reason !== '' && !message.includes(reason)
			? `${message} (${reason})`
			: message;
	return full.trim().replace(/\.+$/, '') || 'no reason was given';
}
