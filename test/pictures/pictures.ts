import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {spawn} from '../end-to-end/terminal-driver.ts';
import {screenPicture} from './screen-picture.ts';

const folder = path.resolve('source/tui/pictures');

/** The explorer after adding a ticket and marking it: what the readme shows first. */
async function explorer(): Promise<void> {
	const robot = spawn(process.execPath, [path.resolve('dist/cli.js'), 'explore', '--sandbox'], {
		cols: 130,
		rows: 36,
		cwd: mkdtempSync(path.join(tmpdir(), 'qtickets-picture-')),
		env: {COLORTERM: undefined},
	});
	await robot.waitFor('1.1 ');
	for (const id of ['3.3', '6.8', '6.1']) {
		robot.type('/');
		await robot.waitFor(/^\/ /m);
		robot.type(id);
		await robot.waitFor(new RegExp(`Request ${id.replace('.', '\\.')} `));
		robot.press('enter');
		robot.type('f');
		await robot.waitFor(new RegExp(`› ${id.replace('.', '\\.')} .*200`));
		robot.type('/');
		await robot.waitFor(/^\/ /m);
		robot.press('escape');
		await robot.waitFor(screen => !/^\/ /m.test(screen.join('\n')));
	}

	robot.type('m');
	await robot.waitFor('Your judgement');
	robot.type('p');
	await robot.waitFor('save the mark');
	robot.type('the seat is held until April');
	robot.press('enter');
	await robot.waitFor(/pass: the seat is held/);
	mkdirSync(folder, {recursive: true});
	writeFileSync(
		path.join(folder, 'explorer.svg'),
		screenPicture(robot.terminal, 'QTickets Explorer after adding a ticket in the sandbox'),
	);
	robot.kill('SIGKILL');
	await robot.exit;
}

await explorer();
