import {createHash} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import {maskedBody, newMasker} from './masking-samples.ts';

/** Mulberry32: the same corpus on every machine. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d_2b_79_f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const random = seeded(20_261_122);
const below = (limit: number): number => Math.floor(random() * limit);
const pick = <Item>(items: readonly Item[]): Item => items[below(items.length)]!;
const digits = (count: number): string => Array.from({length: count}, () => below(10)).join('');
const hex = (count: number): string => Array.from({length: count}, () => below(16).toString(16)).join('');
const padded = (value: number, width = 2): string => String(value).padStart(width, '0');
const many = (count: number, make: () => string): readonly string[] => Array.from({length: count}, make);

function luhn(body: string): string {
	const sum = Array.from(body)
		.reverse()
		.reduce((total, digit, index) => {
			const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
			return total + (value > 9 ? value - 9 : value);
		}, 0);
	return `${body}${(10 - (sum % 10)) % 10}`;
}

function snils(): string {
	const body = digits(9);
	const sum = Array.from(body).reduce((total, digit, index) => total + Number(digit) * (9 - index), 0);
	return `${body.slice(0, 3)}-${body.slice(3, 6)}-${body.slice(6)} ${padded((sum % 101) % 100)}`;
}

const names = [
	'Анна',
	'Иван',
	'Мария',
	'Сергей',
	'Olga',
	'Peter',
	'Zoë',
	'Ян',
	'Гюльчатай',
	'Анна-Мария',
	'Jean Luc',
];
const surnames = [
	'Петрова',
	'Иванов',
	'Ким',
	"O'Neill",
	'Smith',
	'Müller',
	'Оглы-Заде',
	'Преображенский',
	'Ли',
];
const locals = [
	'ivan',
	'anna.petrova',
	'o_smith',
	'x+gala',
	'пётр',
	'k-77',
	'j',
	'very.long.local.part.of.an.address',
	'"two words"',
];
const domains = [
	'mail.ru',
	'ya.ru',
	'gmail.com',
	'почта.рф',
	'sub.domain.example.org',
	'xn--80a1acny.xn--p1ai',
	'my-firm.travel',
	'bk.ru',
];

const email = (): string => `${pick(locals)}@${pick(domains)}`;
const code = (): string => pick(['903', '916', '925', '999', '495', '812', '383']);

function phone(): string {
	const area = code();
	const [a, b, c] = [digits(3), digits(2), digits(2)];
	return pick([
		`+7${area}${a}${b}${c}`,
		`+7 ${area} ${a}-${b}-${c}`,
		`+7 (${area}) ${a}-${b}-${c}`,
		`+7(${area})${a}${b}${c}`,
		`8 (${area}) ${a}-${b}-${c}`,
		`8-${area}-${a}-${b}-${c}`,
		`8 ${area} ${a} ${b} ${c}`,
		`8(${area})${a}-${b}-${c}`,
		`8.${area}.${a}.${b}.${c}`,
		`+7\u00a0${area}\u00a0${a}\u2011${b}\u2011${c}`,
		`(${area}) ${a}-${b}-${c}`,
		`89${digits(9)}`,
		`+375 29 ${digits(3)}-${digits(2)}-${digits(2)}`,
		`+44 20 7946 0${digits(3)}`,
		`+1 (415) 555-${digits(4)}`,
		`+99890${digits(7)}`,
	]);
}

function card(): string {
	const number = luhn(pick(['427638', '220220', '546901', '411111', '510621']) + digits(9));
	const groups = number.match(/.{4}/g)!;
	return pick([number, groups.join(' '), groups.join('-'), groups.join('\u00a0')]);
}

const sentences: ReadonlyArray<(value: string) => string> = [
	value => `Покупатель просил перезвонить: ${value}, вечером`,
	value => `user ${value} was not found`,
	value => `{"error":"duplicate ${value}"}`,
	value => `(${value})`,
	value => `Билет отправлен на ${value}.`,
	value => `contact=${value};lang=ru`,
	value => value,
	value => `<li>${value}</li>`,
	value => `to: ${value}\nfrom: system`,
	value => `"${value}"`,
];

/** What a reader must not be able to copy out. */
function holds(text: string, value: string): boolean {
	const letters = (from: string): string => from.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
	return text.includes(value) || (letters(value).length >= 6 && letters(text).includes(letters(value)));
}

