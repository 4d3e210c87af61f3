import type {Call} from './call.ts';
import {flagFrom, idFrom, numberFrom, textOrNull, type JsonRecord} from './json-value.ts';
import {moscowTime, timeFrom} from './moscow-time.ts';
import {refuseParameter} from './partners-place.ts';
import {nextId, type PartnerTicket} from './world.ts';

/** What a request says about payment: nothing, not paid, or paid at a time. */
export type Payment = {readonly paid: 0 | 1 | undefined; readonly paidAt: string | undefined};

function isSent(sent: JsonRecord, key: string): boolean {
	return Object.hasOwn(sent, key) && sent[key] !== null;
}

function dateParameter(sent: JsonRecord, key: string): Date | undefined {
	return isSent(sent, key) ? (timeFrom(sent[key]) ?? refuseParameter(`${key} is not a date`)) : undefined;
}

/** `paid`, `paid_at` or both, as the documentation and the test list send them (§2.6). */
export function paymentOf(call: Call, sent: JsonRecord): Payment {
	const at = dateParameter(sent, 'paid_at');
	const flag = isSent(sent, 'paid')
		? (flagFrom(sent.paid) ?? refuseParameter('paid is neither 0 nor 1'))
		: undefined;
	const paid = flag ?? (at === undefined ? undefined : 1);
	return {paid, paidAt: paid === 1 ? moscowTime(at ?? call.now) : undefined};
}

/** The end of the hold that was asked for; one that has passed already is refused (inferred). */
export function holdOf(call: Call, sent: JsonRecord): string | undefined {
	const at = dateParameter(sent, 'reserved_to');
	if (at !== undefined && at <= call.now) {
		refuseParameter('reserved_to has passed');
	}

	return at === undefined ? undefined : moscowTime(at);
}

/** Takes over the optional parameters that add and update share. */
export function takeOptional(call: Call, ticket: PartnerTicket, sent: JsonRecord): void {
	for (const key of [
		'payment_type_id',
		'external_order_id',
		'client_email',
		'client_phone',
		'client_name',
		'client_surname',
		'client_middlename',
		'visitor_user_id',
	] as const) {
		if (Object.hasOwn(sent, key)) {
			ticket[key] = textOrNull(sent[key]);
		}
	}

	if (isSent(sent, 'price')) {
		const price = numberFrom(sent.price);
		// Whether it may differ from the tariff's price is not known (§7.12): any price is taken.
		ticket.price = price === undefined || price < 0 ? refuseParameter('price is not an amount') : price;
	}

	const fanId = textOrNull(sent.fanid);
	if (fanId !== null && fanId !== '') {
		ticket.fanid_card = {id: nextId(call.state, 'fanId'), value: fanId};
	}
}

/** Checks what only tickets/add takes; each rule is inferred from the parameter table (§6.3). */
export function checkSession(sent: JsonRecord): void {
	if (isSent(sent, 'user_session') && (textOrNull(sent.user_session) ?? 'x'.repeat(41)).length > 40) {
		refuseParameter('user_session is longer than 40 characters');
	}
}

/** The ticket's key in a request: `id` or `external_id`, one of which must be sent. */
export function ticketKey(sent: JsonRecord): (ticket: PartnerTicket) => boolean {
	if (isSent(sent, 'id')) {
		const id = idFrom(sent.id);
		return ticket => ticket.id === id;
	}

	const externalId = textOrNull(sent.external_id);
	return externalId === null || externalId === ''
		? refuseParameter('id or external_id is required')
		: ticket => ticket.external_id === externalId;
}
