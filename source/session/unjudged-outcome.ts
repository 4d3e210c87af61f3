import type {Exchange} from '../request/exchange.ts';
import type {RequestOutcome} from './event.ts';

/** What an outcome says beside the intent that it answers. */
export type OutcomeBody = Omit<RequestOutcome, 'type' | 'intent'>;

/**
 * The outcome of an exchange that could not be judged, masked or stored as a whole: status, sizes and timings are kept,
 * and every text of the answer is withheld, because nothing has masked it.
 *
 * @param error what went wrong; only its kind is said, its message may quote the answer
 * @param masked what was masked in the request
 */
export function unjudgedOutcome(
	{answer, failure, ...exchange}: Exchange,
	error: unknown,
	masked: OutcomeBody['masked'],
): OutcomeBody {
	const kind = error instanceof Error ? error.name : 'an error';
	return {
		exchange: {
			sent_at: exchange.sentAt,
			status: answer?.status ?? null,
			status_text: null,
			http_version: null,
			headers: [],
			body: null,
			body_encoding: 'text',
			wire_bytes: answer?.wireBytes ?? null,
			decoded_bytes: answer?.decodedBytes ?? null,
			truncated: answer?.truncated ?? false,
			latency_ms: exchange.latency,
			elapsed_ms: exchange.elapsed,
			timings: exchange.timings,
			connection: exchange.connection,
			remote: null,
			error:
				failure === null
					? null
					: {
							kind: failure.kind,
							message: 'The message was withheld.',
							code: null,
							may_have_been_applied: failure.mayHaveBeenApplied,
						},
		},
		verdict: 'failure',
		reasons: [
			{
				code: 'not-judged',
				text: `The answer could not be judged, masked or stored (${kind}); its headers and body were withheld.`,
			},
		],
		captures: {},
		masked,
	};
}
