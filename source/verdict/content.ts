import type {Answer} from '../request/exchange.ts';

/** A body as the checks see it. */
export type Content =
	| {readonly kind: 'json'; readonly value: unknown}
	| {readonly kind: 'html' | 'text' | 'empty'; readonly value: undefined};

/** What kind of body came, by what it is rather than by what its header claims. */
export function contentOf(answer: Answer): Content {
	if (answer.body.length === 0) {
		return {kind: 'empty', value: undefined};
	}

	const text = answer.body.toString('utf8');
	try {
		return {kind: 'json', value: JSON.parse(text) as unknown};
	} catch {
		return {
			kind: /^\uFEFF?\s*<(?:!doctype\s+html|html|head|body|!--)/i.test(text) ? 'html' : 'text',
			value: undefined,
		};
	}
}

/** The `code` member of a JSON error body. */
export function errorCodeOf(content: Content): string | undefined {
	if (content.kind !== 'json' || typeof content.value !== 'object' || content.value === null) {
		return undefined;
	}

	const code: unknown = (content.value as {code?: unknown}).code;
	return typeof code === 'string' ? code : undefined;
}
