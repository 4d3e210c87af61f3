import {plainKey} from './artifact-keys.ts';
import type {ArtifactParts} from './artifact-parts.ts';
import {isRecord} from './json-place.ts';

const idHeaders =
	/^(?:x-)?(?:request-?id|correlation-?id|trace-?id|amzn-requestid|amz-request-id|amzn-trace-id|github-request-id|vcap-request-id|ms-request-id|goog-request-id)$|^(?:cf-ray|traceparent|x-b3-traceid)$/;
const idKeys = /^(?:requestid|xrequestid|traceid|correlationid)$/;
const deepest = 3;

/** Ids that the server gave the request, from the answer's headers and body; those that the client sent are none. */
export function requestIdsOf(
	{headers, requestHeaders, others}: Pick<ArtifactParts, 'headers' | 'requestHeaders' | 'others'>,
	body: unknown,
): readonly string[] {
	const ids = new Set<string>();
	for (const [name, value] of headers?.value ?? []) {
		if (idHeaders.test(name)) {
			ids.add(value.trim());
		}
	}

	for (const {role, value} of others) {
		if (role === 'request-id' && (typeof value === 'string' || typeof value === 'number')) {
			ids.add(String(value).trim());
		}
	}

	idsIn(body, 0, ids);
	const sent = new Set([...(requestHeaders?.value.values() ?? [])].map(value => value.trim()));
	return [...ids].filter(id => id.length >= 6 && id.length <= 200 && !sent.has(id));
}

function idsIn(value: unknown, depth: number, ids: Set<string>): void {
	if (!isRecord(value) || depth > deepest) {
		return;
	}

	for (const [key, member] of Object.entries(value)) {
		if (idKeys.test(plainKey(key)) && (typeof member === 'string' || typeof member === 'number')) {
			ids.add(String(member).trim());
		} else {
			idsIn(member, depth + 1, ids);
		}
	}
}
