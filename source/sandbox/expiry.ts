import {minute, timeFrom} from './moscow-time.ts';
import {cancelOrder} from './order-parts.ts';
import type {State} from './world.ts';

/** The vendor's job cancels unpaid orders 15-16 minutes after their hold ran out (recorded, qtickets-api.md §5.5). */
const jobDelay = 15 * minute;

/** Lets time act: unpaid orders and partner holds that ran out before `now` are cancelled and their seats freed. */
export function expire(state: State, now: Date): void {
	for (const order of state.orders) {
		const end = timeFrom(order.reserved_to);
		if (!order.payed && order.deleted_at === null && !order.reserved && end !== undefined) {
			const cancelledAt = new Date(end.getTime() + jobDelay);
			if (now >= cancelledAt) {
				cancelOrder(order, cancelledAt);
			}
		}
	}

	for (const ticket of state.tickets) {
		const end = timeFrom(ticket.reserved_to);
		if (ticket.paid === 0 && ticket.deleted === 0 && end !== undefined && now > end) {
			ticket.deleted = 1;
		}
	}
}
