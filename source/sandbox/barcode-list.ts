import {seats} from './hall.ts';
import type {JsonRecord} from './json-value.ts';
import type {Basket, Guest, PartnerTicket, State} from './world.ts';

/** A ticket that may pass the gate: a paid, live ticket of an order or of a partner. */
export type ValidTicket = {
	readonly showId: number;
	readonly row: JsonRecord;
	readonly ticket: Basket | PartnerTicket;
};

function barcodeRow(barcode: string, seatId: string, price: number, guest: Guest): JsonRecord {
	const seat = seats.get(seatId);
	return {
		barcode,
		admission: seat !== undefined && seat.zone.admission !== null,
		price,
		seat_name: seat?.name ?? '',
		zone_name: seat?.zone.name ?? '',
		row: String(seat?.row ?? ''),
		place: String(seat?.place ?? ''),
		client_name: guest.client_name,
		client_surname: guest.client_surname,
		client_middlename: guest.client_middlename,
	};
}

/** All barcodes that are valid now; refunded and cancelled tickets are not among them (§2.5). */
export function validTickets(state: State): ValidTicket[] {
	const valid: ValidTicket[] = [];
	for (const order of state.orders) {
		for (const basket of order.baskets) {
			const {barcode, deleted_at, refunded_at} = basket;
			if (order.payed && barcode !== null && deleted_at === null && refunded_at === null) {
				const row = barcodeRow(barcode, basket.seat_id, basket.price, basket);
				valid.push({showId: basket.show_id, row, ticket: basket});
			}
		}
	}

	for (const ticket of state.tickets) {
		if (ticket.barcode !== null && ticket.deleted === 0) {
			const row = barcodeRow(ticket.barcode, ticket.seat_id, ticket.price ?? 0, ticket);
			valid.push({showId: ticket.show_id, row, ticket});
		}
	}

	return valid;
}
