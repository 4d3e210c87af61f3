import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, describe, expect, test} from 'vitest';
import {readJournal} from '../../source/session/journal.ts';
import {checkSums, fileDigests, newFolder, programFile, runProgram, sessionFolder} from './program.ts';
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

function open(
	typed: readonly string[],
	options: {cwd?: string; cols?: number; rows?: number; env?: Record<string, string | undefined>} = {},
): TerminalDriver {
	const cwd = options.cwd ?? newFolder();
	const robot = spawn(process.execPath, [programFile, ...typed], {
		...options,
		cwd,
		env: {
			QTICKETS_TOKEN: undefined,
			QTICKETS_PARTNERS_TOKEN: undefined,
			QTICKETS_BASE_URL: undefined,
			XDG_CONFIG_HOME: cwd,
			...options.env,
		},
	});
	robots.push(robot);
	return robot;
}

/** Filters the list down to one endpoint and leaves it selected. */
async function choose(robot: TerminalDriver, id: string): Promise<void> {
	robot.type('/');
	await robot.waitFor('/ ');
	robot.type(id);
	await robot.waitFor(new RegExp(`› ${id.replace('.', '\\.')} `));
	robot.press('enter');
}

describe('the whole job, by a robot user', () => {
	test.each([
		[80, 24],
		[160, 50],
	])(
		'at %i×%i: filter, edit id and body, fire, mark with a note, export; the set can be checked',
		async (cols, rows) => {
			const cwd = newFolder();
			const robot = open([], {cwd, cols, rows});
			await robot.waitFor(/SANDBOX[\s\S]*1\.1 /);

			await choose(robot, '3.3');
			robot.type('e');
			await robot.waitFor(/event_id/);
			robot.type('12');
			robot.press('enter');
			await robot.waitFor('GET /api/rest/v1/events/12');
			robot.type('f');
			await robot.waitFor(/success · 200 OK/);

			robot.type('m');
			await robot.waitFor(/Your judgement/);
			robot.type('p');
			await robot.waitFor(/save the mark/);
			robot.type('checked by the robot | привет');
			robot.press('enter');
			await robot.waitFor(/pass: checked by the robot/);

			robot.type('1');
			await choose(robot, '6.1');
			robot.type('2');
			robot.press('right', 'right', 'right');
			await robot.waitFor(/\[Body/);
			robot.press('enter');
			await robot.waitFor(/seat_id/);
			robot.paste('"external_order_id": "ROBOT-7",\n');
			await robot.waitFor(/not JSON|line 1/i);
			robot.press('ctrlZ');
			await robot.waitFor('✔ JSON');
			robot.press('escape');
			await robot.waitFor('Enter edit');
			robot.type('f');
			await robot.waitFor(/success · 200 OK|6\.1 .*200/);

			robot.type('w');
			await robot.waitFor(/✔ Audit of the files as they stand on the disk: no contradiction found/);
			robot.press('escape');
			robot.type('q');
			const {code} = await robot.exit;
			expect(code).toBe(0);
			expect(robot.isAlternate()).toBe(false);

			const folder = sessionFolder(path.join(cwd, 'artifacts'));
			expect(checkSums(folder)).toEqual({wrong: [], unlisted: []});
			const before = fileDigests(path.join(cwd, 'artifacts'));
			expect((await runProgram(['report', folder])).code).toBe(0);
			expect(fileDigests(path.join(cwd, 'artifacts'))).toEqual(before);
			const report = readFileSync(path.join(folder, 'reports/qtickets_stage2_final_report.md'), 'utf8');
			expect(report).toContain('checked by the robot \\| привет');
			expect(report).toMatch(/\| 3\.3 \| GET \/api\/rest\/v1\/events\/12 \|.*success.*pass/);
		},
	);
});

describe('the terminal is given back', () => {
	test('when the operator leaves at once: nothing is left behind, not even a folder', async () => {
		const cwd = newFolder();
		const robot = open([], {cwd});
		await robot.waitFor('1.1 ');
		expect(robot.isAlternate()).toBe(true);
		robot.type('q');
		expect((await robot.exit).code).toBe(0);
		expect(robot.isAlternate()).toBe(false);
		expect(existsSync(path.join(cwd, 'artifacts'))).toBe(false);
	});

	test.each([
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const)('on %s, with code %i and where the journal is', async (signal, code) => {
		const robot = open([]);
		await robot.waitFor('1.1 ');
		robot.type('f');
		await robot.waitFor(/success · 200/);
		robot.kill(signal);
		expect((await robot.exit).code).toBe(code);
		expect(robot.isAlternate()).toBe(false);
		expect(robot.screen().join('')).toContain('session.jsonl');
		expect(robot.raw()).toContain('\u001B[?25h');
	});
});

describe('whatever the environment says', () => {
	test.each([{CI: 'true'}, {CI: ''}, {CONTINUOUS_INTEGRATION: '1'}])(
		'%j does not silence the screen',
		async env => {
			const robot = open([], {env});
			await robot.waitFor('1.1 ');
			robot.type('?');
			await robot.waitFor(/Help/);
		},
	);

	test('NO_COLOR leaves no colour, and nothing is said by colour alone', async () => {
		const robot = open([], {env: {NO_COLOR: '1'}});
		await robot.waitFor(/SANDBOX/);
		robot.type('f');
		await robot.waitFor(/✔ success/);
		expect(robot.raw()).not.toMatch(/\u001B\[(?:3|4|9|10)\d(?:;|m)/);
	});
});

test('what is typed into the sandbox stands in no file, not even while the explorer runs', async () => {
	const cwd = newFolder();
	const robot = open([], {cwd, env: {TMPDIR: cwd, TEMP: cwd, TMP: cwd}});
	await robot.waitFor('1.1 ');
	await choose(robot, '6.1');
	robot.type('b');
	await robot.waitFor(/\[Body/);
	robot.press('enter');
	await robot.waitFor(/leave \(text is kept\)/);
	robot.press('up', 'end', 'backspace');
	robot.type('-planted.person@corp.example"');
	await robot.waitFor(/planted\.person/);
	robot.press('escape');
	await robot.waitFor('Enter edit');
	robot.type('f');
	await robot.waitFor(/success · 200 OK/);
	for (const entry of readdirSync(cwd, {recursive: true, withFileTypes: true})) {
		if (entry.isFile()) {
			expect(readFileSync(path.join(entry.parentPath, entry.name), 'utf8'), entry.name).not.toContain(
				'planted.person',
			);
		}
	}
});

describe('the screen', () => {
	test('is never cleared as a whole after the first frame, and its lines stay where they are', async () => {
		const robot = open([]);
		const first = (await robot.waitFor('1.1 '))[0]!;
		const start = robot.raw().length;
		for (const key of ['down', 'down', 'down', 'up'] as const) {
			robot.press(key);
		}

		await robot.waitFor(/› 1\.3/);
		expect(robot.screen()[0]).toBe(first);
		expect(robot.screen().filter(line => line === first)).toHaveLength(1);
		expect(robot.raw().slice(start)).not.toMatch(/\u001B\[[23]J/);
	});

	test('follows the size of the terminal, and says what it needs when that is too small', async () => {
		const robot = open([]);
		await robot.waitFor('1.1 ');
		robot.resize(40, 10);
		await robot.waitFor(/60/);
		robot.resize(160, 50);
		await robot.waitFor(/Response/);
		robot.resize(60, 16);
		await robot.waitFor('1.1 ');
	});

	test('counts the time while a request is in flight; everything else stays usable, and it can be cancelled', async () => {
		const robot = open(['explore', '--sandbox', '--fault', 'hang']);
		await robot.waitFor('1.1 ');
		robot.type('f');
		await robot.waitFor(/in flight 0\.[2-9]/);
		robot.press('down');
		await robot.waitFor(/› 1\.2/);
		robot.type('f');
		await robot.waitFor(/2 in flight/);
		robot.type('x');
		await robot.waitFor(/1 in flight/);
		await robot.waitFor(/no-response/);
		robot.press('up');
		await robot.waitFor(/› 1\.1/);
		robot.type('x');
		await robot.waitFor(screen => !screen.join('').includes('in flight'));
	});
});

describe('a session', () => {
	test('is resumed with --session: attempts, marks and what was typed are there', async () => {
		const cwd = newFolder();
		const robot = open([], {cwd});
		await robot.waitFor('1.1 ');
		await choose(robot, '3.3');
		robot.type('e');
		await robot.waitFor(/event_id/);
		robot.type('777');
		robot.press('enter');
		robot.type('f');
		await robot.waitFor(/404/);
		robot.kill('SIGKILL');
		await robot.exit;
		const folder = sessionFolder(path.join(cwd, 'artifacts'));
		const again = open(['explore', '--session', folder], {cwd});
		await again.waitFor('1.1 ');
		await choose(again, '3.3');
		await again.waitFor('GET /api/rest/v1/events/777');
		await again.waitFor(/404/);
		again.type('q');
		await again.exit;
		const {events} = readJournal(readFileSync(path.join(folder, 'session.jsonl')));
		expect(events.map(({type}) => type)).toContain('session.resumed');
	});

	test('that another process holds is opened to be read only, and says so', async () => {
		const cwd = newFolder();
		const robot = open([], {cwd});
		await robot.waitFor('1.1 ');
		robot.type('f');
		await robot.waitFor(/success · 200/);
		const folder = sessionFolder(path.join(cwd, 'artifacts'));
		const second = open(['explore', '--session', folder], {cwd});
		await second.waitFor(/another process/i);
		const lines = readFileSync(path.join(folder, 'session.jsonl'), 'utf8').split('\n').length;
		second.type('f');
		await second.waitFor(/read/i);
		expect(readFileSync(path.join(folder, 'session.jsonl'), 'utf8').split('\n')).toHaveLength(lines);

		// It shows what the other one does, and leaves the folder to it.
		second.type('3');
		await second.waitFor(/attempt 1 of 1/);
		robot.type('f');
		await second.waitFor(/attempt 2 of 2/);
		await second.waitFor(/success · 200/);
		second.type('w');
		await second.waitFor(/written by the process that holds this session/);
		expect(readdirSync(folder)).toEqual(['session.jsonl']);
		second.type('q');
		expect((await second.exit).code).toBe(0);
		expect(readdirSync(folder)).toEqual(['session.jsonl']);
	});
});

test('production: the kind is on screen, and a write asks for the host name before anything leaves', async () => {
	const cwd = newFolder();
	const robot = open(['explore', '--profile', 'production'], {
		cwd,
		cols: 120,
		env: {
			QTICKETS_BASE_URL: 'http://127.0.0.1:9',
			QTICKETS_TOKEN: 'f3b1c5d7e9a8b6c4d2e0f1a3',
			QTICKETS_PARTNERS_TOKEN: 'a3b1c5d7e9a8b6c4d2e0f1b4',
		},
	});
	await robot.waitFor(/PRODUCTION/);
	await choose(robot, '6.1');
	robot.type('f');
	await robot.waitFor(/127\.0\.0\.1:9/);
	await robot.waitFor(/host/i);
	expect(existsSync(path.join(cwd, 'artifacts')) ? readdirSync(path.join(cwd, 'artifacts')) : []).toEqual([]);
	robot.type('127.0.0.1:9');
	robot.press('enter');
	await robot.waitFor(/unlocked|writes/i);
});
