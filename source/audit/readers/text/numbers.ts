import type {Claim} from '../../audited-set.ts';

/** Numbers as people write them, English and Russian: `1,123`, `1 123`, `0,485 с`, `847ms`, `32 %`. */
export type Quantity = {
	/** In ms for durations, bytes for sizes, percent for rates, else as it is. */
	readonly value: number;
	/** Digits after the point, in the unit as written. */
	readonly decimals: number;
	readonly unit: Claim['unit'];
	/** Offsets in the text, the unit included. */
	readonly start: number;
	readonly end: number;
};

const grouped = String.raw`[1-9]\d{0,2}(?:[ \u00a0\u202f\u2009]\d{3})+|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|[1-9]\d{0,2}(?:['’]\d{3})+`;
/** Source of a pattern for one number. Never part of a word, a version, a date, a path or another number. */
export const numberPattern = String.raw`(?<![\p{L}\d_.\\#§])(?<!\p{L}[/-])(?<!\d[:.,])(?:${grouped}|\d{1,15}(?:[.,]\d{1,9})?)(?![\d\\])(?![.,:]\d)`;

const unitPattern = String.raw`(?:\s{0,2}(ms|msec|milliseconds?|мс|миллисекунд\p{L}*|s|secs?|seconds?|с|сек|секунд\p{L}*|min|mins|minutes?|мин|минут\p{L}*|h|hours?|ч|час\p{L}*|%|percent|процент\p{L}*|bytes?|байт\p{L}*|B|kB|KB|KiB|кБ|КБ|Кб|MB|MiB|МБ|Мб)(?![\p{L}\d]))?`;

const quantities = new RegExp(`${numberPattern}${unitPattern}`, 'gu');

/** Every number of a text, in order, with the unit that follows it. */
export function quantitiesIn(text: string): readonly Quantity[] {
	return [...text.matchAll(quantities)].flatMap(match => {
		const [whole, word = ''] = match;
		const end = match.index + whole.length;
		// `2xx`, `5th`: parts of words.
		if (word === '' && /^[\p{L}_]/u.test(text.slice(end, end + 2))) {
			return [];
		}

		const digits = word === '' ? whole : whole.slice(0, whole.length - word.length);
		const unit = unitOf(word);
		const {value, decimals} = numberOf(digits.trim(), unit);
		return [{value: exactly(value * factors[unit]), decimals, unit, start: match.index, end}];
	});
}

/** 0.485 s are 485 ms, not 484.99999. */
function exactly(value: number): number {
	return Math.round(value * 1e6) / 1e6;
}

/**
 * The one number of a cell or value, `null` when there is none or more than one. A unit of the column's header counts
 * where the cell has none.
 */
export function quantityOf(text: string, headerUnit: Claim['unit'] = ''): Quantity | null {
	const found = quantitiesIn(text);
	const [only] = found;
	if (only === undefined || found.length > 1) {
		return null;
	}

	if (only.unit !== '' || headerUnit === '') {
		return only;
	}

	const digits = text.slice(only.start, only.end);
	const {value, decimals} = numberOf(digits, headerUnit);
	return {...only, value: exactly(value * factors[headerUnit]), decimals, unit: headerUnit};
}

/** Unit that a column header names: `Latency (ms)`, `Время, с`. */
export function headerUnit(header: string): Claim['unit'] {
	const match =
		/(?:[(,[/]|\bin\b|\sв)\s{0,3}(ms|msec|мс|milliseconds|s|sec|seconds|с|сек|секундах|min|мин|%|kB|KB|КБ|MB|МБ|bytes)\s{0,3}[)\]]?\s{0,3}$/iu.exec(
			header,
		) ?? /(?:^|[_\s])(ms|мс)$|^(%|(?:milli)?seconds?|msecs?|secs?|s|сек(?:унды?)?|с)\.?$/iu.exec(header);
	return match === null ? '' : unitOf(match[1] ?? match[2] ?? '');
}

const factors: Readonly<Record<Claim['unit'], number>> = {
	'': 1,
	ms: 1,
	s: 1000,
	min: 60_000,
	h: 3_600_000,
	'%': 1,
	B: 1,
	kB: 1024,
	MB: 1024 * 1024,
};

/** What one unit is in ms or bytes. */
export function unitFactor(unit: Claim['unit']): number {
	return factors[unit];
}

function unitOf(word: string): Claim['unit'] {
	const lower = word.toLowerCase();
	if (lower === '') {
		return '';
	}

	if (/^(?:ms|msec|millis|мс|милли)/.test(lower)) {
		return 'ms';
	}

	if (/^(?:min|мин)/.test(lower)) {
		return 'min';
	}

	if (/^(?:mb|mib|мб)/.test(lower)) {
		return 'MB';
	}

	if (/^(?:kb|kib|кб)/.test(lower)) {
		return 'kB';
	}

	if (/^(?:h|ч)/.test(lower)) {
		return 'h';
	}

	if (/^(?:%|percent|процент)/.test(lower)) {
		return '%';
	}

	return /^(?:b|б)/.test(lower) ? 'B' : 's';
}

/** A comma before three digits groups thousands, unless the unit is one that nobody has thousands of. */
function numberOf(digits: string, unit: Claim['unit']): {value: number; decimals: number} {
	const bare = digits.replaceAll(/[\s'’]/g, '');
	const commaIsPoint =
		unit === 's' ||
		unit === 'min' ||
		unit === 'h' ||
		unit === '%' ||
		/^0,/.test(bare) ||
		!/,\d{3}(?:\D|$)/.test(bare);
	const plain = commaIsPoint ? bare.replace(',', '.') : bare.replaceAll(',', '');
	return {value: Number(plain), decimals: plain.split('.')[1]?.length ?? 0};
}
