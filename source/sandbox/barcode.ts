import {nextText} from './random.ts';
import type {State} from './world.ts';

/** A barcode that no ticket has: 12 digits starting with 87, as recorded (qtickets-api.md §5.5). */
export function newBarcode(state: State): string {
	for (;;) {
		const barcode = `87${nextText(state, '0123456789', 10)}`;
		if (
			!state.tickets.some(ticket => ticket.barcode === barcode) &&
			!state.orders.some(order => order.baskets.some(basket => basket.barcode === barcode))
		) {
			return barcode;
		}
	}
}
