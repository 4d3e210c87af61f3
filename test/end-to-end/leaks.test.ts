import {createServer, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterAll, beforeAll, expect, test} from 'vitest';
import yauzl from 'yauzl';
import {newFolder, runProgram} from './program.ts';

/** Nothing of these may stand in any byte that is written, in any usual encoding. */
const secrets = {
	restToken: 'rest-9f8e7d6c5b4a39281706',
	partnersToken: 'partner+key/5521=90ab&cd',
	apiKey: 'ak_live_77aa66bb55cc44dd',
	cookie: 'session-cookie-value-31415926',
	queryToken: 'query-access-token-271828',
	bodyPassword: 'Correct-Horse-Battery-9',
	bodySecret: 'client-secret-161803398',
	answerToken: 'answer-refresh-token-8675309',
	signature: 'sig-0f1e2d3c4b5a69788796',
	setCookie: 'set-cookie-secret-112358',
};
const personal = [
	'ivan.petrov@mail.example',
	'мария@почта.рф',
	'olga+tickets@corp.example.org',
	'+79161234567',
	'8 (916) 765-43-21',
	'+7 495 123 45 67',
	'Иннокентий',
	'Крестовоздвиженский',
	'Ксенофонтович',
	'Wilhelmina',
	'Featherstonehaugh',
	'4111 1111 1111 1111',
	'5500005555555559',
	'872964136579',
	'879979255977',
	'ООО Ромашка-Плюс',
	'7707083893',
	'telegram-user-jonquil',
	'maximilian.o@host.example',
	'+33 6 12 34 56 78',
] as const;

const catalog = `
name: planted
servers:
  rest: {title: REST, path: /api/rest/v1/, token: QTICKETS_TOKEN}
  partners: {title: Partners, path: /api/partners/v1/, token: QTICKETS_PARTNERS_TOKEN}
profiles:
  local: {kind: test, base_url: 'http://127.0.0.1:PORT'}
masks:
  email: email
  client_email: email
  phone: phone
  client_phone: phone
  client_name: name
  client_surname: name
  client_middlename: name
  payment_card_number: card
  barcode: barcode
  legal_name: text
  inn: text
  vk_id: text
  password: secret
  client_secret: secret
  refresh_token: secret
sections:
  - id: '1'
    title: Planted
    endpoints:
      - id: '1.1'
        title: Everything at once
        server: partners
        method: POST
        path: orders/{email}/barcode/{barcode}
        path_parameters: {email: ivan.petrov@mail.example, barcode: '872964136579'}
        query: {access_token: ${secrets.queryToken}, phone: '+79161234567'}
        headers: {X-Api-Key: ${secrets.apiKey}, Cookie: 'sid=${secrets.cookie}', X-Signature: ${secrets.signature}}
        writes: true
        expect: {status: [200], content: json}
        body: |
          BODY
      - id: '1.2'
        title: What is learned there is masked here too
        server: rest
        method: GET
        path: echo
        writes: false
        expect: {status: [200], content: html}
`;

const body = JSON.stringify({
	client_email: personal[0],
	email: [personal[1], personal[2]],
	client_phone: personal[3],
	phone: personal[4],
	client_name: personal[6],
	client_surname: personal[7],
	client_middlename: personal[8],
	password: secrets.bodyPassword,
	client_secret: secrets.bodySecret,
	comment: `call ${personal[5]} or write to ${personal[18]}, ${personal[19]}`,
});

const answer = {
	status: 'success',
	message: `${personal[6]} ${personal[7]} <${personal[0]}> is welcome, Bearer ${secrets.partnersToken}`,
	result: {
		client_name: personal[9],
		client_surname: personal[10],
		payment_card_number: personal[11],
		card_in_text: `paid with ${personal[12]}`,
		barcode: [personal[13], personal[14]],
		legal_name: personal[15],
		inn: personal[16],
		vk_id: personal[17],
		refresh_token: secrets.answerToken,
		nested: JSON.stringify({client_email: personal[2], token: secrets.restToken}),
		encoded: Buffer.from(secrets.restToken).toString('base64'),
	},
};

