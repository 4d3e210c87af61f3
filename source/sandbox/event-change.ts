import type {Call} from './call.ts';
import {restInvalid, refuse} from './envelopes.ts';
import {city, scheme} from './hall.ts';
import {
	filledText,
	flagFrom,
	isRecord,
	numberFrom,
	textOrNull,
	valueAt,
	type JsonRecord,
} from './json-value.ts';
import {moscowTime, timeFrom} from './moscow-time.ts';
import {payments} from './seed-events.ts';
import {nextId, type Event, type Price, type Show} from './world.ts';

/** A date of a show, normalised to Moscow time; what cannot be read keeps the old value. */
function dateOr<Old extends string | null>(value: unknown, old: Old): string | Old {
	const at = timeFrom(value);
	return at === undefined ? old : moscowTime(at);
}

function changePrices(call: Call, show: Show, sent: readonly unknown[]): Price[] {
	return sent.map(row => {
		const id = numberFrom(valueAt(row, 'id'));
		const known = show.prices.find(price => price.id === id);
		return {
			id: known?.id ?? nextId(call.state, 'price'),
			default_price: numberFrom(valueAt(row, 'default_price')) ?? known?.default_price ?? 0,
			color_theme: textOrNull(valueAt(row, 'color_theme')) ?? known?.color_theme ?? '1',
			modifiers: known?.modifiers ?? [],
		};
	});
}

/** Replaces `"#N"` by the id of the Nth price that was sent in the same request (§2.3 POST events). */
function resolvePrices(value: unknown, prices: readonly Price[]): unknown {
	if (Array.isArray(value)) {
		return value.map(item => resolvePrices(item, prices));
	}

	if (!isRecord(value)) {
		return value;
	}

	return Object.fromEntries(
		Object.entries(value).map(([key, member]) => {
			const index =
				key === 'price_id' && typeof member === 'string' ? /^#(\d+)$/.exec(member)?.[1] : undefined;
			const price = index === undefined ? undefined : prices[Number(index)];
			return [key, price === undefined ? resolvePrices(member, prices) : String(price.id)];
		}),
	);
}

function newShow(call: Call): Show {
	const time = moscowTime(call.now);
	return {
		id: nextId(call.state, 'show'),
		name: '',
		is_active: 1,
		sale_start_date: null,
		sale_finish_date: time,
		open_date: time,
		start_date: time,
		finish_date: time,
		scheme_properties: {},
		prices: [],
		min_price: null,
		max_price: null,
		created_at: time,
		updated_at: time,
		deleted_at: null,
	};
}

function changeShow(call: Call, show: Show, sent: JsonRecord): void {
	show.name = textOrNull(sent.name) ?? show.name;
	show.is_active = flagFrom(sent.is_active) ?? show.is_active;
	show.sale_start_date =
		sent.sale_start_date === null ? null : dateOr(sent.sale_start_date, show.sale_start_date);
	show.start_date = dateOr(sent.start_date, show.start_date);
	show.finish_date = dateOr(sent.finish_date, show.finish_date);
	show.open_date = dateOr(sent.open_date, show.open_date);
	show.sale_finish_date = dateOr(sent.sale_finish_date, show.sale_finish_date);
	if (Array.isArray(sent.prices)) {
		show.prices = changePrices(call, show, sent.prices);
	}

	if (isRecord(sent.scheme_properties)) {
		show.scheme_properties = resolvePrices(sent.scheme_properties, show.prices);
	}

	const sorted = show.prices.toSorted((first, second) => first.default_price - second.default_price);
	show.min_price = sorted[0] ?? null;
	show.max_price = sorted.at(-1) ?? null;
	show.updated_at = moscowTime(call.now);
}

function changeShows(call: Call, event: Event, sent: readonly unknown[]): void {
	for (const row of sent.filter(isRecord)) {
		const id = numberFrom(row.id);
		const known = event.shows.find(show => show.id === id);
		const show = known ?? newShow(call);
		if (known === undefined) {
			event.shows.push(show);
		}

		changeShow(call, show, row);
	}
}

/** Whether a name was sent: a text, or texts by language. */
export function hasName(data: unknown): boolean {
	const name = valueAt(data, 'name');
	return filledText(name) !== undefined || (isRecord(name) && Object.keys(name).length > 0);
}

/** A new event with nothing set; an `id` that was sent is ignored (inferred, §2.3). */
export function newEvent(call: Call): Event {
	const time = moscowTime(call.now);
	const id = nextId(call.state, 'event');
	const event: Event = {
		id,
		is_active: 0,
		name: '',
		scheme_id: scheme.id,
		currency_id: 'RUB',
		place_name: '',
		place_address: '',
		place_description: '',
		city_id: city.id,
		description: '',
		site_url: '',
		external_id: null,
		ticket_id: 17,
		mail_template_id: 35,
		age: '0+',
		fanid_required: false,
		shows: [],
		payments: payments.slice(0, 1),
		poster: null,
		event_type_id: 2,
		slug: `event-${id}`,
		created_at: time,
		updated_at: time,
		deleted_at: null,
	};
	call.state.events.push(event);
	return event;
}

/**
 * Takes over the fields that were sent; at least a name must stand once it is done. Which fields the vendor requires
 * is not known (§7.5).
 *
 * @throws {Refusal} when `data` is no object or leaves the event without a name
 */
export function changeEvent(call: Call, event: Event, data: unknown): void {
	if (!isRecord(data) || (Object.hasOwn(data, 'name') ? !hasName(data) : event.name === '')) {
		return refuse(restInvalid(call.mode, 'name', 'data with a name is missing'));
	}

	event.name = data.name ?? event.name;
	event.is_active = flagFrom(data.is_active) ?? event.is_active;
	for (const key of [
		'currency_id',
		'place_name',
		'place_address',
		'place_description',
		'description',
		'site_url',
		'age',
	] as const) {
		event[key] = textOrNull(data[key]) ?? event[key];
	}

	for (const key of ['scheme_id', 'city_id', 'ticket_id', 'mail_template_id'] as const) {
		event[key] = numberFrom(data[key]) ?? event[key];
	}

	if (Object.hasOwn(data, 'external_id')) {
		event.external_id = textOrNull(data.external_id);
	}

	if (Array.isArray(data.payments)) {
		const wanted = new Set(data.payments.map(numberFrom));
		event.payments = payments.filter(payment => wanted.has(payment.id));
	}

	const poster = textOrNull(data.poster);
	if (poster !== null) {
		const type = /^data:([\w/+.-]+);base64,/.exec(poster)?.[1] ?? 'application/octet-stream';
		const size = Math.floor(((poster.length - poster.indexOf(',') - 1) * 3) / 4);
		event.poster = {
			id: 3000 + event.id,
			content_type: type,
			file_size: size,
			url: `https://example.com/posters/${event.id}`,
		};
	}

	if (Array.isArray(data.shows)) {
		changeShows(call, event, data.shows);
	}

	event.updated_at = moscowTime(call.now);
}
