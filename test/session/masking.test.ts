import {createHmac} from 'node:crypto';
import {describe, expect, test} from 'vitest';
import type {Draft} from '../../source/request/draft.ts';
import {exchangeOf, maskedBody, newMasker, requestOf, sampleSalt} from './masking-samples.ts';

const token = 'Zq7vN2mXc81LpRtY';
const withToken = {secrets: new Map([['QTICKETS_TOKEN', token]])};
const fingerprint = (secret: string): string =>
	`***${createHmac('sha256', sampleSalt).update(secret).digest('hex').slice(0, 6)}`;

describe('masked forms', () => {
	test.each([
		['client_email', 'test@example.com', 'te..t@ex..le.com'],
		['client_email', 'ab@ya.ru', '..@...ru'],
		['client_email', 'not an address', 'n..'],
		['client_phone', '+79161234567', '+79..34567'],
		['client_phone', '8 (916) 123-45-67', '89..34567'],
		['client_phone', '02', '..'],
		['client_name', 'Иван Петров', 'И..'],
		['client_name', 'Я', '..'],
		['payment_card_number', '4276 3801 2345 6785', '..6785'],
		['payment_card_number', '427638******6785', '..'],
		['barcode', '877076325904', '..904'],
		['barcode', '904', '..'],
		['inn', '7707083893', '..'],
		['legal_name', 'ООО "Ромашка"', 'О..'],
		['client_name', '', ''],
		['client_name', '–', '–'],
	])('%s %j is stored as %j', (key, value, form) => {
		expect(JSON.parse(maskedBody(JSON.stringify({[key]: value}))!)).toEqual({[key]: form});
	});

	test('a secret is stars and a fingerprint under the salt of the session, the same each time', () => {
		const body = JSON.stringify({uniqid: 'A1B2C3D4E5', again: 'see A1B2C3D4E5'});
		expect(JSON.parse(maskedBody(body)!)).toEqual({
			uniqid: fingerprint('A1B2C3D4E5'),
			again: `see ${fingerprint('A1B2C3D4E5')}`,
		});
		expect(maskedBody(body, newMasker({salt: 'f'.repeat(32)}))).not.toContain(fingerprint('A1B2C3D4E5'));
	});
});

describe('keys', () => {
	test.each([
		[
			'in any case and spelling',
			'{"Client_Email":"a@b.ru","clientEmail":"a@b.ru"}',
			'{"Client_Email":"..@...ru","clientEmail":"..@...ru"}',
		],
		['through arrays', '{"barcode":["877076325904",["877076325905"]]}', '{"barcode":["..904",["..905"]]}'],
		[
			'through objects, as names in several languages',
			'{"client_name":{"ru":"Иван","en":"Ivan"}}',
			'{"client_name":{"ru":"И..","en":"I.."}}',
		],
		[
			'joined by dots only where they follow each other',
			'{"name":"Gala","details":{"name":"Иван"},"event":{"name":"Gala"}}',
			'{"name":"Gala","details":{"name":"И.."},"event":{"name":"Gala"}}',
		],
		[
			'written with dots or brackets',
			'{"filter.client_name":"Иван","filter[client_name]":"Иван"}',
			'{"filter.client_name":"И..","filter[client_name]":"И.."}',
		],
		[
			'beside the value, as in filters',
			'{"where":[{"column":"client_email","operator":"=","value":"x1"}]}',
			'{"where":[{"column":"client_email","operator":"=","value":"x.."}]}',
		],
		[
			'of numbers, which become strings',
			'{"client_phone": 79161234567, "id": 79160000000}',
			'{"client_phone": "79..34567", "id": 79160000000}',
		],
		[
			'but not of switches',
			'{"client_phone":true,"client_name":null}',
			'{"client_phone":true,"client_name":null}',
		],
		[
			'but not of sort directions',
			'{"orderBy":{"client_email":"asc"}}',
			'{"orderBy":{"client_email":"asc"}}',
		],
		[
			'but not of messages about a field',
			'{"errors":{"client_email":["The client email field is required."]}}',
			'{"errors":{"client_email":["The client email field is required."]}}',
		],
	])('%s', (_what, body, stored) => {
		expect(maskedBody(body)).toBe(stored);
	});

	test('leave every other byte as it was', () => {
		const around = [
			'{ "z":12345678901234567890,\n\t"a":1.50,"a":2,"u":"\\u041f\\/","client_name":',
			',"e":1E5}',
		] as const;
		expect(maskedBody(around.join('"\\u0418van"'))).toBe(around.join('"И.."'));
	});

	test('in JSON inside a JSON string, which stays JSON', () => {
		const body = JSON.stringify({log: JSON.stringify({client_phone: 79161234567, details: {name: 'Иван'}})});
		expect(JSON.parse(JSON.parse(maskedBody(body)!).log)).toEqual({
			client_phone: '79..34567',
			details: {name: 'И..'},
		});
	});

	test('in JSON that was cut, JSON lines, forms, HTML and multipart bodies', () => {
		const cut = maskedBody('{"details":{"id":1,"name":"Иван"},"client_surname":"Петр')!;
		expect(cut).toBe('{"details":{"id":1,"name":"И.."},"client_surname":"П..');
		expect(maskedBody('{"a":1,"client_phone":79161234567}\n{"client_name":"Иван"}\n')).toBe(
			'{"a":1,"client_phone":"79..34567"}\n{"client_name":"И.."}\n',
		);
		expect(
			maskedBody(
				'a=1&client_name=%D0%98%D0%B2%D0%B0%D0%BD+P&b=%20',
				newMasker(),
				'application/x-www-form-urlencoded',
			),
		).toBe('a=1&client_name=%D0%98..&b=%20');
		expect(maskedBody('<tr><td>client_name</td><td>Иван</td><td>2</td></tr>', newMasker(), 'text/html')).toBe(
			'<tr><td>client_name</td><td>И..</td><td>2</td></tr>',
		);
		const part = 'Content-Disposition: form-data; name="client_name"\r\n\r\n';
		expect(maskedBody(`--x\r\n${part}Иван\r\n--x--`, newMasker(), 'multipart/form-data')).toBe(
			`--x\r\n${part}И..\r\n--x--`,
		);
	});
});

