import {answeredOf, eventPlace} from '../journal-events.ts';
import type {RequestOutcome, StoredExchange} from '../../session/event.ts';
import type {Rule} from '../rule.ts';

export const storedBodyLengthDiffers: Rule = {
	id: 'stored-body-length-differs',
	proves: 'a stored body is not as long as the answer was',
	severity: 'high',
	circumstantial: false,
	why: 'The bytes were counted as they came in, and nothing of this answer was masked: the body is not what came.',
	needs: ['journal'],
	check: set =>
		answeredOf(set).flatMap(({intent, outcome}) => {
			const {exchange, masked} = outcome;
			const length = lengthOf(exchange);
			const isMasked = mayBeMasked(exchange, masked);
			return length === null || isMasked || length === exchange.decoded_bytes
				? []
				: [
						{
							place: eventPlace(set, outcome, '/exchange/body'),
							subject: intent.endpoint_id,
							claimed: `${exchange.decoded_bytes} bytes`,
							found: `${length} bytes`,
						},
					];
		}),
};

/** Counts are of request and answer together, and the token of the request is always among the secrets. */
function mayBeMasked({body}: StoredExchange, masked: RequestOutcome['masked']): boolean {
	const kinds = Object.keys(masked).filter(kind => (masked[kind] ?? 0) > 0);
	return kinds.some(kind => kind !== 'secret') || (kinds.length > 0 && body?.includes('***') === true);
}

/** Bytes of a body that stands on disk as it came; `null` for one that was cut, withheld or turned into UTF-8. */
function lengthOf({body, body_encoding, decoded_bytes, headers, truncated}: StoredExchange): number | null {
	if (body === null || decoded_bytes === null || truncated) {
		return null;
	}

	if (body_encoding === 'base64') {
		return Buffer.from(body, 'base64').length;
	}

	const type = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
	const charset = /;\s*charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(type)?.[1] ?? 'utf-8';
	const isUtf8 = /^utf-?8$/i.test(charset);
	// Letters beyond ASCII may have come in an old character set that no header names.
	return isUtf8 && (type.includes('charset') || /^[\0-\u007f]*$/.test(body)) ? Buffer.byteLength(body) : null;
}
