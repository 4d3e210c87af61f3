import type {AuditedSet} from './audited-set.ts';
import type {Discovery} from './finding.ts';
import {eventPlace, eventsOf, type EventOf} from './journal-events.ts';

/** Writes that left although the journal holds no unlock for their host. */
export function* unguardedWrites(set: AuditedSet): Generator<Discovery> {
	const [opened] = eventsOf(set, 'session.opened');
	if (opened === undefined) {
		return;
	}

	const {profile} = opened;
	const own = hostOf(profile.base_url);
	let unlocked = new Set<string>();
	for (const event of set.journal?.events ?? []) {
		if (event.type === 'session.resumed') {
			// An unlock is given to a running program and ends with it.
			unlocked = new Set();
		} else if (event.type === 'guard.unlocked') {
			unlocked.add(event.host.toLowerCase());
		} else if (event.type === 'request.intent' && isWrite(event)) {
			const host = hostOf(event.request.url);
			const common = {
				subject: event.endpoint_id,
				also: [eventPlace(set, {seq: 1}, '/profile')],
				place: eventPlace(set, event, '/request/url'),
			};
			if (profile.read_only) {
				yield {
					...common,
					code: 'read-only',
					claimed: 'a read-only session',
					found: `${event.endpoint.slice(0, 120)} writes`,
				};
			} else if (host !== null && isCareful(profile.kind, host, own) && !unlocked.has(host)) {
				yield {
					...common,
					claimed: `writes to ${host} are locked`,
					found: `${event.endpoint.slice(0, 120)} went there, and no event unlocks it`,
				};
			}
		}
	}
}

function isWrite({writes, request}: EventOf<'request.intent'>): boolean {
	return writes || ['PUT', 'PATCH', 'DELETE'].includes(request.method);
}

/** A host that the profile does not name is treated as production, whatever the profile is. */
function isCareful(kind: string, host: string, own: string | null): boolean {
	return kind === 'production' || (own !== null && host !== own);
}

function hostOf(url: string): string | null {
	return URL.canParse(url) ? new URL(url).host.toLowerCase() : null;
}
