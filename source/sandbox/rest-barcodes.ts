import type {Answer} from './answer.ts';
import {validTickets, type ValidTicket} from './barcode-list.ts';
import type {Call, Route} from './call.ts';
import {restBare, restData, restInvalid, restNotFound, refuse} from './envelopes.ts';
import {idFrom, isRecord, textOrNull, valueAt} from './json-value.ts';
import {listAnswer, selectColumns} from './list-query.ts';
import {moscowTime, timeFrom} from './moscow-time.ts';
import {findShow} from './world.ts';

function showIdOf(call: Call): number {
	const id = idFrom(call.path.show);
	return findShow(call.state, id) === undefined
		? refuse(restNotFound('Show', id, 'inferred; unknown show (6.4)'))
		: id;
}

/** Unknown barcodes, cancelled tickets and tickets of another show are not found: inferred, as nothing is known. */
function ticketOf(call: Call, showId: number | undefined, barcode: string): ValidTicket {
	return (
		validTickets(call.state).find(
			({row, showId: own}) => row.barcode === barcode && (showId === undefined || own === showId),
		) ?? refuse(restNotFound('Basket', idFrom(barcode), 'inferred; unknown barcode or wrong show (2.5)'))
	);
}

type Scan = {readonly success: true; readonly barcode: string; readonly checked_at: string};

/** Marks a ticket as scanned. A second scan changes nothing and gives the first time (uncertain, §6.4). */
function scan(call: Call, {ticket}: ValidTicket, checkedAt: unknown): Scan {
	const at = checkedAt === undefined ? call.now : timeFrom(checkedAt);
	if (at === undefined) {
		return refuse(restInvalid(call.mode, 'checked_at', 'checked_at is not a date'));
	}

	ticket.checked_at ??= moscowTime(at);
	return {success: true, barcode: ticket.barcode ?? '', checked_at: ticket.checked_at};
}

function listBarcodes(call: Call): Answer {
	const showId = showIdOf(call);
	const rows = validTickets(call.state).filter(ticket => ticket.showId === showId);
	const select = valueAt(call.body, 'select');
	return restBare(
		rows.map(({row}) => selectColumns(row, select)),
		'documented',
	);
}

function scanMany(call: Call): Answer {
	const showId = showIdOf(call);
	const scans: readonly unknown[] = Array.isArray(call.body)
		? call.body
		: refuse(restInvalid(call.mode, 'barcodes', 'the body is not a list of scans'));
	const results = scans.map(row =>
		scan(call, ticketOf(call, showId, textOrNull(valueAt(row, 'barcode')) ?? ''), valueAt(row, 'checked_at')),
	);
	return restBare(results, 'inferred; the answer of a batch scan is not documented (2.5)');
}

function testListScan(call: Call, row: unknown): Scan {
	const showId = valueAt(row, 'show_id');
	const ticket = ticketOf(
		call,
		showId === undefined ? undefined : idFrom(showId),
		textOrNull(valueAt(row, 'barcode')) ?? '',
	);
	return scan(call, ticket, valueAt(row, 'scanned_at'));
}

/** The test list gives no parameters: without a barcode the answer is a summary. */
function scanInfo(call: Call): Answer {
	const barcode = textOrNull(valueAt(call.body, 'barcode') ?? call.query.barcode);
	const tickets = validTickets(call.state);
	if (barcode !== null) {
		const {ticket} = ticketOf(call, undefined, barcode);
		return restBare({barcode, checked_at: ticket.checked_at}, 'inferred; path of the test list only');
	}

	const scanned = tickets.filter(({ticket}) => ticket.checked_at !== null).length;
	return restData({total: tickets.length, scanned}, 'inferred; path of the test list only');
}

function testListBarcodes(call: Call): Answer {
	const rows = validTickets(call.state).map(({row, showId, ticket}) => ({
		...row,
		event_id: findShow(call.state, showId)?.event.id ?? null,
		show_id: showId,
		checked_at: ticket.checked_at,
	}));
	return listAnswer(call, rows, {perPage: 100, basis: 'inferred; path of the test list only'});
}

function testListScans(call: Call): Answer {
	const scans = valueAt(call.body, 'scans');
	const rows: readonly unknown[] = Array.isArray(scans)
		? scans
		: refuse(restInvalid(call.mode, 'scans', 'scans is not a list'));
	return restData(
		rows.map(row => testListScan(call, row)),
		'inferred; path of the test list only',
	);
}

export const barcodeRoutes: readonly Route[] = [
	{methods: ['GET'], path: 'shows/{show}/barcodes', writes: false, handle: listBarcodes},
	{methods: ['POST'], path: 'shows/{show}/barcodes', writes: true, handle: scanMany},
	{
		methods: ['GET'],
		path: 'shows/{show}/barcode/{barcode}',
		writes: false,
		handle: call => {
			const {ticket} = ticketOf(call, showIdOf(call), call.path.barcode ?? '');
			return restBare({barcode: ticket.barcode, checked_at: ticket.checked_at}, 'documented');
		},
	},
	{
		methods: ['POST'],
		path: 'shows/{show}/barcode/{barcode}',
		writes: true,
		handle: call => {
			const ticket = ticketOf(call, showIdOf(call), call.path.barcode ?? '');
			const isFirst = ticket.ticket.checked_at === null;
			const result = scan(call, ticket, valueAt(call.body, 'checked_at'));
			return restBare(result, isFirst ? 'documented' : 'inferred; a second scan keeps the first time (6.4)');
		},
	},
	{methods: ['GET'], path: 'barcodes', writes: false, testListOnly: true, handle: testListBarcodes},
	{methods: ['GET'], path: 'scanning/info', writes: false, testListOnly: true, handle: scanInfo},
	{
		methods: ['POST'],
		path: 'scanning/scan',
		writes: true,
		testListOnly: true,
		handle: call =>
			restBare(
				testListScan(call, isRecord(call.body) ? call.body : {}),
				'inferred; path of the test list only',
			),
	},
	{methods: ['POST'], path: 'scanning/batch', writes: true, testListOnly: true, handle: testListScans},
];
