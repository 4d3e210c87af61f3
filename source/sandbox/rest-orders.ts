import type {Answer} from './answer.ts';
import type {Call, Route} from './call.ts';
import {restData, restInvalid, restNotFound, restUnknownError, refuse} from './envelopes.ts';
import {filledText, idFrom, isRecord, numberFrom, valueAt} from './json-value.ts';
import {listAnswer} from './list-query.ts';
import {day, moscowTime} from './moscow-time.ts';
import {createOrder} from './order-creation.ts';
import {sumPrices} from './order-parts.ts';
import {orderView} from './order-view.ts';
import {occupancyOf, seatOfTariff, seatStatus} from './seat-status.ts';
import {basketOf, deleteTickets, refundTickets} from './ticket-return.ts';
import {findShow, offersOf, type Basket, type Order} from './world.ts';

function orderOf(call: Call): Order {
	const id = idFrom(call.path.order);
	return call.state.orders.find(order => order.id === id) ?? refuse(restNotFound('Order', id));
}

function listOrders(call: Call): Answer {
	const rows = call.state.orders
		.map(order => orderView(call.state, order, 'row'))
		.toSorted((first, second) => Number(first.id) - Number(second.id));
	return listAnswer(call, rows, {perPage: 50, basis: 'recorded'});
}

function postOrder(call: Call): Answer {
	const data = valueAt(call.body, 'data');
	if (!isRecord(data)) {
		return refuse(restUnknownError('recorded'));
	}

	const order = createOrder(call, data);
	return restData(
		orderView(call.state, order, 'single'),
		'inferred; POST orders is known from third parties (2.1)',
	);
}

function deleteBaskets(call: Call): Answer {
	const order = orderOf(call);
	const refund = valueAt(call.body, 'refund');
	const deletion = valueAt(call.body, 'delete');
	if (refund !== undefined) {
		refundTickets(call, order, refund);
	} else if (deletion !== undefined) {
		deleteTickets(call, order, valueAt(deletion, 'baskets'));
	} else {
		refuse(restInvalid(call.mode, 'delete', 'neither delete nor refund was sent'));
	}

	return restData(orderView(call.state, order, 'single'), 'documented');
}

function isResold(call: Call, basket: Basket): boolean {
	const found = findShow(call.state, basket.show_id);
	if (found === undefined) {
		return true;
	}

	const seat = seatOfTariff(basket.seat_id, [{code: '', name: '', factor: 1}])?.seat;
	const occupancy = occupancyOf(call.state, basket.show_id);
	return (
		seat === undefined ||
		seatStatus(found.show, seat, {code: '', name: '', factor: 1}, {occupancy, viewer: {}}).free === 0
	);
}

function restore(call: Call): Answer {
	const order = orderOf(call);
	if (
		order.deleted_at === null ||
		order.refunds.length > 0 ||
		order.baskets.some(basket => isResold(call, basket))
	) {
		refuse(restInvalid(call.mode, 'order', 'not cancelled, refunded, or a seat was sold again'));
	}

	order.deleted_at = null;
	order.updated_at = moscowTime(call.now);
	// A fresh hold, or the job would cancel the order again at once (inferred).
	order.reserved_to = moscowTime(new Date(call.now.getTime() + day));
	for (const basket of order.baskets) {
		basket.deleted_at = null;
		basket.refunded_amount = null;
		basket.refunded_deduction_amount = null;
		basket.updated_at = order.updated_at;
	}

	return restData(orderView(call.state, order, 'single'), 'documented');
}

