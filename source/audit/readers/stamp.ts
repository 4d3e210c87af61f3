import type {Place} from '../finding.ts';
import type {Stamp} from '../audited-set.ts';
import {baseName} from '../lookup.ts';

/**
 * Points in time as people and programs write them: RFC 3339 and its neighbours, HTTP dates, Russian and American dates,
 * stamps in file names, seconds and milliseconds since 1970.
 */

type Read = {
	/** `null`: no point in time, or a day that could be another (03/04/2025). */
	readonly at: number | null;
	readonly offset: number | null;
	readonly precision: Stamp['precision'];
	/** Why it is no point in time though it was meant as one; `null` when nothing is wrong with it. */
	readonly damage: string | null;
};

type DatePart = {readonly year: number; readonly month: number; readonly day: number};

const months: ReadonlyArray<readonly [prefix: string, month: number]> = [
	...['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'].map(
		(prefix, index) => [prefix, index + 1] as const,
	),
	...['янв', 'фев', 'мар', 'апр', 'ма', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек'].map(
		(prefix, index) => [prefix, index + 1] as const,
	),
];

/** Zones that people name by letters, in minutes east of UTC. Letters that mean several zones (IST, CST) are left out. */
const zoneNames: Readonly<Record<string, number>> = {
	utc: 0,
	gmt: 0,
	msk: 180,
	мск: 180,
	cet: 60,
	cest: 120,
	eet: 120,
	eest: 180,
	est: -300,
	edt: -240,
	pst: -480,
	pdt: -420,
};

const monthName =
	'(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|янв(?:ар[ья])?|фев(?:р(?:ал[ья])?)?|март?а?|апр(?:ел[ья])?|ма[йя]|июн[ья]?|июл[ья]?|авг(?:уста?)?|сент?(?:ябр[ья])?|окт(?:ябр[ья])?|ноя(?:б(?:р[ья])?)?|дек(?:абр[ья])?)\\.?';
const weekday = '(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?';

/** Each date form once, anchored where the scan stands; named groups say which is which. */
const dateForms: readonly RegExp[] = [
	/(?<year>\d{4})(?<split>[-/.])(?<month>\d{1,2})\k<split>(?<day>\d{1,2})(?!\d)/y,
	/(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})(?=\d{4}(?:\d{2})?(?!\d)|(?!\d))/y,
	/(?<first>\d{1,2})(?<split>[./-])(?<second>\d{1,2})\k<split>(?<year>\d{4})(?!\d)/y,
	new RegExp(
		`${weekday}(?<day>\\d{1,2})(?:st|nd|rd|th)?[ /-](?<name>${monthName}),?[ /-](?<year>\\d{4})(?!\\d)`,
		'iy',
	),
	new RegExp(
		`${weekday}(?<name>${monthName}) {1,2}(?<day>\\d{1,2})(?:st|nd|rd|th)?,? (?<year>\\d{4})(?!\\d)`,
		'iy',
	),
	// asctime: the year stands last.
	new RegExp(
		`${weekday}(?<name>${monthName}) {1,2}(?<day>\\d{1,2}) (?=\\d{2}:\\d{2}:\\d{2} (?<year>\\d{4})(?!\\d))`,
		'iy',
	),
];

const separator = /[Tt_]| ?г\.?,? в |,? at |,? в | г\.?,? |: ?|[,·|] ?| {1,2}|-(?=\d{2}[-:]?\d{2})/y;
const timeForms: readonly RegExp[] = [
	/(?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:[.,](?<fraction>\d{1,9}))?)?(?!\d)(?: ?(?<half>[ap])\.?m\.?(?![a-z]))?/iy,
	/(?<hour>\d{2})(?<minute>\d{2})(?<second>\d{2})?(?:[.,](?<fraction>\d{1,9}))?(?!\d)/y,
	/(?<hour>\d{2})[-_.](?<minute>\d{2})[-_.](?<second>\d{2})(?:[.,_](?<fraction>\d{1,9}))?(?!\d)/y,
];
const zoneForm =
	/ ?\(?(?:(?<zulu>z)(?![\p{L}\d])|(?:(?<name>utc|gmt|msk|мск|cet|cest|eet|eest|est|edt|pst|pdt)(?![\p{L}\d]))?(?<shift>[+-]\d{1,2}(?::?\d{2})?(?!\d))?)\)?/iuy;

/** Longer texts are no stamps; also bounds what the patterns may look at. */
const longestStamp = 64;

/**
 * Reads one point in time. Without a zone it is taken for UTC and `offset` is `null`: compare it only with its like.
 *
 * @param text the whole of it, as written: a JSON string, the digits of a JSON number, a table cell
 * @returns `at` in ms since 1970 (fractions of ms kept), `null` where the text is none or an ambiguous one
 */
