/** What of two attempts is compared: what was sent and what came back, each as far as it is known. */
import type {Attempt} from '../session/state.ts';
import type {Exchange, PreparedRequest} from '../request/exchange.ts';
import type {StoredRequest} from '../session/event.ts';
import {answerView, type AnswerView} from './answer-view.ts';
import {bytesText} from './format.ts';
import {bodyBytes} from './reading/body-bytes.ts';
import type {DiffSide} from './reading/task.ts';

/** An attempt with its request and answer, both as they were or both as the journal keeps them. */
export type Sided = {
	readonly attempt: Attempt;
	readonly answer: AnswerView;
	readonly request: StoredRequest;
};

/** Two attempts that can be compared, and what cannot be told by it, in sentences. */
export type ComparedPair = {
	readonly sides: readonly [Sided, Sided];
	readonly cautions: readonly string[];
};

/**
 * Two attempts in the same form: as they really were where this process fired both, else both as they stand in the
 * journal, so that a masked value is never compared with a clear one.
 *
 * @returns `null` while one of them has no outcome
 */
export function comparedPair(
	attempts: readonly [Attempt, Attempt],
	exchangeOf: (intent: number) => Exchange | undefined,
): ComparedPair | null {
	const isReal = attempts.every(({intent}) => exchangeOf(intent.seq) !== undefined);
	const [left, right] = attempts.map(attempt => sided(attempt, isReal ? exchangeOf : () => undefined));
	return left == null || right == null
		? null
		: {sides: [left, right], cautions: isReal ? [] : cautionsOf([left, right])};
}

function sided(attempt: Attempt, exchangeOf: (intent: number) => Exchange | undefined): Sided | null {
	const answer = answerView(attempt, exchangeOf);
	const {request: stored, seq} = attempt.intent;
	const real = exchangeOf(seq)?.request;
	return answer === undefined
		? null
		: {attempt, answer, request: real === undefined ? stored : withoutSecrets(real, stored)};
}

/** A secret has a form of its own on disk, different for every secret: it is shown and compared in that form. */
function withoutSecrets(real: PreparedRequest, stored: StoredRequest): StoredRequest {
	const hidden = '***';
	return {
		method: real.method,
		url: stored.url.includes(hidden) ? stored.url : real.url,
		headers: real.headers.map(([name, value], index) => {
			const [, kept = hidden] = stored.headers[index] ?? [];
			return [name, kept.includes(hidden) ? kept : value];
		}),
		body: real.body,
	};
}

function cautionsOf(sides: readonly [Sided, Sided]): readonly string[] {
	const numbers = sides.map(({attempt}) => attempt.intent.attempt).join(' and ');
	const isMasked = sides.some(({attempt}) =>
		Object.entries(attempt.masked).some(
			([kind, count]) => kind !== 'secret' && kind !== 'withheld' && count > 0,
		),
	);
	return [
		...(isMasked
			? [
					`${numbers} are compared as the journal keeps them: values that are masked the same way look the same and may differ.`,
				]
			: []),
		...sides.flatMap(({attempt}) =>
			(attempt.masked['withheld'] ?? 0) > 0
				? [`The answer of attempt ${attempt.intent.attempt} was not kept: its body cannot be compared.`]
				: [],
		),
	];
}

/** One side as the thread that compares takes it. */
export function sideOf({answer, request}: Sided): DiffSide {
	const {body, status, statusText, failure, headers} = answer;
	const read =
		typeof body === 'string'
			? {bytes: Buffer.from(body), isText: true}
			: body === null
				? null
				: bodyBytes(body, headers);
	return {
		request: `${request.method} ${request.url}`,
		requestHeaders: request.headers,
		requestBody: request.body,
		status: status === null ? `no answer: ${failure?.kind ?? 'unknown'}` : `${status} ${statusText}`.trim(),
		headers,
		body: read?.bytes ?? null,
		bodyNote: read === null || read.isText ? null : `(binary, ${bytesText(read.bytes.length)})`,
	};
}
