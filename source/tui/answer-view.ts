import type {Failure, Exchange, Timings} from '../request/exchange.ts';
import type {Pair} from '../request/draft.ts';
import type {StoredExchange} from '../session/event.ts';
import type {Attempt} from '../session/state.ts';

/** An answer as the screen shows it, from the exchange as it really was or from the journal's masked copy. */
export type AnswerView = {
	/** Identity for caches: the exchange that it was made from. */
	readonly source: object;
	/** True when it comes from the journal: masked. */
	readonly isStored: boolean;
	readonly status: number | null;
	readonly statusText: string;
	readonly headers: readonly Pair[];
	/** Bytes, or text from the journal; `null` when nothing came. */
	readonly body: Buffer | string | null;
	readonly wireBytes: number | null;
	readonly decodedBytes: number | null;
	readonly isTruncated: boolean;
	readonly failure: Failure | null;
	readonly latency: number | null;
	readonly elapsed: number;
	readonly timings: Timings;
	readonly connection: 'cold' | 'reused' | null;
	readonly sentAt: string;
	readonly url: string;
};

/**
 * What came back for an attempt: the real exchange where this process has it, else the stored one; `undefined` while
 * there is no outcome.
 */
export function answerView(
	attempt: Attempt,
	exchangeOf: (intent: number) => Exchange | undefined,
): AnswerView | undefined {
	if (attempt.outcomeSeq === null || attempt.exchange === null) {
		return undefined;
	}

	const exchange = exchangeOf(attempt.intent.seq);
	return exchange === undefined ? fromStored(attempt.exchange, attempt) : fromExchange(exchange);
}

function fromExchange(exchange: Exchange): AnswerView {
	const {answer, failure, latency, elapsed, timings, connection, sentAt, request} = exchange;
	return {
		source: exchange,
		isStored: false,
		status: answer?.status ?? null,
		statusText: answer?.statusText ?? '',
		headers: answer?.headers ?? [],
		body: answer?.body ?? null,
		wireBytes: answer?.wireBytes ?? null,
		decodedBytes: answer?.decodedBytes ?? null,
		isTruncated: answer?.truncated ?? false,
		failure,
		latency,
		elapsed,
		timings,
		connection,
		sentAt,
		url: request.url,
	};
}

function fromStored(stored: StoredExchange, attempt: Attempt): AnswerView {
	const {error} = stored;
	return {
		source: stored,
		isStored: true,
		status: stored.status,
		statusText: stored.status_text ?? '',
		headers: stored.headers,
		body:
			stored.body !== null && stored.body_encoding === 'base64'
				? Buffer.from(stored.body, 'base64')
				: stored.body,
		wireBytes: stored.wire_bytes,
		decodedBytes: stored.decoded_bytes,
		isTruncated: stored.truncated,
		failure:
			error === null
				? null
				: {
						kind: error.kind,
						message: error.message,
						code: error.code,
						mayHaveBeenApplied: error.may_have_been_applied,
					},
		latency: stored.latency_ms,
		elapsed: stored.elapsed_ms,
		timings: stored.timings,
		connection: stored.connection,
		sentAt: stored.sent_at,
		url: attempt.intent.request.url,
	};
}
