import {createHash} from 'node:crypto';
import {seats, type Seat} from './hall.ts';
import {numberFrom, textOrNull, valueAt} from './json-value.ts';
import type {Offer, Price, Show, State} from './world.ts';

/** Who asks: personal quotas open seats to some (§2.3 `context`). */
export type Viewer = {readonly partnerId?: number; readonly userId?: number; readonly email?: string};

/** The distributor behind the sandbox's partner key. */
export const ourPartnerId = 7;

export type Occupancy = {paid: number; held: number};

export type Spread = {
	readonly partnerId: number | null;
	readonly users: readonly number[] | null;
	readonly emails: readonly string[] | null;
};

export type SeatStatus = {
	readonly available: boolean;
	readonly disabled: boolean;
	readonly maximum: number;
	readonly free: number;
	readonly paid: number;
	readonly held: number;
	readonly price: number;
	readonly colorTheme: number | null;
	readonly spread: Spread | null;
};

/** How often each seat of a show is sold or held, by the organiser and by partners together. */
export function occupancyOf(state: State, showId: number): ReadonlyMap<string, Occupancy> {
	const occupancy = new Map<string, Occupancy>();
	function count(seatId: string, paid: boolean): void {
		const entry = occupancy.get(seatId) ?? {paid: 0, held: 0};
		entry[paid ? 'paid' : 'held']++;
		occupancy.set(seatId, entry);
	}

	for (const order of state.orders) {
		for (const basket of order.baskets) {
			if (basket.show_id === showId && basket.deleted_at === null && basket.refunded_at === null) {
				count(basket.seat_id, order.payed);
			}
		}
	}

	for (const ticket of state.tickets) {
		if (ticket.show_id === showId && ticket.deleted === 0) {
			count(ticket.seat_id, ticket.paid === 1);
		}
	}

	return occupancy;
}

/** The nearest setting of a seat; precedence seat, row, zone is inferred (§2.0 scheme_properties). */
function property(show: Show, seat: Seat, name: string): unknown {
	const own = valueAt(show.scheme_properties, 'seats', seat.id, name);
	if (own !== undefined && own !== '') {
		return own;
	}

	const ofRow = valueAt(show.scheme_properties, 'zones', seat.zone.id, 'rows', String(seat.row), name);
	return ofRow !== undefined && ofRow !== ''
		? ofRow
		: valueAt(show.scheme_properties, 'zones', seat.zone.id, name);
}

function priceOf(show: Show, seat: Seat): Price | undefined {
	const id = textOrNull(property(show, seat, 'price_id'));
	return show.prices.find(price => String(price.id) === id) ?? show.prices[0];
}

function spreadOf(show: Show, seat: Seat): Spread | null {
	const spread = property(show, seat, 'spread');
	if (textOrNull(valueAt(spread, 'enabled')) !== '1') {
		return null;
	}

	const users = valueAt(spread, 'users');
	const emails = valueAt(spread, 'client_emails');
	return {
		partnerId: numberFrom(valueAt(spread, 'partner_id')) ?? null,
		users: Array.isArray(users) ? users.map(Number) : null,
		emails: Array.isArray(emails) ? emails.map(String) : null,
	};
}

function isWithinQuota(spread: Spread | null, viewer: Viewer): boolean {
	return (
		spread === null ||
		(viewer.partnerId !== undefined && spread.partnerId === viewer.partnerId) ||
		(viewer.userId !== undefined && (spread.users?.includes(viewer.userId) ?? false)) ||
		(viewer.email !== undefined && (spread.emails?.includes(viewer.email) ?? false))
	);
}

/**
 * The state of one seat under one tariff. Available = not disabled, not held, not sold, within the viewer's quota; an
 * admission zone needs a free quantity. A seat sold under one tariff is gone under all (both inferred, §6.1).
 */
export function seatStatus(
	show: Show,
	seat: Seat,
	offer: Offer,
	context: {occupancy: ReadonlyMap<string, Occupancy>; viewer: Viewer},
): SeatStatus {
	const {paid, held} = context.occupancy.get(seat.id) ?? {paid: 0, held: 0};
	const price = priceOf(show, seat);
	const spread = spreadOf(show, seat);
	const disabled = textOrNull(property(show, seat, 'disabled')) === '1';
	const maximum =
		seat.zone.admission === null
			? 1
			: (numberFrom(property(show, seat, 'max_quantity')) ?? seat.zone.admission);
	const free = Math.max(0, maximum - paid - held);
	return {
		available: !disabled && free > 0 && isWithinQuota(spread, context.viewer),
		disabled,
		maximum,
		free,
		paid,
		held,
		price: Math.round((price?.default_price ?? 0) * offer.factor * 100) / 100,
		colorTheme: numberFrom(price?.color_theme) ?? null,
		spread,
	};
}

/** Looks up a seat id as REST writes it, where tariffs prefix the seat: `full_PARTERRE-3;7` (§2.3). */
export function seatOfTariff(
	seatId: string,
	offers: readonly Offer[],
): {seat: Seat; offer: Offer} | undefined {
	for (const offer of offers) {
		const prefix = offer.code === '' ? '' : `${offer.code}_`;
		const seat = seatId.startsWith(prefix) ? seats.get(seatId.slice(prefix.length)) : undefined;
		if (seat !== undefined) {
			return {seat, offer};
		}
	}

	return undefined;
}

/** 40 hex digits over quotas, seats and prices. Whether a plain sale changes it is not known; here it does not (§6.1). */
export function lastUpdateHash(show: Show): string {
	return createHash('sha1')
		.update(JSON.stringify([show.id, show.scheme_properties, show.prices]))
		.digest('hex');
}
