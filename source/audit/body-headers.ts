import type {ReadArtifact} from './audited-set.ts';

/** What headers of an answer promise about its body, and what can be said about the body as it is stored. */

/** Lower-case media type without parameters, or `''`. */
export function mediaType(headers: ReadonlyMap<string, string>): string {
	return (headers.get('content-type') ?? '')
		.replace(/[;,].*$/, '')
		.trim()
		.toLowerCase();
}

export function isJsonType(type: string): boolean {
	return /^(?:application|text)\/(?:[\w.-]+\+)?json$/.test(type);
}

/** `Content-Length` where it counts the bytes of the stored body: nothing was decoded and nothing is left out by rule. */
export function statedLength({headers, status, method}: ReadArtifact): number | null {
	const written = headers?.get('content-length')?.trim() ?? '';
	const isCoded =
		/\S/.test(headers?.get('content-encoding')?.replace(/identity/i, '') ?? '') ||
		headers?.has('transfer-encoding');
	const hasNoBody = method === 'HEAD' || status === 204 || status === 304;
	return /^\d{1,12}$/.test(written) && isCoded !== true && !hasNoBody ? Number(written) : null;
}

const maskMark = /\*{2}|\.{2}|…|•{2}|[xX]{4}|redact|masked|hidden|скрыт|замаск/i;

/** True where parts of the body may have been replaced: its length says nothing then. */
export function isMaskedText(text: string): boolean {
	return maskMark.test(text);
}

const cutMember = /truncat|preview|excerpt|snippet|partial|cut|limit|обрез|сокращ/i;
const cutMark =
	/(?:\[|\(|<|…|\.{3})\s*(?:\.{3}|…)?\s*(?:truncated|cut|snip|more|обрез|\+\d)|(?:truncated|обрезано)[^"]{0,40}$/i;

/** True where the artifact says that its body is not whole. */
export function saysTruncated(value: unknown, bodyPointer: string | null, body: string): boolean {
	return cutMember.test(bodyPointer ?? '') || cutMark.test(body.slice(-120)) || hasCutMember(value, 0);
}

function hasCutMember(value: unknown, depth: number): boolean {
	return (
		typeof value === 'object' &&
		value !== null &&
		depth < 4 &&
		Object.entries(value as Readonly<Record<string, unknown>>).some(
			([key, member]) =>
				(cutMember.test(key) && member !== false && member !== null) ||
				(depth < 3 && !/^(?:body|data)$/i.test(key) && hasCutMember(member, depth + 1)),
		)
	);
}
