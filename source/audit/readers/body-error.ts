import type {Answer} from '../../request/exchange.ts';
import {softError} from '../../verdict/soft-error.ts';
import type {Content} from '../../verdict/content.ts';
import {isRecord} from './json-place.ts';

const refusalCode =
	/^(?:[A-Z\d]+_)*(?:ERROR|DENIED|WRONG|INVALID|UNAUTHORIZED|FORBIDDEN|FAILED|REJECTED|UNAUTHENTICATED)(?:_[A-Z\d]+)*$|NOT_FOUND$/;

/** What is known of an answer whose status says success. */
export type Answered = {
	readonly status: number | null;
	readonly headers: ReadonlyMap<string, string> | null;
	readonly requestHeaders: ReadonlyMap<string, string> | null;
	readonly url: string | null;
	/** Parsed where it is JSON, else its text. */
	readonly body: unknown;
};

/**
 * Why a 2xx answer is an error all the same: the verdict's rules (source/verdict/soft-error.ts), `ok: false`, an error
 * code without anything else, and HTML where JSON was promised.
 *
 * @returns its words, or `null`
 */
export function bodyErrorOf({status, headers, requestHeaders, url, body}: Answered): string | null {
	if (status === null || status < 200 || status > 299 || body === undefined || body === null) {
		return null;
	}

	const type = headers?.get('content-type') ?? '';
	const content: Content =
		typeof body === 'string'
			? {kind: isHtml(body) ? 'html' : 'text', value: undefined}
			: {kind: 'json', value: body};
	const said = softError(answerOf(status, headers), content)?.text;
	if (said !== undefined) {
		return said;
	}

	if (content.kind === 'html') {
		const accepts = requestHeaders?.get('accept') ?? '';
		const isPromised =
			/\bjson\b/i.test(type) ||
			(/\bjson\b/i.test(accepts) && !/\*\/\*|html/i.test(accepts)) ||
			/\/api\//i.test(url ?? '');
		return isPromised ? `Soft error: HTTP ${status}, but the body is HTML where JSON was promised.` : null;
	}

	return isRecord(body) && refuses(body)
		? `Soft error: HTTP ${status}, but the body says it was refused (${wordOf(body)}).`
		: null;
}

/** The words of a body that says of itself that it is a refusal, where no status is known; else `null`. */
export function refusalIn(answered: Omit<Answered, 'status'>): string | null {
	return bodyErrorOf({...answered, status: 200})?.replace('Soft error: HTTP 200, but the', 'The') ?? null;
}

/** True for a text that begins as an HTML document does. */
export function isHtml(text: string): boolean {
	return /^\uFEFF?\s*(?:<!--[^>]{0,400}-->\s*)?<(?:!doctype\s+html|html|head|body|title)\b/i.test(
		text.slice(0, 2000),
	);
}

function refuses(body: Readonly<Record<string, unknown>>): boolean {
	const code = body['code'] ?? body['error_code'] ?? body['errorCode'];
	return (
		body['ok'] === false ||
		(typeof body['result'] === 'string' && /^(?:error|fail|failed|failure)$/i.test(body['result'])) ||
		(typeof code === 'string' && refusalCode.test(code) && !('data' in body) && !('result' in body))
	);
}

function wordOf(body: Readonly<Record<string, unknown>>): string {
	const word = body['code'] ?? body['error_code'] ?? body['errorCode'] ?? body['message'];
	return typeof word === 'string' ? word.slice(0, 80) : body['ok'] === false ? 'ok false' : 'result error';
}

function answerOf(status: number, headers: ReadonlyMap<string, string> | null): Answer {
	return {
		status,
		statusText: '',
		httpVersion: '1.1',
		headers: [...(headers ?? [])],
		body: Buffer.alloc(0),
		wireBytes: 0,
		decodedBytes: 0,
		truncated: false,
	};
}
