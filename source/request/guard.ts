import type {Profile} from '../catalog/catalog.ts';
import {Problem} from '../catalog/problem.ts';
import type {PreparedRequest} from './exchange.ts';

export type GuardContext = {
	readonly profile: Profile;
	/** Hosts whose names the operator typed to let writes through. */
	readonly unlockedHosts: ReadonlySet<string>;
	/** Value of the environment variable `NODE_TLS_REJECT_UNAUTHORIZED`. */
	readonly tlsRejectUnauthorized: string | undefined;
};

/**
 * Whether a prepared request may leave (design.md §7). Nothing is sent when it gives a problem.
 *
 * @returns `tls-verification-off`, `read-only` or `writes-locked`; `null` when the request may go
 */
export function checkGuard(
	request: Pick<PreparedRequest, 'method' | 'writes' | 'url' | 'headers' | 'endpointId'>,
	{profile, unlockedHosts, tlsRejectUnauthorized}: GuardContext,
): Problem | null {
	const url = new URL(request.url);
	const place = {endpoint: request.endpointId};
	if (tlsRejectUnauthorized === '0' && url.protocol === 'https:' && !isLoopback(url.hostname)) {
		return new Problem(
			'tls-verification-off',
			`NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off: whoever answers for ${url.host} would get the token.`,
			{next: 'Unset NODE_TLS_REJECT_UNAUTHORIZED; name an own CA with NODE_EXTRA_CA_CERTS.', place},
		);
	}

	if (!isWrite(request)) {
		return null;
	}

	if (profile.readOnly) {
		return new Problem(
			'read-only',
			`${request.method} ${url.pathname} writes, and this session is read-only.`,
			{
				next: 'Start without --read-only to fire it.',
				place,
			},
		);
	}

	// A request to a host that the profile does not name is treated as production, whatever the profile is.
	const careful = profile.kind === 'production' || !sameHost(url.host, profile.host);
	if (careful && ![...unlockedHosts].some(host => sameHost(host, url.host))) {
		return new Problem(
			'writes-locked',
			`${request.method} ${url.pathname} writes to production at ${url.host}.`,
			{
				next: `Type the host name ${url.host} to unlock writes, or pass --allow-writes to a run without a screen.`,
				place,
			},
		);
	}

	// Servers of several names go by the header, so a write in another name is a write to another host.
	for (const [name, value] of request.headers) {
		const named = value.trim();
		const unlocked = [url.host, ...unlockedHosts].some(host => sameHost(host, named));
		if (name.toLowerCase() === 'host' && !unlocked) {
			return new Problem(
				'writes-locked',
				`${request.method} ${url.pathname} writes, and its Host header names ${named} instead of ${url.host}.`,
				{next: 'Remove the header Host.', place},
			);
		}
	}

	return null;
}

/** POST is left to the catalog: a search may be a POST. The other methods change something by definition (RFC 9110). */
function isWrite({method, writes}: Pick<PreparedRequest, 'method' | 'writes'>): boolean {
	return writes || method === 'PUT' || method === 'PATCH' || method === 'DELETE';
}

function sameHost(a: string, b: string): boolean {
	return a.toLowerCase() === b.toLowerCase();
}

function isLoopback(hostname: string): boolean {
	return (
		hostname === 'localhost' ||
		hostname.endsWith('.localhost') ||
		hostname === '[::1]' ||
		/^127(?:\.\d{1,3}){3}$/.test(hostname)
	);
}
