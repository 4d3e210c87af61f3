import type {Catalog, Endpoint, Profile, Secrets, Server, Variant} from '../catalog/catalog.ts';
import {Problem} from '../catalog/problem.ts';
import {tokenProblem} from '../catalog/secrets.ts';
import {bodyProblem} from './body-problem.ts';
import {overridesMethod} from './method-override.ts';
import {variantOf, type Draft, type Pair} from './draft.ts';
import type {PreparedRequest} from './exchange.ts';
import {
	headerValue,
	substituteHeader,
	substituteJson,
	substitutePathSegment,
	substituteQuery,
	substituteText,
	type Filling,
} from './substitute.ts';

/** Written in by the bundler. */
declare const PROGRAM_VERSION: string;

export type Preparation = {
	readonly draft: Draft;
	readonly endpoint: Endpoint;
	readonly catalog: Catalog;
	readonly profile: Profile;
	readonly variables: ReadonlyMap<string, string>;
	readonly secrets: Secrets;
	/** Sends a body that is not JSON as it was typed, with its variables filled in as they are. */
	readonly sendInvalidBody?: boolean;
};

type Context = Preparation & {readonly variant: Variant; readonly server: Server};

/** Computed from the body; another value would break the connection for the requests that follow. */
const computedHeaders = ['content-length', 'transfer-encoding'];
const namePattern = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;

/**
 * The request that a draft stands for, with everything filled in, exactly as it will go out. Nothing is sent.
 *
 * A header of the draft takes the place of the usual one with the same name; with an empty value it takes the usual
 * one away, and is not sent itself. With an own `Authorization` in the draft no token of ours is used or checked.
 *
 * @throws {Problem} `variable-missing`, `path-value-invalid`, `value-invalid`, `header-invalid`, `body-not-json`,
 *   `server-unknown`, `base-url-invalid`, and what `tokenProblem` finds (`token-missing`, `token-placeholder`)
 */
export function prepareRequest(preparation: Preparation): PreparedRequest {
	const {draft, endpoint, catalog} = preparation;
	const variant = variantOf(endpoint, draft.variant);
	const server = catalog.servers.get(variant.server);
	if (server === undefined) {
		throw new Problem('server-unknown', `The catalog has no server ${variant.server}.`, {
			next: `Use one of ${[...catalog.servers.keys()].join(', ')}.`,
			place: {endpoint: endpoint.id},
		});
	}

	const context: Context = {...preparation, variant, server};
	const url = urlOf(context);
	const own = ownHeaders(context);
	const body = bodyOf(context, own);
	const token = tokenOf(context, own);
	return {
		endpointId: endpoint.id,
		variant: variant.name,
		method: variant.method,
		url: url.href,
		headers: headersOf({url, own, body, token: token?.value, method: variant.method}),
		body,
		writes: writes(variant) || overridesMethod({url, headers: own, body}),
		token: token === undefined ? null : server.token,
	};
}

function urlOf({draft, endpoint, variant, server, profile, variables}: Context): URL {
	const base = URL.canParse(profile.baseUrl) ? new URL(profile.baseUrl) : null;
	if (base === null || !/^https?:$/.test(base.protocol) || base.username !== '' || base.password !== '') {
		throw new Problem('base-url-invalid', `The base URL of profile ${profile.name} cannot be used.`, {
			next: 'Give http:// or https:// and a host, without a user name or password.',
		});
	}

	const path = variant.path.replace(/\{([^{}]+)\}/g, (_, name: string) =>
		substitutePathSegment(draft.path[name] ?? '', {
			variables,
			endpoint: endpoint.id,
			where: `path value ${name}`,
		}),
	);
	const query = substituteQuery(draft.query, {variables, endpoint: endpoint.id});
	return new URL(`${profile.baseUrl}${server.path}${path}${query === '' ? '' : `?${query}`}`);
}

