import {buildCatalog} from '../../source/catalog/build-catalog.ts';
import type {Catalog} from '../../source/catalog/catalog.ts';
import type {EndpointEntry} from '../../source/catalog/catalog-schema.ts';

const expected = {status: [200], content: 'json' as const, body: [{path: '$.status', equals: 'success'}]};

function post(id: string, title: string, entry: Partial<EndpointEntry>): EndpointEntry {
	return {id, title, method: 'POST', path: `tickets/${id}`, expect: expected, ...entry};
}

/** A stage in which later tests live on what earlier ones gave: a ticket's id, and its barcode, which is personal. */
export const stageCatalog: Catalog = buildCatalog(
	{
		name: 'stage',
		servers: {partners: {path: '/api/partners/v1/', token: 'QTICKETS_PARTNERS_TOKEN'}},
		profiles: {sandbox: {kind: 'sandbox', base_url: null, variables: {seat_id: 'B-2;2'}}},
		variables: {
			seat_id: 'A-1;1',
			ticket_id: '120260',
			second_ticket_id: '120261',
			ticket_barcode: '872964136579',
		},
		masks: {client_email: 'email', ticket_barcode: 'barcode', barcode: 'barcode'},
		sections: [
			{
				id: '6',
				title: 'Partners API',
				server: 'partners',
				endpoints: [
					post('6.1', 'Add a ticket', {
						body: '{"seat_id":"{{seat_id}}"}',
						captures: {ticket_id: '$.result.id', ticket_barcode: '$.result.barcode'},
						creates: [{what: 'ticket', variable: 'ticket_id', removed_by: '6.6'}],
					}),
					post('6.2', 'Add another ticket', {
						body: '{"seat_id":"C-3;3"}',
						captures: {second_ticket_id: '$.result.id'},
						creates: [{what: 'ticket', variable: 'second_ticket_id'}],
					}),
					post('6.6', 'Remove a ticket', {
						body: '{"id":{{ticket_id}}}',
						removes: [{what: 'ticket', variable: 'ticket_id'}],
					}),
					post('6.12', 'Find a ticket by barcode', {
						writes: false,
						body: '{"filter":{"barcode":"{{ticket_barcode}}"}}',
					}),
				],
			},
		],
		stages: {stage2: {title: 'Stage 2', tests: ['6.1', '6.2', '6.6', '6.12']}},
	},
	'd'.repeat(64),
);
