import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {maskValue} from '../../source/session/masking/mask-value.ts';
import {exchangeOf, maskedBody, newMasker, requestOf, sampleRules} from './masking-samples.ts';

const letters = fc.stringMatching(/^[а-яА-ЯёЁa-zA-Zéüñøž]{2,12}$/u);
/** A name that no ordinary word of the surroundings equals. */
const name = fc.tuple(letters, letters).map(([first, second]) => `Q${first}ъ ${second}W`);
const word = fc.constantFrom(
	'status',
	'ряд',
	'ok',
	'free',
	'at',
	'for',
	'билет',
	'by',
	'zone',
	'2026-11-22',
	'33',
	'–',
);
const sentence = fc.array(word, {maxLength: 6}).map(words => words.join(' '));
const plainKey = fc.constantFrom('id', 'price', 'zones', 'a', 'seat_id', 'created_at', 'ключ', '');
const spaces = fc.constantFrom('', ' ', '\n\t', '  ');

/** JSON text in any spelling, without anything personal. */
const plainJson: fc.Arbitrary<string> = fc.letrec<{value: string}>(tie => ({
	value: fc.oneof(
		{maxDepth: 4, withCrossShrink: true},
		fc.oneof(
			fc.constantFrom(
				'12345678901234567890',
				'-0',
				'1e400',
				'0.10',
				'null',
				'true',
				'33',
				'""',
				'"CENTER_PARTERRE-20;5"',
			),
			sentence.map(text => JSON.stringify(text)),
			sentence.map(
				text =>
					`"${text.replaceAll(/[^ ]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}\\/"`,
			),
		),
		fc
			.tuple(spaces, fc.array(tie('value'), {maxLength: 4}))
			.map(([space, items]) => `[${space}${items.join(`,${space}`)}]`),
		fc
			.tuple(spaces, fc.array(fc.tuple(plainKey, tie('value')), {maxLength: 4}))
			.map(
				([space, members]) =>
					`{${members.map(([key, value]) => `${space}"${key}"${space}:${value}`).join(',')}}`,
			),
	),
})).value;

const ruleKey = fc.constantFrom(
	...sampleRules.filter(({kind}) => kind === 'name' || kind === 'text').map(({key}) => key),
);

/** An object with the value under the rule's key. */
function under(key: string, value: string): string {
	return key.split('.').reduceRight((inner, part) => `{"${part}": ${inner}}`, JSON.stringify(value));
}

describe('JSON', () => {
	test('without personal data is stored byte for byte', () => {
		fc.assert(
			fc.property(plainJson, text => {
				expect(maskedBody(text)).toBe(text);
			}),
			{numRuns: 400},
		);
	});

	test('with a personal value differs in nothing else, and stays JSON', () => {
		fc.assert(
			fc.property(plainJson, plainJson, ruleKey, name, (before, after, key, value) => {
				const parts = [`[${before}, `, under(key, value), `,\t${after}]`] as const;
				const masked = maskedBody(parts.join(''))!;
				expect(masked).toBe([parts[0], under(key, 'Q..'), parts[2]].join(''));
				expect(() => JSON.parse(masked)).not.toThrow();
			}),
			{numRuns: 300},
		);
	});
});

describe('a personal value', () => {
	test('never shows, wherever else it stands, before its key or after it', () => {
		fc.assert(
			fc.property(ruleKey, name, sentence, fc.nat({max: 7}), (key, value, text, where) => {
				const spelled = [
					value,
					encodeURIComponent(value),
					JSON.stringify(value).slice(1, -1),
					value.toUpperCase(),
					Buffer.from(value).toString('base64'),
					Buffer.from(value).toString('hex'),
					JSON.stringify(JSON.stringify({said: value})).slice(1, -1),
					value.replaceAll(' ', '\u00a0'),
				][where]!;
				const body = `{"message":"${text} ${spelled} ${text}", "x": ${under(key, value)}, "${spelled}": "(${spelled})"}`;
				const stored = newMasker().exchange(exchangeOf({body, statusText: spelled}));
				const written = JSON.stringify(stored).toLowerCase();
				expect(written).not.toContain(value.toLowerCase());
				expect(written).not.toContain(spelled.toLowerCase());
				expect(() => JSON.parse(stored.value.body!)).not.toThrow();
			}),
			{numRuns: 300},
		);
	});

	test('never equals its masked form and is not held by it', () => {
		const kinds = fc.constantFrom('email', 'phone', 'name', 'card', 'barcode', 'text', 'document' as const);
		const anything = fc.oneof(
			fc.string({unit: 'grapheme', maxLength: 20}),
			fc.emailAddress(),
			fc.stringMatching(/^\+?\d{1,20}$/),
			fc.stringMatching(/^[A-Za-zА-я]{1,3}\.{0,2}$/),
		);
		fc.assert(
			fc.property(kinds, anything, (kind, value) => {
				fc.pre(/[\p{L}\p{N}]/u.test(value));
				expect(maskValue(kind as 'text', value)).not.toContain(value.trim());
			}),
			{numRuns: 2000},
		);
	});
});

