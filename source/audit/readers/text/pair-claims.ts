import type {Claim, ClaimScope, ClaimSubject} from '../../audited-set.ts';
import type {Place} from '../../finding.ts';
import {countSubject, isBareTotal, outcomeSubject, statusLabel, timeSubject} from './claim-subject.ts';
import {statusesBeside} from './claims.ts';
import {rateSubject} from './measure-findings.ts';
import {headerUnit, quantitiesIn, unitFactor, type Quantity} from './numbers.ts';
import {isApproximate} from './phrases.ts';
import {sanitised} from './sanitised.ts';

/** A label and its value: a line `Failed tests: 15`, a row of a summary table. */
export type Pair = {
	readonly label: string;
	readonly value: string;
	readonly place: Place;
	readonly scope: ClaimScope;
	/** Unit that the column's header names. */
	readonly unit: Claim['unit'];
	/** Text of the headings above and of the table's header. */
	readonly heading: string;
	/** Labels beside it count tests: a bare `Total` does too. */
	readonly amongCounts: boolean;
};

const start =
	/^[\s*~≈<>≤≥✅❌✔✘⚠\u{fe0f}:=·]{0,20}(?:(?:about|approx\.?|approximately|around|roughly|circa|ca\.|nearly|almost|over|more than|at least|up to|under|below|from|около|примерно|порядка|более|свыше|почти|не менее|до|от|all|все|всего|between)\s{1,2}){0,2}[~≈]?$/iu;
const statusWords =
	/^\s{0,2}(?:OK|Not Found|Forbidden|Created|No Content|Unauthorized|Bad Request)(?!\p{L})/u;
const tableName = /^[a-z][a-z0-9]{0,30}(?:\.[a-z]\w{0,40})?(?:_[a-z0-9*]{1,40}){1,8}$/i;

/**
 * What a label and its value claim: `Average Latency` `847ms`, `Успешно` `7 (32 %)`, `404` `10`, `stg_orders` `0 rows`.
 * Empty when the value is no number or the label counts nothing of a run.
 */
export function claimsOfPair(pair: Pair): readonly Claim[] {
	const {label, value} = pair;
	if (label.length > 120 || value.length > 400 || /^\s{0,4}mark:/i.test(label)) {
		return [];
	}

	const clean = sanitised(value);
	const extremes = extremesOf(pair, clean.text);
	if (extremes !== null) {
		return extremes;
	}

	const numbers = quantitiesIn(clean.text);
	const [first, second, third] = numbers;
	if (
		first === undefined ||
		!start.test(clean.text.slice(0, first.start)) ||
		statusWords.test(clean.text.slice(first.end))
	) {
		return statusClaims(pair, quantitiesIn(value));
	}

	const number = inHeaderUnit(first, pair.unit === '' ? headerUnit(label) : pair.unit, clean.text);
	const rest = clean.text.slice(first.end);
	const between = second === undefined ? '' : clean.text.slice(first.end, second.start);
	const make = maker(pair, clean.text, number);
	if (second !== undefined && /^\s?(?:-|–|—|\.\.\.?|…|to|and|до|и)\s?$/iu.test(between)) {
		return rangeClaims(pair, number, second, make);
	}

	if (isTime(number.unit)) {
		const subject = timeSubject(bare(label), saysLatency(pair.heading));
		return subject === null || subject === 'latency-range' ? [] : [make(subject, number)];
	}

	if (number.unit === '%') {
		const subject = rateSubject(`${bare(label)} ${rest}`) ?? rateOf(label);
		return subject === null ? [] : [make(subject, number)];
	}

	if (number.unit !== '') {
		return /archive|zip|архив/iu.test(label) ? [make('archive-size', number)] : [];
	}

	if (
		/^\s?(?:\/|of(?: the| all)?|out of(?: the)?|из(?: них| всех)?)\s?$/iu.test(between) &&
		second !== undefined
	) {
		return fractionClaims(pair, {number, of: second, share: third}, make);
	}

	return countClaims(pair, {number, rest, share: second}, make);
}

/** `Min / max: 117 / 1846 ms`. */
function extremesOf(pair: Pair, text: string): readonly Claim[] | null {
	const numbers = quantitiesIn(text);
	const [low, high] = numbers;
	if (
		low === undefined ||
		high === undefined ||
		numbers.length !== 2 ||
		!isTime(high.unit) ||
		!/^\s?(?:\/|–|—|-|\|)\s?$/u.test(text.slice(low.end, high.start)) ||
		!/^(?:latency |response time |время ответа )?\(?(?:min(?:imum)?|мин(?:имум)?)\.?\s?[/–-]\s?(?:max(?:imum)?|макс(?:имум)?)\.?\)?(?: latency| response time| время ответа)?$/iu.test(
			pair.label.trim(),
		)
	) {
		return null;
	}

	const make = maker(pair, text, low);
	const scaled = {...low, value: low.value * unitFactor(high.unit), unit: high.unit};
	return [make('latency-min', low.unit === '' ? scaled : low), make('latency-max', high)];
}

