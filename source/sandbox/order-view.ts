import type {JsonRecord} from './json-value.ts';
import type {Order, State} from './world.ts';

/**
 * The order as the API shows it, with its buyer.
 *
 * @param form a recorded quirk: `integrations` is `[]` in lists and a filled object in a single order (§2.0)
 */
export function orderView(state: State, order: Order, form: 'single' | 'row'): JsonRecord {
	const {id, uniqid, payed, payed_at, created_at, updated_at, deleted_at, client_id, ...rest} = order;
	return {
		id,
		uniqid,
		payed,
		payed_at,
		created_at,
		updated_at,
		deleted_at,
		client_id,
		client: state.clients.find(client => client.id === client_id) ?? null,
		...rest,
		integrations: form === 'row' ? {} : {roistat: {roistat_visit: null}},
	};
}
