import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {minutesLater, open, type Client} from './ask.ts';

let folder: string;
let stateFile: string;

beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'sandbox-state-'));
	stateFile = path.join(folder, 'state.json');
});

afterEach(() => {
	rmSync(folder, {recursive: true, force: true});
});

async function digest({plain}: Client): Promise<string> {
	return (await plain('GET /__sandbox/state')).json.digest as string;
}

async function addTicket(client: Client): Promise<number> {
	const body = {seat_id: 'CENTER_PARTERRE-20;5', offer_id: 'full', reserved_to: '2030-04-20T19:00:00+03:00'};
	return (await client.partners('POST tickets/add/12/4076', body)).json.result.id as number;
}

describe('the state file', () => {
	test('a sandbox that was killed goes on where it was', async () => {
		const first = await open({stateFile});
		const id = await addTicket(first);
		const order = (await first.rest('PUT events/33', {data: {name: 'Новое имя'}})).status;
		expect(order).toBe(200);
		// No close: what counts is what was on disk when the answer came.
		const second = await open({stateFile});
		expect(await digest(second)).toBe(await digest(first));
		const {result} = (await second.partners('POST tickets/update/12/4076', {id, paid: 1})).json;
		expect(result).toMatchObject({id, paid: 1});
		const third = await open({stateFile});
		const found = (await third.partners('POST tickets/find', {filter: {id}})).json.result[0];
		expect(found.barcode).toBe(result.barcode);
	});

	test('ids and barcodes go on as if nothing had happened', async () => {
		const add = (seat_id: string) => ({seat_id, offer_id: 'full', paid: 1});
		const whole = await open();
		await whole.partners('POST tickets/add/12/4076', add('CENTER_PARTERRE-20;5'));
		const expected = await whole.partners('POST tickets/add/12/4076', add('CENTER_PARTERRE-20;6'));
		const first = await open({stateFile});
		await first.partners('POST tickets/add/12/4076', add('CENTER_PARTERRE-20;5'));
		const second = await open({stateFile});
		expect((await second.partners('POST tickets/add/12/4076', add('CENTER_PARTERRE-20;6'))).text).toBe(
			expected.text,
		);
	});

	test('is written by successful writes only, and by reset', async () => {
		const client = await open({stateFile});
		await client.rest('GET orders');
		await client.rest('POST orders', {});
		await client.partners('POST tickets/remove/12/4076', {id: 1});
		expect(() => statSync(stateFile)).toThrow(/ENOENT/);
		await addTicket(client);
		const saved = readFileSync(stateFile, 'utf8');
		await client.partners('POST tickets/find', {filter: {id: 1}});
		expect(readFileSync(stateFile, 'utf8')).toBe(saved);
		client.sandbox.reset();
		expect(await digest(await open({stateFile}))).toBe(await digest(await open()));
	});

	test.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
		await addTicket(await open({stateFile}));
		expect(statSync(stateFile).mode & 0o777).toBe(0o600);
	});

	test.each(['', '{', 'null', '[]', '{"format":1}', '\0\0\0'])('damage (%j) is passed over', async text => {
		writeFileSync(stateFile, text);
		expect(await digest(await open({stateFile}))).toBe(await digest(await open()));
	});

	test('a flipped character is damage', async () => {
		await addTicket(await open({stateFile}));
		const saved = readFileSync(stateFile, 'utf8');
		writeFileSync(stateFile, saved.replace('CENTER_PARTERRE-20;5', 'CENTER_PARTERRE-20;7'));
		expect(await digest(await open({stateFile}))).toBe(await digest(await open()));
	});

	test.each([{mode: 'test-list'}, {scenario: 'november'}, {seed: 2}] as const)(
		'the state of another sandbox is not used: %j',
		async other => {
			await addTicket(await open({stateFile}));
			expect(await digest(await open({stateFile, ...other}))).toBe(await digest(await open(other)));
		},
	);

	test('a disk that refuses is said in a header, and the sandbox goes on', async () => {
		const client = await open({stateFile: path.join(folder, 'missing', 'state.json')});
		const got = await client.partners('POST tickets/remove/12/4076', {id: 120_260});
		expect(got.json.result).toBe(true);
		expect(got.headers['x-sandbox-state']).toBe('not saved');
	});

	test('holds that ran out meanwhile are gone after the start', async () => {
		const first = await open({stateFile});
		const hold = {
			seat_id: 'CENTER_PARTERRE-20;5',
			offer_id: 'full',
			reserved_to: '2026-03-01T12:30:00+03:00',
		};
		const {id} = (await first.partners('POST tickets/add/12/4076', hold)).json.result;
		const second = await open({stateFile, now: () => minutesLater(31)});
		expect((await second.partners('POST tickets/find', {filter: {id}})).json.result[0].deleted).toBe(1);
	});
});
