/** The film at the top of the readme: an endpoint is found, its request edited, fired twice, judged and exported. */
import type {Expected} from '../end-to-end/terminal-driver.ts';
import type {Frame} from './moving-picture.ts';
import type {Key, Robot} from './robot.ts';

export const filmOptions = {
	title: 'QTickets Explorer at work',
	description:
		'An endpoint is found by a few letters, its body edited and fired. Fired again, the server answers HTTP 200, and the program says failure: the body says error. That is marked, and the evidence exported and audited.',
	columns: 110,
	rows: 30,
};

const typing = 70;

/** Plays it. @returns what was to be seen, and for how long */
export async function playFilm(robot: Robot): Promise<readonly Frame[]> {
	const frames: Frame[] = [];
	let caption = '';

	function shoot(time: number): void {
		frames.push({rows: robot.grid(), caption, time});
	}

	/** Keys one by one, the last of which brings what is expected. */
	async function type(text: string, expected: Expected, time: number): Promise<void> {
		for (const [index, character] of [...text].entries()) {
			const isLast = index === text.length - 1;
			await robot.type(character, isLast ? expected : /./);
			shoot(isLast ? time : typing);
		}
	}

	async function press(key: Key, expected: Expected, time: number): Promise<void> {
		await robot.press(key, expected);
		shoot(time);
	}

	await robot.waitFor(/› 1\.1 /);
	caption = '/ finds an endpoint';
	shoot(1200);
	await type('/', /Enter keep/, 500);
	await type('add a', /› 6\.1 /, 900);
	await press('enter', /Enter fire/, 400);
	caption = 'b shows the body, e edits it';
	await type('b', /\[Body/, 800);
	await type('e', /Esc leave/, 700);
	await press('up', /›12 /, 200);
	await press('end', /client_surname: text/, 400);
	await press('left', /"One"/, 300);
	for (let left = 3; left > 0; left--) {
		await robot.type('\u007f', /✔ JSON/);
		shoot(typing);
	}

	await type('Lovelace', /"Lovelace"/, 900);
	await press('escape', /f fire/, 600);
	caption = 'f fires the request';
	await type('f', /✔ success · 200 OK/, 2000);
	caption = 'f once more: HTTP 200, and yet a failure';
	await type('f', /✘ failure · 200 OK[^]*Soft error/, 3200);
	caption = 'm marks it: your judgement beside the verdict';
	await type('m', /p pass/, 900);
	await type('f', /Enter save the mark/, 500);
	await type('refused with HTTP 200', /refused with HTTP 200/, 700);
	await press('enter', /is marked fail/, 1300);
	caption = '4 and z show the session';
	await type('4', /▶ 4 Session/, 300);
	await type('z', /last events/, 2200);
	caption = 'w writes the evidence, and audits it as it stands on the disk';
	await type('w', /no contradiction found/, 4000);
	return frames;
}
