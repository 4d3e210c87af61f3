import {formatJsonText, tryParseJsonText} from '../catalog/json-text.ts';
import type {StoredExchange} from '../session/event.ts';
import {endpointState} from '../session/state.ts';
import type {SessionRecord} from './record.ts';
import {firingsOf, type Firing} from './rows.ts';
import {variantLabel} from './variant-label.ts';

/** How `body` stands in an artifact. A body that is JSON stands there as JSON, digit by digit as it came. */
export type BodyEncoding = 'json' | 'text' | 'base64' | 'none';

/**
 * The artifact file of every attempt, answered or not: path in the set and JSON text (design.md §6), made when it is
 * asked for.
 */
export function artifactFiles(record: SessionRecord): ReadonlyMap<string, () => string> {
	return new Map(firingsOf(record).map(firing => [firing.artifact, () => artifactText(firing, record)]));
}

function artifactText({attempt}: Firing, {state}: SessionRecord): string {
	const {intent, exchange, mark} = attempt;
	const body = bodyOf(exchange);
	const {notes} = endpointState(state, intent.endpoint_id);
	const markNote = mark === null || mark.note === '' ? [] : [{at: mark.at, text: mark.note}];
	const members: ReadonlyArray<readonly [name: string, json: string]> = [
		['test_id', json(intent.endpoint_id)],
		['title', json(intent.title)],
		['endpoint', json(intent.endpoint)],
		['variant', json(variantLabel(intent))],
		['stage', json(intent.stage)],
		['spec_ref', json(intent.spec_ref)],
		['attempt', json(intent.attempt)],
		['sent_at', json(exchange?.sent_at ?? null)],
		['status_code', json(exchange?.status ?? null)],
		['latency_ms', json(exchange?.latency_ms ?? null)],
		['timings', json(exchange?.timings ?? null)],
		['connection', json(exchange?.connection ?? null)],
		[
			'request',
			object([
				['method', json(intent.request.method)],
				['url', json(intent.request.url)],
				['headers', json(intent.request.headers)],
				['body', embedded(intent.request.body).json],
			]),
		],
		['headers', json(exchange?.headers ?? null)],
		['body', body.json],
		['body_encoding', json(body.encoding)],
		['wire_bytes', json(exchange?.wire_bytes ?? null)],
		['decoded_bytes', json(exchange?.decoded_bytes ?? null)],
		['truncated', json(exchange?.truncated ?? null)],
		['masked', json(attempt.masked)],
		['error', json(exchange?.error ?? null)],
		['verdict', json(attempt.verdict)],
		['reasons', json(attempt.reasons)],
		['mark', json(mark?.mark ?? null)],
		['notes', json([...markNote, ...notes.map(({at, text}) => ({at, text}))])],
		['journal_seq', json({intent: intent.seq, outcome: attempt.outcomeSeq})],
	];
	return `${formatJsonText(object(members))}\n`;
}

function bodyOf(exchange: StoredExchange | null): {json: string; encoding: BodyEncoding} {
	return exchange?.body_encoding === 'base64' && exchange.body !== null
		? {json: json(exchange.body), encoding: 'base64'}
		: embedded(exchange?.body ?? null);
}

/** Stands as JSON what is JSON; within the two levels around it, it must still be shallow enough to be read again. */
function embedded(text: string | null): {json: string; encoding: BodyEncoding} {
	if (text === null) {
		return {json: 'null', encoding: 'none'};
	}

	return tryParseJsonText(text) !== undefined && tryParseJsonText(`[[${text}]]`) !== undefined
		? {json: text, encoding: 'json'}
		: {json: json(text), encoding: 'text'};
}

function object(members: ReadonlyArray<readonly [name: string, json: string]>): string {
	return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}

function json(value: unknown): string {
	return JSON.stringify(value);
}
