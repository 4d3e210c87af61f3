/** Stages 1 to 3 by a robot user in a pseudo-terminal, on the sandbox. */
import {readFileSync, readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {afterEach, expect, test} from 'vitest';
import {startSandbox, type Sandbox} from '../../source/sandbox/sandbox.ts';
import {readJournal} from '../../source/session/journal.ts';
import type {JournalEvent} from '../../source/session/event.ts';
import {checkSums, newFolder, runProgram, sessionFolder} from './program.ts';
import type {TerminalDriver} from './terminal-driver.ts';
import {begin, endRobots, open, stage3, toFire, toMark} from './walk-robot.ts';

const servers: Sandbox[] = [];
afterEach(async () => {
	await Promise.all(servers.splice(0).map(async server => server.close()));
	endRobots();
});

function eventsOf(folder: string): readonly JournalEvent[] {
	return readJournal(readFileSync(path.join(folder, 'session.jsonl'))).events;
}

function reportOf(folder: string): string {
	return readFileSync(path.join(folder, 'reports/qtickets_stage2_final_report.md'), 'utf8');
}

/** The rows of the test matrix without latency and mark: what is left must not depend on who pressed the keys. */
function matrixOf(report: string): readonly string[] {
	const [, matrix = ''] = report.split('## Test Matrix');
	return (matrix.split('## Test Results Summary')[0] ?? '')
		.split('\n')
		.filter(line => /^\| [\da-z]/.test(line) && !line.startsWith('| Test ID'))
		.map(line =>
			line
				.split(' | ')
				.filter((_, column) => column !== 4 && column !== 6)
				.join(' | '),
		);
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

	expect(user.robot.screen().join('\n')).toMatch(/✔ COMPLETE: 20 of 20 tests marked[^\n]*\n20 success\n/);
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
	expect(intents.map(({stage}) => stage)).toEqual([null, ...Array.from({length: 20}, () => 'stage2')]);
	// Before the first test the free seats were asked for, and the tickets are of those.
	const [offers] = events.flatMap(event => (event.type === 'request.outcome' ? [event.captures] : []));
	const inputs = intents.find(({endpoint_id: id}) => id === '6.1')?.inputs ?? [];
	expect(inputs.find(({variable}) => variable === 'seat_id')).toEqual({
		variable: 'seat_id',
		value: offers?.['seat_id'],
		from: 'capture',
		endpoint_id: 'offers',
	});

	// Leaving closed the session; the hash that stays on screen is that of the archive with its end in it.
	expect(events.at(-1)).toMatchObject({type: 'session.ended', reason: 'finished'});
	const printed = [...user.robot.raw().matchAll(/sha256 {3}([0-9a-f]{64})/g)].at(-1)?.[1];
	expect(readFileSync(`${folder}.zip.sha256`, 'utf8')).toContain(`${printed} `);

	const report = reportOf(folder);
	expect(report).not.toMatch(/INCOMPLETE|Session not closed/);
	expect(report).toMatch(/20 of 20 planned tests run/);
	expect(report.match(/^\| [\d.]+ \|.*success.*\| pass \|/gm)).toHaveLength(20);
	expect(report).toMatch(/\*\*event\*\* \d+ /);
	expect(readdirSync(path.join(cwd, 'artifacts')).some(name => name.includes('INCOMPLETE'))).toBe(false);

	const headless = newFolder();
	expect((await runProgram(['run', 'stage2', '--sandbox', '--out', headless])).code).toBe(0);
	const rows = matrixOf(report);
	expect(rows).toHaveLength(21);
	expect(rows).toEqual(matrixOf(reportOf(sessionFolder(headless))));
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
	expect(intents.map(({endpoint_id: id}) => id)).toHaveLength(21);
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
		{endpoint_id: 'offers', stage: null},
		{endpoint_id: '6.1', stage: 'stage2'},
		{endpoint_id: '6.6', stage: null},
	]);

	// Begun to explore, the session has entered a stage: a run without a person goes on with that.
	const run = await runProgram(['run', '--session', sessionFolder(path.join(cwd, 'artifacts'))]);
	expect(run.stderr).toMatch(/^20 tests at /m);
	expect(run.stderr).toMatch(/6\.1 .*\(from the journal\)/);
	expect(run.stderr).toMatch(/✔ +6\.15 +success/);
}, 120_000);

test('killed, and the sandbox with it: the test that needs what is gone says so, and its giver is one key away', async () => {
	const cwd = newFolder();
	const first = open(['explore', '--sandbox'], cwd);
	await begin(first);
	for (let number = 1; number <= 8; number++) {
		await first.press('enter', toMark());
		await first.press('enter', toFire(number + 1));
	}

	first.robot.kill('SIGKILL');
	await first.robot.exit;

	const folder = sessionFolder(path.join(cwd, 'artifacts'));
	const again = open(['explore', '--session', folder], cwd);
	await again.robot.waitFor(/The sandbox begins anew/);
	await again.type('s', toFire(9));
	const gone = /ticket_id is MISSING: what 6\.1 made is gone, because the sandbox\s+began\s+anew/;
	expect(again.robot.screen().join('\n')).toMatch(gone);
	await again.press('enter', /what 6\.1 made is gone\. g, then r, makes it anew\.[^]*\nx use/);
	await again.type('g', /r fires it once more; then 6\.4 takes the new ticket_id/);
	await again.type('r', toMark('P pass'));
	await again.press('enter', toFire(9));
	expect(again.robot.screen().join('\n')).toMatch(/ticket_id = \d+ \(from 6\.1\)/);
	await again.press('enter', toMark('P pass'));
	again.robot.kill('SIGTERM');
	await again.robot.exit;

	const events = eventsOf(folder);
	expect(events.find(({type}) => type === 'session.resumed')).toMatchObject({sandbox_anew: true});
	const intents = events.filter(event => event.type === 'request.intent');
	expect(intents.slice(-2).map(({endpoint_id: id}) => id)).toEqual(['6.1', '6.4']);
	await runProgram(['report', folder]);
	expect(reportOf(folder)).toMatch(
		/\*\*Sandbox begun anew:\*\* \S+Z: what earlier tests had made in it was gone/,
	);
}, 120_000);