describe('personal data that is there', () => {
	test('by key: at least 99 of 100 are masked', () => {
		const planted = [
			...many(120, () => JSON.stringify([pick(['client_email', 'email']), email()])),
			...many(120, () =>
				JSON.stringify([pick(['client_phone', 'phone']), pick([phone(), digits(11), `7${digits(10)}`])]),
			),
			...many(120, () =>
				JSON.stringify([
					pick(['client_name', 'surname', 'client_surname']),
					pick([pick(names), pick(surnames), `${pick(names)} ${pick(surnames)}`]),
				]),
			),
			...many(60, () => JSON.stringify(['barcode', digits(12)])),
			...many(60, () => JSON.stringify(['payment_card_number', card()])),
			...many(60, () => JSON.stringify(['inn', digits(pick([10, 12]))])),
			...many(60, () =>
				JSON.stringify([
					'comment',
					`${pick(names)}, ${pick(['у входа', 'ряд 3', 'wheelchair'])} ${digits(3)}`,
				]),
			),
		].map(pair => JSON.parse(pair) as [string, string]);
		const shapes: ReadonlyArray<readonly [type: string, shape: (key: string, value: string) => string]> = [
			['application/json', (key, value) => JSON.stringify({a: [{[key]: value}]})],
			['application/json', (key, value) => JSON.stringify({[key.toUpperCase()]: [value, value]}, null, 2)],
			['application/json', (key, value) => `{"a":{"${key}":${JSON.stringify(value)},"b":[1,`],
			['application/json', (key, value) => JSON.stringify({where: [{column: key, operator: '=', value}]})],
			['application/json', (key, value) => JSON.stringify({log: JSON.stringify({[key]: value})})],
			[
				'application/x-www-form-urlencoded',
				(key, value) => `page=1&filter%5B${key}%5D=${encodeURIComponent(value)}`,
			],
			[
				'text/html',
				(key, value) => `<input name="${key}" value="${value.replaceAll('"', '&quot;')}"><i>1</i>`,
			],
			['text/plain', (key, value) => `a: 1\n"${key}" => ${JSON.stringify(value)},\n`],
			['application/xml', (key, value) => `<r><${key}>${value}</${key}></r>`],
		];
		const missed = planted.flatMap(([key, value], index) => {
			const [type, shape] = shapes[index % shapes.length]!;
			const masked = maskedBody(shape(key, value), newMasker(), type)!;
			return holds(masked, value) ? [`${key}: ${value} → ${masked}`] : [];
		});
		expect(planted.length).toBeGreaterThanOrEqual(600);
		expect(missed.length / planted.length, missed.join('\n')).toBeLessThanOrEqual(0.01);
	});

	test('in free text: at least 95 of 100 are masked', () => {
		const planted = [...many(160, email), ...many(240, phone), ...many(80, card), ...many(40, snils)];
		const missed = planted.flatMap(value => {
			const text = pick(sentences)(value);
			const masked = pick([newMasker().text(text), maskedBody(text, newMasker(), 'text/plain')!]);
			return holds(masked, value) ? [`${value} in ${text} → ${masked}`] : [];
		});
		expect(planted.length).toBeGreaterThanOrEqual(500);
		expect(missed.length / planted.length, missed.join('\n')).toBeLessThanOrEqual(0.05);
	});
});

function dateTime(): string {
	const date = `${2000 + below(40)}-${padded(1 + below(12))}-${padded(1 + below(28))}`;
	const time = `${padded(below(24))}:${padded(below(60))}:${padded(below(60))}`;
	return pick([
		date,
		`${date}T${time}+03:00`,
		`${date}T${time}.${digits(3)}Z`,
		`${date} ${time}`,
		`${date} ${time} +0300`,
		`${padded(1 + below(28))}.${padded(1 + below(12))}.${2000 + below(40)} ${time}`,
		`${date.replaceAll('-', '')}_${time.replaceAll(':', '')}`,
		`${date.replaceAll('-', '')}${time.replaceAll(':', '')}`,
		`Tue, ${padded(1 + below(28))} Nov 2026 ${time} GMT`,
		`${date} - ${date}`,
	]);
}

