import {describe, expect, test} from 'vitest';
import type {Profile} from '../../source/catalog/catalog.ts';
import {checkGuard} from '../../source/request/guard.ts';

const production: Profile = {
	name: 'production',
	kind: 'production',
	baseUrl: 'https://qtickets.ru',
	host: 'qtickets.ru',
	variables: {},
	masking: true,
	readOnly: false,
};
const sandbox: Profile = {
	...production,
	name: 'sandbox',
	kind: 'sandbox',
	baseUrl: 'http://127.0.0.1:8080',
	host: '127.0.0.1:8080',
};

const read = {
	endpointId: '1.1',
	method: 'GET',
	writes: false,
	url: 'https://qtickets.ru/api/rest/v1/orders',
	headers: [['Host', 'qtickets.ru']],
} as const;
const write = {...read, method: 'POST', writes: true} as const;

function check(
	request: Parameters<typeof checkGuard>[0],
	profile: Profile,
	unlocked: string[] = [],
	tls?: string,
) {
	return (
		checkGuard(request, {profile, unlockedHosts: new Set(unlocked), tlsRejectUnauthorized: tls})?.code ?? null
	);
}

describe('production', () => {
	test('reads go, and so does a POST that the catalog marks as not writing', () => {
		expect(check(read, production)).toBeNull();
		expect(check({...read, method: 'POST'}, production)).toBeNull();
	});

	test('writes wait for the host name, whatever their method', () => {
		expect(check(write, production)).toBe('writes-locked');
		expect(check({...write, method: 'GET'}, production)).toBe('writes-locked');
		expect(check(write, production, ['qtickets.example'])).toBe('writes-locked');
		expect(check(write, production, ['qtickets.ru'])).toBeNull();
		expect(check(write, production, ['QTickets.ru'])).toBeNull();
	});

	test.each(['PUT', 'PATCH', 'DELETE'] as const)('%s is a write even if the catalog denies it', method => {
		expect(check({...read, method}, production)).toBe('writes-locked');
	});

	test('the problem says what to type', () => {
		const problem = checkGuard(write, {
			profile: production,
			unlockedHosts: new Set(),
			tlsRejectUnauthorized: undefined,
		});
		expect(problem?.message).toBe('POST /api/rest/v1/orders writes to production at qtickets.ru.');
		expect(problem?.next).toContain('Type the host name qtickets.ru');
	});
});

describe('other profiles', () => {
	const local = {
		...write,
		url: 'http://127.0.0.1:8080/api/rest/v1/events',
		headers: [['Host', '127.0.0.1:8080']],
	} as const;

	test('a write in the name of another host waits for that name; a read goes', () => {
		const elsewhere = {...local, headers: [['host', 'qtickets.ru']]} as const;
		expect(check(elsewhere, sandbox)).toBe('writes-locked');
		expect(check(elsewhere, sandbox, ['qtickets.ru'])).toBeNull();
		expect(check({...elsewhere, method: 'GET', writes: false}, sandbox)).toBeNull();
		expect(check({...write, headers: [['Host', 'b.qtickets.ru']]}, production, ['qtickets.ru'])).toBe(
			'writes-locked',
		);
	});

	test('a sandbox takes writes, unless the session is read-only', () => {
		expect(check(local, sandbox)).toBeNull();
		expect(check(local, {...sandbox, readOnly: true})).toBe('read-only');
		expect(check({...local, writes: false, method: 'GET'}, {...sandbox, readOnly: true})).toBeNull();
	});

	test('an unlocked host does not open a read-only session', () => {
		expect(check(write, {...production, readOnly: true}, ['qtickets.ru'])).toBe('read-only');
	});

	test('a host that the profile does not name counts as production', () => {
		expect(check(write, sandbox)).toBe('writes-locked');
		expect(check({...local, url: 'http://127.0.0.1:8081/'}, sandbox)).toBe('writes-locked');
	});
});

describe('certificate checks turned off in the environment', () => {
	test('stop even a read to another machine', () => {
		expect(check(read, production, [], '0')).toBe('tls-verification-off');
		expect(check({...read, url: 'https://127.0.0.1.example.com/'}, production, [], '0')).toBe(
			'tls-verification-off',
		);
	});

	test.each(['https://localhost:1/', 'https://127.0.0.1/', 'https://[::1]:8443/', 'http://qtickets.ru/'])(
		'do not matter for %s',
		url => {
			expect(check({...read, url}, production, [], '0')).toBeNull();
		},
	);

	test('values that leave them on are fine', () => {
		expect(check(read, production, [], '1')).toBeNull();
		expect(check(read, production, [], '')).toBeNull();
	});
});
