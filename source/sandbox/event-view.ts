import {city} from './hall.ts';
import {isRecord, type JsonRecord} from './json-value.ts';
import type {Event} from './world.ts';

/** The event as REST shows it (fields of the recordings, §2.0). */
export function eventView(event: Event): JsonRecord {
	const {payments, poster, event_type_id, slug, created_at, updated_at, deleted_at, ...rest} = event;
	const shown = Object.fromEntries(Object.entries(rest).filter(([key]) => key !== 'fanid_required'));
	return {
		...shown,
		payments,
		poster,
		event_type_id,
		city: {id: city.id, name: city.name, timezone: city.timezone},
		ticket: {id: event.ticket_id, is_active: 1, name: 'Стандартный'},
		mail_template: {id: event.mail_template_id, is_active: 1, name: 'Стандартный'},
		slug,
		place_coordinates: city.coords,
		url: `https://moscow.qtickets.events/${event.id}-${slug}`,
		created_at,
		updated_at,
		deleted_at,
	};
}

/** The name in one language: accounts with several hold an object keyed by language (§2.0). */
export function eventName(event: Event): string {
	const name = isRecord(event.name) ? (event.name.ru ?? Object.values(event.name)[0]) : event.name;
	return typeof name === 'string' ? name : '';
}
