import type {Answer} from './answer.ts';
import type {Call, Route} from './call.ts';
import {restBare, restData, restInvalid, restNotFound, refuse} from './envelopes.ts';
import {filledText, flagFrom, idFrom, isRecord, numberFrom, valueAt, type JsonRecord} from './json-value.ts';
import {listAnswer} from './list-query.ts';
import {moscowTime, timeFrom} from './moscow-time.ts';
import {nextId, type Discount, type PromoCode, type State} from './world.ts';

/** Ids and colours in the documented order, where 15 stands after 8. */
const colorThemes = [
	[1, '#d80000'],
	[2, '#d8007f'],
	[3, '#b700d8'],
	[4, '#8400d8'],
	[5, '#004cd8'],
	[6, '#00add8'],
	[7, '#00d8d0'],
	[8, '#00d833'],
	[15, '#009f4b'],
	[9, '#a8d800'],
	[10, '#d5d800'],
	[11, '#d89e00'],
	[12, '#e27500'],
	[13, '#606060'],
	[14, '#a82d2d'],
] as const;

function themes(basis: Answer['basis']): Answer {
	return restBare({data: colorThemes.map(([id, color]) => ({id, color}))}, basis);
}

function discountView(state: State, discount: Discount): JsonRecord {
	const {eventIds, created_at, updated_at, deleted_at, ...rest} = discount;
	const events = state.events.filter(event => eventIds.includes(event.id));
	return {
		...rest,
		events: events.map(({id, is_active, name, deleted_at: gone}) => ({
			id,
			is_active,
			name,
			deleted_at: gone,
		})),
		shows: events.flatMap(event =>
			event.shows.map(show => ({
				id: show.id,
				is_active: show.is_active,
				event_id: event.id,
				sale_start_date: show.sale_start_date,
				sale_finish_date: show.sale_finish_date,
				open_date: show.open_date,
				start_date: show.start_date,
				finish_date: show.finish_date,
				created_at: show.created_at,
				updated_at: show.updated_at,
				deleted_at: show.deleted_at,
			})),
		),
		created_at,
		updated_at,
		deleted_at,
	};
}

function oneDiscount(call: Call): Answer {
	const id = idFrom(call.path.discount);
	const discount = call.state.discounts.find(candidate => candidate.id === id);
	return discount === undefined
		? refuse(restNotFound('Discount', id))
		: restData(discountView(call.state, discount), 'inferred; only its 404 was recorded (2.4)');
}

function limit(
	call: Call,
	data: JsonRecord,
	key: 'active_from' | 'active_to',
	old: string | null,
): string | null {
	const value = data[key];
	if (value === undefined || value === null) {
		return value === null ? null : old;
	}

	const at = timeFrom(value);
	return at === undefined ? refuse(restInvalid(call.mode, key, 'not a date')) : moscowTime(at);
}

function changePromoCode(call: Call, promoCode: PromoCode, data: JsonRecord): void {
	const code = Object.hasOwn(data, 'code') ? filledText(data.code) : promoCode.code;
	const uses = Object.hasOwn(data, 'max_uses_count')
		? numberFrom(data.max_uses_count)
		: promoCode.max_uses_count;
	if (code === undefined || uses === undefined || uses < 0) {
		return refuse(restInvalid(call.mode, 'code', 'an empty code or a bad number of uses'));
	}

	promoCode.code = code;
	promoCode.max_uses_count = uses;
	promoCode.is_active = flagFrom(data.is_active) ?? promoCode.is_active;
	promoCode.active_from = limit(call, data, 'active_from', promoCode.active_from);
	promoCode.active_to = limit(call, data, 'active_to', promoCode.active_to);
	promoCode.updated_at = moscowTime(call.now);
}

/** The test list's flat body has other names for the dates and no discount; discount 45 then stands for it. */
function sentPromoCode(call: Call): JsonRecord | undefined {
	const wrapped = valueAt(call.body, 'data');
	if (
		wrapped === undefined &&
		call.mode === 'test-list' &&
		isRecord(call.body) &&
		Object.keys(call.body).length > 0
	) {
		const {valid_from, valid_to, ...rest} = call.body;
		return {
			discount_id: 45,
			...rest,
			...(valid_from !== undefined && {active_from: valid_from}),
			...(valid_to !== undefined && {active_to: valid_to}),
		};
	}

	return isRecord(wrapped) ? wrapped : undefined;
}

function postPromoCode(call: Call): Answer {
	const data = sentPromoCode(call);
	const discountId = numberFrom(data?.discount_id);
	if (data === undefined || filledText(data.code) === undefined || discountId === undefined) {
		return refuse(restInvalid(call.mode, 'code', 'code or discount_id is missing'));
	}

	if (!call.state.discounts.some(discount => discount.id === discountId)) {
		return refuse(restNotFound('Discount', discountId, 'inferred; unknown discount of a promo code'));
	}

	const time = moscowTime(call.now);
	const promoCode: PromoCode = {
		id: nextId(call.state, 'promoCode'),
		is_active: 1,
		type: 0,
		discount_id: discountId,
		code: '',
		max_uses_count: 0,
		active_from: null,
		active_to: null,
		created_at: time,
		updated_at: time,
		deleted_at: null,
	};
	call.state.promoCodes.push(promoCode);
	changePromoCode(call, promoCode, data);
	return restData(promoCode, 'inferred; a third party relies on this answer (2.4)');
}

function putPromoCode(call: Call): Answer {
	const id = idFrom(call.path.promoCode);
	const promoCode = call.state.promoCodes.find(candidate => candidate.id === id);
	if (promoCode === undefined) {
		return refuse(restNotFound('PromoCode', id, 'inferred; unknown promo code (6.4)'));
	}

	const data = sentPromoCode(call);
	changePromoCode(call, promoCode, data ?? refuse(restInvalid(call.mode, 'data', 'no data to change')));
	return restData(promoCode, 'inferred; the answer of PUT promo-codes is not documented (2.4)');
}

export const promoRoutes: readonly Route[] = [
	{methods: ['GET'], path: 'color-themes', writes: false, handle: () => themes('documented')},
	{
		methods: ['GET'],
		path: 'price-shades',
		writes: false,
		testListOnly: true,
		handle: () => themes('inferred; path of the test list only'),
	},
	{
		methods: ['GET'],
		path: 'discounts',
		writes: false,
		handle: call =>
			listAnswer(
				call,
				call.state.discounts.map(discount => discountView(call.state, discount)),
				{perPage: 100, basis: 'recorded'},
			),
	},
	{methods: ['GET'], path: 'discounts/{discount}', writes: false, handle: oneDiscount},
	{
		methods: ['GET'],
		path: 'promo-codes',
		writes: false,
		handle: call => listAnswer(call, call.state.promoCodes, {perPage: 500, basis: 'recorded'}),
	},
	{methods: ['POST'], path: 'promo-codes', writes: true, handle: postPromoCode},
	{methods: ['PUT'], path: 'promo-codes/{promoCode}', writes: true, handle: putPromoCode},
	{
		methods: ['PATCH'],
		path: 'promo-codes/{promoCode}',
		writes: true,
		testListOnly: true,
		handle: putPromoCode,
	},
];
