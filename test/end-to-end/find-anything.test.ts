/** Palette, help, settings file, mouse and screen reader in a real pseudo-terminal. */
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {newFolder, programFile} from './program.ts';
import {spawn, type TerminalDriver} from './terminal-driver.ts';

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

type OpenOptions = {
	cols?: number;
	rows?: number;
	env?: Record<string, string>;
	settings?: unknown;
	cwd?: string;
};

/** Every platform keeps settings elsewhere; the program's own environment says where. */
function settingsFile(cwd: string): string {
	const folder =
		process.platform === 'win32'
			? path.join(cwd, 'qtickets-explorer', 'Config')
			: process.platform === 'darwin'
				? path.join(cwd, 'Library', 'Preferences', 'qtickets-explorer')
				: path.join(cwd, 'qtickets-explorer');
	mkdirSync(folder, {recursive: true});
	return path.join(folder, 'config.json');
}

function open({settings, env = {}, cwd = newFolder(), ...size}: OpenOptions = {}): TerminalDriver {
	if (settings !== undefined) {
		writeFileSync(settingsFile(cwd), JSON.stringify(settings));
	}

	const robot = spawn(process.execPath, [programFile, 'explore', '--sandbox'], {
		...size,
		cwd,
		env: {
			QTICKETS_TOKEN: undefined,
			QTICKETS_PARTNERS_TOKEN: undefined,
			QTICKETS_BASE_URL: undefined,
			COLORFGBG: undefined,
			XDG_CONFIG_HOME: cwd,
			APPDATA: cwd,
			HOME: cwd,
			...env,
		},
	});
	robots.push(robot);
	return robot;
}

describe.each([
	[60, 16],
	[80, 24],
	[160, 50],
])('at %i×%i', (cols, rows) => {
	test('an endpoint, a command, a setting and a help topic are found from one key, without knowing any other', async () => {
		const cwd = newFolder();
		const robot = open({cols, rows, cwd});
		await robot.waitFor(/: find/);
		robot.type(':');
		await robot.waitFor('Find anything');
		robot.type('6.13');
		await robot.waitFor(/› endpoint 6\.13 /);
		robot.press('enter');
		await robot.waitFor(/› 6\.13 /);
		robot.type(':');
		await robot.waitFor('Find anything');
		robot.type('ашку');
		await robot.waitFor(/› command {2}fire/);
		robot.press('enter');
		await robot.waitFor(/6\.13[\s\S]*200/);
		robot.type(':');
		await robot.waitFor('Find anything');
		robot.type('theme light');
		await robot.waitFor(/› setting {2}theme: light/);
		robot.press('enter');
		await robot.waitFor('Theme: light.');
		robot.type('?');
		await robot.waitFor('(where you are)');
		robot.type('/');
		await robot.waitFor('/ ');
		robot.type('soft error');
		await robot.waitFor('What a soft error is');
		robot.press('escape');
		await robot.waitFor('(where you are)');
		robot.press('escape');
		await robot.waitFor('q leave');
		robot.type('q');
		expect((await robot.exit).code).toBe(0);
		expect(robot.isAlternate()).toBe(false);
		expect(JSON.parse(readFileSync(settingsFile(cwd), 'utf8'))).toEqual({theme: 'light'});
	});
});

describe('the settings file', () => {
	test('gives keys and a theme; the footer shows the keys that work', async () => {
		const robot = open({settings: {theme: 'light', keys: {'app.filter': ['Z']}}, cols: 160, rows: 50});
		await robot.waitFor('Z filter');
		expect(robot.raw()).toContain('\u001b[38;5;25m');
		robot.type('Z');
		await robot.waitFor('id, title, method or path');
	});

	test('with a mistake is refused whole, says why, and the usual keys work', async () => {
		const robot = open({settings: {theme: 'light', keys: {'app.filter': ['Z'], 'request.fire': ['c']}}});
		await robot.waitFor(/would mean both/);
		await robot.waitFor('/ filter');
		expect(robot.raw()).not.toContain('\u001b[38;5;25m');
		robot.type('/');
		await robot.waitFor('id, title, method or path');
	});

	test('NO_COLOR: not one colour is written, whatever the theme', async () => {
		const robot = open({settings: {theme: 'high-contrast'}, env: {NO_COLOR: '1'}});
		await robot.waitFor(/: find/);
		robot.type('f');
		await robot.waitFor(/200/);
		expect(robot.raw()).not.toMatch(/\u001b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9\d|10\d)[;m]/);
	});
});

test('the mouse is reported only while it is on; wheel and click work; it is off after the end', async () => {
	const robot = open();
	await robot.waitFor(/› 1\.1 /);
	expect(robot.raw()).not.toContain('\u001b[?1000h');
	robot.type('M');
	await robot.waitFor('Mouse on');
	expect(robot.raw()).toContain('\u001b[?1000h\u001b[?1006h');
	robot.type('\u001b[<65;5;10M');
	await robot.waitFor(/› 1\.4 /);
	robot.type('\u001b[<0;5;5M\u001b[<0;5;5m');
	await robot.waitFor(/› 1\.2 /);
	robot.type('M');
	await robot.waitFor('Mouse off');
	robot.type('\u001b[<65;5;10M/');
	await robot.waitFor('id, title, method or path');
	robot.type('\u001b[<0;5;10M6.13');
	await robot.waitFor('/ 6.13');
	robot.press('enter');
	robot.type('M');
	await robot.waitFor('Mouse on');
	robot.kill('SIGTERM');
	await robot.exit;
	expect(robot.raw().lastIndexOf('\u001b[?1000l')).toBeGreaterThan(robot.raw().lastIndexOf('\u001b[?1000h'));
});

test('for a screen reader the program is one linear text on the ordinary screen', async () => {
	const cwd = newFolder();
	const robot = open({cwd, env: {INK_SCREEN_READER: 'true'}});
	await robot.waitFor(/Endpoints, 1 of \d+, section Orders:/);
	expect(robot.isAlternate()).toBe(false);
	robot.press('down');
	await robot.waitFor(/\(selected\) 1\.2 /);
	robot.type('f');
	await robot.waitFor(/verdict success, status 200/);
	expect(robot.screen().join('\n')).not.toMatch(/[━─│▶›✔✘]/);
	robot.type('q');
	expect((await robot.exit).code).toBe(0);
	expect(existsSync(path.join(cwd, 'artifacts'))).toBe(true);
	expect(robot.raw()).not.toContain('\u001b[?1049');
});
