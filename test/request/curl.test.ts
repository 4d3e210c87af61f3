import {spawn, spawnSync} from 'node:child_process';
import {describe, expect, test} from 'vitest';
import {curlLine} from '../../source/request/curl.ts';
import type {PreparedRequest} from '../../source/request/exchange.ts';
import {createSender} from '../../source/request/send.ts';
import {limits, requestTo, startHttpServer, type Received} from './hostile-server.ts';

const token = 'tok-4f1c9b7ad2$HOME"`id`!\\';
const spiteful = [
	'plain',
	`it's "quoted" and ''doubly''`,
	'Привет, 🎟️',
	'100% $HOME ${HOME} $(id) `id` !! !x \\ \\\\ \\n',
	'two\nlines\r\nand a tab\t.',
	'@/etc/passwd',
	'-d --data',
	'[1-3]{a,b}',
	'*?~#&;|<>()',
];

function request(url: string, changes: Partial<PreparedRequest> = {}): PreparedRequest {
	const body = changes.body ?? null;
	return requestTo(url, {
		headers: [
			['Host', new URL(url).host],
			['Accept', 'application/json'],
			['Cache-Control', 'no-cache'],
			...(body === null ? [] : [['Content-Type', 'application/json'] as const]),
			['Authorization', `Bearer ${token}`],
			['User-Agent', 'qtickets-explorer/1.0.0'],
			['Accept-Encoding', 'gzip, deflate, br'],
			['Connection', 'keep-alive'],
			...(body === null ? [] : [['Content-Length', String(Buffer.byteLength(body))] as const]),
		],
		token: 'QTICKETS_TOKEN',
		...changes,
	});
}

describe('the line', () => {
	test('reads well and holds the token’s name, not the token', () => {
		const line = curlLine(
			request('https://qtickets.ru/api/rest/v1/orders', {body: '{"where":[{"column":"payed","value":1}]}'}),
		);
		expect(line).toBe(
			String.raw`curl --request GET \
  --url 'https://qtickets.ru/api/rest/v1/orders' \
  --globoff \
  --http1.1 \
  --compressed \
  --header 'Accept: application/json' \
  --header 'Cache-Control: no-cache' \
  --header 'Content-Type: application/json' \
  --header "Authorization: Bearer $QTICKETS_TOKEN" \
  --header 'User-Agent: qtickets-explorer/1.0.0' \
  --header 'Accept-Encoding: gzip, deflate, br' \
  --data-raw '{"where":[{"column":"payed","value":1}]}'`,
		);
	});

	test('shows the token only when asked', () => {
		const prepared = request('http://h/', {headers: [['Authorization', 'Bearer s3cret']]});
		expect(curlLine(prepared)).not.toContain('s3cret');
		expect(curlLine(prepared, {revealToken: true})).toContain("'Authorization: Bearer s3cret'");
	});

	test('a masked token is its variable again', () => {
		const masked = request('http://h/', {headers: [['Authorization', '*** (a1b2c3)']]});
		expect(curlLine(masked)).toContain('"Authorization: Bearer $QTICKETS_TOKEN"');
	});

	test('a body for which old releases would ask first is sent at once', () => {
		expect(curlLine(request('http://h/', {body: 'x'.repeat(1025)}))).toContain("--header 'Expect:'");
		expect(curlLine(request('http://h/', {body: 'x'.repeat(1024)}))).not.toContain('Expect');
	});

	test('a token name from a catalog file cannot run anything', () => {
		expect(curlLine(request('http://h/', {token: 'X$(id)'}))).toContain('"Authorization: Bearer $TOKEN"');
	});
});

/** What a server sees, without the order of headers, which curl does not let one choose. */
function seen({method, url, rawHeaders, body}: Received) {
	const headers = rawHeaders.flatMap((name, index) =>
		index % 2 === 0 && name !== 'Connection' ? [`${name}: ${rawHeaders[index + 1]}`] : [],
	);
	return {method, url, headers: headers.toSorted(), body: body.toString('base64')};
}

