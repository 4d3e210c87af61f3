/**
 * How the explorer feels, in figures: key to frame, bytes written for a cursor move, processor time while nobody types.
 * Measured in a real pseudo-terminal, with a catalog of 1 000 endpoints and an answer of 10 MB open.
 *
 *     npm run build && npm run benchmark:interface
 *
 * Ends with 1 when a figure is over its limit. It is no test: a busy machine must never turn a change red.
 */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import pty from '@lydell/node-pty';

const program = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
const folder = mkdtempSync(path.join(tmpdir(), 'qtickets-benchmark-'));
const presses = Number(process.argv[2] ?? 300);

/** About 10 MB of JSON, with Cyrillic in it. */
const answer = JSON.stringify({
	data: Array.from({length: 50_000}, (_, id) => ({
		id,
		name: `Концерт № ${id}`,
		email: `guest${id}@example.com`,
		price: id * 1.25,
		tags: ['balcony', 'партер'],
		note: 'x'.repeat(40),
	})),
});

function catalogText(origin) {
	const endpoints = Array.from({length: 1000}, (_, index) => {
		const id = `${1 + Math.floor(index / 50)}.${1 + (index % 50)}`;
		return `      - id: "${id}"
        title: Endpoint number ${index}
        spec_ref: none
        artifact: test_${id.replace('.', '_')}_endpoint
        method: GET
        path: things/${index}
        expect: {status: [200], content: json}`;
	});
	const sections = Array.from(
		{length: 20},
		(_, index) => `  - id: "${index + 1}"
    title: Section ${index + 1}
    server: main
    endpoints:
${endpoints.slice(index * 50, index * 50 + 50).join('\n')}`,
	);
	return `name: large
title: A thousand endpoints
servers:
  main: {title: Main, path: /api/, token: QTICKETS_TOKEN}
profiles:
  large: {title: Large, kind: sandbox, base_url: "${origin}"}
sections:
${sections.join('\n')}
`;
}

const server = createServer((request, response) => {
	response.setHeader('content-type', 'application/json');
	response.end(answer);
});
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
const catalog = path.join(folder, 'catalog.yaml');
writeFileSync(catalog, catalogText(`http://127.0.0.1:${server.address().port}`));

const environment = {
	...process.env,
	TERM: 'xterm-256color',
	QTICKETS_TOKEN: 'benchmark-token-benchmark-token',
};
delete environment.CI;
const terminal = pty.spawn(
	process.execPath,
	[program, 'explore', '--catalog', catalog, '--profile', 'large', '--out', folder],
	{cols: 160, rows: 50, cwd: folder, env: environment},
);
let screen = '';
/** Called with everything that is written. */
const listeners = new Set();
terminal.onData(data => {
	screen += data;
	for (const listener of listeners) {
		listener();
	}
});
let slow = false;
let isOver = false;
terminal.onExit(({exitCode}) => {
	if (!isOver) {
		console.error(`the explorer ended with ${exitCode}:\n${screen.slice(-3000)}`);
	}

	process.exit(isOver && !slow ? 0 : 1);
});

/** Resolves when what was written since the call holds a text. */
function shown(text) {
	const from = screen.length;
	return new Promise(resolve => {
		const look = () => {
			if (screen.slice(from).includes(text)) {
				listeners.delete(look);
				resolve();
			}
		};
		listeners.add(look);
	});
}

/** Resolves when nothing has been written for a while, in ms. */
function quiet(time) {
	return new Promise(resolve => {
		const end = () => {
			listeners.delete(again);
			resolve();
		};
		let timer = setTimeout(end, time);
		const again = () => {
			clearTimeout(timer);
			timer = setTimeout(end, time);
		};
		listeners.add(again);
	});
}

/** Presses a key: ms from `start` until the next byte that is written. */
function firstByte(key, start) {
	return new Promise(resolve => {
		const stop = () => {
			listeners.delete(stop);
			resolve(performance.now() - start);
		};
		listeners.add(stop);
		terminal.write(key);
	});
}

/** Presses a key: ms until the first byte of the frame that answers it, and the bytes of that frame. */
async function answerTo(key) {
	const before = Buffer.byteLength(screen);
	const start = performance.now();
	const time = await firstByte(key, start);
	await quiet(60);
	return {time, bytes: Buffer.byteLength(screen) - before};
}

function processorTime() {
	const {stdout} = spawnSync('ps', ['-o', 'cputimes=', '-p', String(terminal.pid)], {encoding: 'utf8'});
	return Number(stdout);
}

function at(values, share) {
	const sorted = values.toSorted((a, b) => a - b);
	return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function report(name, value, unit, limit) {
	const isSlow = limit !== null && value > limit;
	slow ||= isSlow;
	const bound = limit === null ? '' : `  limit ${limit} ${unit}${isSlow ? '  OVER' : ''}`;
	console.log(`${name.padEnd(52)} ${value.toFixed(unit === 'bytes' ? 0 : 2).padStart(9)} ${unit}${bound}`);
}

async function measureKeys(name, keys, {isCursor = false} = {}) {
	const samples = [];
	for (let index = 0; index < presses; index++) {
		samples.push(await answerTo(keys[index % keys.length]));
	}

	const times = samples.map(({time}) => time);
	report(`${name}: key to frame, median`, at(times, 0.5), 'ms', null);
	report(`${name}: key to frame, p99 of ${presses}`, at(times, 0.99), 'ms', 16);
	report(
		`${name}: written a key, p99`,
		at(
			samples.map(({bytes}) => bytes),
			0.99,
		),
		'bytes',
		isCursor ? 2048 : null,
	);
}

await shown('Endpoint number');
await quiet(300);
// The answer comes, is judged, masked and stored, while somebody goes on pressing keys.
let isThere = false;
const arrival = shown('success').then(() => {
	isThere = true;
});
const waits = [];
terminal.write('\r');
while (!isThere) {
	waits.push(await firstByte(waits.length % 2 === 0 ? 'j' : 'k', performance.now()));
	await new Promise(resolve => setTimeout(resolve, 20));
}

await arrival;
if (waits.length % 2 === 1) {
	terminal.write('k');
}

await quiet(1500);
console.log(
	`Node ${process.versions.node}, ${process.platform} ${process.arch}, 160×50, answer of ${answer.length} characters`,
);
report('answer of 10 MB arrives: key to frame, longest', Math.max(...waits), 'ms', null);
await measureKeys('list, cursor down and up', ['j', 'j', 'j', 'k', 'k'], {isCursor: true});
terminal.write('g3');
await quiet(300);
await measureKeys('answer of 10 MB, scroll a row', ['j', 'j', 'k'], {isCursor: false});
await measureKeys('answer of 10 MB, scroll a page', [' ', '\u001b[6~', '\u001b[5~'], {isCursor: false});

const start = processorTime();
const idle = 10;
await new Promise(resolve => setTimeout(resolve, idle * 1000));
report('idle: processor time', ((processorTime() - start) / idle) * 100, '%', 1);
isOver = true;
terminal.kill('SIGKILL');
