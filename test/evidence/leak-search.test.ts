import {gzipSync} from 'node:zlib';
import {describe, expect, test} from 'vitest';
import {makeArchive} from '../../source/evidence/archive.ts';
import {searchLeaks} from '../../source/evidence/leak-search.ts';

const secret = 'Qt/9+ü "s3cret|<token>_~';
const secrets = new Map([['QTICKETS_TOKEN', secret]]);
const json = JSON.stringify(secret).slice(1, -1);

function found(text: string | Buffer): string[] {
	const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text);
	return searchLeaks(new Map([['f', bytes]]), secrets).map(({encoding}) => encoding);
}

describe('the search for secrets', () => {
	test.each([
		['plain', `x ${secret} y`],
		['percent', `?token=${encodeURIComponent(secret)}&a`],
		[
			'percent in lower case',
			`?token=${encodeURIComponent(secret).replaceAll(/%../g, code => code.toLowerCase())}`,
		],
		['form', encodeURIComponent(secret).replaceAll('%20', '+')],
		['hex', Buffer.from(secret).toString('hex')],
		['HEX', Buffer.from(secret).toString('hex').toUpperCase()],
		['base64', Buffer.from(secret).toString('base64')],
		['base64, shifted by one', Buffer.from(`:${secret}:`).toString('base64')],
		['base64, shifted by two', Buffer.from(`u:${secret}`).toString('base64')],
		['base64url', Buffer.from(`ab${secret}c`).toString('base64url')],
		['json', `{"a":"${json}"}`],
		['json with escaped slashes', `{"a":"${json.replaceAll('/', '\\/')}"}`],
		['json as PHP writes it', `{"a":"${json.replaceAll('/', '\\/').replaceAll('ü', '\\u00fc')}"}`],
		['json in json', JSON.stringify({body: JSON.stringify({a: secret})})],
		['utf-16', Buffer.from(secret, 'utf16le')],
		['html', `<td>${secret.replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</td>`],
		['csv', `"${secret.replaceAll('"', '""')}"`],
	])('finds it as %s', (_, text) => {
		expect(found(text)).toHaveLength(1);
	});

	test('finds nothing where nothing is', () => {
		expect(found('Qt/9+ another text, "***ab12cd"')).toEqual([]);
		expect(searchLeaks(new Map([['f', Buffer.from('text')]]), new Map([['EMPTY', '']]))).toEqual([]);
		expect(found(gzipSync(secret))).toEqual([]);
	});

	test('names file, offset and variable, and never the value', async () => {
		const zip = await makeArchive(
			'set',
			new Map([
				['a.txt', Buffer.from('fine')],
				['b.txt', Buffer.from(`12345${secret}`)],
			]),
		);
		const leaks = searchLeaks(zip, secrets);
		expect(leaks).toEqual([{file: 'set/b.txt', offset: 5, secret: 'QTICKETS_TOKEN', encoding: 'plain'}]);
		expect(JSON.stringify(leaks)).not.toContain('s3cret');
	});

	test('looks at file names too', () => {
		expect(searchLeaks(new Map([[`a/${secret}.json`, Buffer.alloc(0)]]), secrets)).toHaveLength(1);
	});
});
