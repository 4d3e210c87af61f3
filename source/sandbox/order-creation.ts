import type {Call} from './call.ts';
import {restInvalid, restNotFound, refuse} from './envelopes.ts';
import {filledText, isRecord, numberFrom, textOrNull, valueAt} from './json-value.ts';
import {moscowTime} from './moscow-time.ts';
import {makeBasket, makeOrder, payOrder} from './order-parts.ts';
import {occupancyOf, seatOfTariff, seatStatus} from './seat-status.ts';
import {nextId, offersOf, type Basket, type Event, type Order} from './world.ts';
import {upsertClient} from './client-change.ts';

function makeTicket(call: Call, event: Event, plan: unknown): Basket {
	const showId = numberFrom(valueAt(plan, 'show_id')) ?? 0;
	const show = event.shows.find(candidate => candidate.id === showId && candidate.deleted_at === null);
	if (show === undefined) {
		return refuse(restNotFound('Show', showId, 'inferred; unknown show (6.4)'));
	}

	const found = seatOfTariff(textOrNull(valueAt(plan, 'seat_id')) ?? '', offersOf(call.state, event.id));
	if (found === undefined) {
		return refuse(restInvalid(call.mode, 'seat_id', 'unknown seat'));
	}

	const {seat, offer} = found;
	const status = seatStatus(show, seat, offer, {occupancy: occupancyOf(call.state, show.id), viewer: {}});
	if (!status.available) {
		return refuse(restInvalid(call.mode, 'seat_id', 'the seat is not available'));
	}

	const basket = makeBasket({
		id: nextId(call.state, 'basket'),
		eventId: event.id,
		showId: show.id,
		seatId: seat.id,
		seatName: seat.name,
		price: status.price,
		tariff: offer.code,
		createdAt: moscowTime(call.now),
	});
	const sent = isRecord(plan) ? plan : {};
	return {
		...basket,
		client_email: textOrNull(sent.client_email),
		client_phone: textOrNull(sent.client_phone),
		client_name: textOrNull(sent.client_name),
		client_surname: textOrNull(sent.client_surname),
		client_middlename: textOrNull(sent.client_middlename),
		legal_name: textOrNull(sent.legal_name),
		work_position: textOrNull(sent.work_position),
		inn: textOrNull(sent.inn),
		kpp: textOrNull(sent.kpp),
	};
}

/**
 * POST orders: an order for seats of one event. Which fields are required is taken from third parties' clients (§2.1).
 *
 * @throws {Refusal} for unknown events, shows and seats, and for missing data
 */
export function createOrder(call: Call, data: unknown): Order {
	const eventId = numberFrom(valueAt(data, 'event_id')) ?? 0;
	const event = call.state.events.find(
		candidate => candidate.id === eventId && candidate.deleted_at === null,
	);
	if (event === undefined) {
		return refuse(restNotFound('Event', eventId, 'inferred; unknown event while ordering'));
	}

	const details = valueAt(data, 'client', 'details');
	if (
		filledText(valueAt(details, 'name')) === undefined ||
		filledText(valueAt(details, 'surname')) === undefined
	) {
		return refuse(restInvalid(call.mode, 'client', 'the buyer needs name and surname'));
	}

	const paymentId = numberFrom(valueAt(data, 'payment_id'));
	const payment = event.payments.find(candidate => candidate.id === paymentId);
	const plans = valueAt(data, 'baskets');
	if (payment === undefined || !Array.isArray(plans) || plans.length === 0) {
		return refuse(restInvalid(call.mode, 'baskets', 'baskets or a payment of the event are missing'));
	}

	const client = upsertClient(call, valueAt(data, 'client'));
	const order = makeOrder(call.state, {
		id: nextId(call.state, 'order'),
		clientId: client.id,
		eventId: event.id,
		baskets: [],
		createdAt: call.now,
	});
	// Stored before its tickets, so that the second ticket of a request sees the seat of the first as taken.
	call.state.orders.push(order);
	for (const plan of plans as unknown[]) {
		const basket = makeTicket(call, event, plan);
		order.baskets.push(basket);
		order.price += basket.price;
		order.original_price += basket.original_price;
	}

	const custom = valueAt(data, 'custom');
	const utm = valueAt(data, 'utm');
	const fields = valueAt(data, 'fields');
	order.payment_id = payment.id;
	order.payment_type_id = textOrNull(valueAt(data, 'payment_type_id')) ?? order.payment_type_id;
	order.site = {id: 16, host: textOrNull(valueAt(data, 'site', 'host')) ?? 'example.com'};
	order.custom = isRecord(custom) && Object.keys(custom).length > 0 ? custom : '';
	order.utm = isRecord(utm) ? {...utm} : {};
	order.fields = isRecord(fields) ? {...fields} : {};
	if (order.price === 0) {
		// Recorded: orders for nothing are paid in the second in which they are created (§5.5).
		payOrder(call.state, order, call.now);
	}

	return order;
}