type Make = (subject: ClaimSubject, number: Quantity, more?: Partial<Claim>) => Claim;

function maker({label, value, place, scope}: Pair, clean: string, number: Quantity): Make {
	return (subject, of, more = {}) => ({
		place,
		text: `${label}: ${value}`.slice(0, 200),
		subject,
		value: of.value,
		approximate: isApproximate(clean.slice(0, number.start)),
		decimals: of.decimals,
		unit: of.unit === '' && subject.startsWith('latency') ? 'ms' : of.unit,
		statuses: subject === 'passed' || subject === 'failed' ? statusesBeside(label) : [],
		scope: scopeOf(subject, label, value, scope),
		...more,
	});
}

function countClaims(
	pair: Pair,
	{number, rest, share}: {number: Quantity; rest: string; share: Quantity | undefined},
	make: Make,
): readonly Claim[] {
	const {label, amongCounts, heading} = pair;
	if (number.decimals > 0) {
		const stat = timeSubject(bare(label), saysLatency(heading));
		return stat === null || stat === 'latency-range' || stat === 'duration' || !/ms|мс/iu.test(label)
			? []
			: [make(stat, number)];
	}

	if (tableName.test(label.replaceAll('`', '').trim())) {
		return /^\s{0,2}(?:rows?|строк[аи]?|запис\p{L}{1,2}|records?)?\.?\s{0,2}$/iu.test(rest) &&
			(rest.trim() !== '' || /rows?|clickhouse|table|строк|таблиц|count/iu.test(heading))
			? [make('rows', number)]
			: [];
	}

	const statuses = statusLabel(label);
	if (statuses.length > 0) {
		return /^\s{0,2}(?:tests?|тест\p{L}{0,3}|requests?|запрос\p{L}{0,3}|responses?|ответ\p{L}{0,3}|times?|раз\p{L}?|шт\.?|attempts?|$|\()/iu.test(
			rest,
		)
			? [make('status', number, {statuses})]
			: [];
	}

	const noun = /^\s{0,2}([\p{L}]{2,20})/u.exec(rest)?.[1];
	const subject = countSubject(bare(label)) ?? (amongCounts && isBareTotal(bare(label)) ? 'tests' : null);
	if (
		subject === null ||
		subject === 'success-rate' ||
		subject === 'failure-rate' ||
		subject === 'coverage'
	) {
		return [];
	}

	// `Failed: 404` names a status, `Errors: 2 types` counts types.
	const isCode =
		number.value >= 400 && number.value < 600 && subject === 'failed' && !/test|тест/iu.test(label);
	const isOther =
		noun !== undefined &&
		!/^(?:tests?|cases?|checks|scenarios|files?|json|artifacts?|artefacts?|total|in|of|all|mandatory|out|with|endpoints?|attempts?|records?|lines?|entries|log|requests?|passed|failed|success\p{L}*|and|unique|executed|run|ok|pcs|тест\p{L}{0,3}|кейс\p{L}{0,2}|провер\p{L}{1,3}|файл\p{L}{0,2}|артефакт\p{L}{0,2}|шт|всего|из|в|обязательн\p{L}{1,3}|эндпо\p{L}+|попыт\p{L}{1,3}|запис\p{L}{1,3}|строк\p{L}{0,2}|запрос\p{L}{0,3}|сценари\p{L}{1,3}|успешн\p{L}{1,3}|пройден\p{L}{0,2}|выполнен\p{L}{0,2}|json-\p{L}+)$/iu.test(
			noun,
		);
	if (isCode || isOther) {
		return [];
	}

	const claims = [make(subject, number)];
	const rate = subject === 'passed' ? 'success-rate' : subject === 'failed' ? 'failure-rate' : null;
	return rate !== null &&
		share?.unit === '%' &&
		/^[\s\p{L}]{0,30}[(—–,/|-]?\s?[~≈]?\s?$/u.test(rest.slice(0, Math.max(0, share.start - number.end)))
		? [...claims, make(rate, share)]
		: claims;
}

function fractionClaims(
	pair: Pair,
	{number, of, share}: {number: Quantity; of: Quantity; share: Quantity | undefined},
	make: Make,
): readonly Claim[] {
	const {label, value} = pair;
	const behind = sanitised(value).text.slice(of.end).split(/[,;(]/)[0] ?? '';
	const fromLabel = countSubject(bare(label));
	const subject =
		fromLabel === 'tests' || fromLabel === null ? (outcomeSubject(behind) ?? fromLabel) : fromLabel;
	const percent = share?.unit === '%' ? share : undefined;
	if (subject === null) {
		return [];
	}

	const [part, whole, rate] = fractionParts[subject] ?? [subject, null, null];
	return [
		make(part, number),
		...(whole === null ? [] : [make(whole, of)]),
		...(percent === undefined || rate === null ? [] : [make(rate, percent)]),
	];
}

/** What the parts of `9/20 (45 %)` count under a label. */
const fractionParts: Partial<
	Record<ClaimSubject, readonly [part: ClaimSubject, whole: ClaimSubject | null, rate: ClaimSubject | null]>
> = {
	passed: ['passed', 'tests', 'success-rate'],
	failed: ['failed', 'tests', 'failure-rate'],
	limitation: ['limitation', 'tests', null],
	skipped: ['skipped', 'tests', null],
	blocked: ['blocked', 'tests', null],
	'no-response': ['no-response', 'tests', null],
	tests: ['tests', 'tests-planned', 'coverage'],
	coverage: ['tests', 'tests-planned', 'coverage'],
	'tests-planned': ['tests', 'tests-planned', 'coverage'],
	'success-rate': ['passed', 'tests', 'success-rate'],
	'failure-rate': ['failed', 'tests', 'failure-rate'],
};

function rangeClaims(pair: Pair, number: Quantity, to: Quantity, make: Make): readonly Claim[] {
	const unit = to.unit === '' ? pair.unit : to.unit;
	if (!isTime(unit)) {
		return [];
	}

	const low = number.unit === '' ? {...number, value: number.value * unitFactor(unit), unit} : number;
	const high = to.unit === '' ? {...to, value: to.value * unitFactor(unit), unit} : to;
	const subject = timeSubject(bare(pair.label), saysLatency(pair.heading));
	const speaksOfLatency = /latenc|response time|задерж|время ответ|отклик|range|диапазон/iu.test(pair.label);
	if (
		subject === 'latency-range' ||
		(speaksOfLatency && (subject === null || subject === 'latency-min' || subject === 'latency-max'))
	) {
		return [make('latency-min', low), make('latency-max', high)];
	}

	return subject === null ? [] : [make(subject, low, {upTo: high.value})];
}

/** `404 errors: 10`: the number in the value is no count of a blanked-out text. */
function statusClaims({label, value, place, scope}: Pair, numbers: readonly Quantity[]): readonly Claim[] {
	const [only] = numbers;
	const statuses = statusLabel(label);
	if (
		statuses.length === 0 ||
		only === undefined ||
		numbers.length > 1 ||
		only.unit !== '' ||
		!/^\s{0,2}\d{1,6}\s{0,2}(?:tests?|тест\p{L}{0,3}|$)/u.test(value)
	) {
		return [];
	}

	return [
		{
			place,
			text: `${label}: ${value}`.slice(0, 200),
			subject: 'status',
			value: only.value,
			approximate: false,
			decimals: 0,
			unit: '',
			statuses,
			scope,
		},
	];
}

/** A label without what stands in brackets, signs and a colon. */
export function bare(label: string): string {
	return label
		.replaceAll(/\([^()]{0,80}\)/g, ' ')
		.replaceAll(/[·:=]+/g, ' ')
		.replaceAll(/\s+/g, ' ')
		.trim();
}

function rateOf(label: string): 'success-rate' | 'failure-rate' | 'coverage' | null {
	const subject = countSubject(bare(label));
	return subject === 'passed' ? 'success-rate' : subject === 'failed' ? 'failure-rate' : null;
}

function inHeaderUnit(number: Quantity, unit: Claim['unit'], clean: string): Quantity {
	if (number.unit !== '' || unit === '') {
		return number;
	}

	const [again] = quantitiesIn(`${clean.slice(number.start, number.end)} ${unit}`);
	return again ?? number;
}

function isTime(unit: Claim['unit']): boolean {
	return unit === 'ms' || unit === 's' || unit === 'min' || unit === 'h';
}

function saysLatency(heading: string): boolean {
	return /latenc|performance|response time|задерж|производительност|время ответ|отклик/iu.test(heading);
}

function scopeOf(subject: ClaimSubject, label: string, value: string, scope: ClaimScope): ClaimScope {
	if (subject === 'rows') {
		return {kind: 'name', name: label.replaceAll('`', '').trim()};
	}

	if (subject !== 'files' && subject !== 'artifacts') {
		return scope;
	}

	const {names} = sanitised(`${label} ${value}`);
	const [only] = names.filter(({name}) => /[*/\\.]/.test(name));
	return only === undefined || names.length > 1 ? scope : {kind: 'name', name: only.name};
}
