import type {Call} from './call.ts';
import {restInvalid, restNotFound, refuse} from './envelopes.ts';
import {idFrom, mapEntries, numberFrom, valueAt} from './json-value.ts';
import {moscowTime} from './moscow-time.ts';
import {nextId, type Basket, type Order} from './world.ts';

/** The tickets of the order that a `{"<id>": […]}` map names, related ones instead of the main one where it lists any. */
function namedBaskets(call: Call, order: Order, map: unknown): Basket[] {
	const entries = mapEntries(map);
	if (entries === undefined || entries.length === 0) {
		return refuse(restInvalid(call.mode, 'baskets', 'no tickets are named'));
	}

	const found: Basket[] = [];
	for (const [key, related] of entries) {
		const main = basketOf(order, idFrom(key));
		const ids: readonly unknown[] = Array.isArray(related) ? related : [];
		found.push(...(ids.length === 0 ? [main] : ids.map(id => relatedBasket(call, order, main, id))));
	}

	return [...new Set(found)];
}

function relatedBasket(call: Call, order: Order, main: Basket, id: unknown): Basket {
	return main.related_baskets.includes(idFrom(id))
		? basketOf(order, idFrom(id))
		: refuse(restInvalid(call.mode, 'baskets', 'the ticket is not related to the main one'));
}

/**
 * The ticket of the order.
 *
 * @throws {Refusal} 404 `Basket` (the resource's name is inferred, §6.4)
 */
export function basketOf(order: Order, id: number): Basket {
	return (
		order.baskets.find(basket => basket.id === id) ??
		refuse(restNotFound('Basket', id, 'inferred; unknown ticket of the order (6.4)'))
	);
}

function isLive(basket: Basket): boolean {
	return basket.deleted_at === null && basket.refunded_at === null;
}

/** Deletes tickets; a season ticket's main ticket goes when none of its related ones is left (§2.1). */
export function deleteTickets(call: Call, order: Order, map: unknown): void {
	const time = moscowTime(call.now);
	for (const basket of namedBaskets(call, order, map)) {
		basket.deleted_at ??= time;
		basket.updated_at = time;
	}

	for (const main of order.baskets.filter(basket => basket.related_baskets.length > 0)) {
		if (!main.related_baskets.some(id => isLive(basketOf(order, id)))) {
			main.deleted_at ??= time;
		}
	}

	order.updated_at = time;
	if (order.baskets.every(basket => basket.deleted_at !== null)) {
		order.deleted_at ??= time;
	}
}

/** Shares a sum among the tickets in proportion to their prices, to the kopeck; the last takes the rest. */
function shares(baskets: readonly Basket[], amount: number): number[] {
	const total = baskets.reduce((sum, basket) => sum + basket.price, 0);
	let left = amount;
	return baskets.map((basket, index) => {
		const share = total === 0 ? 0 : Math.round((amount * basket.price * 100) / total) / 100;
		const taken = index === baskets.length - 1 ? left : share;
		left = Math.round((left - taken) * 100) / 100;
		return taken;
	});
}

function refundAmount(call: Call, refund: unknown, total: number): number {
	const amount = numberFrom(valueAt(refund, 'amount'));
	const deduction = numberFrom(valueAt(refund, 'deduction_amount'));
	if (amount !== undefined && deduction !== undefined && call.mode === 'faithful') {
		// The docs say one or the other; the test list sends both (1.9), so only its mode lets `amount` win.
		return refuse(restInvalid(call.mode, 'amount', 'both amount and deduction_amount were sent'));
	}

	const result = amount ?? (deduction === undefined ? undefined : total - deduction);
	return result === undefined || result < 0 || result > total
		? refuse(restInvalid(call.mode, 'amount', 'the amount is missing, negative or above the price'))
		: result;
}

/** Returns money for paid tickets, in part or in whole; refused for unpaid and already returned ones (inferred). */
export function refundTickets(call: Call, order: Order, refund: unknown): void {
	const baskets = namedBaskets(call, order, valueAt(refund, 'baskets'));
	if (!order.payed || !baskets.every(isLive)) {
		refuse(restInvalid(call.mode, 'baskets', 'the ticket is unpaid or already returned'));
	}

	const total = baskets.reduce((sum, basket) => sum + basket.price, 0);
	const amount = refundAmount(call, refund, total);
	const time = moscowTime(call.now);
	const entry = {
		id: nextId(call.state, 'refund'),
		amount,
		deduction_amount: total - amount,
		baskets: baskets.map(basket => basket.id),
		created_at: time,
	};
	order.refunds.push(entry);
	order.updated_at = time;
	for (const [index, share] of shares(baskets, amount).entries()) {
		const basket = baskets[index];
		if (basket !== undefined) {
			basket.refunded_at = time;
			basket.refunded_amount = share;
			basket.refunded_deduction_amount = Math.round((basket.price - share) * 100) / 100;
			basket.refunds.push({...entry, baskets: [basket.id]});
			basket.updated_at = time;
		}
	}
}