const missing = ['curl', 'sh'].filter(tool => spawnSync(tool, ['--version']).error !== undefined);

describe.skipIf(missing.length > 0)(`run by a real shell (${missing.join(' and ') || 'curl and sh'})`, () => {
	async function compare(changes: (url: string) => PreparedRequest, reveal = false) {
		const received: Received[] = [];
		const server = await startHttpServer((seenRequest, response) => {
			received.push(seenRequest);
			response.writeHead(200, {'Content-Length': 2});
			response.end('{}');
		});
		const sender = createSender();
		try {
			const prepared = changes(server.url);
			const exchange = await sender.send(prepared, limits());
			expect(exchange.failure).toBeNull();
			const line = curlLine(prepared, {revealToken: reveal});
			const result = await shell(
				line.replace('curl ', 'curl --disable --silent --show-error '),
				reveal ? '' : token,
			);
			expect(result).toEqual({code: 0, stderr: ''});
			expect(received).toHaveLength(2);
			const [ours, curls] = received.map(seen);
			expect(curls).toEqual(ours);
			return ours!;
		} finally {
			sender.close();
			await server.close();
		}
	}

	function shell(script: string, value: string): Promise<{code: number | null; stderr: string}> {
		return new Promise((resolve, reject) => {
			const child = spawn('sh', ['-s'], {
				env: {PATH: process.env['PATH'] ?? '', QTICKETS_TOKEN: value},
				stdio: ['pipe', 'ignore', 'pipe'],
			});
			let stderr = '';
			child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
			child.on('error', reject);
			child.on('close', code => resolve({code, stderr}));
			child.stdin.end(script);
		});
	}

	test.each(spiteful)('a GET body of %j arrives the same', async text => {
		const body = JSON.stringify({text, big: 0}).replace('0', '12345678901234567890');
		const {method, body: arrived} = await compare(url => request(`${url}/orders`, {body}));
		expect(method).toBe('GET');
		expect(Buffer.from(arrived, 'base64').toString()).toBe(body);
	});

	test.each(spiteful)('%j as a body that is not JSON arrives the same', async body => {
		await compare(url => request(url, {method: 'POST', body}), true);
	});

	test('a NUL byte, backslashes and percent signs arrive the same', async () => {
		await compare(url => request(url, {method: 'POST', body: 'a\0b\\0c\\n%s\x00001'}));
	});

	test('a body longer than an argument can be arrives the same', async () => {
		await compare(url => request(url, {method: 'POST', body: JSON.stringify('\\Ж%'.repeat(300_000))}));
	});

	test('URLs and header values with characters of shells and of curl', async () => {
		await compare(url =>
			request(new URL(`${url}/a[1-3]/{b,c}/it's/%2F?q=[x]&p={a,b}&e=%27!$HOME`).href, {
				headers: [
					['Host', new URL(url).host],
					['X-Odd', `it's "odd" $HOME \`id\` \\ !! % ; *`],
					['X-Twice', '1'],
					['X-Twice', '2'],
					['Connection', 'keep-alive'],
				],
				token: null,
			}),
		);
	});

	test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)(
		'%s without and with an empty body',
		async method => {
			const length = method === 'POST' || method === 'PUT' || method === 'PATCH';
			await compare(url =>
				requestTo(url, {
					method,
					headers: [
						['Host', new URL(url).host],
						...(length ? [['Content-Length', '0'] as const] : []),
						['Connection', 'keep-alive'],
					],
				}),
			);
			await compare(url => requestTo(url, {method, body: ''}));
		},
	);

	test('HEAD does not wait for a body', async () => {
		expect((await compare(url => request(url, {method: 'HEAD'}))).method).toBe('HEAD');
	});

	test('the host name and connection of another request are kept', async () => {
		await compare(url =>
			requestTo(url, {
				headers: [
					['Host', 'other.example'],
					['Connection', 'close'],
				],
			}),
		);
	});
});
