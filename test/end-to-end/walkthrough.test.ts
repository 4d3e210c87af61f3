/** Stages 1 to 3 by a robot user in a pseudo-terminal, on the sandbox. */
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {startSandbox, type Sandbox} from '../../source/sandbox/sandbox.ts';
import {readJournal} from '../../source/session/journal.ts';
import type {JournalEvent} from '../../source/session/event.ts';
import {checkSums, newFolder, plainEnvironment, programFile, runProgram, sessionFolder} from './program.ts';
import {spawn, type DriverKey, type Expected, type TerminalDriver} from './terminal-driver.ts';

const robots: TerminalDriver[] = [];
const servers: Sandbox[] = [];
afterEach(async () => {
	await Promise.all(servers.splice(0).map(async server => server.close()));
	for (const robot of robots.splice(0)) {
		try {
			robot.kill('SIGKILL');
		} catch {
			// It has ended already.
		}
	}
});

/** A robot that counts its keys; text that is typed counts by its characters. */
function open(typed: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}) {
	const robot = spawn(process.execPath, [programFile, ...typed], {
		cwd,
		env: {...plainEnvironment(), ...environment, NO_COLOR: undefined, XDG_CONFIG_HOME: cwd},
	});
	robots.push(robot);
	let count = 0;
	return {
		robot,
		keys: () => count,
		async press(key: DriverKey, expected: Expected) {
			count += 1;
			robot.press(key);
			await robot.waitFor(expected);
		},
		async type(text: string, expected: Expected) {
			count += text.length;
			robot.type(text);
			await robot.waitFor(expected);
		},
	};
}

type User = ReturnType<typeof open>;

// A frame is written from top to bottom and may arrive in pieces: the footer's key says that all of it is there.

/** A test that waits to be fired. */
function toFire(number: number): RegExp {
	return new RegExp(`Stage 2 Test ${number}/20[^]*\\nEnter fire`);
}

/** A test that waits to be marked, with the suggestion. */
function toMark(suggestion = String.raw`\w \w+`): RegExp {
	return new RegExp(`suggested ${suggestion}: Enter accepts[^]*\\nEnter accept `);
}

const stage3 = /Stage 3 Findings[^]*\nEnter export/;

/** Through Stage 1 and the card, to the first test. */
async function begin(user: User): Promise<void> {
	await user.robot.waitFor('1.1 ');
	await user.type('s', /✔ Nothing is blocked[^]*\nEnter go on/);
	await user.press('enter', /Before Stage 2[^]*tests +20, of which[^]*\nEnter begin/);
	await user.press('enter', toFire(1));
}

function eventsOf(folder: string): readonly JournalEvent[] {
	return readJournal(readFileSync(path.join(folder, 'session.jsonl'))).events;
}

function reportOf(folder: string): string {
	return readFileSync(path.join(folder, 'reports/qtickets_stage2_final_report.md'), 'utf8');
}

