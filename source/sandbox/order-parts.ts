import {newBarcode} from './barcode.ts';
import {moscowTime} from './moscow-time.ts';
import {nextText} from './random.ts';
import type {Basket, Company, Guest, Order, State} from './world.ts';

const hexDigits = '0123456789abcdef';
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

export const noGuest: Guest = {
	client_email: null,
	client_phone: null,
	client_name: null,
	client_surname: null,
	client_middlename: null,
};

const noCompany: Company = {
	organization_name: null,
	legal_name: null,
	work_position: null,
	inn: null,
	kpp: null,
	comment: null,
};

export type BasketPlan = {
	readonly id: number;
	readonly eventId: number;
	readonly showId: number;
	readonly seatId: string;
	readonly seatName: string;
	readonly price: number;
	readonly tariff: string;
	readonly createdAt: string;
};

/** An unpaid ticket: no barcode and no links yet (whether they exist before payment is not known, §7.22). */
export function makeBasket(plan: BasketPlan): Basket {
	return {
		id: plan.id,
		series: `8820${plan.eventId}`,
		barcode: null,
		show_id: plan.showId,
		seat_id: plan.seatId,
		seat_name: plan.seatName,
		original_price: plan.price,
		ticket_original_price: plan.price,
		discount_value: null,
		price: plan.price,
		ticket_amount: 0,
		service_fee_amount: 0,
		multiprice_code: plan.tariff === '' ? null : plan.tariff,
		quantity: 1,
		...noGuest,
		...noCompany,
		pdf_url: null,
		passbook_url: null,
		related_baskets: [],
		services: [],
		refunds: [],
		checked_at: null,
		created_at: plan.createdAt,
		updated_at: plan.createdAt,
		deleted_at: null,
		refunded_at: null,
		refunded_amount: null,
		refunded_deduction_amount: null,
	};
}

export type OrderPlan = {
	readonly id: number;
	readonly clientId: number;
	readonly eventId: number;
	readonly baskets: Basket[];
	readonly createdAt: Date;
};

/** An unpaid order, held for 24 hours (§2.0 reserved_to). */
export function makeOrder(state: State, plan: OrderPlan): Order {
	const uniqid = nextText(state, letters, 10);
	const created = moscowTime(plan.createdAt);
	const order: Order = {
		id: plan.id,
		uniqid,
		payed: false,
		payed_at: null,
		created_at: created,
		updated_at: created,
		deleted_at: null,
		client_id: plan.clientId,
		site_id: 16,
		site: {id: 16, host: 'example.com'},
		payment_id: 12,
		payment_type_id: 'card',
		payment_card_number: null,
		payment_url: `https://qtickets.ru/pay/${uniqid}`,
		cancel_url: `https://qtickets.ru/cancel-order/${uniqid}/${nextText(state, hexDigits, 32)}`,
		basket_user_id: 50_000 + plan.clientId,
		backend_user_id: null,
		access_code_id: null,
		discount_id: null,
		promo_code_id: null,
		reserved: false,
		reserved_to: moscowTime(new Date(plan.createdAt.getTime() + 24 * 60 * 60 * 1000)),
		reserve_extended: false,
		event_id: plan.eventId,
		price: 0,
		original_price: 0,
		currency_id: 'RUB',
		utm: {},
		custom: '',
		fields: {},
		baskets: plan.baskets,
		refunds: [],
	};
	sumPrices(order);
	return order;
}

/** The order's prices are the sums over its tickets (verified on recordings, §5.5). */
export function sumPrices(order: Order): void {
	order.price = order.baskets.reduce((sum, basket) => sum + basket.price, 0);
	order.original_price = order.baskets.reduce((sum, basket) => sum + basket.original_price, 0);
}

/** UNPAID → PAID: every live ticket gets its barcode and its links. */
export function payOrder(state: State, order: Order, paidAt: Date): void {
	order.payed = true;
	order.payed_at = moscowTime(paidAt);
	order.updated_at = order.payed_at;
	for (const basket of order.baskets.filter(candidate => candidate.deleted_at === null)) {
		const hash = nextText(state, hexDigits, 32);
		basket.barcode = newBarcode(state);
		basket.pdf_url = `https://qtickets.ru/ticket/pdf/${order.uniqid}/${hash}`;
		basket.passbook_url = `https://qtickets.ru/ticket/passbook/${order.uniqid}/${hash}`;
		basket.ticket_amount = basket.price;
		basket.updated_at = order.payed_at;
	}
}

/** UNPAID → CANCELLED: barcode and links go, amounts become 0, prices stay (recorded, §5.5). */
export function cancelOrder(order: Order, at: Date): void {
	const time = moscowTime(at);
	order.deleted_at = time;
	order.updated_at = time;
	for (const basket of order.baskets) {
		basket.deleted_at ??= time;
		basket.updated_at = time;
		basket.barcode = null;
		basket.pdf_url = null;
		basket.passbook_url = null;
		basket.ticket_amount = 0;
		basket.refunded_amount = 0;
		basket.refunded_deduction_amount = 0;
	}
}