/** The draft's headers with their values filled in; those with an empty value are still there. */
function ownHeaders({draft, endpoint, variables}: Context): Pair[] {
	const headers = draft.headers
		.filter(([name, value]) => name.trim() !== '' || value.trim() !== '')
		.map(([spelling, template]): Pair => {
			const name = spelling.trim();
			if (!namePattern.test(name)) {
				throw headerProblem(
					`${JSON.stringify(name)} is not a header name.`,
					'Use letters, digits and hyphens.',
				);
			}

			return [name, substituteHeader(template, {variables, endpoint: endpoint.id, where: `header ${name}`})];
		});

	function headerProblem(what: string, next: string): Problem {
		return new Problem('header-invalid', what, {next, place: {endpoint: endpoint.id}});
	}

	for (const [name, value] of headers) {
		const key = name.toLowerCase();
		if (computedHeaders.includes(key)) {
			throw headerProblem(
				`${name} is computed from the body and cannot be set.`,
				`Remove the header ${name}.`,
			);
		}

		if (value === '' && (key === 'host' || key === 'connection')) {
			throw headerProblem(`${name} cannot be left out.`, `Give ${name} a value, or remove the header.`);
		}
	}

	return headers;
}

/** Only what goes out as JSON must be JSON; other content is the operator's affair and filled in as it is. */
function bodyOf({draft, endpoint, variables, sendInvalidBody}: Context, own: readonly Pair[]): string | null {
	if (draft.body === null || draft.body === '') {
		return draft.body;
	}

	const filling: Filling = {variables, endpoint: endpoint.id, where: 'the body'};
	const contentType = own.find(([name]) => name.toLowerCase() === 'content-type')?.[1];
	if (contentType !== undefined && contentType !== '' && !/^[^;]*[/+]json\b/i.test(contentType)) {
		return substituteText(draft.body, filling);
	}

	const typed = bodyProblem(draft.body);
	if (typed !== null && sendInvalidBody === true) {
		return substituteText(draft.body, filling);
	}

	const body = typed === null ? substituteJson(draft.body, filling) : draft.body;
	const found = typed ?? bodyProblem(body);
	if (found !== null && sendInvalidBody !== true) {
		const when = typed === null ? ' after its variables were filled in' : '';
		throw new Problem('body-not-json', `The body is not JSON${when}: ${found.message}.`, {
			next: 'Correct the body, or confirm that it is sent as it was typed.',
			place: {endpoint: endpoint.id, line: found.line, column: found.column},
		});
	}

	return body;
}

/** The token for `Authorization`; nothing when the draft has its own, or in a sandbox that was given none. */
function tokenOf(
	{endpoint, server, secrets, profile}: Context,
	own: readonly Pair[],
): {value: string} | undefined {
	if (own.some(([name]) => name.toLowerCase() === 'authorization')) {
		return undefined;
	}

	const problem = tokenProblem(server.token, secrets, profile);
	if (problem !== undefined) {
		throw problem;
	}

	const value = secrets.get(server.token);
	if (value === undefined) {
		return undefined;
	}

	return {value: headerValue(value, {endpoint: endpoint.id, where: `token ${server.token}`})};
}

function headersOf({
	url,
	own,
	body,
	token,
	method,
}: {
	url: URL;
	own: readonly Pair[];
	body: string | null;
	token: string | undefined;
	method: Variant['method'];
}): Pair[] {
	const usual: Pair[] = [
		['Host', url.host],
		['Accept', 'application/json'],
		['Cache-Control', 'no-cache'],
		...(body === null ? [] : [['Content-Type', 'application/json'] as const]),
		...(token === undefined ? [] : [['Authorization', `Bearer ${token}`] as const]),
		['User-Agent', `qtickets-explorer/${PROGRAM_VERSION}`],
		['Accept-Encoding', 'gzip, deflate, br'],
		['Connection', 'keep-alive'],
	];
	const replaced = new Set<string>();
	const headers = usual.flatMap(pair => {
		const key = pair[0].toLowerCase();
		const instead = own.filter(([name]) => name.toLowerCase() === key);
		if (instead.length === 0) {
			return [pair];
		}

		replaced.add(key);
		return instead;
	});
	headers.push(...own.filter(([name]) => !replaced.has(name.toLowerCase())));
	if (body !== null || method === 'POST' || method === 'PUT' || method === 'PATCH') {
		// Said for every method: Node does not frame the body of a GET by itself, and sends an empty POST chunked.
		headers.push(['Content-Length', String(Buffer.byteLength(body ?? ''))]);
	}

	return headers.filter(([, value]) => value !== '');
}

function writes({writes: marked, method}: Variant): boolean {
	return marked || method === 'PUT' || method === 'PATCH' || method === 'DELETE';
}
