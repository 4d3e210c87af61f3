import {expect, test} from 'vitest';
import {overridesMethod} from '../../source/request/method-override.ts';

function overrides(query: string, body: string | null = null): boolean {
	return overridesMethod({url: new URL(`https://qtickets.ru/orders?${query}`), headers: [], body});
}

test.each(['_method=PUT', '.method=PUT', '+method=PUT', '%20_method=PUT', '_METHOD=put', '_method%00x=PUT'])(
	'%s in the query is taken for the method',
	query => {
		expect(overrides(query)).toBe(true);
	},
);

test.each([
	'{"_method":"DELETE"}',
	'{"a":1,".method":"DELETE"}',
	'a=1&_method=DELETE',
	'%5Fmethod=DELETE',
	'--x\r\nContent-Disposition: form-data; name="_method"\r\n\r\nDELETE\r\n--x--',
])('%s in the body is taken for the method', body => {
	expect(overrides('', body)).toBe(true);
});

test.each([
	['method=PUT', null],
	['payment_method=card', '{"filter":{"_method":"x"},"method":"card"}'],
	['', 'method=card&name=method'],
])('%s with %s is no other method', (query, body) => {
	expect(overrides(query, body)).toBe(false);
});