export function readStamp(text: string, place: Place, role: Stamp['role']): Stamp {
	const {at, offset, precision} = read(text);
	return {place, text, at, role, offset, precision};
}

/** Why a text that is meant as a point in time is none (`month 13`, `two time zones`), or `null`. */
export function stampDamage(text: string): string | null {
	return read(text).damage;
}

/** The points in time inside a text, as written; those without a time of day too, damaged ones too. */
export function stampsIn(text: string): ReadonlyArray<{readonly text: string; readonly index: number}> {
	const found: Array<{text: string; index: number}> = [];
	const starts =
		/(?<![\p{L}\d./_-])(?:\d{1,4}[-/. ]|(?:19|20)\d{6}(?!\d)|(?:19|20)\d{10}(?:\d{2})?(?!\d)|\p{L}{3})/gu;
	let from = 0;
	for (const {index} of text.matchAll(starts)) {
		if (index < from) {
			continue;
		}

		const span = spanAt(text, index);
		if (span !== null) {
			found.push({text: text.slice(index, span.end).trimEnd(), index});
			from = span.end;
		}
	}

	return found;
}

/**
 * The stamp in a file's name (`run_20251109_214900.zip`), or `null`. Names mostly say local time and never the zone.
 */
export function stampOfName(name: string, place: Place, role: Stamp['role']): Stamp | null {
	const base = baseName(name);
	const match =
		/(?<!\d)(?:19|20)\d{2}[-_.]?\d{2}[-_.]?\d{2}(?:[-_T. ]?\d{2}[-_.:]?\d{2}(?:[-_.:]?\d{2})?Z?)?(?![\dA-Za-z])/.exec(
			base,
		);
	if (match === null) {
		return null;
	}

	const digits = match[0].replaceAll(/\D/g, '');
	const [date, time] = [digits.slice(0, 8), digits.slice(8)];
	const zone = match[0].endsWith('Z') ? 'Z' : '';
	const stamp = readStamp(time === '' ? date : `${date}_${time}${zone}`, place, role);
	return stamp.at === null ? null : {...stamp, text: match[0]};
}

