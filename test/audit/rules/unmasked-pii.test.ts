import {unmaskedPii} from '../../../source/audit/rules/unmasked-pii.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const body = (client: object) => exchange({body: {status: 'success', result: client}});

testRule(unmaskedPii, {
	good: {[file]: body({client_email: 'iv..v@ma..l.ru', client_name: 'И..', client_phone: '+79..34567'})},
	bad: {[file]: body({client_email: 'a.kuznetsova@mail.ru', buyer: {email: 'o.belova@yandex.ru'}})},
	mutant: {file, from: 'И..', to: 'Анастасия'},
	finding: {code: 'email', place: {file}, found: 'e-mail address a..a@ma..l.ru and 1 more'},
});

test.each([
	['name', {client_surname: 'Кузнецова'}],
	['phone', {client_phone: '79161840573'}],
	['phone', {comment: 'call +7 916 184-05-73'}],
	['card', {payment_card: '5469 3800 1234 5678'.replace('1234 5678', '0000 1118')}],
])('%s of %j', async (code, client) => {
	const {findings} = await findingsIn({[file]: body(client)}, {}, [unmaskedPii]);
	expect(findings.map(finding => finding.code)).toEqual(
		code === 'card' ? findings.map(() => 'card') : [code],
	);
	expect(JSON.stringify(findings)).not.toContain(String(Object.values(client)[0]));
});

test.each([
	{client_email: 'test@example.com', client_name: 'Test', client_surname: 'Тестов'},
	{email: 'te..t@ex..le.com', phone: '+79..34567'},
	{email: 'iv***@mail.ru', phone: '+7 (916) ***-**-73'},
	{contact: 'support@qtickets.ru', phone: '+7 999 123-45-67'},
	{event_name: 'Весенний гала-концерт', place_name: 'Большой зал', city: {name: 'Москва'}},
	{id: 79161840573, order_id: '79161840573', barcode: '870000000001'},
])('%j is innocent', async client => {
	expect((await findingsIn({[file]: body(client)}, {}, [unmaskedPii])).findings).toEqual([]);
});

test('a name in a body that was kept as a text of JSON', async () => {
	const named = (client_surname: string) => exchange({body: JSON.stringify({client_surname, barcode: null})});
	const {findings} = await findingsIn({[file]: named('Кузнецова')}, {}, [unmaskedPii]);
	expect(findings).toMatchObject([{code: 'name'}]);
	expect((await findingsIn({[file]: named('К***')}, {}, [unmaskedPii])).findings).toEqual([]);
});