describe('masking', () => {
	const anyText = fc.oneof(
		fc.string({unit: 'binary', maxLength: 200}),
		fc
			.array(
				fc.constantFrom(
					'"',
					'\\',
					'{',
					'}',
					'[',
					':',
					',',
					'@',
					'%',
					'%41',
					'\\u0041',
					'&#',
					'&#x41;',
					'=',
					'<',
					'>',
					'+7',
					'8 (916',
					'client_name',
					'details',
					'.name',
					'token',
					'a',
					'1',
					'\n',
					'https://',
					'Bearer ',
					'****',
					'..',
					'\ud800',
					'{{x}}',
					'\\{{',
				),
				{maxLength: 40},
			)
			.map(parts => parts.join('')),
		plainJson,
	);

	test('never throws, and gives the same when it is asked again', () => {
		fc.assert(
			fc.property(
				anyText,
				anyText,
				fc.constantFrom(
					'application/json',
					'text/html',
					'image/png',
					'text/plain; charset=koi8-r',
					'application/x-www-form-urlencoded',
					'',
				),
				(a, b, type) => {
					const masker = newMasker({
						secrets: new Map([
							['T', a],
							['U', 'Zq7vN2mXc81LpRtY'],
						]),
						known: [b],
					});
					const call = (): string =>
						JSON.stringify([
							masker.request(requestOf({url: a, headers: [[b, a]], body: b})),
							masker.exchange(
								exchangeOf({
									body: a,
									headers: [
										['Content-Type', type],
										[a, b],
										['Set-Cookie', b],
										['Location', a],
									],
									truncated: true,
									statusText: b,
								}),
							),
							masker.text(a),
							masker.named(b, a),
							masker.draft({
								endpointId: '1',
								variant: 'd',
								path: {a},
								query: [[a, b]],
								headers: [[b, a]],
								body: a,
							}),
							masker.reveal({
								endpointId: '1',
								variant: 'd',
								path: {a},
								query: [[a, b]],
								headers: [[b, a]],
								body: b,
							}),
						]);
					call();
					expect(call()).toBe(call());
				},
			),
			{numRuns: 400},
		);
	});

	test('takes any bytes', () => {
		fc.assert(
			fc.property(
				fc.uint8Array({maxLength: 300}),
				fc.constantFrom(
					'text/html',
					'text/plain; charset=utf-16',
					'application/pdf',
					'text/html; charset=nonsense',
				),
				(bytes, type) => {
					const {value} = newMasker().exchange(
						exchangeOf({body: Buffer.from(bytes), headers: [['Content-Type', type]]}),
					);
					expect(['text', 'base64']).toContain(value.body_encoding);
				},
			),
			{numRuns: 400},
		);
	});

	test('a masked text is left as it is', () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.tuple(
						fc.constantFrom(...sampleRules.map(({key}) => key)),
						fc.oneof(name, fc.emailAddress(), fc.stringMatching(/^\d{6,16}$/)),
					),
					{maxLength: 6},
				),
				pairs => {
					const text = `[${pairs.map(([key, value]) => under(key, value)).join(', ')}]`;
					const once = maskedBody(text)!;
					expect(maskedBody(once)).toBe(once);
				},
			),
			{numRuns: 300},
		);
	});
});

describe('hostile text takes no longer than any other', () => {
	const size = 300_000;
	test.each([
		'a@',
		'"client_name":"',
		'"client_name":[',
		'{"details":',
		'<client_name ',
		'\\',
		'%',
		'%41',
		'&#',
		'+7 9 ',
		'8 (9',
		'1 ',
		'a a ',
		'?token=',
		'https://a',
		'=',
		"client_name='",
		'{{',
		'[',
		'"\\u0041',
		'Bearer ',
		'abcdef/',
		'\u0301',
		'4111 ',
	])('%j', piece => {
		const masker = newMasker({secrets: new Map([['T', 'Zq7vN2mXc81LpRtY']])});
		masker.exchange(
			exchangeOf({body: JSON.stringify({client_name: 'a a a a a a a a b', client_surname: 'aa'})}),
		);
		const text = piece.repeat(size / piece.length);
		expect(() =>
			masker.exchange(exchangeOf({body: text, headers: [['Content-Type', 'text/plain']]})),
		).not.toThrow();
		expect(() => masker.exchange(exchangeOf({body: JSON.stringify({a: text})}))).not.toThrow();
	});

	test('a string of megabytes with escapes is no reason to fail', () => {
		const text = JSON.stringify({a: 'x\n"'.repeat(1_500_000), client_name: 'Гюльчатай'});
		expect(maskedBody(text)).toBe(text.replace('Гюльчатай', 'Г..'));
	});

	test('a hundred thousand learned values are found in one pass', () => {
		const masker = newMasker();
		const people = Array.from({length: 100_000}, (_, index) => ({client_name: `Имярек${index}`}));
		masker.exchange(exchangeOf({body: JSON.stringify(people)}));
		expect(masker.text('Имярек7 met Имярек99999 and Имярек')).toBe('И.. met И.. and Имярек');
	});
});
