import type {MaskRule} from '../catalog/catalog.ts';
import {findEmails} from '../session/masking/find-email.ts';
import {findKeyed} from '../session/masking/find-keyed.ts';
import {findNumbers} from '../session/masking/find-numbers.ts';
import {createKeyRules} from '../session/masking/key-rules.ts';
import {isMaskedForm, maskValue, type ValueKind} from '../session/masking/mask-value.ts';

/** Personal data in clear, by its form or by the key beside it; never the value itself. */
export type PersonalHit = {
	readonly kind: Exclude<ValueKind, 'secret' | 'text' | 'barcode'>;
	/** The value as it may be shown. */
	readonly masked: string;
	readonly offset: number;
	/** What testers write for a person (`test@mail.ru`, `John`): no leak by itself, but not masked either. */
	readonly isSample: boolean;
};

const nameKeys = [
	'client_name',
	'client_surname',
	'client_middlename',
	'client_patronymic',
	'client.name',
	'details.name',
	'surname',
	'middlename',
	'patronymic',
	'first_name',
	'last_name',
	'middle_name',
	'firstname',
	'lastname',
	'full_name',
	'fullname',
	'fio',
	'customer_name',
	'buyer_name',
	'holder_name',
	'visitor_name',
	'guest_name',
	'contact_name',
	'cardholder',
	'фио',
	'ф.и.о',
	'фамилия',
	'отчество',
	'имя_клиента',
	'покупатель',
];
const rules = createKeyRules(
	[
		...nameKeys.map((key): MaskRule => ({key, kind: 'name'})),
		...['client_phone', 'phone', 'mobile', 'telephone', 'телефон'].map((key): MaskRule => ({
			key,
			kind: 'phone',
		})),
	],
	true,
);

const sampleDomain =
	/^(?:(?:.+\.)?(?:example|test|invalid|localhost|local|sandbox)|(?:.+\.)?example\.[\p{L}.]+|(?:test|tests|domain|yourdomain|your-domain|company|site|host|mailinator|email|sample|demo|fake|dummy)\.[\p{L}.]+)$/iu;
const sampleUser =
	/^(?:test|tester|testing|example|sample|demo|dummy|fake|user|client|customer|buyer|guest|visitor|name|firstname|email|e-mail|mail|foo|bar|qa|john\.?doe|jane\.?doe|someone|somebody|noreply|no-reply|donotreply|info|support|help|admin|administrator|root|sales|contact|contacts|office|hello|webmaster|postmaster|abuse|security|billing|team|api|dev|git|press|pr|bot|service|notifications?|robot|system|partner|partners)(?:[\d._+-].*)?$|test|example|sample/iu;
const sampleName =
	/^(?:(?:test|tester|тест\p{L}*|example|sample|demo|dummy|fake|user|client|customer|guest|name|surname|firstname|lastname|middlename|patronymic|foo|bar|qa|string|клиент|покупатель|пользователь|имя|фамилия|отчество|пример\p{L}*|null|none|n\/a|unknown|неизвестно|masked|redacted|hidden|скрыто|замаскировано|buyer|visitor|partner|anonymous|admin|\d+)(?:[\s._-]+|$))+$/iu;
/** Names that stand for anybody. */
const anybody =
	/^(?:(?:john|jane|doe|smith|иван|иванович|ивановна|иванов|иванова|пётр|петр|петров|петрова|петрович|сидоров|сидорова|ivan|ivanov|ivanova|petr|petrov|sidorov)(?:[\s._-]+|$))+$/iu;
const testCards =
	/^(?:4111111111111111|4242424242424242|4000000000000002|4012888888881881|5555555555554444|5105105105105100|2200000000000004|2200000000000053|4276\d{2}0{6}\d{4}|378282246310005|371449635398431|6011111111111117|3530111333300000|(\d)\1{11,})$/;
const masks = /\*|\.\.|…|•|[xX]{3}|#{3}|[<>{}[\]]|_{3}/;