describe('a value that was recognised once', () => {
	test('is masked where it stands before its key, and later in other places', () => {
		const masker = newMasker();
		expect(maskedBody('{"message":"ИВАН is late","client_name":"Иван"}', masker)).toBe(
			'{"message":"И.. is late","client_name":"И.."}',
		);
		expect(masker.text('note: Иван came, Иванов did not')).toBe('note: И.. came, Иванов did not');
		expect(masker.request(requestOf({url: 'https://a.example/x/%D0%98%D0%B2%D0%B0%D0%BD'})).value.url).toBe(
			'https://a.example/x/И..',
		);
	});

	test('of a request is masked in its answer, without being counted again', () => {
		const request = {body: '{"filter":{"barcode":"877076325904"}}'};
		const {value, counts} = newMasker().exchange(exchangeOf({request, body: '{"result":"no 877076325904"}'}));
		expect(value.body).toBe('{"result":"no ..904"}');
		expect(counts).toEqual({barcode: 1});
	});

	test('is too general to be looked for when it is a common word, short, or a few digits', () => {
		const masker = newMasker();
		maskedBody('{"client_name":"Test","client_surname":"Ли","barcode":"1234","comment":"status"}', masker);
		expect(masker.text('Test: Ли 1234 status')).toBe('Test: Ли 1234 status');
	});

	test('is counted by kind', () => {
		const body = '{"client_email":"a@b.ru","email":"c@d.ru","client_name":"Иван","uniqid":"A1B2C3D4E5"}';
		expect(newMasker().exchange(exchangeOf({body})).counts).toEqual({email: 2, name: 1, secret: 1});
	});
});