const uuid = (): string => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
const harmless: ReadonlyArray<readonly [what: string, make: () => string]> = [
	['order id', () => String(1 + below(99_999_999))],
	['big integer', () => digits(pick([15, 16, 18, 19, 20, 24])).replace(/^0/, '1')],
	['unix time', () => pick([`1${digits(9)}`, `1${digits(12)}`])],
	['date', dateTime],
	['uuid', uuid],
	['hash', () => hex(pick([32, 40, 64]))],
	['base64 digest', () => createHash('sha256').update(digits(9)).digest('base64')],
	[
		'price',
		() =>
			pick([
				`${below(9999)}.${digits(2)}`,
				`${1 + below(9)} ${digits(3)} ${digits(3)} ₽`,
				`${1 + below(99)} ${digits(3)},00 руб.`,
				`${digits(4)}.5 RUB`,
			]),
	],
	['coordinates', () => `${40 + below(30)}.${digits(6)}, ${20 + below(90)}.${digits(6)}`],
	['seat', () => `${pick(['CENTER_PARTERRE', 'LEFT_BALCONY', 'ZONE_2'])}-${1 + below(40)};${1 + below(60)}`],
	[
		'version',
		() =>
			pick([
				`v${below(30)}.${below(30)}.${below(300)}`,
				`${below(9)}.${below(99)}.${below(99)}-rc.${below(9)}`,
				`Chrome/${below(140)}.0.${digits(4)}.${digits(3)}`,
			]),
	],
	[
		'url',
		() =>
			`https://qtickets.ru/${pick(['event', 'ticket/pdf', 'pay'])}/${below(99_999)}?page=${below(50)}&v=${hex(8)}`,
	],
	[
		'address',
		() => pick([`10.${below(255)}.${below(255)}.${below(255)}:8080`, `2001:db8::${hex(4)}:${hex(4)}`]),
	],
	['etag', () => `W/"${hex(8)}-${hex(16)}"`],
	[
		'words',
		() =>
			pick([
				'Events not found',
				'Мероприятие не найдено',
				'@media (max-width: 800px)',
				'npm i @scope/pkg@1.2.3',
				'logo@2x.png',
				'a @ b',
				'status=active',
				'name: Гамлет',
				'email: not given',
				'phone is required',
				'SELECT * FROM orders',
				'ряд 12 место 34',
				'Зал 8 (балкон)',
				'PT30M',
				'50% off',
			]),
	],
	['file', () => `test_6_${below(20)}_partners.attempt-${below(9)}.json`],
	['series', () => `8820${below(99_999)}`],
	['range', () => `${1000 + below(9000)}-${1000 + below(9000)}`],
	['timings', () => `dns ${below(99)} ms, tcp ${below(99)}.${digits(3)} ms, total ${below(9999)} ms`],
	[
		'number like a card’s whose check digit is wrong',
		() => {
			const right = luhn(`4276${digits(11)}`);
			const number = `${right.slice(0, -1)}${(Number(right.at(-1)) + 1 + below(9)) % 10}`;
			return pick([number, number.match(/.{4}/g)!.join(' ')]);
		},
	],
	[
		'ten or eleven plain digits',
		() => pick([`8495${digits(7)}`, `7812${digits(7)}`, `9${digits(9)}`, `3${digits(9)}`]),
	],
	['color', () => `#${hex(6)}`],
];

describe('what is nobody’s', () => {
	const keys = [
		'id',
		'title',
		'value',
		'event_id',
		'created_at',
		'status_text',
		'note',
		'total',
		'description',
	];
	const corpus = harmless.flatMap(([what, make]) => many(60, make).map(value => [what, value] as const));

	test('at most 1 of 100 is masked', () => {
		const masker = newMasker();
		const masked = corpus.flatMap(([what, value]) => {
			const key = pick(keys);
			const isNumber = /^[1-9]\d*$/.test(value) && random() < 0.5;
			const text = pick([
				JSON.stringify({[key]: value}),
				isNumber ? `{"${key}":${value}}` : JSON.stringify({a: [`see ${value} now`]}),
				`<p>${value}</p>`,
				`${key}: ${value}\n`,
			]);
			const result = maskedBody(text, masker, text.startsWith('{') ? 'application/json' : 'text/plain');
			return result === text ? [] : [`${what}: ${text} → ${result}`];
		});
		expect(corpus.length).toBeGreaterThanOrEqual(1200);
		expect(masked.length / corpus.length, masked.join('\n')).toBeLessThanOrEqual(0.01);
	});

	test('a whole order keeps everything but its marked values', () => {
		const order = {
			id: 4360,
			payed_at: '2025-11-01T12:00:00+03:00',
			price: 4500.5,
			site: {id: 1, host: 'qtickets.ru'},
			baskets: [
				{id: 63_993, seat_id: 'CENTER_PARTERRE-20;5', seat_name: 'Партер, ряд 20, место 5', price: 2250.25},
			],
		};
		const text = JSON.stringify({
			...order,
			client: {email: 'a.petrova@mail.ru', details: {name: 'Анна', vk: null}},
		});
		const masked = JSON.parse(maskedBody(text)!);
		expect(masked).toMatchObject(order);
		expect(masked.client).toEqual({email: 'a..a@ma..l.ru', details: {name: 'А..', vk: null}});
	});
});
