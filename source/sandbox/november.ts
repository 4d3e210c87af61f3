import {restForbidden, pageNotFound, partnersForbidden} from './envelopes.ts';
import type {Answer} from './answer.ts';
import {isRecord, valueAt} from './json-value.ts';

export type Asked = {
	readonly api: 'rest' | 'partners';
	readonly method: string;
	/** Below the API's prefix. */
	readonly path: string;
	readonly body: unknown;
};

type Row = {
	readonly api: Asked['api'];
	readonly methods: readonly string[];
	readonly path: RegExp;
	/** Only when the `filter` of the body has this many keys. */
	readonly filterKeys?: (count: number) => boolean;
	readonly answer: () => Answer;
};

const fromReport = 'inferred; only the November report says so, and it contradicts itself';
const both = ['GET', 'POST'];

/**
 * What the November run met, where it differs from the usual answers. The genuine recordings hold 200 with
 * WRONG_AUTHORIZATION for every Partners call, because the token was no partner key; the 404 rows of tickets/find stand
 * in the report alone, and a recording of the same request contradicts them. First match wins.
 */
const rows: readonly Row[] = [
	{api: 'rest', methods: ['POST'], path: /^events$/, answer: () => restForbidden(fromReport)},
	{api: 'rest', methods: ['PATCH'], path: /^events\/[^/]+$/, answer: () => pageNotFound(fromReport)},
	{
		api: 'rest',
		methods: ['GET', 'HEAD'],
		path: /^events\/[^/]+\/seats$/,
		answer: () => pageNotFound('recorded'),
	},
	{
		api: 'rest',
		methods: ['GET', 'HEAD'],
		path: /^events\/[^/]+\/seats\/[^/]+$/,
		answer: () => pageNotFound(fromReport),
	},
	{
		api: 'partners',
		methods: both,
		path: /^tickets\/find\/[^/]+(?:\/[^/]+)?$/,
		answer: () => pageNotFound(fromReport),
	},
	{
		api: 'partners',
		methods: both,
		path: /^tickets\/find$/,
		filterKeys: count => count === 1,
		answer: () => pageNotFound(fromReport),
	},
	{api: 'partners', methods: both, path: /^tickets\/find$/, answer: () => partnersForbidden()},
	{api: 'partners', methods: both, path: /^tickets\/check(?:\/\d+){0,2}$/, answer: () => partnersForbidden()},
	{api: 'partners', methods: both, path: /^tickets\/add\/\d+(?:\/\d+)?$/, answer: () => partnersForbidden()},
	{
		api: 'partners',
		methods: both,
		path: /^tickets\/(?:add|update|remove|check)(?:\/[^/]+){0,2}$/,
		answer: () =>
			partnersForbidden('inferred; the token is no partner key (1.3), path of the November report'),
	},
	{
		api: 'partners',
		methods: ['DELETE'],
		path: /^tickets\/remove(?:\/batch)?$/,
		answer: () =>
			partnersForbidden('inferred; the token is no partner key (1.3), method of the November report'),
	},
	{
		api: 'partners',
		methods: both,
		path: /^events\/(?:lists|(?:seatmap|offers|seats)(?:\/[^/]+){0,2})$/,
		answer: () => partnersForbidden('inferred; the token is no partner key (1.3)'),
	},
];

function filterSize(body: unknown): number {
	const filter = valueAt(body, 'filter');
	return isRecord(filter) ? Object.keys(filter).length : 0;
}

/** The November run's answer to a request, or `undefined` where the usual rules hold. */
export function novemberAnswer(asked: Asked): Answer | undefined {
	return rows
		.find(
			row =>
				row.api === asked.api &&
				row.methods.includes(asked.method) &&
				row.path.test(asked.path) &&
				(row.filterKeys === undefined || row.filterKeys(filterSize(asked.body))),
		)
		?.answer();
}
