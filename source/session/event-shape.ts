import {failureKinds} from '../request/exchange.ts';
import {verdicts} from '../verdict/verdict.ts';
import {marks, type EventBody} from './event.ts';

type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const text: Check = value => typeof value === 'string';
const number: Check = value => typeof value === 'number';
const truth: Check = value => typeof value === 'boolean';
const orNull =
	(check: Check): Check =>
	value =>
		value === null || check(value);
const optional =
	(check: Check): Check =>
	value =>
		value === undefined || check(value);
const listOf =
	(check: Check): Check =>
	value =>
		Array.isArray(value) && value.every(check);
const recordOf =
	(check: Check): Check =>
	value =>
		isRecord(value) && Object.values(value).every(check);
const oneOf =
	(names: readonly string[]): Check =>
	value =>
		names.some(name => name === value);
const shaped =
	(shape: Shape): Check =>
	value =>
		isRecord(value) && wrongMember(value, shape) === null;

const pairs = listOf(value => Array.isArray(value) && value.length === 2 && value.every(text));
const tool = shaped({name: text, version: text});
const duration = orNull(number);

const exchange = shaped({
	sent_at: text,
	status: orNull(number),
	status_text: orNull(text),
	http_version: orNull(text),
	headers: pairs,
	body: orNull(text),
	body_encoding: oneOf(['text', 'base64']),
	wire_bytes: orNull(number),
	decoded_bytes: orNull(number),
	truncated: truth,
	latency_ms: duration,
	elapsed_ms: number,
	timings: shaped({
		dns: duration,
		tcp: duration,
		tls: duration,
		send: duration,
		wait: duration,
		download: duration,
	}),
	connection: orNull(oneOf(['cold', 'reused'])),
	remote: orNull(text),
	error: orNull(
		shaped({
			kind: oneOf(failureKinds),
			message: text,
			code: orNull(text),
			may_have_been_applied: truth,
		}),
	),
});

const shapes: Readonly<Record<EventBody['type'], Shape>> = {
	'session.opened': {
		name: text,
		profile: shaped({name: text, kind: text, base_url: text, masking: truth, read_only: truth}),
		catalog: shaped({name: text, digest: text}),
		plan: shaped({stage: orNull(text), tests: listOf(text), variant: text}),
		tool,
		environment: shaped({
			node: text,
			os: text,
			git_revision: orNull(text),
			git_dirty: orNull(truth),
			tokens: listOf(text),
		}),
		sandbox: orNull(shaped({mode: text, scenario: text, state_id: orNull(text)})),
		salt: text,
	},
	'session.resumed': {tool, sandbox_anew: optional(truth)},
	'journal.repaired': {bytes: number, sha256: text, kept_as: text, tail_base64: text},
	'stage.started': {stage: text, tests: listOf(text)},
	'stage.checked': {
		stage: text,
		checks: listOf(
			shaped({
				id: text,
				title: text,
				status: oneOf(['ok', 'warning', 'blocked']),
				found: text,
				next: orNull(text),
			}),
		),
		override: orNull(text),
	},
	'request.intent': {
		endpoint_id: text,
		variant: text,
		stage: orNull(text),
		attempt: number,
		title: text,
		section: text,
		section_title: text,
		endpoint: text,
		spec_ref: text,
		artifact: text,
		writes: truth,
		edited: optional(truth),
		body_not_json: optional(truth),
		request: shaped({method: text, url: text, headers: pairs, body: orNull(text)}),
		inputs: optional(
			listOf(
				shaped({
					variable: text,
					value: text,
					from: oneOf(['capture', 'operator', 'profile', 'example']),
					endpoint_id: orNull(text),
				}),
			),
		),
	},
	'request.outcome': {
		intent: number,
		exchange,
		verdict: oneOf(verdicts),
		reasons: listOf(shaped({code: text, text})),
		captures: recordOf(text),
		masked: recordOf(number),
		created: optional(
			listOf(
				shaped({
					what: text,
					variable: text,
					value: text,
					removed_by: orNull(text),
					removal: optional(text),
				}),
			),
		),
		removed: optional(listOf(shaped({what: text, value: text}))),
	},
	'mark.set': {endpoint_id: text, attempt: orNull(number), mark: orNull(oneOf(marks)), note: text},
	'note.added': {endpoint_id: orNull(text), text},
	'note.removed': {note: number},
	'variable.set': {name: text, value: orNull(text)},
	'draft.edited': {
		endpoint_id: text,
		variant: text,
		path: recordOf(text),
		query: pairs,
		headers: pairs,
		body: orNull(text),
	},
	'guard.unlocked': {host: text, how: oneOf(['typed', 'flag'])},
	'counts.taken': {
		when: oneOf(['before', 'after']),
		endpoint_id: orNull(text),
		server: shaped({version: text, time: text}),
		patterns: listOf(text),
		unmatched: listOf(text),
		tables: listOf(
			shaped({
				table: text,
				count: text,
				max_ver: orNull(text),
				max_snapshot_ts: orNull(text),
				query_id: orNull(text),
			}),
		),
		failed: optional(listOf(shaped({table: text, what: text, code: text, message: text}))),
		database: optional(text),
		settled_ms: duration,
		settled: optional(orNull(truth)),
		expected: optional(listOf(shaped({tables: text, delta: text}))),
	},
	'counts.failed': {when: oneOf(['before', 'after']), endpoint_id: orNull(text), code: text, message: text},
	'session.ended': {reason: oneOf(['finished', 'interrupted', 'stopped', 'crashed'])},
};

/**
 * The first member of a parsed event that is missing or of the wrong kind; `null` when the event is whole. A chain of
 * hashes proves only that nobody changed a line after it was written, not that this program wrote it. Events of types
 * that later versions may add are not judged.
 */
export function wrongMemberOf(event: unknown): string | null {
	if (!isRecord(event) || !text(event['type'])) {
		return 'type';
	}

	const shape = Object.entries(shapes).find(([type]) => type === event['type'])?.[1];
	return wrongMember(event, {seq: number, at: text, ...shape});
}

function wrongMember(value: Readonly<Record<string, unknown>>, shape: Shape): string | null {
	return Object.entries(shape).find(([name, check]) => !check(value[name]))?.[0] ?? null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
