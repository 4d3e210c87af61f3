/**
 * Everything that the sandbox remembers, as plain data: it is copied to undo a refused write and saved as JSON.
 * Field names and their order are those of the API (qtickets-api.md §2.0); dates are Moscow time texts.
 */

export type Client = {
	id: number;
	email: string;
	details: {
		id: number;
		name: string;
		middlename: string | null;
		surname: string | null;
		phone: string | null;
		vk_id: string;
		facebook_id: string;
	};
};

export type Refund = {
	id: number;
	amount: number;
	deduction_amount: number;
	baskets: number[];
	created_at: string;
};

export type Guest = {
	client_email: string | null;
	client_phone: string | null;
	client_name: string | null;
	client_surname: string | null;
	client_middlename: string | null;
};

export type Company = {
	organization_name: string | null;
	legal_name: string | null;
	work_position: string | null;
	inn: string | null;
	kpp: string | null;
	comment: string | null;
};

export type Basket = {
	id: number;
	series: string;
	barcode: string | null;
	show_id: number;
	seat_id: string;
	seat_name: string;
	original_price: number;
	ticket_original_price: number;
	discount_value: number | null;
	price: number;
	ticket_amount: number;
	service_fee_amount: number;
	multiprice_code: string | null;
	quantity: number;
} & Guest &
	Company & {
		pdf_url: string | null;
		passbook_url: string | null;
		/** Ids of the linked tickets of a season ticket; the vendor's element shape is not known. */
		related_baskets: number[];
		services: unknown[];
		refunds: Refund[];
		checked_at: string | null;
		created_at: string;
		updated_at: string;
		deleted_at: string | null;
		refunded_at: string | null;
		refunded_amount: number | null;
		refunded_deduction_amount: number | null;
	};

/** An order as stored; `client` is put in when it is shown. */
export type Order = {
	id: number;
	uniqid: string;
	payed: boolean;
	payed_at: string | null;
	created_at: string;
	updated_at: string;
	deleted_at: string | null;
	client_id: number;
	site_id: number;
	site: {id: number; host: string};
	payment_id: number;
	payment_type_id: string;
	payment_card_number: string | null;
	payment_url: string;
	cancel_url: string;
	basket_user_id: number;
	backend_user_id: number | null;
	access_code_id: number | null;
	discount_id: number | null;
	promo_code_id: number | null;
	reserved: boolean;
	reserved_to: string;
	reserve_extended: boolean;
	event_id: number;
	price: number;
	original_price: number;
	currency_id: string;
	utm: Record<string, unknown>;
	/** `""` when empty: a PHP quirk that was recorded. */
	custom: unknown;
	fields: Record<string, unknown>;
	baskets: Basket[];
	refunds: Refund[];
};

export type Price = {id: number; default_price: number; color_theme: string; modifiers: unknown[]};

export type Show = {
	id: number;
	name: string;
	is_active: 0 | 1;
	sale_start_date: string | null;
	sale_finish_date: string;
	open_date: string;
	start_date: string;
	finish_date: string;
	scheme_properties: unknown;
	prices: Price[];
	min_price: Price | null;
	max_price: Price | null;
	created_at: string;
	updated_at: string;
	deleted_at: string | null;
};

export type Payment = {id: number; is_active: boolean; name: string; handler: string; agree_url: string};

export type Event = {
	id: number;
	is_active: 0 | 1;
	name: unknown;
	scheme_id: number;
	currency_id: string;
	place_name: string;
	place_address: string;
	place_description: string;
	city_id: number;
	description: string;
	site_url: string;
	external_id: string | null;
	ticket_id: number;
	mail_template_id: number;
	age: string;
	fanid_required: boolean;
	shows: Show[];
	payments: Payment[];
	poster: {id: number; content_type: string; file_size: number; url: string} | null;
	event_type_id: number;
	slug: string;
	created_at: string;
	updated_at: string;
	deleted_at: string | null;
};

export type Discount = {
	id: number;
	is_active: 0 | 1;
	name: string;
	active_from: string | null;
	active_to: string | null;
	type: 'P';
	/** Events that it is valid for; the rows are shown from the events themselves. */
	eventIds: number[];
	created_at: string;
	updated_at: string;
	deleted_at: string | null;
};

export type PromoCode = {
	id: number;
	is_active: 0 | 1;
	type: 0;
	discount_id: number;
	code: string;
	max_uses_count: number;
	active_from: string | null;
	active_to: string | null;
	created_at: string;
	updated_at: string;
	deleted_at: string | null;
};

/** A tariff; an event without tariffs has one with an empty code. */
export type Offer = {code: string; name: string; factor: number};

export type PartnerTicket = {
	id: number;
	paid: 0 | 1;
	paid_at: string | null;
	seat_id: string;
	offer_id: string | null;
	admission: boolean;
	payment_type_id: string | null;
	reserved_to: string | null;
	external_id: string | null;
	external_order_id: string | null;
	barcode: string | null;
	price: number | null;
} & Guest & {
		fanid_card: {id: number; value: string} | null;
		visitor_user_id: string | null;
		deleted: 0 | 1;
		/** Not shown: where the ticket belongs, and its scan. */
		event_id: number;
		show_id: number;
		checked_at: string | null;
	};

export type CounterName =
	| 'client'
	| 'details'
	| 'order'
	| 'basket'
	| 'event'
	| 'show'
	| 'price'
	| 'promoCode'
	| 'ticket'
	| 'refund'
	| 'fanId';

export type State = {
	/** State of the generator behind uniqids, hashes and barcodes. */
	random: number;
	/** The last id that was given out, by kind. */
	counters: Record<CounterName, number>;
	clients: Client[];
	orders: Order[];
	events: Event[];
	/** Tariffs by event id; an event that is not listed sells without tariffs. */
	offers: Record<string, Offer[]>;
	discounts: Discount[];
	promoCodes: PromoCode[];
	tickets: PartnerTicket[];
};

/** The next id of a kind; ids are never reused. */
export function nextId(state: State, kind: CounterName): number {
	state.counters[kind]++;
	return state.counters[kind];
}

/** The show and its event, or `undefined`; deleted shows and shows of deleted events are not found. */
export function findShow(state: State, showId: number): {event: Event; show: Show} | undefined {
	for (const event of state.events) {
		const show = event.shows.find(candidate => candidate.id === showId);
		if (show !== undefined) {
			return event.deleted_at === null && show.deleted_at === null ? {event, show} : undefined;
		}
	}

	return undefined;
}

/** The tariffs of an event, at least one; without tariffs the code is the empty text (§2.6 events/offers). */
export function offersOf(state: State, eventId: number): readonly Offer[] {
	return state.offers[String(eventId)] ?? [{code: '', name: '', factor: 1}];
}