describe('secrets', () => {
	test('keep their scheme in headers', () => {
		const {headers} = newMasker(withToken).request(
			requestOf({
				headers: [
					['Authorization', `Bearer ${token}`],
					['X-Api-Key', 'abc'],
					['X-CSRF-Token', 'def'],
					['Accept', 'application/json'],
				],
			}),
		).value;
		expect(headers).toEqual([
			['Authorization', `Bearer ${fingerprint(token)}`],
			['X-Api-Key', fingerprint('abc')],
			['X-CSRF-Token', fingerprint('def')],
			['Accept', 'application/json'],
		]);
	});

	test('of cookies are masked, their names and attributes stay, and the value is known from then on', () => {
		const masker = newMasker();
		const {headers} = masker.exchange(
			exchangeOf({
				headers: [
					['Set-Cookie', 'PHPSESSID=abc123def456; Path=/; HttpOnly'],
					['set-cookie', 'lang=ru'],
				],
			}),
		).value;
		expect(headers).toEqual([
			['Set-Cookie', `PHPSESSID=${fingerprint('abc123def456')}; Path=/; HttpOnly`],
			['set-cookie', `lang=${fingerprint('ru')}`],
		]);
		expect(masker.text('session abc123def456 ru')).toBe(`session ${fingerprint('abc123def456')} ru`);
	});

	test('in URLs go by whole names: author and design stay', () => {
		const {url} = newMasker(withToken).request(
			requestOf({
				url: 'https://me:pass@a.example/x?author=1&design=2&access_token=abc&sig=d&X-Amz-Signature=e&code=f#key=g',
			}),
		).value;
		expect(url).toBe(
			`https://${fingerprint('me:pass')}@a.example/x?author=1&design=2&access_token=${fingerprint('abc')}&sig=${fingerprint('d')}&X-Amz-Signature=${fingerprint('e')}&code=${fingerprint('f')}#key=${fingerprint('g')}`,
		);
	});

	test('that are short or a common word are masked as whole words only', () => {
		const masker = newMasker({
			secrets: new Map([
				['A', 'k9Z'],
				['B', 'ticket'],
			]),
		});
		expect(masker.text('k9Z ak9Zb ticket tickets ticket_id')).toBe(
			`${fingerprint('k9Z')} ak9Zb ${fingerprint('ticket')} tickets ${fingerprint('ticket')}_id`,
		);
	});

	test('are found in base64 beside bytes that are no text, wherever they begin', () => {
		for (const before of [[0xff], [0xff, 0], [0xff, 0, 0xfe], []]) {
			const packed = Buffer.concat([Buffer.from(before), Buffer.from(token), Buffer.from([0xff])]).toString(
				'base64',
			);
			expect(newMasker(withToken).text(`data ${packed} end`)).toBe(`data ${fingerprint(token)} end`);
		}
	});

	test('are masked where masking is off; personal data is not', () => {
		const masker = newMasker({...withToken, masking: false});
		const body = JSON.stringify({
			client_email: 'a@b.ru',
			said: token,
			uniqid: 'A1B2C3D4E5',
			x: '+79161234567',
		});
		expect(JSON.parse(maskedBody(body, masker)!)).toEqual({
			client_email: 'a@b.ru',
			said: fingerprint(token),
			uniqid: fingerprint('A1B2C3D4E5'),
			x: '+79161234567',
		});
	});
});

describe('bodies', () => {
	const type = (contentType: string): {headers: Array<[string, string]>} => ({
		headers: [['content-type', contentType]],
	});

	test('are read in the character set that they name, or that their mark says', () => {
		const cyrillic = Buffer.from([0xc8, 0xe2, 0xe0, 0xed]);
		expect(
			newMasker().exchange(exchangeOf({body: cyrillic, ...type('text/html; charset=windows-1251')})).value,
		).toMatchObject({
			body: 'Иван',
			body_encoding: 'text',
		});
		const marked = Buffer.from('\ufeff{"client_name":"Иван"}', 'utf16le');
		expect(newMasker().exchange(exchangeOf({body: marked, ...type('application/json')})).value.body).toBe(
			'\ufeff{"client_name":"И.."}',
		);
	});

	test('that are no text are base64', () => {
		const body = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0xff]);
		expect(newMasker().exchange(exchangeOf({body, ...type('image/png')})).value).toMatchObject({
			body: body.toString('base64'),
			body_encoding: 'base64',
		});
	});

	test.each(['utf8', 'utf16le'] as const)(
		'that are no text and hold something known (%s) are withheld, and it is counted',
		encoding => {
			const masker = newMasker(withToken);
			masker.named('client_name', 'Преображенский');
			for (const known of [token, 'Преображенский']) {
				const body = Buffer.concat([Buffer.from([0, 0xff, 0xd8]), Buffer.from(` ${known} `, encoding)]);
				const {value, counts} = masker.exchange(exchangeOf({body, ...type('image/png')}));
				expect([value.body, counts]).toEqual([null, {withheld: 1}]);
			}
		},
	);

	test('cut inside a character are still text', () => {
		const body = Buffer.from('{"client_name":"Иван').subarray(0, -1);
		expect(newMasker().exchange(exchangeOf({body, truncated: true})).value).toMatchObject({
			body: '{"client_name":"И..',
			body_encoding: 'text',
			truncated: true,
		});
	});

	test('in headers, Cyrillic that arrived one byte a character is recognised', () => {
		const masker = newMasker();
		masker.named('client_name', 'Сергей');
		const header = Buffer.from('для Сергей').toString('latin1');
		expect(masker.exchange(exchangeOf({headers: [['X-For', header]]})).value.headers).toEqual([
			['X-For', 'для С..'],
		]);
	});
});

