import type {Answer, Basis} from './answer.ts';
import type {Call, Route} from './call.ts';
import {partnersBody} from './envelopes.ts';
import {seats, zones, type Seat, type Zone} from './hall.ts';
import type {JsonRecord} from './json-value.ts';
import {timeFrom} from './moscow-time.ts';
import {placeOf, type Place} from './partners-place.ts';
import {eventHeader, listRow} from './partners-view.ts';
import {occupancyOf, ourPartnerId, seatStatus, type SeatStatus} from './seat-status.ts';
import {offersOf, type Offer} from './world.ts';

/** The state of every seat under one tariff, as our partner sees it. */
function statuses(call: Call, {show}: Place, offer: Offer): Array<{seat: Seat; status: SeatStatus}> {
	const occupancy = occupancyOf(call.state, show.id);
	return [...seats.values()].map(seat => ({
		seat,
		status: seatStatus(show, seat, offer, {occupancy, viewer: {partnerId: ourPartnerId}}),
	}));
}

function seatsOf(zone: Zone): Seat[] {
	return [...seats.values()].filter(seat => seat.zone === zone);
}

function lists(call: Call): Answer {
	const rows = call.state.events
		.filter(event => event.is_active === 1 && event.deleted_at === null)
		.flatMap(event =>
			event.shows
				.filter(show => {
					const start = timeFrom(show.start_date);
					return show.is_active === 1 && show.deleted_at === null && start !== undefined && start > call.now;
				})
				.map(show => listRow(event, show)),
		);
	return partnersBody({status: 'success', result: rows}, 'documented');
}

function seatmap(call: Call): Answer {
	const place = placeOf(call);
	const [offer] = offersOf(call.state, place.event.id);
	const free = new Map(
		statuses(call, place, offer ?? {code: '', name: '', factor: 1}).map(({seat, status}) => [
			seat,
			status.free,
		]),
	);
	const map = {
		width: 1000,
		height: 800,
		zones: Object.fromEntries(
			zones.map(zone => [
				zone.id,
				{
					name: zone.name,
					description: zone.description,
					width: zone.width,
					height: zone.height,
					offset: zone.offset,
					seats: Object.fromEntries(
						seatsOf(zone).map(seat => [
							seat.id,
							zone.admission === null
								? {coords: seat.coords, row: seat.row, place: seat.place}
								: {coords: seat.coords, admission: true, free_quantity: free.get(seat) ?? 0},
						]),
					),
				},
			]),
		),
	};
	return partnersBody(
		{status: 'success', ...eventHeader(place.event, place.show), seatmap: map},
		'documented',
	);
}

function offers(call: Call): Answer {
	const place = placeOf(call);
	const map = Object.fromEntries(
		offersOf(call.state, place.event.id).map(offer => [
			offer.code,
			{
				name: offer.name,
				seats: Object.fromEntries(
					statuses(call, place, offer).map(({seat, status}) => [
						seat.id,
						{available: status.available, price: status.price},
					]),
				),
			},
		]),
	);
	return partnersBody(
		{status: 'success', ...eventHeader(place.event, place.show), offers: map},
		'documented',
	);
}

function seatRow({seat, status}: {seat: Seat; status: SeatStatus}): JsonRecord {
	return seat.zone.admission === null
		? {
				seat_id: seat.id,
				available: status.available,
				coords: seat.coords,
				row: seat.row,
				place: seat.place,
				price: status.price,
				currency_id: 'RUB',
			}
		: {
				seat_id: seat.id,
				available: status.available,
				coords: seat.coords,
				free_quantity: status.free,
				admission: true,
				price: status.price,
				currency_id: 'RUB',
			};
}

/** The deprecated seats list, which has no `status` key in the documentation's example. */
function deprecatedSeats(call: Call): Answer {
	// Test 6.14 asks without a date for an event that has three: its first date answers (inferred).
	const place = placeOf(call, 'first');
	const [offer] = offersOf(call.state, place.event.id);
	const rows = statuses(call, place, offer ?? {code: '', name: '', factor: 1});
	const layout = zones.map(zone => ({
		zone_id: zone.id,
		name: zone.name,
		description: zone.description,
		width: zone.width,
		height: zone.height,
		offset: zone.offset,
		seats: seatsOf(zone).map(seat => ({seat_id: seat.id})),
	}));
	const status = zones.map(zone => ({
		zone_id: zone.id,
		name: zone.name,
		seats: rows.filter(({seat}) => seat.zone === zone).map(seatRow),
	}));
	const isGuess = call.path.show === undefined && place.event.shows.length > 1;
	const basis: Basis = isGuess ? 'inferred; no date named, the first one answers' : 'documented';
	return partnersBody({...eventHeader(place.event, place.show, {zones: layout}), zones: status}, basis);
}

const both = ['GET', 'POST'];

export const partnersEventRoutes: readonly Route[] = [
	{methods: both, path: 'events/lists', writes: false, handle: lists},
	{methods: both, path: 'events/seatmap/{event?}/{show?}', writes: false, handle: seatmap},
	{methods: both, path: 'events/offers/{event?}/{show?}', writes: false, handle: offers},
	{methods: both, path: 'events/seats/{event?}/{show?}', writes: false, handle: deprecatedSeats},
];
