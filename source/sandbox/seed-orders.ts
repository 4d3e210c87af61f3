import {moscowTime, minute, timeFrom} from './moscow-time.ts';
import {seats} from './hall.ts';
import {cancelOrder, makeBasket, makeOrder, payOrder} from './order-parts.ts';
import {nextInteger} from './random.ts';
import {occupancyOf, seatStatus} from './seat-status.ts';
import {person} from './seed-names.ts';
import {findShow, nextId, offersOf, type Basket, type Client, type Order, type State} from './world.ts';

const firstSale = Date.parse('2024-11-01T12:00:00+03:00');
const hour = 60 * minute;

/** A buyer with a fictitious name, an example.com address and a telephone number that nobody has. */
function makeClient(id: number, detailsId: number): Client {
	return {
		id,
		email: `guest${id}@example.com`,
		details: {
			id: detailsId,
			...person(id),
			phone: id % 7 === 0 ? null : `+7000000${String(id).padStart(4, '0')}`,
			vk_id: '',
			facebook_id: '',
		},
	};
}

/** Clients 131-240: more than one page of 100. Client 235 has the details id 167 of the documentation's example. */
export function seedClients(state: State, withDocumented: boolean): void {
	for (let id = 131; id <= 240; id++) {
		if (id !== 235) {
			state.clients.push(makeClient(id, id + 1000));
		} else if (withDocumented) {
			state.clients.push(makeClient(id, 167));
		}
	}
}

function ticketAt(
	state: State,
	basketId: number,
	place: {showId: number; seatId: string; tariff: string},
): Basket {
	const found = findShow(state, place.showId);
	const seat = seats.get(place.seatId);
	if (found === undefined || seat === undefined) {
		throw new Error(`The seed names a seat that is not there: ${place.seatId} of show ${place.showId}`);
	}

	const {event, show} = found;
	const offer = offersOf(state, event.id).find(candidate => candidate.code === place.tariff);
	const occupancy = occupancyOf(state, show.id);
	const price = offer === undefined ? 0 : seatStatus(show, seat, offer, {occupancy, viewer: {}}).price;
	return makeBasket({
		id: basketId,
		eventId: event.id,
		showId: show.id,
		seatId: seat.id,
		seatName: seat.name,
		price,
		tariff: place.tariff,
		createdAt: '',
	});
}

function dated(baskets: readonly Basket[], at: Date): void {
	for (const basket of baskets) {
		basket.created_at = moscowTime(at);
		basket.updated_at = basket.created_at;
	}
}

/** Order 4360 of the documentation's example: three tickets for 150, 150 and 500 roubles. */
export function seedDocumentedOrder(state: State): void {
	const paidAt = new Date('2025-09-01T12:00:05+03:00');
	const baskets = ['preferential', 'preferential', 'full'].map((tariff, index) =>
		ticketAt(state, 63_993 + index, {showId: 41, seatId: `CENTER_PARTERRE-10;${index + 1}`, tariff}),
	);
	dated(baskets, new Date('2025-09-01T11:58:30+03:00'));
	const order = makeOrder(state, {
		id: 4360,
		clientId: 235,
		eventId: 33,
		baskets,
		createdAt: new Date('2025-09-01T12:00:00+03:00'),
	});
	payOrder(state, order, paidAt);
	order.payment_card_number = '000000******0000';
	for (const [index, barcode] of ['877076325904', '877344688530'].entries()) {
		const basket = order.baskets[index];
		if (basket !== undefined) {
			basket.barcode = barcode;
		}
	}

	state.orders.push(order);
}

function settleOrder(state: State, order: Order, index: number): void {
	const createdAt = timeFrom(order.created_at) ?? new Date(firstSale);
	const after = (milliseconds: number): Date => new Date(createdAt.getTime() + milliseconds);
	if (index % 10 === 3) {
		cancelOrder(order, after(24 * hour + 15 * minute));
	} else if (index % 10 === 7) {
		cancelOrder(order, after(minute * (1 + nextInteger(state, 180))));
	} else if (index % 20 === 9) {
		order.reserved = true;
		order.backend_user_id = 3;
	} else {
		payOrder(state, order, after(1000 * nextInteger(state, 352)));
		for (const basket of order.baskets.filter(() => index % 7 === 0)) {
			basket.checked_at = moscowTime(after(20 * 24 * hour));
		}
	}
}

function decorate(order: Order, index: number): void {
	if (index % 6 === 1) {
		order.utm = {utm_source: 'newsletter', utm_medium: 'email', utm_campaign: `wave-${index}`};
	}

	if (index % 15 === 2) {
		order.custom = {hall: 'main'};
	}

	if (index % 25 === 5) {
		order.fields = {legal_name: 'ООО «Пример»', inn: '0000000000', kpp: '000000000'};
	}

	const guest = person(index);
	for (const basket of order.baskets) {
		basket.client_email = `visitor${order.id}@example.com`;
		basket.client_phone = `+7000001${String(index).padStart(4, '0')}`;
		basket.client_name = guest.name;
		basket.client_surname = guest.surname;
		basket.client_middlename = guest.middlename;
	}
}

/**
 * Orders 4241-4359: with order 4360 three pages of 50. One in five is cancelled, one in twenty is an unpaid endless
 * reservation, the rest is paid (the proportions of §5.5). Order 4250 is a season ticket.
 */
export function seedGeneratedOrders(state: State, showIds: readonly number[]): void {
	const taken = new Map<number, number>();
	for (let index = 0; index < 119; index++) {
		const showId = showIds[nextInteger(state, showIds.length)] ?? 0;
		const createdAt = new Date(firstSale + index * 75 * hour + nextInteger(state, 3600) * 1000);
		const count = index === 9 ? 3 : 1 + nextInteger(state, 3);
		const isAdmission = index % 8 === 6;
		const baskets = Array.from({length: count}, () => {
			const next = taken.get(showId) ?? 0;
			taken.set(showId, next + (isAdmission ? 0 : 1));
			return ticketAt(state, nextId(state, 'basket'), {
				showId,
				seatId: isAdmission
					? 'FANZONE-1;1'
					: `CENTER_PARTERRE-${Math.floor(next / 20) + 1};${(next % 20) + 1}`,
				tariff: offersOf(state, findShow(state, showId)?.event.id ?? 0)[0]?.code ?? '',
			});
		});
		dated(baskets, new Date(createdAt.getTime() - 1000 * (11 + nextInteger(state, 401))));
		if (index % 5 === 0) {
			for (const basket of baskets) {
				basket.discount_value = basket.price / 10;
				basket.price -= basket.discount_value;
			}
		}

		const order = makeOrder(state, {
			id: nextId(state, 'order'),
			clientId: 131 + nextInteger(state, 100),
			eventId: findShow(state, showId)?.event.id ?? 0,
			baskets,
			createdAt,
		});
		if (index % 5 === 0) {
			order.discount_id = 45;
			order.promo_code_id = 13_513;
		}

		settleOrder(state, order, index);
		decorate(order, index);
		if (index === 9) {
			// The season ticket: the first ticket stands for the other two.
			order.reserved = false;
			payOrder(state, order, createdAt);
			order.baskets[0]?.related_baskets.push(...order.baskets.slice(1).map(basket => basket.id));
		}

		state.orders.push(order);
	}
}
