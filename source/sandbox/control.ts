import {restBare, restNotFound} from './envelopes.ts';
import type {Answer} from './answer.ts';
import {expire} from './expiry.ts';
import {cancelOrder, payOrder} from './order-parts.ts';
import {digest} from './reply.ts';
import type {Desk} from './router.ts';

/** Where the sandbox itself is steered; nothing of the API lives here. */
export const controlPrefix = '/__sandbox/';

export type Controlled = {readonly answer: Answer; readonly changed: boolean};

const own = 'inferred; a route of the sandbox itself, not of the API';

function summary(desk: Desk, requests: number): Answer {
	const {state} = desk;
	const tickets = state.orders.flatMap(order => order.baskets);
	return restBare(
		{
			mode: desk.mode,
			scenario: desk.scenario,
			requests,
			events: state.events.length,
			orders: state.orders.length,
			orders_paid: state.orders.filter(order => order.payed).length,
			orders_cancelled: state.orders.filter(order => order.deleted_at !== null).length,
			order_tickets: tickets.length,
			order_tickets_scanned: tickets.filter(ticket => ticket.checked_at !== null).length,
			clients: state.clients.length,
			promo_codes: state.promoCodes.length,
			partner_tickets_held: state.tickets.filter(ticket => ticket.deleted === 0 && ticket.paid === 0).length,
			partner_tickets_paid: state.tickets.filter(ticket => ticket.deleted === 0 && ticket.paid === 1).length,
			partner_tickets_deleted: state.tickets.filter(ticket => ticket.deleted === 1).length,
			digest: digest(JSON.stringify(state)),
		},
		own,
	);
}

/** What the buyer does in the browser, at `payment_url` or `cancel_url`: no API call exists for it. */
function visit(desk: Desk, id: number, action: string): Controlled {
	const now = desk.now();
	const order = desk.state.orders.find(candidate => candidate.id === id);
	if (order === undefined || order.payed || order.deleted_at !== null) {
		return {answer: restNotFound('Order', id, own), changed: false};
	}

	if (action === 'pay') {
		payOrder(desk.state, order, now);
	} else {
		cancelOrder(order, now);
	}

	return {answer: restBare({success: true, id}, own), changed: true};
}

/**
 * `POST reset`, `GET state`, `POST orders/{id}/pay` and `POST orders/{id}/cancel`, below `/__sandbox/`.
 *
 * @param steer how often the API was asked, and how to start anew
 * @returns `undefined` for anything else
 */
export function controlAnswer(
	desk: Desk,
	request: {readonly method: string; readonly target: string},
	steer: {readonly requests: number; readonly reset: () => void},
): Controlled | undefined {
	const path = request.target.slice(controlPrefix.length);
	expire(desk.state, desk.now());
	if (request.method === 'GET' && path === 'state') {
		return {answer: summary(desk, steer.requests), changed: false};
	}

	if (request.method !== 'POST') {
		return undefined;
	}

	if (path === 'reset') {
		steer.reset();
		return {answer: restBare({success: true}, own), changed: true};
	}

	const [, id, action] = /^orders\/(\d{1,15})\/(pay|cancel)$/.exec(path) ?? [];
	return id === undefined || action === undefined ? undefined : visit(desk, Number(id), action);
}
