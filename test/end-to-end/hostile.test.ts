/**
 * A server that wants to do something to the terminal: whatever stands in its answers reaches the terminal as visible
 * signs only. The raw stream is read here, not what an emulator made of it: a sequence that one terminal disregards is
 * obeyed by another.
 */
import {writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:net';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {newFolder, programFile} from './program.ts';
import {spawn, type TerminalDriver} from './terminal-driver.ts';

const robots: TerminalDriver[] = [];
const servers: Server[] = [];
afterEach(() => {
	for (const robot of robots.splice(0)) {
		try {
			robot.kill('SIGKILL');
		} catch {
			// It has ended already.
		}
	}

	for (const server of servers.splice(0)) {
		server.close();
	}
});

/** Looks that the program uses; hidden text (8) is none of them. */
const look = String.raw`(?:0|[1-4]|7|9|2[2-479]|3[0-79]|4[0-79]|9[0-7]|10[0-7]|[34]8;5;\d+|[34]8;2;\d+;\d+;\d+)`;
/** Everything that the program itself may write besides text. */
const ownSequence = new RegExp(
	String.raw`\u001b\[(?:(?:${look}(?:;${look})*)?m|\d+;\d+H|H|K|2K|2J|\?(?:1049|2004|2026|25)[hl]|\?(?:1000|1002|1003|1004|1006)l)|\u001b\(B\u000f`,
	'g',
);
/** What a terminal obeys, reorders or hides: nothing of it may be left once the program's own sequences are out. */
const forbidden =
	/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ud800-\udfff\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/u;
const floodOfMarks = /\p{M}{9}/u;

function strangers(raw: string): string | null {
	const text = raw.replaceAll(ownSequence, '');
	const found = forbidden.exec(text) ?? floodOfMarks.exec(text);
	return found === null ? null : JSON.stringify(text.slice(Math.max(0, found.index - 60), found.index + 60));
}

const controls = [
	...Array.from({length: 0x20}, (_, code) => code).filter(
		code => code !== 0x0a && code !== 0x0d && code !== 0x09,
	),
	...Array.from({length: 0x21}, (_, code) => 0x7f + code),
];
const invisible = [
	...[0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029],
	...[
		0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xfe0f, 0xfeff, 0xe0001,
		0xe0041,
	],
];
const sequences = [
	'\u001b]52;c;aGk=\u0007',
	'\u001b]52;c;aGk=\u001b\\',
	'\u001b]52;c;aGk=',
	'\u009d52;c;aGk=\u009c',
	'\u001b]0;PWNED\u0007',
	'\u001b]8;;https://evil.example\u001b\\click\u001b]8;;\u001b\\',
	'\u001b]9;notified\u0007',
	'\u001b[2J\u001b[H',
	'\u009b2J',
	'\u001b[?1049l',
	'\u001b[31',
	'\u001b[8mhidden',
	'\u001bc',
	'\u001bP+q544e\u001b\\',
	'\u001b_Gf=100;AAAA\u001b\\',
	'\u001b^private',
	'\u001b',
	'\u001b[6n',
	'\u001b[?2026h',
	'\u001b[38;5;33;1m',
	'\r\b\b\bgone',
	'abc\u202edef',
	`a${'\u0301'.repeat(100_000)}`,
	'\u0301'.repeat(50),
	'👩‍👩‍👧‍👦',
	'ÐšÐ¾Ð½Ñ†ÐµÑ€Ñ‚',
];

/** Numbers that look random and are the same in every run (mulberry32). */
function seeded(seed: number): (below: number) => number {
	let state = seed;
	return below => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}

type Answer = {readonly reason: string; readonly headers: string; readonly body: Buffer};

/** An answer made of all this, and of halves of it. */
function hostileAnswer(seed: number): Answer {
	const random = seeded(seed);
	function part(): string {
		switch (random(6)) {
			case 0:
				return String.fromCodePoint(controls[random(controls.length)]!);
			case 1:
				return String.fromCodePoint(invisible[random(invisible.length)]!);
			case 2:
				return 'Концерт '.repeat(random(40));
			case 3:
				return sequences[random(sequences.length)]!.slice(0, 1 + random(40));
			case 4:
				return String.fromCharCode(0xd800 + random(0x800));
			default:
				return sequences[random(sequences.length)]!;
		}
	}

	const text = (parts: number) => Array.from({length: 1 + random(parts)}, part).join('');
	// A line break would end the head; what else is in it is the client's to bear.
	const inHead = () =>
		text(4)
			.replaceAll(/[\r\n]/g, '')
			.slice(0, 200);
	const lines = Array.from({length: 30}, (_, line) => `line ${line} ${text(6)}`);
	const kinds: ReadonlyArray<readonly [type: string, body: () => string | Buffer]> = [
		['text/plain', () => lines.join('\n')],
		['application/json', () => JSON.stringify({data: lines, [text(3)]: {[text(2)]: text(3)}})],
		['application/json', () => `{"data": ["${lines.join('", "')}"]}`],
		['text/html', () => `<html><title>${text(4)}</title>${lines.join('<br>')}`],
		['application/octet-stream', () => Buffer.from(Array.from({length: 2000}, () => random(256)))],
		['application/json', () => `{"data": "${`Ж${text(2)}`.repeat(3000)}"}`],
		[
			'text/plain',
			() => Buffer.concat([Buffer.from([0xed, 0xa0, 0x80, 0xff, 0xc0, 0x9b]), Buffer.from(lines.join('\r'))]),
		],
	];
	const [type, body] = kinds[seed % kinds.length]!;
	const isHeadToo = seed % 3 === 0;
	return {
		reason: isHeadToo ? inHead() : 'OK',
		headers: `content-type: ${type}\r\n${isHeadToo ? `x-hostile: ${inHead()}\r\nset-cookie: a=${inHead()}\r\n` : ''}`,
		body: Buffer.from(body()),
	};
}

/** Gives the answers in turn; in bytes, because no HTTP server would send them. */
async function hostileServer(answers: readonly Answer[]): Promise<string> {
	let next = 0;
	const server = createServer(socket => {
		socket.on('error', () => undefined);
		socket.once('data', () => {
			const {reason, headers, body} = answers[next++ % answers.length]!;
			const head = `HTTP/1.1 200 ${reason}\r\n${headers}content-length: ${body.length}\r\nconnection: close\r\n\r\n`;
			socket.end(Buffer.concat([Buffer.from(head), body]));
		});
	});
	servers.push(server);
	await new Promise<void>(resolve => {
		server.listen(0, '127.0.0.1', resolve);
	});
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Opens a catalog with a hostile title, where the catalog takes it, and one endpoint at the server. */
async function open(origin: string, cols: number, rows: number): Promise<TerminalDriver> {
	const cwd = newFolder();
	const catalog = path.join(cwd, 'catalog.yaml');
	writeFileSync(
		catalog,
		`name: hostile
title: "Hostile \\u202e titles"
servers:
  main: {title: Main, path: /, token: QTICKETS_TOKEN}
profiles:
  bad: {title: "Bad", kind: sandbox, base_url: "${origin}"}
sections:
  - id: "1"
    title: "Section \\u001b]0;PWNED\\u0007 \\u009b2J"
    server: main
    endpoints:
      - id: "1.1"
        title: "Endpoint \\u202e \\u001b[2J \\u0301\\u0301 \\u200b end"
        spec_ref: none
        artifact: test_hostile
        method: GET
        path: hostile
        expect: {status: [200], content: json}
`,
	);
	const robot = spawn(
		process.execPath,
		[programFile, 'explore', '--catalog', catalog, '--profile', 'bad', '--out', cwd],
		{cols, rows, cwd, env: {XDG_CONFIG_HOME: cwd, QTICKETS_TOKEN: 'f3b1c5d7e9a8b6c4d2e0f1a3'}},
	);
	robots.push(robot);
	await robot.waitFor(/1\.1 .*Endpoint/);
	return robot;
}

describe('a hostile answer', () => {
	test.each([
		[60, 16],
		[80, 24],
		[160, 50],
	])(
		'at %i×%i: fuzzed, only our own sequences reach the terminal, and every key is answered in between',
		async (cols, rows) => {
			const answers = Array.from({length: 14}, (_, index) => hostileAnswer(cols * 100 + index));
			const robot = await open(await hostileServer(answers), cols, rows);
			for (let attempt = 1; attempt <= answers.length; attempt++) {
				robot.type('f');
				robot.type('3');
				// However the answer is judged, it has come.
				await robot.waitFor(
					new RegExp(
						`▶ 3 Response.* attempt ${attempt} of ${attempt}(?![\\s\\S]*(?:in flight|will stand here))`,
					),
				);
				for (const key of [
					'down',
					'pagedown',
					'right',
					'down',
					'right',
					'right',
					'right',
					'end',
					'home',
				] as const) {
					robot.press(key);
				}

				robot.type('1');
				await robot.waitFor(/▶ 1 Endpoints/);
				expect(strangers(robot.raw()), `attempt ${attempt}`).toBeNull();
			}

			robot.type('w');
			await robot.waitFor(/sha256/i);
			robot.press('escape');
			robot.type('q');
			expect((await robot.exit).code).toBe(0);
			const raw = robot.raw();
			expect(strangers(raw)).toBeNull();
			// What an answer may not have said for us: entered, cleared and left once.
			for (const sequence of ['\u001b[?1049h', '\u001b[2J', '\u001b[?1049l']) {
				expect(raw.split(sequence), JSON.stringify(sequence)).toHaveLength(2);
			}
		},
		120_000,
	);

	test('shows each control and invisible character as a sign of its own', async () => {
		// A body with a NUL in it is no text, and shown in hex.
		const characters = [...controls.slice(1), ...invisible];
		const lines = characters.map(code => `#${code.toString(16)} [${String.fromCodePoint(code)}] end`);
		const robot = await open(
			await hostileServer([
				{reason: 'OK', headers: 'content-type: text/plain\r\n', body: Buffer.from(lines.join('\n'))},
			]),
			120,
			characters.length + 60,
		);
		robot.type('f');
		await robot.waitFor(/attempt 1 of 1/);
		const screen = await robot.waitFor(`#${characters.at(-1)!.toString(16)} [`);
		for (const code of characters) {
			const row = screen.find(shown => shown.includes(`#${code.toString(16)} [`)) ?? '';
			const sign = /\[(.*)\] end/.exec(row)?.[1] ?? '';
			const expected =
				code < 0x20
					? String.fromCodePoint(0x2400 + code)
					: code === 0x7f
						? '␡'
						: code < 0xa0
							? `\\x${code.toString(16)}`
							: `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
			expect(sign, `U+${code.toString(16)}`).toBe(expected);
		}

		expect(strangers(robot.raw())).toBeNull();
	});

	test('of one line of 400 000 characters, with 100 000 marks on one letter, keeps no key waiting', async () => {
		const body = Buffer.from(`a${'\u0301'.repeat(100_000)} ${'Концерт '.repeat(50_000)}`);
		const robot = await open(
			await hostileServer([{reason: 'OK', headers: 'content-type: text/plain\r\n', body}]),
			80,
			24,
		);
		robot.type('f');
		await robot.waitFor(/attempt 1 of 1(?![\s\S]*in flight)/);
		robot.type('3');
		// One measuring of such a line takes Node 20 longer than the robot waits for a frame.
		for (let round = 0; round < 20; round++) {
			robot.type('1');
			await robot.waitFor(/▶ 1 Endpoints/);
			robot.type('3');
			await robot.waitFor(/▶ 3 Response/);
		}

		expect(strangers(robot.raw())).toBeNull();
	});
});

test('the reader of the stream finds what it looks for', () => {
	expect(
		strangers('\u001b[?1049h\u001b[2J\u001b[H\u001b[1mПривет\u001b[m\r\n\u001b[2;3Hx\u001b[K'),
	).toBeNull();
	// Those that are ours too are counted instead.
	const ours = new Set(['\u001b[2J\u001b[H', '\u001b[?1049l', '\u001b[?2026h', '\u001b[38;5;33;1m']);
	const printable = sequences.slice(-1);
	for (const hostile of [...sequences, '\u202e', '\u200b', '\u009b', `a${'\u0301'.repeat(9)}`]) {
		if (!ours.has(hostile) && !printable.includes(hostile)) {
			expect(strangers(`before ${hostile} after`), JSON.stringify(hostile)).not.toBeNull();
		}
	}
});
