import {Refusal, type Answer, type Basis} from './answer.ts';
import type {Mode} from './modes.ts';
import {notFoundPage} from './not-found-page.ts';
import {phpJson} from './php-json.ts';

function json(status: number, value: unknown, basis: Basis): Answer {
	return {status, type: 'json', body: phpJson(value), basis};
}

/** A REST answer that is not wrapped (barcodes, §1.5). */
export function restBare(value: unknown, basis: Basis): Answer {
	return json(200, value, basis);
}

/** A single object; creates answer 200 as well, 201 occurs only in invented logs (§7.4). */
export function restData(data: unknown, basis: Basis): Answer {
	return json(200, {data}, basis);
}

/** Bad or missing token; only the text is known, from a third party's note (§1.3, §7.1). */
export function restForbidden(basis: Basis = 'inferred; REST 403 body, keys uncertain (7.1)'): Answer {
	return json(403, {error: 'Wrong authorization', status: 403}, basis);
}

/** Known route, unknown id: the recorded shape, byte for byte. */
export function restNotFound(resource: string, id: number, basis: Basis = 'recorded'): Answer {
	return json(
		404,
		{
			error: `Resource "${resource}" not found`,
			status: 404,
			code: 'RESOURCE_NOT_FOUND',
			info: {id, resource},
		},
		basis,
	);
}

/** The unhandled server error as recorded for POST orders without `data` (§2.1). */
export function restUnknownError(basis: Basis): Answer {
	return json(503, {error: 'Unknown error', status: 503, code: 'UNKNOWN_ERROR', info: []}, basis);
}

/**
 * What REST answers to data that it cannot use. No such answer was ever recorded, so faithful mode keeps to the one
 * recorded failure, and only test-list mode gives the VALIDATION_ERROR that the test list expects (§6.4).
 */
export function restInvalid(mode: Mode, field: string, reason: string): Answer {
	if (mode === 'faithful') {
		return restUnknownError(`inferred; ${reason}, by analogy with POST orders`);
	}

	return json(
		422,
		{error: 'Validation error', status: 422, code: 'VALIDATION_ERROR', info: {[field]: reason}},
		`inferred; ${reason}, as the test list expects`,
	);
}

/** The site's page for unknown routes (§1.5). */
export function pageNotFound(basis: Basis): Answer {
	return {status: 404, type: 'html', body: notFoundPage, basis};
}

export type PartnersCode =
	| 'WRONG_AUTHORIZATION'
	| 'UNKNOWN_ERROR'
	| 'EVENT_NOT_FOUND'
	| 'SEAT_NOT_FOUND'
	| 'SEAT_NOT_AVAILABLE'
	| 'TICKET_NOT_FOUND'
	| 'VALIDATION_ERROR';

/** A Partners error: HTTP 200, recorded for WRONG_AUTHORIZATION and assumed for the others (§4, §7.2). */
export function partnersError(code: PartnersCode, message: string, basis: Basis): Answer {
	return json(200, {status: 'error', code, message}, basis);
}

/** Wrong key, no key or a REST token: the recorded 79 bytes. */
export function partnersForbidden(basis: Basis = 'recorded'): Answer {
	return partnersError('WRONG_AUTHORIZATION', 'Wrong authorization', basis);
}

/** A Partners answer; the caller gives every key in the documented order. */
export function partnersBody(body: Readonly<Record<string, unknown>>, basis: Basis): Answer {
	return json(200, body, basis);
}

/**
 * Stops the handler with an error answer.
 *
 * @throws {Refusal} always
 */
export function refuse(answer: Answer): never {
	throw new Refusal(answer);
}
