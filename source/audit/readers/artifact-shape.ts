import {rolesOf, type MemberRole} from './artifact-keys.ts';
import {isCurlCommand} from './curl-command.ts';
import {readHeaders} from './header-list.ts';
import {isHttpText} from './http-text.ts';
import {isRecord, type JsonRecord} from './json-place.ts';

/** What tells an artifact from what an API answers, and a status of HTTP from a `status` in a body. */

const verbs = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/i;
const verbAndPath = /^\s*(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\s+(\S+)/i;
/** Of these, none belongs to an answer's own status object: `{status: 404, error: …}` under `response`. */
const bodyOnly = /^(?:data|paging|info|result|code|items|meta)$/i;

/** An API does not speak about its own request, headers or test. */
const telling: ReadonlySet<MemberRole> = new Set<MemberRole>([
	'status',
	'response-headers',
	'request-headers',
	'response-body',
	'request-body',
	'test-id',
	'sent',
]);

/** Members around a body. */
const around: ReadonlySet<MemberRole> = new Set<MemberRole>([
	'headers',
	'response-headers',
	'status',
	'latency',
	'timings',
	'url',
	'sent',
	'finished',
	'stamp',
]);

/** Whether an object is about an exchange rather than what an API answers. */
export function isEnvelope(value: JsonRecord, depth: number): boolean {
	let weight = 0;
	for (const [key, member] of Object.entries(value)) {
		if (typeof member === 'string' && (isHttpText(member) || isCurlCommand(member))) {
			return true;
		}

		const roles = rolesOf(key);
		if (roles.length === 0) {
			continue;
		}

		if (
			isTelling(roles, member) ||
			(depth < 3 && isRecord(member) && isPartOfExchange(roles, member, depth))
		) {
			return true;
		}

		weight += weightOf(roles, member);
	}

	// Members that an answer may have too count half: two of them are an artifact's.
	return weight >= 2;
}

function isTelling(roles: readonly MemberRole[], member: unknown): boolean {
	return (
		(roles.some(role => telling.has(role)) && member !== undefined && member !== '') ||
		(roles.includes('headers') && readHeaders(member) !== null) ||
		(roles.includes('method') && typeof member === 'string' && verbs.test(member)) ||
		(roles.includes('endpoint') && typeof member === 'string' && verbAndPath.test(member))
	);
}

function isPartOfExchange(roles: readonly MemberRole[], member: JsonRecord, depth: number): boolean {
	if (roles.includes('request')) {
		return Object.keys(member).some(key =>
			rolesOf(key).some(role => ['method', 'url', 'headers', 'body', 'endpoint'].includes(role)),
		);
	}

	return (roles.includes('response') || roles.includes('maybe-response')) && isEnvelope(member, depth + 1);
}

function weightOf(roles: readonly MemberRole[], member: unknown): number {
	if (roles.includes('maybe-status')) {
		return statusOf(member) === null ? 0 : 1;
	}

	if (roles.includes('url') || roles.includes('endpoint')) {
		return typeof member === 'string' && /^(?:https?:\/\/|\/)/.test(member) ? 1 : 0;
	}

	if (roles.includes('maybe-test-id')) {
		return typeof member === 'string' && /\d\.\d/.test(member) ? 1 : 0;
	}

	return roles.some(role => ['body', 'latency', 'response', 'mock', 'attempt'].includes(role)) ? 1 : 0;
}

/** An HTTP status: a number, or a text such as `404`, `404 Not Found`, `HTTP/1.1 404`. */
export function statusOf(value: unknown): number | null {
	if (typeof value === 'string') {
		const match = /^\s*(?:HTTP\/\d(?:\.\d)?\s+)?([1-5]\d\d)(?:\s+[A-Za-z][\w '-]{0,40})?\s*$/.exec(
			value.slice(0, 80),
		);
		return match === null ? null : Number(match[1]);
	}

	return typeof value === 'number' && Number.isInteger(value) && value >= 100 && value <= 599 ? value : null;
}

/** An HTTP method in upper case, or `null`. */
export function methodOf(value: unknown): string | null {
	return typeof value === 'string' && verbs.test(value.trim()) ? value.trim().toUpperCase() : null;
}

/** `GET https://…` taken apart; a path or URL alone has no method. */
export function requestLineOf(text: string): {readonly method: string | null; readonly url: string | null} {
	const line = text.slice(0, 8000).trim();
	const match = verbAndPath.exec(line);
	const url = match?.[2] ?? (/^(?:https?:\/\/|\/|api\/)/i.test(line) ? line : null);
	return {method: match?.[1]?.toUpperCase() ?? null, url};
}

/** A URL as text, or as Postman's object with its `raw` form. */
export function urlOf(value: unknown): string | null {
	const raw = isRecord(value) ? (value['raw'] ?? value['href']) : value;
	return typeof raw === 'string' && raw !== '' ? raw : null;
}

/** `{status: 404, body: …}` under `response`, against a body that stands there itself. */
export function isAnswer(value: JsonRecord): boolean {
	const isBody = Object.keys(value).some(key => bodyOnly.test(key));
	return statusOf(value['status']) !== null && (hasBodyMember(value) || !isBody);
}

/** Whether a member may be the answer's body. */
export function hasBodyMember(value: JsonRecord): boolean {
	return Object.keys(value).some(key =>
		rolesOf(key).some(role => role === 'body' || role === 'response-body' || role === 'maybe-body'),
	);
}

/** What is left of an answer's members without those around its body; `null` when nothing is. */
export function withoutEnvelope(value: JsonRecord): JsonRecord | null {
	const rest = Object.entries(value).filter(([key, member]) => {
		const roles = rolesOf(key);
		const isStatus = roles.includes('maybe-status') && statusOf(member) !== null;
		const isAround = roles.some(role => around.has(role));
		return !isStatus && !isAround && !/^(?:status_?text|reason|ok|size|cookies|http_?version)$/i.test(key);
	});
	return rest.length === 0 ? null : Object.fromEntries(rest);
}

/** An answer that was poured out between the artifact's own members: `{http_status: 200, status: "error", code: …}`. */
export function pouredBody(root: JsonRecord): JsonRecord | null {
	const said = ['code', 'message', 'error', 'info', 'status'].filter(key => {
		const member = root[key];
		return typeof member === 'string' && member !== '' && statusOf(member) === null;
	});
	return said.includes('code') && said.length > 1 ? withoutEnvelope(root) : null;
}
