import type {Answer} from './answer.ts';
import type {Call, Route} from './call.ts';
import {changeDetails, upsertClient} from './client-change.ts';
import {restData, restNotFound, refuse} from './envelopes.ts';
import {filledText, idFrom, isRecord, valueAt} from './json-value.ts';
import {listAnswer} from './list-query.ts';
import type {Client} from './world.ts';

function clientOf(call: Call): Client {
	const id = idFrom(call.path.client);
	return call.state.clients.find(client => client.id === id) ?? refuse(restNotFound('Client', id));
}

/** The documented body is wrapped in `data`; the test list sends the fields flat, which only its mode takes. */
function postClient(call: Call): Answer {
	const wrapped = valueAt(call.body, 'data');
	if (wrapped === undefined && call.mode === 'test-list' && isRecord(call.body)) {
		return restData(
			upsertClient(call, {email: call.body.email, details: call.body}),
			'inferred; flat body of the test list',
		);
	}

	return restData(
		upsertClient(call, wrapped),
		'inferred; the answer of POST clients is not documented (2.2)',
	);
}

function patchClient(call: Call): Answer {
	const client = clientOf(call);
	client.email = filledText(valueAt(call.body, 'email')) ?? client.email;
	changeDetails(client, call.body);
	return restData(client, 'inferred; path of the test list only');
}

export const clientRoutes: readonly Route[] = [
	{
		methods: ['GET'],
		path: 'clients',
		writes: false,
		handle: call => listAnswer(call, call.state.clients, {perPage: 100, basis: 'recorded'}),
	},
	{methods: ['POST'], path: 'clients', writes: true, handle: postClient},
	{
		methods: ['GET'],
		path: 'clients/{client}',
		writes: false,
		handle: call => restData(clientOf(call), 'inferred; the 200 shape of one client was not recorded (2.2)'),
	},
	{methods: ['PATCH'], path: 'clients/{client}', writes: true, testListOnly: true, handle: patchClient},
];
