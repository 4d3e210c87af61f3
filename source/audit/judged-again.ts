import type {Variant} from '../catalog/catalog.ts';
import {methods} from '../catalog/catalog.ts';
import type {Exchange} from '../request/exchange.ts';
import type {RequestIntent, RequestOutcome, StoredExchange} from '../session/event.ts';
import {judge} from '../verdict/judge.ts';
import type {Judgement, Reason} from '../verdict/verdict.ts';

/**
 * The verdict that a stored answer gets when it is judged once more.
 *
 * @param variant what the catalog said before the run
 * @returns `null` where the disk does not tell enough: a body that was withheld or came in another character set, an
 *   answer that could not be judged then either, a value that decides and is masked
 */
export function judgedAgain(
	intent: RequestIntent,
	{exchange, masked, reasons, verdict}: RequestOutcome,
	variant: Variant,
): Judgement | null {
	const wasJudged = !(verdict === 'failure' && reasons.some(({code}) => code === 'not-judged'));
	if (!wasJudged || (masked['withheld'] ?? 0) > 0 || isRecoded(exchange)) {
		return null;
	}

	try {
		const judgement = judge(exchangeOf(intent, exchange), variant);
		return judgement.reasons.some(isAboutMasked) ? null : judgement;
	} catch {
		// A body too deep to be walked through could not be judged at that time either.
		return null;
	}
}

/** Text of another character set was turned into UTF-8 for the disk: the judge saw other bytes. */
function isRecoded({headers, body, body_encoding}: StoredExchange): boolean {
	if (body_encoding === 'base64' || body === null) {
		return false;
	}

	const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
	const charset = /;\s*charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(type)?.[1] ?? 'utf-8';
	return body.startsWith('\ufeff') || !/^(?:utf-?8|us-ascii|iso-8859-1)$/i.test(charset);
}

/** What a check found is quoted in its reason; masked values hold stars or two dots. */
function isAboutMasked({code, text}: Reason): boolean {
	const found = code === 'body-differs' ? text.slice(text.lastIndexOf('; found ')) : '';
	return found.includes('*') || found.includes('..');
}

function exchangeOf(
	{writes, request, endpoint_id, variant}: RequestIntent,
	stored: StoredExchange,
): Exchange {
	const {error, status, body} = stored;
	return {
		request: {
			endpointId: endpoint_id,
			variant,
			method: methods.find(method => method === request.method) ?? 'GET',
			url: request.url,
			headers: request.headers,
			body: request.body,
			writes,
			token: null,
		},
		sentAt: stored.sent_at,
		answer:
			status === null
				? null
				: {
						status,
						statusText: stored.status_text ?? '',
						httpVersion: stored.http_version ?? '',
						headers: stored.headers,
						body: Buffer.from(body ?? '', stored.body_encoding === 'base64' ? 'base64' : 'utf8'),
						wireBytes: stored.wire_bytes ?? 0,
						decodedBytes: stored.decoded_bytes ?? 0,
						truncated: stored.truncated,
					},
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
		remote: stored.remote,
	};
}
