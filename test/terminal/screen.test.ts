import {describe, expect, test} from 'vitest';
import {enterScreen, leaveSequence} from '../../source/terminal/screen.ts';
import {terminalSize} from '../../source/terminal/size.ts';
import {terminalProblem} from '../../source/terminal/interactive.ts';
import {prepareInkEnvironment, withoutCi} from '../../source/terminal/ink-environment.ts';

function stream(details: {fd?: number; isTTY?: boolean} = {isTTY: true}) {
	const written: string[] = [];
	return {written, write: (text: string) => written.push(text), ...details};
}

describe('the screen', () => {
	test('is taken and given back once', () => {
		const stdout = stream();
		const screen = enterScreen(stdout);
		expect(stdout.written.join('')).toContain('\u001b[?1049h');
		expect(stdout.written.join('')).toContain('\u001b[?2004h');
		screen.leave();
		screen.leave();
		expect(stdout.written.slice(1)).toEqual([leaveSequence]);
		for (const code of ['?2004l', '?1003l', '0m', '?1049l', '?25h']) {
			expect(leaveSequence).toContain(`\u001b[${code}`);
		}
	});

	test('is given back past the queue of the stream, through a busy terminal', () => {
		const stdout = stream({fd: 7, isTTY: true});
		const now: string[] = [];
		let isBusy = false;
		const screen = enterScreen(stdout, {
			writeNow(fd, text) {
				isBusy = !isBusy;
				if (isBusy) {
					throw Object.assign(new Error('busy'), {code: 'EAGAIN'});
				}

				now.push(`${fd}:${text.slice(0, 5)}`);
				return 5;
			},
		});
		screen.leave();
		expect(now.map(part => part.slice(2)).join('')).toBe(leaveSequence);
		expect(stdout.written).toHaveLength(1);
	});

	test('has the keyboard in raw mode while it is taken', () => {
		const modes: boolean[] = [];
		const screen = enterScreen(stream(), {stdin: {isTTY: true, setRawMode: isRaw => modes.push(isRaw)}});
		expect(modes).toEqual([true]);
		screen.leave();
		screen.leave();
		expect(modes).toEqual([true, false]);
	});

	test('is left quietly when the terminal is closed', () => {
		const screen = enterScreen(stream({fd: 7, isTTY: true}), {
			writeNow() {
				throw Object.assign(new Error('closed'), {code: 'EPIPE'});
			},
		});
		expect(() => screen.leave()).not.toThrow();
	});

	test('is left alone where there is no terminal', () => {
		const stdout = stream({isTTY: false});
		enterScreen(stdout).leave();
		expect(stdout.written).toEqual([]);
	});
});

describe('the size', () => {
	test('is 80 × 24 where the terminal does not say', () => {
		expect(terminalSize({columns: 120, rows: 40})).toEqual({columns: 120, rows: 40});
		expect(terminalSize({columns: 0})).toEqual({columns: 80, rows: 24});
	});
});

describe('whether the full-screen interface can run', () => {
	const tty = {isTTY: true};

	test('it can on a terminal', () => {
		expect(terminalProblem(tty, tty, {TERM: 'xterm-256color'})).toBeNull();
		expect(terminalProblem(tty, tty, {})).toBeNull();
	});

	test.each([
		{when: 'input is a pipe', stdin: {}, stdout: tty, environment: {}, why: 'input is not'},
		{when: 'output is a pipe', stdin: tty, stdout: {isTTY: false}, environment: {}, why: 'output is not'},
		{when: 'both are', stdin: {}, stdout: {}, environment: {}, why: 'input and output is not'},
		{when: 'it is dumb', stdin: tty, stdout: tty, environment: {TERM: 'dumb'}, why: 'TERM=dumb'},
	])('it says why not and what to do when $when', ({stdin, stdout, environment, why}) => {
		const problem = terminalProblem(stdin, stdout, environment);
		expect(problem).toContain(why);
		expect(problem).toContain('qtickets-explorer run');
		expect(problem).not.toContain('\n');
	});
});

describe('an environment that says CI', () => {
	test('is hidden from Ink on a terminal only', () => {
		const environment = {CI: '', CONTINUOUS_INTEGRATION: '1', TERM: 'xterm'};
		prepareInkEnvironment(environment, {isTTY: false});
		expect(environment).toHaveProperty('CI');
		prepareInkEnvironment(environment, {isTTY: true});
		expect(environment).toEqual({TERM: 'xterm'});
	});

	test('is copied without it', () => {
		const environment = {CI: 'true', HOME: '/home'};
		expect(withoutCi(environment)).toEqual({HOME: '/home'});
		expect(environment).toHaveProperty('CI');
	});
});
