import {city, scheme, zones} from './hall.ts';
import {nextId, type Event, type Offer, type Price, type Show, type State} from './world.ts';

const created = '2025-08-01T10:00:00+03:00';

/** Sites and payments that every event of the sandbox shares. */
export const payments = [
	{id: 12, is_active: true, name: 'Карты', handler: 'payanyway', agree_url: 'https://example.com/offer'},
	{id: 13, is_active: true, name: 'Счёт', handler: 'invoice', agree_url: 'https://example.com/offer'},
	{id: 14, is_active: true, name: 'Бесплатно', handler: 'free', agree_url: 'https://example.com/offer'},
];

type ShowPlan = {readonly id?: number; readonly start: string; readonly isDeleted?: boolean};

type EventPlan = {
	readonly id: number;
	readonly name: string;
	readonly shows: readonly ShowPlan[];
	/** Prices of parterre, balcony and fan zone, in roubles. */
	readonly prices: readonly [number, number, number];
	readonly offers?: readonly Offer[];
	readonly isDeleted?: boolean;
	readonly isActive?: boolean;
};

function makePrices(state: State, prices: readonly number[]): Price[] {
	return prices.map((price, index) => ({
		id: nextId(state, 'price'),
		default_price: price,
		color_theme: String([5, 8, 11][index] ?? 1),
		modifiers: [],
	}));
}

/** Leaf values are texts, as recorded; row 5 of the balcony is the quota of another distributor. */
function schemeProperties(prices: readonly Price[]): unknown {
	return {
		admin: {zones: Object.fromEntries(zones.map(zone => [zone.id, {opened: '1', was_opened: '1'}]))},
		zones: Object.fromEntries(
			zones.map((zone, index) => [
				zone.id,
				{
					disabled: '0',
					price_id: String(prices[index]?.id ?? ''),
					label: zone.name,
					shared: '',
					spread: {enabled: '0', users: []},
					rows:
						zone.id === 'CENTER_BALCONY'
							? {
									'5': {
										disabled: '',
										price_id: '',
										spread: {
											enabled: '1',
											partner_id: '9',
											users: ['501'],
											client_emails: ['vip@example.com'],
										},
									},
								}
							: [''],
				},
			]),
		),
		seats: {
			'CENTER_PARTERRE-25;19': {disabled: '1', price_id: '', max_quantity: ''},
			'CENTER_PARTERRE-25;20': {disabled: '1', price_id: '', max_quantity: ''},
			'FANZONE-1;1': {disabled: '0', price_id: '', max_quantity: '100', hot: '1', show_free_quantity: '1'},
		},
	};
}

/** A time of the day on which a show starts. */
function onTheDay(start: string, time: string): string {
	return `${start.slice(0, 10)}T${time}:00+03:00`;
}

function makeShow(state: State, plan: ShowPlan, eventPrices: readonly number[]): Show {
	const prices = makePrices(state, eventPrices);
	const sorted = prices.toSorted((first, second) => first.default_price - second.default_price);
	return {
		id: plan.id ?? nextId(state, 'show'),
		name: '',
		is_active: 1,
		sale_start_date: null,
		sale_finish_date: onTheDay(plan.start, '18:30'),
		open_date: onTheDay(plan.start, '18:00'),
		start_date: onTheDay(plan.start, '19:00'),
		finish_date: onTheDay(plan.start, '21:00'),
		scheme_properties: schemeProperties(prices),
		prices,
		min_price: sorted[0] ?? null,
		max_price: sorted.at(-1) ?? null,
		created_at: created,
		updated_at: created,
		deleted_at: plan.isDeleted === true ? created : null,
	};
}

function addEvent(state: State, plan: EventPlan): void {
	const event: Event = {
		id: plan.id,
		is_active: plan.isActive === false ? 0 : 1,
		name: plan.name,
		scheme_id: scheme.id,
		currency_id: 'RUB',
		place_name: 'Большой зал',
		place_address: 'ул. Примерная, 1',
		place_description: '',
		city_id: city.id,
		description: `<p>${plan.name}</p>`,
		site_url: 'https://example.com',
		external_id: null,
		ticket_id: 17,
		mail_template_id: 35,
		age: '12+',
		fanid_required: plan.id === 112,
		shows: plan.shows.map(show => makeShow(state, show, plan.prices)),
		payments,
		poster: {
			id: 3000 + plan.id,
			content_type: 'image/jpeg',
			file_size: 48_213,
			url: `https://example.com/posters/${plan.id}.jpg`,
		},
		event_type_id: 2,
		slug: `event-${plan.id}`,
		created_at: created,
		updated_at: created,
		deleted_at: plan.isDeleted === true ? '2025-09-15T12:00:00+03:00' : null,
	};
	state.events.push(event);
	if (plan.offers !== undefined) {
		state.offers[String(plan.id)] = [...plan.offers];
	}
}

function tariffs(reduced: number): Offer[] {
	return [
		{code: 'full', name: 'Полный', factor: 1},
		{code: 'preferential', name: 'Льготный', factor: reduced},
	];
}

/** The events of the documentation's examples, which the test list asks for (§6.2). */
export function seedDocumentedEvents(state: State): void {
	addEvent(state, {
		id: 12,
		name: 'Весенний гала-концерт',
		shows: [
			{id: 20, start: '2030-05-01'},
			{id: 21, start: '2030-05-02'},
			{id: 4076, start: '2030-05-03'},
		],
		prices: [600, 400, 800],
		offers: tariffs(0.5),
	});
	addEvent(state, {
		id: 33,
		name: 'Ночь джаза',
		shows: [{id: 41, start: '2030-06-10'}],
		prices: [500, 400, 700],
		offers: tariffs(0.3),
	});
}

const generatedNames = [
	'Симфония в парке',
	'Jazz & Blues Weekend',
	'Вечер камерной музыки',
	'Stand-up «Открытый микрофон»',
	'Фестиваль уличных театров',
	'Rock Marathon',
	'Лекция: как устроены облака',
	'Children’s Matinee',
	'Осенний бал',
	'Chamber Choir',
	'Закрытый показ',
	'Матч с Fan ID',
];

/** Events 101-112: enough for two pages, two of them deleted, one inactive, one that needs a Fan ID. */
export function seedGeneratedEvents(state: State): void {
	for (const [index, name] of generatedNames.entries()) {
		addEvent(state, {
			id: 101 + index,
			name,
			shows: [{start: `2030-0${(index % 9) + 1}-15`}, ...(index === 1 ? [{start: '2030-02-16'}] : [])],
			prices: [1000 + 100 * index, 700, 500],
			isDeleted: index === 4 || index === 8,
			isActive: index !== 10,
		});
	}
}