function reprice(call: Call, order: Order, basket: Basket, data: unknown): void {
	const code = filledText(valueAt(data, 'multiprice_code'));
	if (code !== undefined) {
		const offer = offersOf(call.state, order.event_id).find(candidate => candidate.code === code);
		const show = findShow(call.state, basket.show_id)?.show;
		const seat = seatOfTariff(basket.seat_id, [{code: '', name: '', factor: 1}])?.seat;
		if (offer === undefined || show === undefined || seat === undefined) {
			return refuse(restInvalid(call.mode, 'multiprice_code', 'unknown tariff'));
		}

		basket.multiprice_code = code;
		if (!order.payed) {
			basket.original_price = seatStatus(show, seat, offer, {occupancy: new Map(), viewer: {}}).price;
			basket.ticket_original_price = basket.original_price;
		}
	}

	const original = numberFrom(valueAt(data, 'ticket_original_price'));
	const discount = numberFrom(valueAt(data, 'discount_value'));
	if ((original !== undefined || discount !== undefined) && order.payed) {
		// Documented: prices change only while the order is unpaid; the error's code is not known (§6.4).
		return refuse(restInvalid(call.mode, 'discount_value', 'prices of a paid order cannot change'));
	}

	if (!order.payed) {
		basket.ticket_original_price = original ?? basket.ticket_original_price;
		basket.original_price = basket.ticket_original_price;
		basket.discount_value = discount ?? basket.discount_value;
		basket.price = basket.original_price - (basket.discount_value ?? 0);
		if (basket.price < 0) {
			return refuse(restInvalid(call.mode, 'discount_value', 'the discount is above the price'));
		}
	}
}

/** Changes a ticket's guest, tariff or (unpaid) price; `data` holds only what changes. */
function changeBasket(call: Call, order: Order, basket: Basket, data: unknown): Answer {
	if (!isRecord(data)) {
		return refuse(restInvalid(call.mode, 'data', 'no data to change'));
	}

	reprice(call, order, basket, data);
	for (const key of [
		'client_email',
		'client_phone',
		'client_name',
		'client_surname',
		'client_middlename',
	] as const) {
		const value = data[key];
		if (typeof value === 'string' || value === null) {
			basket[key] = value;
		}
	}

	basket.updated_at = moscowTime(call.now);
	sumPrices(order);
	return restData(basket, 'documented');
}

function putBasket(call: Call): Answer {
	const id = idFrom(call.path.basket);
	for (const order of call.state.orders) {
		const basket = order.baskets.find(candidate => candidate.id === id);
		if (basket !== undefined) {
			return changeBasket(call, order, basket, valueAt(call.body, 'data'));
		}
	}

	return refuse(restNotFound('Basket', id, 'inferred; unknown ticket (6.4)'));
}

function testListTicket(call: Call, change: (order: Order, basket: Basket) => Answer): Answer {
	const order = orderOf(call);
	return {
		...change(order, basketOf(order, idFrom(call.path.basket))),
		basis: 'inferred; path of the test list only',
	};
}

export const orderRoutes: readonly Route[] = [
	{methods: ['GET'], path: 'orders', writes: false, handle: listOrders},
	{methods: ['POST'], path: 'orders', writes: true, handle: postOrder},
	{
		methods: ['GET'],
		path: 'orders/{order}',
		writes: false,
		handle: call => restData(orderView(call.state, orderOf(call), 'single'), 'recorded'),
	},
	{methods: ['DELETE'], path: 'orders/{order}/baskets', writes: true, handle: deleteBaskets},
	{methods: ['POST'], path: 'orders/{order}/restore', writes: true, handle: restore},
	{methods: ['PUT'], path: 'baskets/{basket}', writes: true, handle: putBasket},
	{
		methods: ['GET'],
		path: 'baskets',
		writes: false,
		handle: call =>
			listAnswer(
				call,
				call.state.orders.flatMap(order => order.baskets),
				{perPage: 100, basis: 'inferred; the baskets list is known from a third party (2.1)'},
			),
	},
	{
		methods: ['DELETE'],
		path: 'orders/{order}/baskets/{basket}',
		writes: true,
		testListOnly: true,
		handle: call =>
			testListTicket(call, (order, basket) => {
				deleteTickets(call, order, {[basket.id]: []});
				return restData(orderView(call.state, order, 'single'), 'documented');
			}),
	},
	{
		methods: ['PATCH'],
		path: 'orders/{order}/baskets/{basket}',
		writes: true,
		testListOnly: true,
		handle: call => testListTicket(call, (order, basket) => changeBasket(call, order, basket, call.body)),
	},
	{
		methods: ['POST'],
		path: 'orders/{order}/baskets/{basket}/refund',
		writes: true,
		testListOnly: true,
		handle: call =>
			testListTicket(call, (order, basket) => {
				const sent = isRecord(call.body) ? call.body : {};
				refundTickets(call, order, {...sent, baskets: {[basket.id]: []}});
				return restData(orderView(call.state, order, 'single'), 'documented');
			}),
	},
];
