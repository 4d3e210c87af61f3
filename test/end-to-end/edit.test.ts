/** Editing in a real terminal, and the operator's own editor in it. */
import {existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {newFolder, programFile} from './program.ts';
import {spawn, type TerminalDriver} from './terminal-driver.ts';

const fakeEditor = path.resolve(import.meta.dirname, 'fixture/fake-editor.js');
const editor = `"${process.execPath}" "${fakeEditor}"`;
const robots: TerminalDriver[] = [];
afterEach(() => {
	for (const robot of robots.splice(0)) {
		try {
			robot.kill('SIGKILL');
		} catch {
			// It has ended already.
		}
	}
});

type Opened = {readonly robot: TerminalDriver; readonly cwd: string; readonly temporary: string};

/** The explorer on the sandbox, with a folder for temporary files of its own. */
function open({
	cols = 80,
	rows = 24,
	env = {},
	args = [],
}: {cols?: number; rows?: number; env?: Record<string, string | undefined>; args?: string[]} = {}): Opened {
	const cwd = newFolder();
	const temporary = path.join(cwd, 'temporary');
	mkdirSync(temporary);
	const robot = spawn(process.execPath, [programFile, 'explore', '--sandbox', ...args], {
		cols,
		rows,
		cwd,
		env: {
			QTICKETS_TOKEN: undefined,
			QTICKETS_PARTNERS_TOKEN: undefined,
			QTICKETS_BASE_URL: undefined,
			XDG_CONFIG_HOME: cwd,
			TMPDIR: temporary,
			TEMP: temporary,
			TMP: temporary,
			VISUAL: undefined,
			EDITOR: editor,
			...env,
		},
	});
	robots.push(robot);
	return {robot, cwd, temporary};
}

/** Shows the body of 6.1. */
async function toBody(robot: TerminalDriver): Promise<void> {
	await robot.waitFor('1.1 ');
	robot.type('/');
	await robot.waitFor('/ ');
	robot.type('6.1');
	await robot.waitFor(/› 6\.1 /);
	robot.press('enter');
	robot.type('b');
	await robot.waitFor(/\[Body[\s\S]*✔ JSON/);
}

/** Opens the editor outside, and waits until it has the terminal. */
async function toEditor(robot: TerminalDriver): Promise<void> {
	await toBody(robot);
	robot.type('o');
	await robot.waitFor('fake editor:');
}

/** Folders with a clear body in them. */
function leftBehind(temporary: string): string[] {
	return readdirSync(temporary).filter(name => name.startsWith('qtickets-explorer-body-'));
}

describe('the operator’s own editor', () => {
	test('gets the terminal and a file that nobody else can read; what it saves is the body, to the last byte', async () => {
		const {robot, temporary} = open();
		await toEditor(robot);
		expect(robot.isAlternate()).toBe(false);
		if (process.platform !== 'win32') {
			await robot.waitFor('modes 700 600');
		}

		// Keys like these would fire, leave and mark, if they came to the explorer.
		robot.type('fqmx json is not what this line says\r');
		await robot.waitFor('done: fqmx');
		robot.type('json "{\\"id\\":12345678901234567890,\\r\\n\\"who\\":\\"Гость\\"}"\r');
		await robot.waitFor('done: json');
		robot.type('quit 0\r');
		await robot.waitFor(/The body is what[\s\S]*saved/);
		expect(robot.isAlternate()).toBe(true);
		await robot.waitFor(/"id":12345678901234567890,/);
		expect(leftBehind(temporary)).toEqual([]);
		// Keys before and after are whole, and the old text is an undo away.
		robot.press('enter');
		await robot.waitFor('Ctrl+T format');
		robot.press('end');
		robot.type(' ');
		await robot.waitFor(/"Гость"} /);
		robot.press('ctrlZ', 'ctrlZ');
		await robot.waitFor('"client_surname"');
		robot.press('escape');
		await robot.waitFor('Enter edit');
		robot.type('f');
		await robot.waitFor(/success · 200 OK/);
		robot.type('q');
		expect((await robot.exit).code).toBe(0);
		expect(robot.isAlternate()).toBe(false);
	});

	test('opens from the body’s editor too, and goes on where that was', async () => {
		const {robot} = open({cols: 160, rows: 50});
		await toBody(robot);
		robot.press('enter');
		await robot.waitFor('Ctrl+O');
		robot.type('!');
		await robot.waitFor('not JSON');
		robot.type('\u000f');
		await robot.waitFor('fake editor:');
		robot.type('json "[7]"\r');
		await robot.waitFor('done: json');
		robot.type('quit 0\r');
		await robot.waitFor(/› ?1 \[7\]/);
		await robot.waitFor('✔ JSON');
		robot.press('ctrlZ');
		await robot.waitFor('not JSON');
	});

	test('that fails changes nothing, and what it had saved is a redo away', async () => {
		const {robot, temporary} = open();
		await toEditor(robot);
		robot.type('json "[8]"\r');
		await robot.waitFor('done: json');
		robot.type('quit 3\r');
		await robot.waitFor('ended with 3: the body is as it was.');
		await robot.waitFor('"seat_id"');
		expect(leftBehind(temporary)).toEqual([]);
		robot.press('enter');
		await robot.waitFor('Ctrl+T format');
		robot.press('ctrlY');
		await robot.waitFor(/1 \[8\]/);
	});

	test('that saves what is no UTF-8 is not believed, and what it saved is kept', async () => {
		const {robot, temporary} = open({cols: 160, rows: 50});
		await toEditor(robot);
		robot.type('bytes\r');
		await robot.waitFor('done: bytes');
		robot.type('quit 0\r');
		await robot.waitFor(/is not UTF-8: the body is as it was[\s\S]*qtickets-explorer-kept-/);
		expect(leftBehind(temporary)).toEqual([]);
		const [kept = ''] = readdirSync(temporary).filter(name => name.includes('-kept-'));
		expect(readFileSync(path.join(temporary, kept, 'body.json'))).toEqual(
			Buffer.from([0x7b, 0xff, 0xfe, 0x7d]),
		);
	});

	test('that cannot be started, or is not set, says so', async () => {
		const {robot} = open({env: {EDITOR: 'no-such-editor --wait'}});
		await toBody(robot);
		robot.type('o');
		await robot.waitFor(/no-such-editor could not be started: there is no such program/);
		await robot.waitFor('EDITOR');
		robot.type('c');
		await robot.waitFor('[Curl]');
		if (process.platform !== 'win32') {
			const {robot: other} = open({env: {EDITOR: undefined}});
			await toBody(other);
			other.type('o');
			await other.waitFor('No editor is set. Set VISUAL or EDITOR');
		}
	});

	test('may change the size of the window: the explorer comes back in the new one', async () => {
		const {robot} = open({cols: 80, rows: 24});
		await toEditor(robot);
		robot.resize(132, 43);
		await robot.waitFor('it is 132 by 43');
		robot.type('quit 0\r');
		// The frame of the old size may come first.
		await robot.waitFor(
			screen =>
				screen[0]?.startsWith('SANDBOX') === true &&
				/Response/.test(screen.join('')) &&
				screen.filter(row => row !== '').length > 30 &&
				screen.some(row => row.length > 100),
		);
	});

	test.skipIf(process.platform === 'win32')('has Ctrl+C for itself: the explorer lives on', async () => {
		const {robot, temporary} = open();
		await toEditor(robot);
		robot.press('ctrlC');
		await robot.waitFor('was ended by SIGINT: the body is as it was.');
		expect(leftBehind(temporary)).toEqual([]);
		robot.type('f');
		await robot.waitFor(/success · 200 OK/);
	});

	test('does not hold up what is under way', async () => {
		const {robot} = open({args: ['--latency', '400']});
		await toBody(robot);
		robot.type('f');
		robot.type('2');
		robot.type('o');
		await robot.waitFor('fake editor:');
		robot.type('quit 0\r');
		await robot.waitFor('[Body');
		robot.type('3');
		await robot.waitFor(/success · 200 OK/);
	});

	test.skipIf(process.platform === 'win32').each([
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const)('on %s the file is gone with the explorer, and so is the editor', async (signal, code) => {
		const {robot, temporary} = open();
		await toEditor(robot);
		expect(leftBehind(temporary)).toHaveLength(1);
		robot.kill(signal);
		expect((await robot.exit).code).toBe(code);
		expect(leftBehind(temporary)).toEqual([]);
		expect(robot.isAlternate()).toBe(false);
	});

	test('what a killed explorer left is removed when an editor is opened again, and nothing of anybody’s else', async () => {
		const {robot, temporary} = open();
		// A process number that no system gives.
		const forgotten = path.join(temporary, 'qtickets-explorer-body-999999999-abc');
		const running = path.join(temporary, `qtickets-explorer-body-${process.pid}-abc`);
		for (const folder of [forgotten, running]) {
			mkdirSync(folder);
			writeFileSync(path.join(folder, 'body.json'), '{}');
		}

		await toEditor(robot);
		expect(existsSync(forgotten)).toBe(false);
		expect(statSync(running).isDirectory()).toBe(true);
	});
});

describe.each([
	[60, 16],
	[80, 24],
	[160, 50],
])('the editor of the body at %i×%i', (cols, rows) => {
	test('shows faults, values and hints below the text, and takes a megabyte', async () => {
		const {robot} = open({cols, rows});
		await toBody(robot);
		robot.press('enter');
		await robot.waitFor(/leave \(text is kept\)/);
		await robot.waitFor('} opens in line 1');
		robot.press('up', 'end');
		robot.type(',');
		await robot.waitFor(/line 13, column 1/);
		robot.press('ctrlZ');
		await robot.waitFor('✔ JSON');
		robot.press('enter');
		robot.type('"pa');
		await robot.waitFor(/not JSON/);
		robot.type('"x": {{event_id}}');
		robot.press('left');
		await robot.waitFor(/event_id = 33|event_id = \d+/);
		const line = '{"id": 1234567, "name": "Гость"},\n';
		robot.paste(`[${line.repeat(30_000)}1]`);
		await robot.waitFor(/checked when typing rests|not JSON, line/);
		robot.press('ctrlZ');
		await robot.waitFor('event_id');
		robot.press('escape');
		await robot.waitFor('Enter edit');
	});
});
