import type {Scenario} from './modes.ts';
import {seedDocumentedEvents, seedGeneratedEvents} from './seed-events.ts';
import {seedClients, seedDocumentedOrder, seedGeneratedOrders} from './seed-orders.ts';
import {seedPartnerTickets} from './seed-partners.ts';
import {seedPromo} from './seed-promo.ts';
import type {State} from './world.ts';

/**
 * The world at the start (qtickets-api.md §6.2): the same for the same seed, whatever the clock says.
 *
 * In `november` the account owns nothing of the documentation's examples, as the recordings show: event 33, order
 * 4360 and client 235 were not found.
 */
export function seedState(seed: number, scenario: Scenario): State {
	const state: State = {
		random: seed | 0,
		counters: {
			client: 240,
			details: 1300,
			order: 4240,
			basket: 63_500,
			event: 112,
			show: 5000,
			price: 800,
			promoCode: 13_520,
			ticket: 140_000,
			refund: 0,
			fanId: 0,
		},
		clients: [],
		orders: [],
		events: [],
		offers: {},
		discounts: [],
		promoCodes: [],
		tickets: [],
	};
	const withDocumented = scenario === 'full';
	if (withDocumented) {
		seedDocumentedEvents(state);
	}

	seedGeneratedEvents(state);
	seedPromo(state);
	seedClients(state, withDocumented);
	const shows = state.events.filter(event => event.deleted_at === null).flatMap(event => event.shows);
	seedGeneratedOrders(
		state,
		shows.slice(0, 8).map(show => show.id),
	);
	if (withDocumented) {
		seedDocumentedOrder(state);
		seedPartnerTickets(state);
	}

	state.counters.order = 4400;
	state.counters.basket = 64_100;
	return state;
}
