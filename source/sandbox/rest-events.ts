import type {Answer} from './answer.ts';
import type {Call, Route} from './call.ts';
import {restData, restInvalid, restNotFound, refuse} from './envelopes.ts';
import {changeEvent, hasName, newEvent} from './event-change.ts';
import {eventView} from './event-view.ts';
import {idFrom, isRecord, valueAt, type JsonRecord} from './json-value.ts';
import {listAnswer} from './list-query.ts';
import {seatsAnswer} from './rest-seats.ts';
import {findShow, type Event} from './world.ts';

/**
 * The event of the path; a deleted one is still found, as lists hold deleted ones too (inferred).
 *
 * @throws {Refusal} 404 `Event`, as recorded
 */
export function eventOf(call: Call): Event {
	const id = idFrom(call.path.event);
	return call.state.events.find(event => event.id === id) ?? refuse(restNotFound('Event', id));
}

function listEvents(call: Call): Answer {
	const rows = call.state.events
		.map(eventView)
		.toSorted((first, second) => Number(first.id) - Number(second.id));
	return listAnswer(call, rows, {
		perPage: 10,
		basis: 'recorded',
		// The test list filters by a column that events do not have (3.2).
		...(call.mode === 'test-list' && {aliases: {active: 'is_active'}}),
	});
}

/** The test list's flat body, whose dates belong to a single show. */
function flatEvent(body: JsonRecord): JsonRecord {
	const {start_date, finish_date, ...rest} = body;
	return start_date === undefined && finish_date === undefined
		? rest
		: {...rest, shows: [{start_date, finish_date, sale_finish_date: start_date, open_date: start_date}]};
}

function sentEvent(call: Call): unknown {
	const wrapped = valueAt(call.body, 'data');
	return wrapped === undefined && call.mode === 'test-list' && isRecord(call.body)
		? flatEvent(call.body)
		: wrapped;
}

function postEvent(call: Call): Answer {
	const data = sentEvent(call);
	if (!hasName(data)) {
		refuse(restInvalid(call.mode, 'name', 'data with a name is missing'));
	}

	const event = newEvent(call);
	changeEvent(call, event, data);
	return restData(eventView(event), 'inferred; the answer of POST events is not documented (2.3)');
}

function putEvent(call: Call): Answer {
	const event = eventOf(call);
	changeEvent(call, event, sentEvent(call));
	return restData(eventView(event), 'inferred; the answer of PUT events is not documented (2.3)');
}

/** The test list's seats of an event: of the show that is named, else of its first one. */
function testListSeats(call: Call): Answer {
	const event = eventOf(call);
	const showId = call.path.show === undefined ? (event.shows[0]?.id ?? 0) : idFrom(call.path.show);
	if (findShow(call.state, showId)?.event !== event) {
		refuse(restNotFound('Show', showId, 'inferred; unknown show (6.4)'));
	}

	return {...seatsAnswer(call, showId), basis: 'inferred; path of the test list only'};
}

export const eventRoutes: readonly Route[] = [
	{methods: ['GET'], path: 'events', writes: false, handle: listEvents},
	{methods: ['POST'], path: 'events', writes: true, handle: postEvent},
	{
		methods: ['GET'],
		path: 'events/{event}',
		writes: false,
		handle: call => restData(eventView(eventOf(call)), 'documented'),
	},
	{methods: ['PUT'], path: 'events/{event}', writes: true, handle: putEvent},
	{methods: ['PATCH'], path: 'events/{event}', writes: true, testListOnly: true, handle: putEvent},
	{
		methods: ['GET'],
		path: 'events/{event}/seats/{show?}',
		writes: false,
		testListOnly: true,
		handle: testListSeats,
	},
	{
		methods: ['GET'],
		path: 'shows/{show}',
		writes: false,
		handle: call => {
			const id = idFrom(call.path.show);
			const found = findShow(call.state, id);
			return found === undefined
				? refuse(restNotFound('Show', id, 'inferred; unknown show (6.4)'))
				: restData(found.show, 'inferred; only the existence of the route is known (2.3)');
		},
	},
	{
		methods: ['GET'],
		path: 'shows/{show}/seats',
		writes: false,
		handle: call => seatsAnswer(call, idFrom(call.path.show)),
	},
];