/** Values in clear that can belong to a person. Addresses of documentation, placeholders and masked forms are left out. */
export function findPersonalData(text: string): readonly PersonalHit[] {
	const hits = new Map<string, PersonalHit>();
	function add(kind: PersonalHit['kind'], clear: string, at: {offset: number; isSample: boolean}): void {
		hits.set(`${kind} ${at.offset}`, {kind, ...at, masked: maskValue(kind, clear)});
	}

	findEmails(text, (start, end) => {
		const clear = text.slice(start, end);
		if (!isNobodysEmail(clear) && !isMaskedAround(text, start, end)) {
			add('email', clear, {offset: start, isSample: isSampleEmail(clear)});
		}
	});
	findNumbers(text, {isId: false, byDigits: () => undefined}, (start, end, kind) => {
		const clear = text.slice(start, end);
		const isNobodys = kind === 'card' ? testCards.test(clear.replaceAll(/\D/g, '')) : isNoNumber(clear);
		const isOther = kind === 'card' && !isBesideCard(text, start);
		if (
			(kind === 'phone' || kind === 'card' || kind === 'document') &&
			!isNobodys &&
			!isOther &&
			!isMaskedAround(text, start, end)
		) {
			add(kind, clear, {offset: start, isSample: kind !== 'card' && isSampleNumber(clear)});
		}
	});
	// JSON in a text of JSON: its quotes are escaped. Every offset stays.
	const plain = text.includes('\\"') ? text.replaceAll('\\"', '" ') : text;
	findKeyed(plain, rules, ({kind, clear, start}) => {
		if (kind === 'name' && isName(clear)) {
			add('name', clear.trim(), {offset: start, isSample: anybody.test(clear.trim())});
		} else if (
			kind === 'phone' &&
			/^\+?[\d ()-]{10,20}$/.test(clear) &&
			!isNoNumber(clear) &&
			!hits.has(`phone ${start}`)
		) {
			add('phone', clear, {offset: start, isSample: isSampleNumber(clear)});
		}
	});
	return [...hits.values()].sort((a, b) => a.offset - b.offset);
}

/** An address of documentation, or a masked one. */
function isNobodysEmail(address: string): boolean {
	return (
		masks.test(address) ||
		isMaskedForm('email', address) ||
		sampleDomain.test(address.slice(address.lastIndexOf('@') + 1))
	);
}

function isSampleEmail(address: string): boolean {
	return sampleUser.test(address.slice(0, address.lastIndexOf('@')));
}

/** Masks end a match where they begin: `iv***@mail.ru` must not be read as `@mail.ru`. */
function isMaskedAround(text: string, start: number, end: number): boolean {
	return (
		/[*•…#]$|\.\.$/.test(text.slice(Math.max(0, start - 2), start)) ||
		/^(?:[*•…#]|\.\.)/.test(text.slice(end, end + 2))
	);
}

/** Repetitions and zeros that nobody is called by. */
function isNoNumber(written: string): boolean {
	const digits = written.replaceAll(/\D/g, '');
	return new Set(digits.slice(-7)).size <= 2 || /^7?9?0{3}/.test(digits.slice(-10));
}

/** Runs of digits that testers type. */
function isSampleNumber(written: string): boolean {
	const digits = written.replaceAll(/\D/g, '');
	const tail = digits.slice(-7);
	return (
		/1234567|2345678|7654321|0001122|1112233|0000\d\d|4567890|5550\d{3}|0102030/.test(tail) ||
		/1234567/.test(digits)
	);
}

function isBesideCard(text: string, start: number): boolean {
	return /(?:card|карт|\bpan\b|visa|mastercard|maestro|мир|payment|оплат)[^\n]{0,40}$/iu.test(
		text.slice(Math.max(0, start - 60), start),
	);
}

function isName(clear: string): boolean {
	const value = clear.trim();
	return (
		/^\p{Lu}[\p{L}'’-]{1,40}(?:[ .]+\p{Lu}[\p{L}'’.-]{0,40}){0,3}$/u.test(value) &&
		!masks.test(value) &&
		!isMaskedForm('name', value) &&
		!sampleName.test(value)
	);
}
