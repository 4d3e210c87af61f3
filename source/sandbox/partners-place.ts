import type {Call} from './call.ts';
import {partnersError, refuse} from './envelopes.ts';
import {idFrom, isRecord, type JsonRecord} from './json-value.ts';
import {findShow, type Event, type Show} from './world.ts';

export type Place = {readonly event: Event; readonly show: Show};

/** Query and body together; both give the same answer, and the body wins (§1.7). */
export function parameters(call: Call): JsonRecord {
	return {...call.query, ...(isRecord(call.body) ? call.body : {})};
}

/** In the test list's era of paths, `batch` stood where an event id belongs (§2.6 disagreements). */
function idAt(call: Call, name: 'event' | 'show'): string | number | undefined {
	const segment = call.path[name];
	if (segment !== undefined && !(segment === 'batch' && call.mode === 'test-list')) {
		return segment;
	}

	const sent = parameters(call)[`${name}_id`];
	return typeof sent === 'string' || typeof sent === 'number' ? sent : undefined;
}

/** Stops with VALIDATION_ERROR; when the vendor answers so is inferred everywhere (§6.3). */
export function refuseParameter(message: string): never {
	return refuse(
		partnersError(
			'VALIDATION_ERROR',
			message,
			'inferred; when parameters are refused is not documented (6.3)',
		),
	);
}

function eventAt(call: Call): Event | undefined {
	const sent = idAt(call, 'event');
	if (sent === undefined) {
		return undefined;
	}

	const event = call.state.events.find(
		candidate => candidate.id === idFrom(sent) && candidate.deleted_at === null,
	);
	return event ?? refuse(partnersError('EVENT_NOT_FOUND', 'Event not found', 'documented'));
}

function showAt(call: Call, event: Event): Show | undefined {
	const sent = idAt(call, 'show');
	if (sent === undefined) {
		return undefined;
	}

	const found = findShow(call.state, idFrom(sent));
	return found?.event === event
		? found.show
		: refuse(
				partnersError(
					'EVENT_NOT_FOUND',
					'Event not found',
					'inferred; no code exists for an unknown date (6.3)',
				),
			);
}

/** The event and the date of the path, either of which may be left out: for tickets/find. */
export function optionalPlace(call: Call): {readonly event?: Event; readonly show?: Show} {
	const event = eventAt(call);
	const show = event === undefined ? undefined : showAt(call, event);
	return {...(event !== undefined && {event}), ...(show !== undefined && {show})};
}

/**
 * The event and the date that the path or the parameters name.
 *
 * @param manyDates what to do when an event has several dates and none is named: refuse, or take its first
 * @throws {Refusal} for unknown ids, and where one is missing
 */
export function placeOf(call: Call, manyDates: 'refuse' | 'first' = 'refuse'): Place {
	const event = eventAt(call) ?? refuseParameter('event_id is required');
	const named = showAt(call, event);
	const shows = event.shows.filter(show => show.deleted_at === null);
	if (named === undefined && shows.length > 1 && manyDates === 'refuse') {
		refuseParameter('show_id is required: the event has several dates');
	}

	const show =
		named ??
		shows[0] ??
		refuse(partnersError('EVENT_NOT_FOUND', 'Event not found', 'inferred; an event without dates'));
	return {event, show};
}
