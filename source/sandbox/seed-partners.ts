import {day, moscowTime} from './moscow-time.ts';
import {newBarcode} from './barcode.ts';
import {noGuest} from './order-parts.ts';
import type {PartnerTicket, State} from './world.ts';

const paidAt = moscowTime(new Date(Date.parse('2025-10-01T12:00:00+03:00') + day));

function ticket(id: number, seatId: string, rest: Partial<PartnerTicket>): PartnerTicket {
	return {
		id,
		paid: 0,
		paid_at: null,
		seat_id: seatId,
		offer_id: 'full',
		admission: false,
		payment_type_id: null,
		reserved_to: null,
		external_id: null,
		external_order_id: null,
		barcode: null,
		price: 600,
		...noGuest,
		fanid_card: null,
		visitor_user_id: null,
		deleted: 0,
		event_id: 12,
		show_id: 4076,
		checked_at: null,
		...rest,
	};
}

/** The partner tickets that the test list names: two held, three paid (§6.2). */
export function seedPartnerTickets(state: State): void {
	const held = {reserved_to: '2030-12-31T23:59:59+03:00'};
	const paid = {paid: 1, paid_at: paidAt} as const;
	const guest = {client_email: 'visitor@example.com', client_phone: '+70000009999', client_name: 'Мария'};
	state.tickets.push(
		ticket(120_260, 'CENTER_PARTERRE-22;1', {...held, ...guest}),
		ticket(120_261, 'CENTER_PARTERRE-22;2', held),
		ticket(134_856, 'CENTER_PARTERRE-23;1', {
			...paid,
			...guest,
			barcode: '872964136579',
			external_id: 'ticket12345',
			external_order_id: 'order67890',
		}),
		ticket(134_857, 'CENTER_PARTERRE-23;2', {
			...paid,
			barcode: '879979255977',
			external_order_id: 'order67890',
		}),
		ticket(134_858, 'CENTER_PARTERRE-23;3', {...paid, barcode: newBarcode(state)}),
	);
}
