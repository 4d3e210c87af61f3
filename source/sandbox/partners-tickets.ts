import {weakerBasis, type Answer, type Basis} from './answer.ts';
import {newBarcode} from './barcode.ts';
import type {Call, Route} from './call.ts';
import {partnersBody, partnersError, refuse} from './envelopes.ts';
import {seats, type Seat} from './hall.ts';
import {isRecord, textOrNull, type JsonRecord} from './json-value.ts';
import {day, moscowTime} from './moscow-time.ts';
import {noGuest} from './order-parts.ts';
import {optionalPlace, parameters, placeOf, refuseParameter, type Place} from './partners-place.ts';
import {eventHeader, ticketView} from './partners-view.ts';
import {occupancyOf, ourPartnerId, seatStatus} from './seat-status.ts';
import {checkSession, holdOf, paymentOf, takeOptional, ticketKey} from './ticket-parameters.ts';
import {findShow, nextId, offersOf, type Offer, type PartnerTicket} from './world.ts';

/** How long an unpaid ticket is held when `reserved_to` was not sent (our choice, §6.3). */
const usualHold = day;

type Result = {readonly value: unknown; readonly basis: Basis};

function seatAndOffer(call: Call, place: Place, sent: JsonRecord): {seat: Seat; offer: Offer} {
	const seatId = textOrNull(sent.seat_id) ?? refuseParameter('seat_id is required');
	const seat =
		seats.get(seatId) ??
		refuse(partnersError('SEAT_NOT_FOUND', `Seat "${seatId}" is not found`, 'documented'));
	const offers = offersOf(call.state, place.event.id);
	const code = textOrNull(sent.offer_id) ?? '';
	// No tariff named: the first one (inferred, as docs let offer_id be empty or null in check).
	const offer = offers.find(candidate => candidate.code === code) ?? (code === '' ? offers[0] : undefined);
	if (offer === undefined) {
		return refuse(
			partnersError(
				'SEAT_NOT_FOUND',
				`Seat "${seatId}" is not found in offer "${code}"`,
				'inferred; unknown offer of a seat (6.3)',
			),
		);
	}

	return {seat, offer};
}

function checkExternalId(call: Call, externalId: string | null): void {
	const isTaken = call.state.tickets.some(
		ticket => ticket.deleted === 0 && ticket.external_id === externalId,
	);
	// The test list reuses the key of a ticket that it also looks for, so only faithful mode insists.
	if (externalId !== null && externalId !== '' && isTaken && call.mode === 'faithful') {
		refuseParameter('external_id is in use already');
	}
}

function add(call: Call, place: Place, sent: JsonRecord): Result {
	const {seat, offer} = seatAndOffer(call, place, sent);
	const payment = paymentOf(call, sent);
	const hold = holdOf(call, sent);
	checkSession(sent);
	if (place.event.fanid_required && (textOrNull(sent.fanid) ?? '') === '') {
		refuseParameter('fanid is required');
	}

	const externalId = textOrNull(sent.external_id);
	checkExternalId(call, externalId);
	const occupancy = occupancyOf(call.state, place.show.id);
	const status = seatStatus(place.show, seat, offer, {occupancy, viewer: {partnerId: ourPartnerId}});
	if (!status.available) {
		refuse(partnersError('SEAT_NOT_AVAILABLE', `Seat "${seat.id}" is not available`, 'documented'));
	}

	const isPaid = payment.paid === 1;
	const isLenient = !isPaid && hold === undefined;
	const ticket: PartnerTicket = {
		id: nextId(call.state, 'ticket'),
		paid: isPaid ? 1 : 0,
		paid_at: payment.paidAt ?? null,
		seat_id: seat.id,
		offer_id: offer.code,
		admission: seat.zone.admission !== null,
		payment_type_id: null,
		reserved_to: isPaid ? null : (hold ?? moscowTime(new Date(call.now.getTime() + usualHold))),
		external_id: externalId,
		external_order_id: null,
		barcode: isPaid ? newBarcode(call.state) : null,
		price: status.price,
		...noGuest,
		fanid_card: null,
		visitor_user_id: null,
		deleted: 0,
		event_id: place.event.id,
		show_id: place.show.id,
		checked_at: null,
	};
	takeOptional(call, ticket, sent);
	call.state.tickets.push(ticket);
	return {
		value: ticketView(ticket),
		basis: isLenient ? 'inferred; unpaid without reserved_to, held for a day (6.3)' : 'documented',
	};
}

/** The live ticket; cancelled and expired ones are not found (inferred for update, §6.3). */
function liveTicket(call: Call, place: Place, sent: JsonRecord): PartnerTicket {
	const isWanted = ticketKey(sent);
	return (
		call.state.tickets.findLast(
			ticket => ticket.deleted === 0 && ticket.show_id === place.show.id && isWanted(ticket),
		) ?? refuse(partnersError('TICKET_NOT_FOUND', 'Ticket not found', 'documented'))
	);
}

