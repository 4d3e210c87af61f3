import type {Judgement} from '../audited-set.ts';
import {plainKey} from './artifact-keys.ts';
import type {ArtifactParts} from './artifact-parts.ts';
import {judgementOf} from './judgement.ts';
import {isRecord} from './json-place.ts';

/** What an artifact says of itself beside the exchange. */

const oursFailed =
	/time(?:d)?[ -]?out|ECONN|ENOTFOUND|EAI_|EPIPE|refused|connection (?:reset|aborted|error|closed|failed)|getaddrinfo|name or service|max retries|unreachable|socket hang|ssl|certificate|traceback|urlopen|Exception\b|RemoteDisconnected|no such host|dns/i;
const isMockWord =
	/\b(?:mock(?:ed|_response|-response)?|simulat(?:ed|ion)|dry[ _-]?run|stub(?:bed)?|fake|synthetic|fabricated|demo)\b|имитаци\p{L}*|заглушк\p{L}*|симуляц\p{L}*/iu;
const denied =
	/\b(?:not?|without|never|non)\b[ -]?(?:a )?(?:mock|simulat|dry|stub|fake|synthetic|demo)|не (?:имитац|заглуш|симуляц)/iu;
/** `status: "OK"` beside a code is HTTP's own wording. */
const reasonPhrase =
	/^\s*(?:ok|created|accepted|no content|not found|forbidden|unauthorized|bad request|found|moved permanently)\s*$/i;
const unsaid = /^\s*(?:none|null|no|n\/a|-|—|false|0|нет)?\s*$/i;

/** The artifact's own judgement, from a verdict, a tick or a boolean; `null` when it says none. */
export function judgedIn(others: ArtifactParts['others']): Judgement | null {
	for (const wanted of ['judgement', 'maybe-judgement'] as const) {
		for (const {role, value} of others) {
			if (role !== wanted) {
				continue;
			}

			if (role === 'maybe-judgement' && typeof value === 'string' && reasonPhrase.test(value)) {
				continue;
			}

			const judged =
				typeof value === 'boolean'
					? value
						? 'pass'
						: 'fail'
					: typeof value === 'string'
						? judgementOf(value)
						: null;
			if (judged !== null) {
				return judged;
			}
		}
	}

	return null;
}

/** An error of the client's side: of a member that is meant for it, or a text that only a client writes. */
export function clientErrorIn(others: ArtifactParts['others'], status: number | null): string | null {
	for (const {role, value} of others) {
		if (role !== 'error' && role !== 'maybe-error') {
			continue;
		}

		const text = textOf(value);
		if (
			text !== null &&
			(role === 'error' || oursFailed.test(text) || (status === null && isRecord(value) && 'kind' in value))
		) {
			return text;
		}
	}

	return null;
}

function textOf(value: unknown): string | null {
	if (typeof value === 'string') {
		return unsaid.test(value.slice(0, 40)) ? null : value.slice(0, 400);
	}

	if (!isRecord(value)) {
		return null;
	}

	const parts = [value['kind'], value['type'], value['name'], value['code'], value['message']].filter(
		part => typeof part === 'string',
	);
	return parts.length === 0 ? null : parts.join(': ').slice(0, 400);
}

/** The words with which it says that no server answered, or `null`. */
export function mockIn(
	others: ArtifactParts['others'],
	headers: ReadonlyMap<string, string> | null,
): string | null {
	for (const {role, key, value} of others) {
		if (role !== 'mock') {
			continue;
		}

		const isNamed = !/^(?:mode|source|environmentmode|responsesource|datasource)$/.test(plainKey(key));
		if (
			(value === true && isNamed) ||
			(typeof value === 'string' && isNamed && /^(?:true|yes|1)$/i.test(value))
		) {
			return `${key}: ${String(value)}`;
		}

		if (
			typeof value === 'string' &&
			isMockWord.test(value.slice(0, 200)) &&
			!denied.test(value.slice(0, 200))
		) {
			return `${key}: ${value.slice(0, 120)}`;
		}
	}

	for (const [name, value] of headers ?? []) {
		if (
			/^(?:x-)?(?:mock|mocked|simulated|demo|stub)(?:-.*)?$/.test(name) ||
			(name === 'server' && /\b(?:mock|wiremock|stub|fake)/i.test(value))
		) {
			return `header ${name}: ${value.slice(0, 120)}`;
		}
	}

	return null;
}
