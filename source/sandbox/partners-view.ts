import {eventName} from './event-view.ts';
import {city, scheme} from './hall.ts';
import type {JsonRecord} from './json-value.ts';
import {lastUpdateHash} from './seat-status.ts';
import type {Event, PartnerTicket, Show} from './world.ts';

const schemeOf = (event: Event): JsonRecord => ({
	id: event.scheme_id,
	venue_id: scheme.venueId,
	place_name: event.place_name,
	place_address: event.place_address,
	place_description: event.place_description,
});

/**
 * The event header that most Partners answers carry (§2.0).
 *
 * @param zones further keys of `scheme`, which only the deprecated seats list has
 */
export function eventHeader(event: Event, show: Show, zones: JsonRecord = {}): JsonRecord {
	return {
		event_id: event.id,
		show_id: show.id,
		event_name: eventName(event),
		start_date: show.start_date,
		finish_date: show.finish_date,
		scheme: {...schemeOf(event), width: scheme.width, height: scheme.height, ...zones},
		city,
		last_update_hash: lastUpdateHash(show),
	};
}

/** One row of events/lists: a date that is open for sale. */
export function listRow(event: Event, show: Show): JsonRecord {
	return {
		event_id: event.id,
		show_id: show.id,
		event_name: eventName(event),
		start_date: show.start_date,
		finish_date: show.finish_date,
		scheme: schemeOf(event),
		city,
		event_type: {id: event.event_type_id, name: 'Концерт'},
		age: event.age,
		fanid_required: event.fanid_required,
		has_document_verification: false,
		integrations: [],
		last_update_hash: lastUpdateHash(show),
	};
}

/** Where a ticket belongs and what became of it: known to the sandbox, not part of its public shape. */
const hidden: ReadonlySet<string> = new Set(['event_id', 'show_id', 'checked_at', 'deleted']);

/** The ticket as tickets/add and tickets/update show it. */
export function ticketView(ticket: PartnerTicket): JsonRecord {
	return Object.fromEntries(Object.entries(ticket).filter(([key]) => !hidden.has(key)));
}