describe('an exchange', () => {
	test('is stored with milliseconds of at most three decimals, and nothing of what did not come', () => {
		const {value} = newMasker().exchange(
			exchangeOf(
				{},
				{
					answer: null,
					latency: null,
					failure: {kind: 'reset', message: 'read ECONNRESET', code: 'ECONNRESET', mayHaveBeenApplied: true},
				},
			),
		);
		expect(value).toEqual({
			sent_at: '2026-11-22T15:30:00.000Z',
			status: null,
			status_text: null,
			http_version: null,
			headers: [],
			body: null,
			body_encoding: 'text',
			wire_bytes: null,
			decoded_bytes: null,
			truncated: false,
			latency_ms: null,
			elapsed_ms: 12.5,
			timings: {dns: null, tcp: 0, tls: null, send: 0.1, wait: 12, download: 0.25},
			connection: 'cold',
			remote: '127.0.0.1:4010',
			error: {kind: 'reset', message: 'read ECONNRESET', code: 'ECONNRESET', may_have_been_applied: true},
		});
		expect(newMasker().exchange(exchangeOf({body: '{}'})).value.latency_ms).toBe(12.346);
	});
});

describe('drafts', () => {
	const known = [
		'{"client_email":"test@example.com","client_phone":79161234567,"client_name":"Иван"}',
		'877076325904',
	];
	const draft: Draft = {
		endpointId: '6.1',
		variant: 'documented',
		path: {barcode: '877076325904', id: '{{ticket_id}}'},
		query: [['client_email', 'test@example.com']],
		headers: [
			['Authorization', 'Bearer {{other}}'],
			['X-A', token],
		],
		body: '{"id":{{ticket_id}},"client_email":"test@example.com","client_phone":79161234567,"note":"{{a}} 33","client_name":"Иван"}',
	};

	test('keep their variables and lose personal values and secrets', () => {
		const masked = newMasker({...withToken, known}).draft(draft);
		expect(masked).toEqual({
			...draft,
			path: {barcode: '..904', id: '{{ticket_id}}'},
			query: [['client_email', 'te..t@ex..le.com']],
			headers: [
				['Authorization', 'Bearer {{other}}'],
				['X-A', fingerprint(token)],
			],
			body: '{"id":{{ticket_id}},"client_email":"te..t@ex..le.com","client_phone":"79..34567","note":"{{a}} 33","client_name":"И.."}',
		});
	});

	test('get published examples back, byte for byte', () => {
		const masker = newMasker({known});
		const typed = {...draft, headers: draft.headers.slice(0, 1)};
		expect(masker.reveal(masker.draft(typed))).toEqual(typed);
		expect(newMasker({known}).reveal(newMasker({known}).draft(typed))).toEqual(typed);
	});

	test('never get somebody else’s value back', () => {
		const masker = newMasker({known});
		const typed = {
			...draft,
			body: '{"client_name":"Илья","client_email":"tent@exemple.com"}',
			query: [],
			path: {},
		};
		const kept = masker.draft(typed);
		expect(kept.body).toBe('{"client_name":"..","client_email":".."}');
		expect(masker.reveal(kept)).toEqual(kept);
	});

	test('with two examples of the same form stay masked', () => {
		const masker = newMasker({known: [...known, '{"client_name":"Игорь"}']});
		const kept = masker.draft({...draft, body: '{"client_name":"Иван"}'});
		expect(masker.reveal(kept).body).toBe('{"client_name":"И.."}');
	});

	test('that are not JSON yet keep their variables too', () => {
		const body = '{"client_name": "Иван {{b}}", "client_email": "{{mail}}", "id": {{id}}';
		expect(newMasker().draft({...draft, body}).body).toBe(
			'{"client_name": "И..{{b}}", "client_email": "{{mail}}", "id": {{id}}',
		);
	});
});

describe('what is being typed', () => {
	test('is shown as the disk will have it, and teaches nothing while it is half typed', () => {
		const masker = newMasker();
		expect(masker.preview('write to test@example.com')).toBe('write to te..t@ex..le.com');
		expect(masker.preview('nothing personal')).toBe('nothing personal');
		maskedBody(JSON.stringify({barcode: '1112223334'}), masker);
		expect(masker.preview('saw 1112223334 twice')).toBe(masker.text('saw 1112223334 twice'));
		expect(masker.preview('saw 1112223334 twice')).not.toContain('1112223334');
		const fresh = newMasker();
		fresh.preview('test@example.com');
		expect(fresh.text('the word test alone')).toBe('the word test alone');
	});

	test('shows no secret', () => {
		expect(newMasker(withToken).preview(`use ${token}`)).toBe('use ***');
	});
});
