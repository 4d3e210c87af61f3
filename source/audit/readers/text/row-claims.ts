import type {Claim} from '../../audited-set.ts';
import type {ClaimContext} from './claims.ts';
import {clausesOf, isAboutThisRun, isApproximate, isOfAnotherTime} from './phrases.ts';

/** A database table in a text: a name with an underscore, no file and no path. */
const tableName =
	/(?<![\p{L}\d/\\_.*-])(?:[a-z][a-z0-9_]{0,40}\.)?[a-z][a-z0-9]{0,30}(?:_[a-z0-9]{1,40}){1,8}(?![\p{L}\d_/\\*(]|\.[a-z])/giu;

const number = String.raw`(\d{1,3}(?:[ \u00a0\u202f,]\d{3})+|\d{1,12})(?![\d%]|[.,]\d|\s?(?:ms|мс|%|s|с|сек)(?!\p{L}))`;
const noun = String.raw`(?:\s(?:rows?|records?|строк[аи]?|запис(?:ь|и|ей)))?`;
const arrow = String.raw`(?:→|->|-->|=>|➜|➔|⇒|—>|–>)`;

/** Both sides of a count. */
const pairs: readonly RegExp[] = [
	new RegExp(String.raw`(?<![\d.,])${number}${noun}\s?${arrow}\s?${number}`, 'iu'),
	new RegExp(
		String.raw`(?:grew|rose|went|increased|changed|moved|dropped|fell|decreased|up|down|вырос\p{L}*|увелич\p{L}+|измен\p{L}+|уменьш\p{L}+|стал\p{L}*|было)?\s?(?<!\p{L})(?:from|с|со)\s${number}${noun}\s(?:to|up to|до|на)\s${number}`,
		'iu',
	),
	new RegExp(
		String.raw`(?:было|до|before|was|had|prior)\s?[:=—–-]?\s?${number}${noun}[\s,;/|]{1,3}(?:and\s|а\s|и\s)?(?:стало|после|after|now|now has|has|теперь)\s?[:=—–-]?\s?${number}`,
		'iu',
	),
	new RegExp(
		String.raw`(?<![\d.,])${number}${noun}\s(?:before|до)(?: the run| прогона)?[\s,;/|]{1,3}(?:and\s|а\s|и\s)?${number}${noun}\s(?:after|после)(?!\p{L})`,
		'iu',
	),
];

const gains: readonly RegExp[] = [
	new RegExp(
		String.raw`(?<!\p{L})(?:gained|received|got|added|inserted|grew by|increased by|rose by|is up by|up by|вырос\p{L}* на|увелич\p{L}+ на|прибав\p{L}+|добав\p{L}+|получил\p{L}*|прирост(?: составил)?\s?[:—–-]?|приросл\p{L} на|появил\p{L}+)\s(?:exactly |by |на |ровно )?${number}(?!\s(?:columns?|percent|times|процент|раз|столб))`,
		'iu',
	),
	new RegExp(
		String.raw`(?<![\d.,])${number}\s(?:new|additional|extra|more|added|inserted|новы\p{L}|нов\p{L}{2}|добавленн\p{L}+)\s(?:rows?|records?|строк[аи]?|запис(?:ь|и|ей))(?!\p{L})`,
		'iu',
	),
	new RegExp(
		String.raw`(?<![\d.,])${number}\s(?:rows?|records?|строк[аи]?|запис(?:ь|и|ей))\s(?:were |was |have been )?(?:added|inserted|добав\p{L}+|встав\p{L}+)`,
		'iu',
	),
	new RegExp(String.raw`[(\s]\+\s?${number}(?=[)\s.,;]|$)`, 'iu'),
];
const losses: readonly RegExp[] = [
	new RegExp(
		String.raw`(?<!\p{L})(?:lost|shrank by|decreased by|dropped by|fell by|уменьш\p{L}+ на|сократил\p{L}+ на|потерял\p{L}*)\s${number}`,
		'iu',
	),
	new RegExp(String.raw`\([-−–]\s?${number}\)`, 'iu'),
];
const unchanged =
	/(?<!\p{L})(?:did not change|didn['’]t change|has not changed|was not changed|is unchanged|unchanged|no changes?|not changed|stayed|remained|same before and after|не (?:из)?менял\p{L}*|не изменил\p{L}*|без изменений|осталась (?:прежней|без изменений)|осталось (?:прежним|столько же))(?!\p{L})/iu;
const lone = new RegExp(String.raw`(?<![\d.,])${number}`, 'giu');

type Change = {
	readonly before?: number;
	readonly after?: number;
	readonly delta?: number;
	readonly at: number;
};

/**
 * What a text says of the rows of database tables before and after: `` `meta_job_runs`: 57 → 58 (+1) ``, `было 57, стало
 * 58`, `gained 1 row`, `did not change (48)`. Each table only where its part of the sentence names no other.
 */
export function rowClaims(text: string, context: ClaimContext): readonly Claim[] {
	if (!/_/.test(text) || !/\d|chang|измен|менял/iu.test(text)) {
		return [];
	}

	const saysRows = aboutRows.test(`${text} ${context.heading}`);

	return clausesOf(text.slice(0, 20_000)).flatMap(({text: clause, start}) =>
		!isAboutThisRun(
			clause.replaceAll(tableName, ' ').replaceAll(/(?<!\p{L})(?:add|additional|ещё)(?!\p{L})/giu, ' '),
		) ||
		isOfAnotherTime(clause) ||
		/(?<![\d.,])\d{1,2}\.\d{1,2}(?![\d.])|(?<!\p{L})(?:each|every|per test|кажд\p{L}+)(?!\p{L})/iu.test(
			clause,
		) ||
		/(?<!\p{L})(?:max|min|version|ids?|size|columns?|partitions?|duration|верси\p{L}+|размер\p{L}*|столбц\p{L}+|парти\p{L}+|expected?|ожида\p{L}+|instead|вместо|about|около)(?!\p{L})/iu.test(
			clause,
		)
			? []
			: partsOf(clause).flatMap(part =>
					saysRows || usualTable.test(part.table) ? claimsOfPart(part, start, context) : [],
				),
	);
}

/** A name with an underscore may be a member or a variable: the words or the name must speak of tables. */
const aboutRows =
	/(?<!\p{L})(?:rows?|row counts?|tables?|database|clickhouse|db|строк\p{L}{0,3}|таблиц\p{L}{0,3}|бд|баз[аеы] данных)(?!\p{L})/iu;
const usualTable =
	/^(?:\w+\.)?(?:stg|fact|fct|dim|meta|raw|ods|dwh|mart|agg|src|staging|bronze|silver|gold)_/i;

type Part = {readonly table: string; readonly words: string; readonly start: number};

/** Parts of a clause with one table each: cut before a table that follows a comma, a bar or "and". */
function partsOf(clause: string): readonly Part[] {
	const tables = [...clause.matchAll(tableName)];
	const cuts = tables.slice(1).map(({index}) => {
		const joint = /(?:,|;|\||(?<!\p{L})(?:and|и|а|while))[\s`]{1,3}$/iu.exec(
			clause.slice(Math.max(0, index - 12), index),
		);
		return joint === null ? null : index;
	});
	if (cuts.includes(null)) {
		return [];
	}

	const starts = [0, ...cuts.filter(cut => cut !== null)];
	return tables.map(([table], index) => {
		const from = starts[index] ?? 0;
		const words = clause.slice(from, starts[index + 1] ?? clause.length);
		// Offsets stay: the name is as long as its blanks.
		return {table, words: words.replace(table, name => '\u2026'.repeat(name.length)), start: from};
	});
}

function claimsOfPart(
	{table, words, start}: Part,
	offset: number,
	{placeAt}: ClaimContext,
): readonly Claim[] {
	const change = changeIn(words);
	if (change === null || isApproximate(words.slice(0, change.at))) {
		return [];
	}

	const {at} = change;
	return (['before', 'after', 'delta'] as const).flatMap((side): readonly Claim[] => {
		const value = change[side];
		return value === undefined
			? []
			: [
					{
						place: placeAt(offset + start + at),
						text: words
							.replaceAll(/\u2026+/g, table)
							.trim()
							.slice(0, 200),
						subject: 'rows',
						value,
						approximate: false,
						decimals: 0,
						unit: '',
						statuses: [],
						scope: {kind: 'name', name: table},
						side,
					},
				];
	});
}

function changeIn(words: string): Change | null {
	const pair = firstOf(pairs, words);
	const gain = firstOf(gains, words);
	const loss = firstOf(losses, words);
	const delta = gain === null ? (loss === null ? undefined : -valueOf(loss[1])) : valueOf(gain[1]);
	if (pair !== null) {
		return {
			before: valueOf(pair[1]),
			after: valueOf(pair[2]),
			...(delta === undefined ? {} : {delta}),
			at: pair.index,
		};
	}

	if (unchanged.test(words) && gain === null && loss === null) {
		const numbers = [...words.matchAll(lone)];
		const at = unchanged.exec(words)?.index ?? 0;
		const [only] = numbers;
		return numbers.length === 1 && only !== undefined
			? {before: valueOf(only[1]), after: valueOf(only[1]), at: only.index}
			: {delta: 0, at};
	}

	return delta === undefined ? null : {delta, at: (gain ?? loss)?.index ?? 0};
}

function firstOf(patterns: readonly RegExp[], text: string): RegExpExecArray | null {
	for (const pattern of patterns) {
		const match = pattern.exec(text);
		if (match !== null) {
			return match;
		}
	}

	return null;
}

function valueOf(digits = ''): number {
	return Number(digits.replaceAll(/[ \u00a0\u202f,]/g, ''));
}
