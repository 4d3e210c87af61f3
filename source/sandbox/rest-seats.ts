import type {Answer, Basis} from './answer.ts';
import type {Call} from './call.ts';
import {restData, restNotFound, refuse} from './envelopes.ts';
import {seats, type Seat} from './hall.ts';
import {isRecord, numberFrom, textOrNull, valueAt, type JsonRecord} from './json-value.ts';
import {selectColumns, whereRows} from './list-query.ts';
import {occupancyOf, seatStatus, type SeatStatus, type Viewer} from './seat-status.ts';
import {findShow, offersOf, type Offer} from './world.ts';

/** The columns when none are selected; which ones the vendor sends then is not known (§7.16). */
const usualColumns = [
	'seat_id',
	'admission',
	'name',
	'row',
	'place',
	'available',
	'price',
	'multiprice_code',
	'coords',
];

function seatRow(seat: Seat, offer: Offer, status: SeatStatus): JsonRecord {
	const prefix = offer.code === '' ? '' : `${offer.code}_`;
	return {
		id: prefix + seat.id,
		seat_id: prefix + seat.id,
		root_id: seat.id,
		name: seat.name,
		zone_id: prefix + seat.zone.id,
		zone_root_id: seat.zone.id,
		short_seat_id: `${seat.row};${seat.place}`,
		admission: seat.zone.admission !== null,
		row: String(seat.row),
		place: String(seat.place),
		max_quantity: status.maximum,
		free_quantity: status.free,
		ordered_quantity: status.paid + status.held,
		available: status.available,
		disabled: status.disabled,
		ordered: status.free === 0,
		payed_quantity: status.paid,
		in_basket_quantity: 0,
		price: status.price,
		currency_id: 'RUB',
		related_seats: [],
		multiprice_name: offer.code === '' ? null : offer.name,
		multiprice_code: offer.code === '' ? null : offer.code,
		'spread.partner_id': status.spread?.partnerId ?? null,
		'spread.users': status.spread?.users ?? null,
		'spread.client_groups': null,
		'spread.client_emails': status.spread?.emails ?? null,
		'spread.agents': status.spread === null,
		color_theme_id: status.colorTheme,
		coords: seat.coords,
	};
}

function viewerOf(context: unknown): Viewer {
	const email = textOrNull(valueAt(context, 'client_email'));
	const userId = numberFrom(valueAt(context, 'user_id'));
	const partnerId = numberFrom(valueAt(context, 'partner_id'));
	return {
		...(email !== null && {email}),
		...(userId !== undefined && {userId}),
		...(partnerId !== undefined && {partnerId}),
	};
}

function byZone(rows: readonly JsonRecord[], shown: ReadonlyMap<unknown, JsonRecord>): JsonRecord {
	const zones = new Map<unknown, {zone_id: unknown; name: unknown; seats: Array<[string, JsonRecord]>}>();
	for (const row of rows) {
		const zone = zones.get(row.zone_id) ?? {
			zone_id: row.zone_id,
			name: seats.get(String(row.root_id))?.zone.name,
			seats: [],
		};
		zone.seats.push([String(row.id), shown.get(row.id) ?? {}]);
		zones.set(row.zone_id, zone);
	}

	return Object.fromEntries(
		[...zones.values()].map(zone => [String(zone.zone_id), {...zone, seats: Object.fromEntries(zone.seats)}]),
	);
}

/**
 * The seats of a show under every tariff: `select`, `where`, `context` and `flat` of the body (§2.3).
 *
 * @throws {Refusal} for an unknown show or a body that cannot be used
 */
export function seatsAnswer(call: Call, showId: number): Answer {
	const found = findShow(call.state, showId);
	if (found === undefined) {
		return refuse(restNotFound('Show', showId, 'inferred; unknown show (6.4)'));
	}

	const occupancy = occupancyOf(call.state, showId);
	const viewer = viewerOf(valueAt(call.body, 'context'));
	const all = offersOf(call.state, found.event.id).flatMap(offer =>
		[...seats.values()].map(seat =>
			seatRow(seat, offer, seatStatus(found.show, seat, offer, {occupancy, viewer})),
		),
	);
	// The documentation names this column both ways (§7.17).
	const rows = whereRows(call, all, {root_zone_id: 'zone_root_id'});
	const select = valueAt(call.body, 'select');
	const columns = Array.isArray(select) ? select : usualColumns;
	const shown = new Map(rows.map(row => [row.id, selectColumns(row, columns, ['seat_id', 'admission'])]));
	const basis: Basis = isRecord(call.body)
		? 'documented'
		: 'inferred; the columns without select are not known (7.16)';
	return valueAt(call.body, 'flat') === true
		? restData(Object.fromEntries([...shown].map(([id, row]) => [String(id), row])), basis)
		: restData(byZone(rows, shown), basis);
}
