import {query} from 'json-p3';
import type {BodyCheck, Limitation, Variant} from '../catalog/catalog.ts';
import type {Answer, Exchange} from '../request/exchange.ts';
import {contentOf, errorCodeOf, type Content} from './content.ts';
import {shortJson} from './short-json.ts';
import {softError} from './soft-error.ts';
import {isFulfilled, type Judgement, type Reason} from './verdict.ts';

/** Status codes whose answers carry no body by definition (RFC 9110 §15.3.5, §15.4.5). */
const bodilessStatuses = [204, 304];

/**
 * The program's judgement of an exchange against what the catalog said before the run.
 *
 * `success` needs everything that the documentation promises: status, kind of content and every body check. An error
 * that the catalog expected is a `limitation`. A success status over an error body is a soft error: never `success`.
 *
 * The reasons may quote the answer: untrusted, and to be masked before they reach the disk.
 */
export function judge(exchange: Exchange, variant: Variant): Judgement {
	const {answer, failure} = exchange;
	if (answer === null || failure !== null) {
		return {verdict: 'no-response', reasons: noResponseReasons(exchange)};
	}

	const content = contentOf(answer);
	const checks = variant.expect.body.map(check => checkReason(content, check));
	const soft = promisesError(variant) ? null : softError(answer, content);
	const seen = [statusReason(answer, variant), ...contentReasons(exchange, content, variant), ...checks];
	if (soft === null && seen.every(isFulfilled)) {
		return {verdict: 'success', reasons: seen};
	}

	// What decided the verdict comes first: in a table only the beginning may be read.
	const reasons = [
		...(soft === null ? [] : [soft]),
		...seen.filter(reason => !isFulfilled(reason)),
		...seen.filter(isFulfilled),
	];
	const limitation = variant.limitations.find(candidate => fits(candidate, answer, content));
	if (limitation !== undefined) {
		return {
			verdict: 'limitation',
			reasons: [{code: 'expected-limitation', text: limitation.reason}, ...reasons],
		};
	}

	return {verdict: 'failure', reasons};
}

function statusReason({status}: Answer, {expect}: Variant): Reason {
	const documented = expect.status.join(' or ');
	return expect.status.includes(status)
		? {code: 'status-as-documented', text: `HTTP ${status}, as documented.`}
		: {code: 'status-differs', text: `HTTP ${status} where ${documented} is documented.`};
}

function contentReasons(exchange: Exchange, content: Content, {expect}: Variant): Reason[] {
	const bodiless =
		exchange.request.method === 'HEAD' || bodilessStatuses.includes(exchange.answer?.status ?? 0);
	if (expect.content === 'any' || bodiless) {
		return [];
	}

	return content.kind === expect.content
		? [{code: 'content-as-documented', text: `The body is ${names[content.kind]}, as documented.`}]
		: [
				{
					code: content.kind === 'html' ? 'html-instead-of-json' : 'content-differs',
					text: `The body is ${names[content.kind]} where ${names[expect.content]} is documented.`,
				},
			];
}

const names = {json: 'JSON', html: 'an HTML page', text: 'text that is not JSON', empty: 'empty'} as const;

function checkReason(content: Content, check: BodyCheck): Reason {
	const wanted = [
		check.equals === undefined ? '' : `is ${JSON.stringify(check.equals)}`,
		check.type === undefined ? '' : `is of type ${check.type}`,
	]
		.filter(Boolean)
		.join(' and ');
	const claim = `${check.path} ${wanted === '' ? 'exists' : wanted}`;
	const differs = (seen: string): Reason => ({
		code: 'body-differs',
		text: `Documented: ${claim}; found ${seen}.`,
	});
	if (content.kind !== 'json') {
		return differs(`no JSON body`);
	}

	const node = query(check.path, content.value as never).nodes[0];
	if (node === undefined) {
		return differs('nothing there');
	}

	const value: unknown = node.value;
	const asWanted =
		(check.equals === undefined || value === check.equals) &&
		(check.type === undefined || typeName(value) === check.type);
	return asWanted ? {code: 'body-as-documented', text: `${claim}.`} : differs(shortJson(value));
}

function typeName(value: unknown): string {
	return value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
}

/** True where the documentation itself promises an error body under a success status. */
function promisesError({expect}: Variant): boolean {
	return expect.body.some(
		({path, equals}) =>
			(path === '$.status' && equals === 'error') ||
			(path === '$.success' && equals === false) ||
			path === '$.error',
	);
}

function fits(limitation: Limitation, answer: Answer, content: Content): boolean {
	return (
		limitation.status === answer.status &&
		(limitation.content === undefined || limitation.content === content.kind) &&
		(limitation.code === undefined || limitation.code === errorCodeOf(content))
	);
}

function noResponseReasons({failure, answer, request}: Exchange): Reason[] {
	const reasons: Reason[] = [];
	if (failure !== null) {
		reasons.push(
			{code: `no-response-${failure.kind}`, text: failure.message},
			leftReason(failure.mayHaveBeenApplied, request.writes),
		);
	}

	if (answer !== null) {
		reasons.push({
			code: 'answer-incomplete',
			text: `HTTP ${answer.status} and ${answer.decodedBytes} bytes of its body came before that.`,
		});
	}

	return reasons;
}

function leftReason(left: boolean, writes: boolean): Reason {
	if (!left) {
		return {code: 'not-sent', text: 'Nothing of the request left: it was not applied.'};
	}

	return writes
		? {code: 'may-have-been-applied', text: 'The request left: it may have been applied.'}
		: {code: 'request-left', text: 'The request left; it writes nothing.'};
}