let server: Server;
let port: number;
beforeAll(async () => {
	server = createServer((request, response) => {
		request.resume().on('end', () => {
			if (request.url?.includes('/rest/') === true) {
				response.setHeader('Content-Type', 'text/html; charset=utf-8');
				response.setHeader('X-Echo', encodeURIComponent(personal[7]));
				response.end(`<html><p>${personal.join(', ')}; ${Object.values(secrets).join(', ')}</html>`);
			} else {
				response.setHeader('Content-Type', 'application/json');
				response.setHeader('Set-Cookie', `id=${secrets.setCookie}; Path=/`);
				response.setHeader('X-Contact', personal[18]);
				response.end(JSON.stringify(answer));
			}
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	({port} = server.address() as AddressInfo);
});
afterAll(() => server.close());

async function archivedFiles(file: string): Promise<Map<string, Buffer>> {
	const files = new Map<string, Buffer>();
	const archive = await yauzl.openPromise(file);
	for await (const entry of archive.eachEntry()) {
		const chunks: Buffer[] = [];
		for await (const chunk of await archive.openReadStreamPromise(entry)) {
			chunks.push(chunk as Buffer);
		}

		files.set(`${path.basename(file)}!${entry.fileName}`, Buffer.concat(chunks));
	}

	return files;
}

function spellings(value: string): string[] {
	const bytes = Buffer.from(value);
	const escaped = [...value]
		.map(character =>
			character > '~' ? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character,
		)
		.join('');
	return [
		value,
		encodeURIComponent(value),
		encodeURIComponent(value).toLowerCase(),
		escaped,
		escaped.toUpperCase().replaceAll('\\U', '\\u'),
		bytes.toString('hex'),
		bytes.toString('base64').replace(/=+$/, ''),
		bytes.toString('base64url'),
	];
}

test('ten secrets and twenty personal values, planted everywhere: none stands in any byte that is written', async () => {
	const out = newFolder();
	const catalogFile = path.join(out, '..', `${path.basename(out)}.yaml`);
	writeFileSync(catalogFile, catalog.replace('PORT', String(port)).replace('BODY', body));
	const ended = await runProgram(
		[
			'run',
			'1.1',
			'1.2',
			'--catalog',
			catalogFile,
			'--profile',
			'local',
			'--out',
			out,
			'--json',
			'--reporter',
			'html,junit,ctrf',
		],
		{environment: {QTICKETS_TOKEN: secrets.restToken, QTICKETS_PARTNERS_TOKEN: secrets.partnersToken}},
	);
	expect(ended.stderr).toContain('2 tests');
	expect([0, 1]).toContain(ended.code);

	const written = new Map<string, Buffer>([
		['stdout', Buffer.from(ended.stdout)],
		['stderr', Buffer.from(ended.stderr)],
	]);
	for (const entry of readdirSync(out, {recursive: true, withFileTypes: true})) {
		if (entry.isFile()) {
			const file = path.join(entry.parentPath, entry.name);
			written.set(path.relative(out, file), readFileSync(file));
			if (file.endsWith('.zip')) {
				for (const [name, bytes] of await archivedFiles(file)) {
					written.set(name, bytes);
				}
			}
		}
	}

	expect(written.size).toBeGreaterThan(15);
	const found: string[] = [];
	for (const [name, bytes] of written) {
		const text = bytes.toString('utf8');
		for (const value of [...Object.values(secrets), ...personal]) {
			for (const spelling of spellings(value)) {
				if (text.includes(spelling) || name.includes(spelling)) {
					found.push(`${name}: ${spelling}`);
				}
			}
		}
	}

	expect(found).toEqual([]);
	// The evidence is still evidence: what was masked is still to be seen as something that was there.
	const journal = written.get([...written.keys()].find(name => name.endsWith('session.jsonl'))!)!.toString();
	expect(journal).toMatch(/Bearer \*\*\*[\da-f]{6}/);
	expect(journal).toContain('iv..v@ma..le.example'.slice(0, 4));
});