/** The test on screen, such as `7`. */
function testNumber(robot: TerminalDriver): number {
	return Number(/Stage 2 Test (\d+)\//.exec(robot.screen().join('\n'))?.[1]);
}

test('at most 44 keys take Stages 1 to 3: 20 of 20, and a COMPLETE report', async () => {
	const cwd = newFolder();
	const user = open(['explore', '--sandbox'], cwd);
	await begin(user);
	for (let number = 1; number <= 20; number++) {
		await user.press('enter', toMark('P pass'));
		await user.press('enter', number === 20 ? stage3 : toFire(number + 1));
	}

	expect(user.robot.screen().join('\n')).toMatch(/✔ COMPLETE: 20 of 20 tests marked/);
	await user.press('enter', /^COMPLETE: everything[^]*sha256/m);
	expect(user.keys()).toBeLessThanOrEqual(44);

	await user.press('escape', stage3);
	await user.press('escape', /s stages/);
	await user.type('q', () => true);
	expect((await user.robot.exit).code).toBe(0);

	const folder = sessionFolder(path.join(cwd, 'artifacts'));
	expect(checkSums(folder)).toEqual({wrong: [], unlisted: []});
	const events = eventsOf(folder);
	expect(events.filter(event => event.type === 'stage.checked')).toHaveLength(1);
	expect(events.filter(event => event.type === 'stage.started')).toMatchObject([{stage: 'stage2'}]);
	expect(events.filter(event => event.type === 'mark.set').map(({mark}) => mark)).toEqual(
		Array.from({length: 20}, () => 'pass'),
	);
	const intents = events.filter(event => event.type === 'request.intent');
	expect(intents.map(({stage}) => stage)).toEqual(Array.from({length: 20}, () => 'stage2'));

	const report = reportOf(folder);
	expect(report).not.toMatch(/INCOMPLETE/);
	expect(report).toMatch(/20 of 20 planned tests run/);
	expect(report.match(/^\| [\d.]+ \|.*success.*\| pass \|/gm)).toHaveLength(20);
	expect(report).toMatch(/event \d+/);
	expect(readdirSync(path.join(cwd, 'artifacts')).some(name => name.includes('INCOMPLETE'))).toBe(false);
}, 120_000);

test('a token that may only read: refusals are limitations with notes, one test is skipped, the report is true', async () => {
	const cwd = newFolder();
	const user = open(['explore', '--sandbox', '--sandbox-token', 'read-only'], cwd);
	await begin(user);
	const refused: number[] = [];
	const missing: number[] = [];
	for (let number = 1; number <= 20; number++) {
		if (number === 20) {
			await user.type('s', /Skip this test/);
			await user.press('enter', /A reason is needed/);
			await user.type('seats are sold elsewhere', /seats are sold elsewhere/);
			await user.press('enter', stage3);
			break;
		}

		await user.press(
			'enter',
			screen => toMark().test(screen.join('\n')) || /which is missing[^]*\nx use/.test(screen.join('\n')),
		);
		if (user.robot.screen().join('\n').includes('which is missing')) {
			missing.push(number);
			await user.type('x', toMark());
		}

		const screen = user.robot.screen().join('\n');
		if (/suggested L limitation/.test(screen)) {
			refused.push(number);
			expect(screen).toMatch(/403/);
			await user.type('l', /note/);
			await user.type('the key may only read', /the key may only read/);
			await user.press('enter', toFire(number + 1));
		} else {
			await user.press('enter', toFire(number + 1));
		}
	}

	expect(refused).toEqual([2, 3]);
	expect(missing).toEqual([3]);
	expect(user.robot.screen().join('\n')).toMatch(/! INCOMPLETE[^]*not run: 6\.15/);
	await user.type('n', /Note on the session/);
	await user.type('A key that writes is asked for.', /A key that writes/);
	await user.press('enter', /› A key that writes is asked for\./);
	await user.press('enter', /^INCOMPLETE: 1 of 20 planned tests not run \(6\.15\)/m);
	await user.press('escape', stage3);
	await user.press('escape', /s stages/);
	await user.type('q', () => true);
	await user.robot.exit;

	const folder = sessionFolder(path.join(cwd, 'artifacts'));
	expect(checkSums(folder)).toEqual({wrong: [], unlisted: []});
	const report = reportOf(folder);
	expect(report).toMatch(/^.*INCOMPLETE/m);
	expect(report).toMatch(/19 of 20 planned tests run; not run: 6\.15/);
	expect(
		report.match(/^\| [\d.]+ \|.*limitation.*\| limitation \|.*Operator: the key may only read/gm),
	).toHaveLength(refused.length);
	expect(report).toMatch(/^\| 6\.15 \|.*not run.*skipped.*Operator: seats are sold elsewhere/m);
	expect(report).toContain('A key that writes is asked for.');
	expect(
		readdirSync(path.join(cwd, 'artifacts')).filter(name => name.endsWith('_INCOMPLETE.zip')),
	).toHaveLength(1);
}, 120_000);

/** A sandbox that outlives the program, and how the program is pointed at it. */
async function otherServer(cwd: string) {
	const server = await startSandbox();
	servers.push(server);
	const catalog = path.join(cwd, 'catalog.yaml');
	const builtin = readFileSync('source/catalog/qtickets.yaml', 'utf8');
	writeFileSync(catalog, builtin.replace('127.0.0.1:4010', new URL(server.url).host));
	return {
		target: ['--catalog', catalog],
		environment: {
			QTICKETS_BASE_URL: server.url,
			QTICKETS_TOKEN: server.tokens.full,
			QTICKETS_PARTNERS_TOKEN: server.tokens.partners,
		},
	};
}

test('killed in the middle and resumed: at the same test, with the same values', async () => {
	const cwd = newFolder();
	const {target, environment} = await otherServer(cwd);
	const first = open(['explore', '--profile', 'sandbox', ...target], cwd, environment);
	await begin(first);
	for (let number = 1; number <= 8; number++) {
		await first.press('enter', toMark());
		await first.press('enter', toFire(number + 1));
	}

	expect(testNumber(first.robot)).toBe(9);
	const takes = /ticket_id = (\d+) \(from 6\.1\)/;
	const value = takes.exec(first.robot.screen().join('\n'))?.[1];
	expect(value).toBeDefined();
	first.robot.kill('SIGKILL');
	await first.robot.exit;

	const folder = sessionFolder(path.join(cwd, 'artifacts'));
	const again = open(['explore', '--session', folder, ...target], cwd, environment);
	await again.robot.waitFor('1.1 ');
	await again.type('s', toFire(9));
	expect(takes.exec(again.robot.screen().join('\n'))?.[1]).toBe(value);
	for (let number = 9; number <= 20; number++) {
		await again.press('enter', toMark('P pass'));
		await again.press('enter', number === 20 ? stage3 : toFire(number + 1));
	}

	await again.press('enter', /^COMPLETE: everything/m);
	await again.press('escape', stage3);
	await again.press('escape', /s stages/);
	await again.type('q', () => true);
	await again.robot.exit;
	const intents = eventsOf(folder).filter(event => event.type === 'request.intent');
	expect(intents.map(({endpoint_id: id}) => id)).toHaveLength(20);
	expect(reportOf(folder)).toMatch(/20 of 20 planned tests run/);
}, 120_000);

test('what was made is listed at the end with its removal, and removed on request, outside the stage', async () => {
	const cwd = newFolder();
	const user = open(['explore', '--sandbox'], cwd);
	await begin(user);
	for (let number = 2; number <= 6; number++) {
		await user.press('right', toFire(number));
	}

	await user.press('enter', toMark('P pass'));
	await user.type('w', /› ticket \d+, made by 6\.1: 6\.6 POST [^]*removes[^]*\nEnter export/);
	await user.type('c', /Created and not removed[^\n]*\n {2}nothing[^]*6\.6: success, HTTP 200/);
	user.robot.kill('SIGTERM');
	await user.robot.exit;
	const intents = eventsOf(sessionFolder(path.join(cwd, 'artifacts'))).filter(
		event => event.type === 'request.intent',
	);
	expect(intents).toMatchObject([
		{endpoint_id: '6.1', stage: 'stage2'},
		{endpoint_id: '6.6', stage: null},
	]);

	// Begun to explore, the session has entered a stage: a run without a person goes on with that.
	const run = await runProgram(['run', '--session', sessionFolder(path.join(cwd, 'artifacts'))]);
	expect(run.stderr).toMatch(/^20 tests at /m);
	expect(run.stderr).toMatch(/6\.1 .*\(from the journal\)/);
	expect(run.stderr).toMatch(/✔ +6\.15 +success/);
}, 120_000);