function update(call: Call, place: Place, sent: JsonRecord): Result {
	const ticket = liveTicket(call, place, sent);
	const payment = paymentOf(call, sent);
	const hold = holdOf(call, sent);
	let basis: Basis = 'documented';
	if (ticket.paid === 1) {
		basis = 'inferred; update of a paid ticket (6.3)';
		if (payment.paid === 0) {
			refuseParameter('a paid ticket cannot become unpaid');
		}
	} else if (payment.paid === 1) {
		ticket.paid = 1;
		ticket.paid_at = payment.paidAt ?? null;
		ticket.reserved_to = null;
		ticket.barcode = newBarcode(call.state);
	} else {
		ticket.reserved_to = hold ?? ticket.reserved_to;
	}

	takeOptional(call, ticket, sent);
	return {value: ticketView(ticket), basis};
}

function remove(call: Call, place: Place, sent: JsonRecord): Result {
	const ticket = liveTicket(call, place, sent);
	ticket.deleted = 1;
	return {
		value: true,
		basis: ticket.paid === 1 ? 'inferred; removing a paid ticket is not documented (6.3)' : 'documented',
	};
}

function check(call: Call, place: Place, sent: JsonRecord): Result {
	const {seat, offer} = seatAndOffer(call, place, sent);
	const occupancy = occupancyOf(call.state, place.show.id);
	const status = seatStatus(place.show, seat, offer, {occupancy, viewer: {partnerId: ourPartnerId}});
	const isAdmission = seat.zone.admission !== null;
	return {
		value: {
			seat_id: seat.id,
			offer_id: offer.code,
			available: status.available,
			coords: seat.coords,
			...(isAdmission ? {admission: true, free_quantity: status.free} : {row: seat.row, place: seat.place}),
			price: status.price,
			currency_id: 'RUB',
		},
		basis:
			status.available && !isAdmission ? 'documented' : 'inferred; check of a taken or admission seat (6.3)',
	};
}

type Action = (call: Call, place: Place, sent: JsonRecord) => Result;

/** The place, or in test-list mode that of the first ticket that is named: its paths leave the event out. */
function placeOrTickets(call: Call, items: readonly JsonRecord[], action: Action): Place {
	const isKeyed = action === update || action === remove;
	const [first] = items;
	if (
		call.mode === 'test-list' &&
		isKeyed &&
		first !== undefined &&
		optionalPlace(call).event === undefined
	) {
		const isWanted = ticketKey(first);
		const ticket = call.state.tickets.findLast(candidate => candidate.deleted === 0 && isWanted(candidate));
		return (
			findShow(call.state, ticket?.show_id ?? 0) ??
			refuse(partnersError('TICKET_NOT_FOUND', 'Ticket not found', 'inferred; path of the test list only'))
		);
	}

	return placeOf(call);
}

/** One ticket, or several under `batch`: one bad item refuses the whole batch and nothing is applied (uncertain, §6.3). */
function perform(call: Call, action: Action): Answer {
	const sent = parameters(call);
	const isBatch = Object.hasOwn(sent, 'batch');
	const batch: unknown = sent.batch;
	if (isBatch && (!Array.isArray(batch) || batch.length === 0 || !batch.every(isRecord))) {
		refuseParameter('batch is not a list of tickets');
	}

	const items: readonly JsonRecord[] = isBatch ? (batch as JsonRecord[]) : [sent];
	const place = placeOrTickets(call, items, action);
	const results = items.map(item => action(call, place, item));
	let basis = results.reduce<Basis>((weakest, result) => weakerBasis(weakest, result.basis), 'documented');
	if (isBatch && (action === remove || action === check)) {
		basis = weakerBasis(basis, 'inferred; the answer of this batch is not documented (7.9)');
	}

	return partnersBody(
		{
			...eventHeader(place.event, place.show),
			status: 'success',
			result: isBatch ? results.map(result => result.value) : results[0]?.value,
		},
		basis,
	);
}

const both = ['GET', 'POST'];

export const partnersTicketRoutes: readonly Route[] = [
	{methods: both, path: 'tickets/add/{event?}/{show?}', writes: true, handle: call => perform(call, add)},
	{
		methods: both,
		path: 'tickets/update/{event?}/{show?}',
		writes: true,
		handle: call => perform(call, update),
	},
	{
		methods: both,
		path: 'tickets/remove/{event?}/{show?}',
		writes: true,
		handle: call => perform(call, remove),
	},
	{
		methods: both,
		path: 'tickets/check/{event?}/{show?}',
		writes: false,
		handle: call => perform(call, check),
	},
	{
		methods: ['DELETE'],
		path: 'tickets/remove/{event?}/{show?}',
		writes: true,
		testListOnly: true,
		handle: call => ({...perform(call, remove), basis: 'inferred; method of the test list only'}),
	},
];
