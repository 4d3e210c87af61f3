import type {LearnedValue} from './learned-values.ts';
import type {ValueKind} from './mask-value.ts';

type Report = (start: number, end: number, kind: ValueKind) => void;

export type NumberContext = {
	/** True where the value stands under a key such as `id`: only numbers written as phones and cards count there. */
	readonly isId: boolean;
	/** A value learned before, whose digits these are. */
	readonly byDigits: (digits: string) => LearnedValue | undefined;
};

const blank = String.raw`[ \t\u00a0\u2007-\u200a\u202f]`;
const dash = String.raw`[-\u2010-\u2015\u2212]`;
/** Between the digits of a phone: blanks, dashes, dots, brackets; never a line break. */
const gap = String.raw`(?:${blank}|${dash}|[.()]){0,3}`;
const alone = String.raw`(?<![\p{L}\p{N}_]|\d[.,:/]|[#№]${blank}?)`;
const done = String.raw`(?![\p{N}_]|[.,]\d|[a-fA-F]|${dash}[\da-fA-F])`;

/** `+7` and ten digits; `+` and 10 to 15 digits of any other country. */
const international = new RegExp(
	String.raw`(?<![\d+]|\d[eE])\+${blank}?(?:7(?:${gap}\d){10}|(?!7)[1-9](?:${gap}\d){9,14})(?!\d)`,
	'gu',
);
/** 8 or 7, an area or mobile code, seven digits, grouped in some way. */
const russian = new RegExp(String.raw`${alone}[78]${gap}[3489]\d{2}${gap}\d(?:${gap}\d){6}${done}`, 'gu');
/** Without the first digit: (495) 123-45-67, 916 123-45-67. */
const local = new RegExp(
	String.raw`${alone}(?:\([2-9]\d{2}\)${blank}?\d{3}(?:${blank}|${dash})?\d{2}(?:${blank}|${dash})?\d{2}|\([3489]\d{3,4}\)${blank}?\d{2,3}(?:${blank}|${dash})\d{2}(?:${blank}|${dash})?\d{1,2}|9\d{2}(?:${blank}|${dash})\d{3}${dash}\d{2}${dash}\d{2})${done}`,
	'gu',
);
const bare =
	/(?<![\p{L}\p{N}_.,+/=#№-])(?:(?:8|7)\d{10}|9\d{9}|[34]\d{9})(?![\p{L}\p{N}_]|[.,/]\d|-[\p{L}\p{N}])/gu;
const afterPhoneWord =
	/(?:тел|phone|моб|mobile|whats|viber|telegram|sms|смс|звон|call|contact|контакт|связ|tel)[^\d\n]{0,24}$/iu;
const afterIdWord =
	/(?:id|ид|order|заказ[а-я]{0,2}|number|номер|no|№|#|ticket|билет[а-я]{0,2}|barcode|штрих-?код|inn|инн|снилс|огрн|счет|счёт|version|код|code)["'\s:=№#.]{0,4}$/iu;

const groupedCard = new RegExp(
	String.raw`(?<![\p{L}\p{N}_]|\d[ .,-])(?:\d{4}([ \u00a0.-])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|3[47]\d{2}([ \u00a0-])\d{6}\2\d{5})(?![\p{L}\p{N}_])`,
	'gu',
);
const bareCard = /(?<![\p{L}\p{N}_.,+/#№-])\d{13,19}(?![\p{L}\p{N}_]|[.,]\d|-[\p{L}\p{N}])/gu;
const afterCardWord = /(?:карт[а-я]{0,3}|card|\bpan\b|maestro|visa|mastercard|мир)[^\d\n]{0,16}$/iu;
/** Issuers and the lengths of their numbers: Visa, Mastercard, Мир, American Express, Discover, JCB, UnionPay. */
const issuedNumber =
	/^(?:4\d{15}|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}|220[0-4]\d{12}|3[47]\d{13}|(?:6011|65\d{2}|64[4-9]\d)\d{12}|35(?:2[89]|[3-8]\d)\d{12}|62\d{14})$/;
/** Rarer lengths, which count only beside a word for a card or in groups. */
const rarelyIssuedNumber = /^(?:4\d{12}|4\d{18}|220[0-4]\d{12,15}|62\d{15,17}|(?:50|5[6-9]|6\d)\d{11,17})$/;

const snils = /(?<![\p{L}\p{N}_-])\d{3}[- ]\d{3}[- ]\d{3}[- ]\d{2}(?![\p{L}\p{N}_-])/gu;
const paper =
	/(?<!\p{L})(?:(?:паспорт[а-я]{0,2}|passport)[^\d\n]{0,24}(\d{2}[ \u00a0]?\d{2}[ \u00a0]?(?:№[ \u00a0]?)?\d{6})|(?:снилс|snils)[^\d\n]{0,8}(\d{3}[- ]?\d{3}[- ]?\d{3}[- ]?\d{2})|(?:инн|inn)[^\d\n]{0,8}(\d{12}|\d{10}))(?!\d)/giu;
/** Groups of digits that may be a value learned in another spelling. */
const digitGroups = /(?<![\p{L}\p{N}_])\+?\(?\d(?:[ \u00a0().-]{0,2}\d){6,18}(?![\p{L}\p{N}_])/gu;
const nearby = 32;

/**
 * Phones, payment cards and papers by their form. A plain number is nobody's: phones need a prefix, grouping or a word
 * beside them, cards an issuer and a right check digit (Luhn), СНИЛС its check sum; dates, ids, sums, UUIDs stay.
 */
export function findNumbers(text: string, {isId, byDigits}: NumberContext, report: Report): void {
	if (!/\d(?:[^\d]{0,4}\d){8}/.test(text)) {
		return;
	}

	function each(
		pattern: RegExp,
		found: (match: string, start: number, before: string) => ValueKind | undefined,
	): void {
		for (const match of text.matchAll(pattern)) {
			const kind = found(match[0], match.index, text.slice(Math.max(0, match.index - nearby), match.index));
			if (kind !== undefined) {
				report(match.index, match.index + match[0].length, kind);
			}
		}
	}

	each(international, match => (/\d{4}-\d{2}-\d{2}/.test(match) ? undefined : 'phone'));
	each(russian, (match, _, before) => (isGrouped(match) && !afterIdWord.test(before) ? 'phone' : undefined));
	each(local, (_match, _, before) => (afterIdWord.test(before) ? undefined : 'phone'));
	each(bare, (match, _, before) => {
		const isMobile = /^[78]9\d{9}$/.test(match) && !isId && !afterIdWord.test(before);
		return isMobile || afterPhoneWord.test(before) ? 'phone' : undefined;
	});
	each(groupedCard, match => cardKind(match, true));
	each(bareCard, (match, _, before) => (isId ? undefined : cardKind(match, afterCardWord.test(before))));
	each(snils, match => (isSnils(match.replaceAll(/\D/g, '')) ? 'document' : undefined));
	each(digitGroups, match => byDigits(match.replaceAll(/\D/g, ''))?.kind);
	for (const match of text.matchAll(paper)) {
		const end = match.index + match[0].length;
		report(end - (match[1] ?? match[2] ?? match[3] ?? '').length, end, 'document');
	}
}

function cardKind(match: string, isLikely: boolean): ValueKind | undefined {
	const digits = match.replaceAll(/\D/g, '');
	const isIssued = issuedNumber.test(digits) || (isLikely && rarelyIssuedNumber.test(digits));
	return isIssued && isLuhn(digits) ? 'card' : undefined;
}

/** Plain runs of digits are ids until something says otherwise. */
function isGrouped(match: string): boolean {
	const groups = match.split(/\D+/).filter(group => group !== '');
	return groups.length > 2 || (groups.length === 2 && /^[78]\D+9/.test(match)) || match.includes('(');
}

/** Check digit of ISO/IEC 7812-1. */
export function isLuhn(digits: string): boolean {
	let sum = 0;
	for (let index = 0; index < digits.length; index++) {
		const value = Number(digits.charAt(digits.length - 1 - index)) * (index % 2 === 0 ? 1 : 2);
		sum += value > 9 ? value - 9 : value;
	}

	return sum % 10 === 0;
}

/** Check sum of a СНИЛС: nine digits weighted 9 to 1, modulo 101. */
function isSnils(digits: string): boolean {
	const sum = Array.from(digits.slice(0, 9)).reduce(
		(total, value, index) => total + Number(value) * (9 - index),
		0,
	);
	return (sum % 101) % 100 === Number(digits.slice(9));
}
