/** The session pane in the real program: where it stands, and what an operator does in it. */
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

function open(cols: number, rows: number): TerminalDriver {
	const cwd = newFolder();
	const robot = spawn(process.execPath, [programFile, 'explore', '--sandbox'], {
		cols,
		rows,
		cwd,
		env: {QTICKETS_TOKEN: undefined, QTICKETS_PARTNERS_TOKEN: undefined, XDG_CONFIG_HOME: cwd},
	});
	robots.push(robot);
	return robot;
}

describe('by a robot user', () => {
	test.each([
		[60, 16],
		[80, 24],
		[160, 50],
		[200, 60],
	])('at %i×%i: two answers, the session, narrowed, marked in place, opened, left', async (cols, rows) => {
		const robot = open(cols, rows);
		await robot.waitFor(/SANDBOX[\s\S]*› 1\.1 /);
		robot.press('enter');
		await robot.waitFor(/1\.1 .*200/);
		robot.press('down');
		await robot.waitFor('› 1.2 ');
		robot.press('enter');
		await robot.waitFor(/1\.2 .*200/);

		robot.type('4');
		await robot.waitFor(/▶ 4 Session 2 tests[\s\S]*› 1\.2 [\s\S]*run 2 exploratory · 2 attempts/);
		robot.press('home');
		await robot.waitFor('› 1.1 ');
		robot.type('m');
		await robot.waitFor('Mark 1.1, attempt 1');
		robot.type('p');
		await robot.waitFor(/optional; Enter saves/);
		robot.type('годится');
		robot.press('enter');
		await robot.waitFor(/› 1\.1 .* P/);
		await robot.waitFor(/marks P (?:pass )?1 /);

		robot.type(']]]');
		await robot.waitFor(/\[✘ failure 0\][\s\S]*No test fits the filter[\s\S]*The filter hides 2 of 2/);
		robot.press('escape');
		await robot.waitFor(/\[All 2\]/);
		robot.type('/');
		await robot.waitFor('id, title, verdict');
		robot.type('1.2');
		await robot.waitFor('The filter hides 1 of 2');
		robot.press('enter');
		await robot.waitFor(screen => !screen.some(row => row.includes('keep')));
		robot.press('enter');
		await robot.waitFor('▶ 3 Response 1.2 attempt 1 of 1');

		robot.resize(200, 60);
		await robot.waitFor(/1 Endpoints[\s\S]*2 Request[\s\S]*▶ 3 Response/);
		await robot.waitFor(/4 Session/);
		await robot.waitFor(screen => screen.some(row => /wait +\d.* [█▏▎▍▌▋▊▉]/.test(row)));
		robot.resize(50, 12);
		await robot.waitFor(/60×16/);
		robot.resize(cols, rows);
		await robot.waitFor('▶ 3 Response 1.2');
		robot.type('q');
		expect((await robot.exit).code).toBe(0);
		expect(robot.isAlternate()).toBe(false);
	});
});