function read(whole: string): Read {
	const text = whole
		.trim()
		.replace(/^[*_`"'([<]{1,4}/, '')
		.replace(/[*_`"')\]>.]{1,4}$/, '');
	const nothing: Read = {at: null, offset: null, precision: 'day', damage: null};
	if (text.length > longestStamp || text === '') {
		return nothing;
	}

	const epoch = readEpoch(text);
	if (epoch !== null) {
		return epoch;
	}

	const span = spanAt(text, 0);
	if (span === null) {
		return isMeantAsStamp(text) ? {...nothing, damage: 'no valid date and time'} : nothing;
	}

	const rest = text.slice(span.end).trim();
	if (rest === '' || /^\(?(?:г\.?|года|local|local time|(?:по )?местн\p{L}+(?: врем\p{L}+)?)$/iu.test(rest)) {
		return span.read;
	}

	if (/^(?:z|[+-]\d{2}:?\d{2})$/i.test(rest) && span.read.offset !== null) {
		return {...nothing, damage: 'two time zones'};
	}

	return isMeantAsStamp(text) ? {...nothing, damage: 'text after the time'} : nothing;
}

/** `2025-11-0`, `2025-11-09T…`: nothing but a stamp starts so and holds so few other characters. */
function isMeantAsStamp(text: string): boolean {
	return /^\d{4,5}-\d{1,3}-\d{1,3}(?:[T ]\d|$|T$)/.test(text) && !/\s\p{L}{2}/u.test(text);
}

/** Digits alone: seconds, milliseconds, micro- or nanoseconds since 1970, as far as they lie between 2001 and 2100. */
function readEpoch(text: string): Read | null {
	const match = /^(\d{10})(\d{3}|\d{6}|\d{9})?(?:\.(\d{1,9}))?$/.exec(text);
	const [, seconds, more = '', fraction = ''] = match ?? [];
	if (seconds === undefined || Number(seconds) > 4_102_444_800 || Number(seconds) < 1_000_000_000) {
		return null;
	}

	const at = Number(seconds) * 1000 + Number(`0.${more}${fraction}0`) * 1000;
	return {
		at,
		offset: 0,
		precision: more + fraction === '' ? 'second' : 'millisecond',
		damage: null,
	};
}

/** The stamp that starts at `index`, or `null`. */
function spanAt(text: string, index: number): {end: number; read: Read} | null {
	for (const [form, pattern] of dateForms.entries()) {
		const groups = matchAt(pattern, text, index);
		if (groups === null) {
			continue;
		}

		const date = dateOf(groups);
		let end = pattern.lastIndex;
		// An asctime date ends in front of its time; elsewhere something stands between them, or nothing in 14 digits.
		const between = form === 5 ? end : afterSeparator(text, end, form === 1);
		const time = between === null ? null : timeAt(text, between);
		if (time === null) {
			return form === 5 ? null : {end, read: finish(date, null, null)};
		}

		end = time.end;
		if (form === 5) {
			end += 5;
		}

		const zone = matchAt(zoneForm, text, end);
		const offset = zone === null ? undefined : offsetOf(zone);
		if (offset !== undefined) {
			end = zoneForm.lastIndex;
		}

		return {end, read: finish(date, time.groups, offset ?? null)};
	}

	return null;
}

function afterSeparator(text: string, at: number, compact: boolean): number | null {
	if (compact && /\d/.test(text.charAt(at))) {
		return at;
	}

	separator.lastIndex = at;
	return separator.test(text) ? separator.lastIndex : null;
}

type Groups = Readonly<Record<string, string | undefined>>;

function timeAt(text: string, at: number): {end: number; groups: Groups} | null {
	for (const pattern of timeForms) {
		const groups = matchAt(pattern, text, at);
		if (groups !== null) {
			return {end: pattern.lastIndex, groups};
		}
	}

	return null;
}

function matchAt(pattern: RegExp, text: string, at: number): Groups | null {
	pattern.lastIndex = at;
	return pattern.exec(text)?.groups ?? null;
}

/** `null`: 03/04/2025 could be March or April. */
function dateOf({year, month, day, name, first, second, split}: Groups): DatePart | null {
	if (name !== undefined) {
		const wanted = name.toLowerCase();
		const found = months.find(([prefix]) => wanted.startsWith(prefix));
		return {year: Number(year), month: found?.[1] ?? 0, day: Number(day)};
	}

	if (first === undefined) {
		return {year: Number(year), month: Number(month), day: Number(day)};
	}

	const [a, b] = [Number(first), Number(second)];
	if (split === '.' || a > 12 || a === b) {
		return {year: Number(year), month: b, day: a};
	}

	return b > 12 ? {year: Number(year), month: a, day: b} : null;
}

/** Minutes east of UTC; `undefined` where no zone is written. */
function offsetOf({zulu, name, shift}: Groups): number | undefined {
	if (zulu !== undefined) {
		return 0;
	}

	if (name === undefined && shift === undefined) {
		return undefined;
	}

	const named = zoneNames[name?.toLowerCase() ?? ''] ?? 0;
	// `MSK+3` says the zone twice; `UTC+3` says it once.
	if (shift === undefined || named !== 0) {
		return named;
	}

	const [, sign, hours, minutes] = /^([+-])(\d{1,2}):?(\d{2})?$/.exec(shift) ?? [];
	return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
}

function finish(date: DatePart | null, time: Groups | null, offset: number | null): Read {
	const precision =
		time === null
			? 'day'
			: time['second'] === undefined
				? 'minute'
				: time['fraction'] === undefined
					? 'second'
					: 'millisecond';
	if (date === null) {
		return {at: null, offset, precision, damage: null};
	}

	const second = Number(time?.['second'] ?? 0);
	const minute = Number(time?.['minute'] ?? 0);
	const hour = hourOf(time);
	const damage = damageOf(date, {hour, minute, second}, offset);
	if (damage !== null) {
		return {at: null, offset, precision, damage};
	}

	const at = Date.UTC(date.year, date.month - 1, date.day, hour, minute, second);
	const fraction = Number(`0.${time?.['fraction'] ?? 0}`) * 1000;
	return {at: at + fraction - (offset ?? 0) * 60_000, offset, precision, damage: null};
}

function hourOf(time: Groups | null): number {
	const hour = Number(time?.['hour'] ?? 0);
	const half = time?.['half']?.toLowerCase();
	if (half === undefined || hour > 12) {
		return hour;
	}

	return (hour % 12) + (half === 'p' ? 12 : 0);
}

function damageOf(
	{year, month, day}: DatePart,
	{hour, minute, second}: {hour: number; minute: number; second: number},
	offset: number | null,
): string | null {
	if (month < 1 || month > 12) {
		return `month ${month}`;
	}

	if (day < 1 || day > new Date(Date.UTC(year, month, 0)).getUTCDate()) {
		return `day ${day} of month ${month}`;
	}

	if (hour > 23) {
		return `hour ${hour}`;
	}

	if (minute > 59) {
		return `minute ${minute}`;
	}

	// RFC 3339 knows leap seconds.
	if (second > 60) {
		return `second ${second}`;
	}

	return offset !== null && Math.abs(offset) > 14 * 60 ? `a time zone of ${offset / 60} hours` : null;
}
