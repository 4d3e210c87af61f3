import {Refusal, type Answer} from './answer.ts';
import type {Call, Route} from './call.ts';
import {
	pageNotFound,
	partnersError,
	partnersForbidden,
	restForbidden,
	restUnknownError,
} from './envelopes.ts';
import {expire} from './expiry.ts';
import type {Mode, Scenario} from './modes.ts';
import {novemberAnswer} from './november.ts';
import {partnersEventRoutes} from './partners-events.ts';
import {partnersFindRoutes} from './partners-find.ts';
import {partnersTicketRoutes} from './partners-tickets.ts';
import {parseBody, parseParameters} from './request-body.ts';
import {barcodeRoutes} from './rest-barcodes.ts';
import {clientRoutes} from './rest-clients.ts';
import {eventRoutes} from './rest-events.ts';
import {orderRoutes} from './rest-orders.ts';
import {promoRoutes} from './rest-promo.ts';
import {bearerToken, type Tokens} from './tokens.ts';
import type {State} from './world.ts';

const apis = {
	rest: {
		prefix: '/api/rest/v1/',
		routes: [...orderRoutes, ...clientRoutes, ...eventRoutes, ...promoRoutes, ...barcodeRoutes],
	},
	partners: {
		prefix: '/api/partners/v1/',
		routes: [...partnersEventRoutes, ...partnersTicketRoutes, ...partnersFindRoutes],
	},
} as const;

export type ApiRequest = {
	readonly method: string;
	/** Path and query as they stand in the request line. */
	readonly target: string;
	readonly authorization: string | undefined;
	readonly contentType: string | undefined;
	readonly body: Buffer;
};

/** What the router needs to know of its sandbox. `state` is replaced when a refused write is undone. */
export type Desk = {
	readonly mode: Mode;
	readonly scenario: Scenario;
	readonly tokens: Tokens;
	readonly now: () => Date;
	state: State;
};

export type Routed = {readonly answer: Answer; readonly changed: boolean};

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
	const wanted = pattern.split('/');
	const given = path.split('/');
	const required = wanted.filter(part => !part.endsWith('?}')).length;
	if (given.length < required || given.length > wanted.length || given.includes('')) {
		return undefined;
	}

	const parameters: Array<[string, string]> = [];
	for (const [index, part] of given.entries()) {
		const name = /^\{(\w+)\??\}$/.exec(wanted[index] ?? '')?.[1];
		if (name !== undefined) {
			parameters.push([name, part]);
		} else if (part !== wanted[index]) {
			return undefined;
		}
	}

	return Object.fromEntries(parameters);
}

function decoded(path: string): string | undefined {
	try {
		return decodeURIComponent(path);
	} catch {
		return undefined;
	}
}

type Match = {readonly route: Route; readonly path: Record<string, string>};

function matchRoute(
	routes: readonly Route[],
	asked: {readonly method: string; readonly path: string},
	mode: Mode,
): Match | 'other method' | undefined {
	let isKnownPath = false;
	// HEAD is GET without a body: a third party relies on it (§1.4).
	const method = asked.method === 'HEAD' ? 'GET' : asked.method;
	for (const route of routes.filter(candidate => candidate.testListOnly !== true || mode === 'test-list')) {
		const path = matchPath(route.path, asked.path);
		if (path !== undefined && route.methods.includes(method)) {
			return {route, path};
		}

		isKnownPath ||= path !== undefined;
	}

	return isKnownPath ? 'other method' : undefined;
}

function authorised(
	desk: Desk,
	api: 'rest' | 'partners',
	route: Route,
	token: string | undefined,
): Answer | undefined {
	if (api === 'partners') {
		return token === desk.tokens.partners ? undefined : partnersForbidden();
	}

	if (token !== desk.tokens.full && token !== desk.tokens.readOnly) {
		return restForbidden();
	}

	if (route.writes && token === desk.tokens.readOnly) {
		return restForbidden('inferred; a token without the right to write');
	}

	// The report: "Test token returns 403 for write operations in REST API". POST orders is left as recorded (503).
	return desk.scenario === 'november' && route.writes && route.path !== 'orders'
		? restForbidden('inferred; the November token could not write')
		: undefined;
}

/** Runs a handler; whatever it changed is undone when it does not succeed. */
function perform(desk: Desk, api: 'rest' | 'partners', route: Route, call: Omit<Call, 'state'>): Routed {
	const before = route.writes ? structuredClone(desk.state) : desk.state;
	try {
		return {answer: route.handle({...call, state: desk.state}), changed: route.writes};
	} catch (error) {
		desk.state = before;
		if (error instanceof Refusal) {
			return {answer: error.answer, changed: false};
		}

		// A fault of ours must not end the server: it answers as the vendor does when it fails.
		const basis = 'inferred; the sandbox failed on this request';
		return {
			answer:
				api === 'rest' ? restUnknownError(basis) : partnersError('UNKNOWN_ERROR', 'Unknown error', basis),
			changed: false,
		};
	}
}

/**
 * Answers one request. On REST the route is decided before the token is looked at, as on Partners, where the token then
 * comes before everything else (§1.3).
 */
export function answerRequest(desk: Desk, request: ApiRequest): Routed {
	const [rawPath = '', ...query] = request.target.split('?');
	const api = rawPath.startsWith(apis.rest.prefix)
		? 'rest'
		: rawPath.startsWith(apis.partners.prefix)
			? 'partners'
			: undefined;
	const path =
		api === undefined ? undefined : decoded(rawPath.slice(apis[api].prefix.length).replace(/\/$/, ''));
	if (api === undefined || path === undefined) {
		return {answer: pageNotFound('recorded'), changed: false};
	}

	const now = desk.now();
	expire(desk.state, now);
	const body = parseBody(request.body, request.contentType);
	const {method} = request;
	const november =
		desk.scenario === 'november' ? novemberAnswer({api, method, path, body: body.value}) : undefined;
	if (november !== undefined) {
		return {answer: november, changed: false};
	}

	const match = matchRoute(apis[api].routes, {method, path}, desk.mode);
	if (match === undefined || match === 'other method') {
		return {
			answer: pageNotFound(
				match === undefined ? 'recorded' : 'inferred; method not allowed on this path (7.3)',
			),
			changed: false,
		};
	}

	const refused = authorised(desk, api, match.route, bearerToken(request.authorization));
	if (refused !== undefined) {
		return {answer: refused, changed: false};
	}

	if (body.isBad) {
		const basis = 'inferred; the body is not JSON';
		return {
			answer:
				api === 'rest'
					? restUnknownError(basis)
					: partnersError('VALIDATION_ERROR', 'Request is not valid JSON', basis),
			changed: false,
		};
	}

	return perform(desk, api, match.route, {
		mode: desk.mode,
		now,
		path: match.path,
		query: parseParameters(query.join('?')),
		body: body.value,
	});
}
