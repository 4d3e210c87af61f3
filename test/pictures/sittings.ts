/** Who sits down at the program, what is done there, and what is photographed: every screen, each in a window that suits it. */
import type {Robot} from './robot.ts';

export type Shot = {
	readonly name: string;
	readonly title: string;
	readonly description: string;
	/** Brings the program to what the picture shows, from where the shot before left it. */
	readonly play: (robot: Robot) => Promise<void>;
};

/** One run of the program. */
export type Sitting = {readonly columns: number; readonly rows: number; readonly shots: readonly Shot[]};

// Keys that work stand in the last line but one: it says that the screen is the one that is meant.

/** Selects an endpoint by what is typed into the filter, and shows the whole list again. */
async function choose(robot: Robot, id: string): Promise<void> {
	const chosen = new RegExp(`› ${id.replace('.', '\\.')} `);
	await robot.type('1', /Endpoints \d+/);
	await robot.type('/', /Enter keep/);
	await robot.type(id, chosen);
	await robot.press('enter', /Enter fire/);
	await robot.press('escape', chosen);
}

async function fire(robot: Robot, id: string, expected: RegExp): Promise<void> {
	await choose(robot, id);
	await robot.type('f', expected);
}

async function mark(robot: Robot, key: string, note: string): Promise<void> {
	await robot.type('m', /p pass/);
	await robot.type(key, /Enter save the mark/);
	await robot.type(note, note);
	await robot.press('enter', / is marked /);
}

/** A morning's work: answers as documented, then a refusal that calls itself HTTP 200. */
async function work(robot: Robot): Promise<void> {
	for (const id of ['1.6', '2.1', '4.2', '5.1', '6.8']) {
		await fire(robot, id, /✔ success · 200 OK/);
	}

	await fire(robot, '3.3', /✔ success · 200 OK/);
	await mark(robot, 'p', 'as documented');
	await fire(robot, '6.1', /✔ success · 200 OK/);
	await mark(robot, 'p', 'the seat is held until April');
	await robot.type('f', /✘ failure · 200 OK[^]*Soft error/);
}

async function toExplorer(robot: Robot): Promise<void> {
	await robot.press('escape', /Endpoints 61/);
}

const explorer: Sitting = {
	columns: 160,
	rows: 50,
	shots: [
		{
			name: 'explorer',
			title: 'The explorer',
			description:
				'Four panes: endpoints by section, the request with its values, the answer as a tree, the session with its results. The last request was refused with HTTP 200; the program says failure, and why.',
			async play(robot) {
				await work(robot);
				await robot.type('b', /\[Body/);
				await robot.type('1', /▶ 1 Endpoints/);
			},
		},
	],
};

const narrow: Sitting = {
	columns: 80,
	rows: 24,
	shots: [
		{
			name: 'narrow',
			title: 'The explorer in 80 columns',
			description: 'The list of endpoints beside the answer of the selected one.',
			play: async robot => fire(robot, '3.3', /✔ success · 200 OK/),
		},
	],
};

const small: Sitting = {
	columns: 60,
	rows: 16,
	shots: [
		{
			name: 'small',
			title: 'The explorer in 60 columns and 16 rows',
			description: 'One pane at a time: here the answer of an endpoint.',
			async play(robot) {
				await fire(robot, '3.3', /› 3\.3 .*200/);
				await robot.type('3', /▶ 3 Response 3\.3/);
			},
		},
	],
};

const tooSmall: Sitting = {
	columns: 50,
	rows: 12,
	shots: [
		{
			name: 'too-small',
			title: 'A window that is too small',
			description: 'The program says how many columns and rows it needs.',
			play: async robot => robot.waitFor(/60.*16/),
		},
	],
};

const editing: Sitting = {
	columns: 110,
	rows: 30,
	shots: [
		{
			name: 'help',
			title: 'The help',
			description:
				'Begins with the keys that work where one is; it can be searched, and Enter does what a row says.',
			async play(robot) {
				await robot.waitFor(/› 1\.1 /);
				await robot.type('?', /▶ Help/);
			},
		},
		{
			name: 'palette',
			title: 'Find anything',
			description: 'A few letters find endpoints, commands, settings and topics of the help.',
			async play(robot) {
				await toExplorer(robot);
				await robot.type(':', /Find anything/);
				await robot.type('barc', /› endpoint/);
			},
		},
		{
			name: 'body',
			title: 'The editor of the body',
			description:
				'JSON with line numbers and the values of its variables; below it, whether it is valid, and what the catalog knows of the value under the cursor.',
			async play(robot) {
				await toExplorer(robot);
				await choose(robot, '6.1');
				await robot.type('b', /\[Body/);
				await robot.type('z', /▶ 2 Request 6\.1/);
				await robot.press('enter', /Esc leave/);
				await robot.press('up', /›12 /);
				await robot.press('end', /✔ JSON/);
			},
		},
	],
};

const reading: Sitting = {
	columns: 110,
	rows: 32,
	shots: [
		{
			name: 'answer',
			title: 'An answer, searched',
			description:
				'The phases of the request as a waterfall, above the answer as a tree that folds; a search has found a value, and its JSONPath is named.',
			async play(robot) {
				await fire(robot, '3.3', /✔ success · 200 OK/);
				await robot.type('3', /▶ 3 Response 3\.3/);
				await robot.type('z', /download +4\.2 ms/);
				await robot.type('/', /Enter keep/);
				await robot.type('price', /1 of \d/);
				await robot.press('enter', /n next/);
				await robot.type('n', /2 of \d/);
			},
		},
		{
			name: 'filter',
			title: 'An answer, filtered',
			description: 'What a JSONPath gives of the answer; jq works in the same place.',
			async play(robot) {
				await robot.press('escape', /F filter/);
				await robot.type('F', /Enter filter/);
				await robot.type('$.data.shows[*].start_date', /start_date/);
				// Another thread looks for it.
				await robot.press('enter', /"20\d\d-/);
			},
		},
	],
};

const session: Sitting = {
	columns: 110,
	rows: 32,
	shots: [
		{
			name: 'session',
			title: 'The session',
			description:
				'A table of what every endpoint answered, with verdict, mark and number of attempts; below it the last events and the totals.',
			async play(robot) {
				await work(robot);
				await robot.type('4', /▶ 4 Session/);
				await robot.type('z', /last events/);
			},
		},
	],
};

const exporting: Sitting = {
	columns: 110,
	rows: 42,
	shots: [
		{
			name: 'export',
			title: 'The export',
			description:
				'The files of the evidence set with the hash of their archive; they were audited as they stand on the disk. Below: what the set proves, and what it does not.',
			async play(robot) {
				await work(robot);
				await robot.type('w', /no contradiction found/);
			},
		},
	],
};

const stages: Sitting = {
	columns: 110,
	rows: 32,
	shots: [
		{
			name: 'checks',
			title: 'Stage 1: checks',
			description: 'What is checked before the tests, line by line: ok, warning or blocked.',
			async play(robot) {
				await robot.waitFor(/› 1\.1 /);
				await robot.type('s', /Nothing is blocked/);
			},
		},
		{
			name: 'test',
			title: 'Stage 2: a mandatory test',
			description:
				'A test that was fired: verdict, phases, reasons and answer, and the mark that is suggested.',
			async play(robot) {
				await robot.press('enter', /Before Stage 2/);
				await robot.press('enter', /Test 1\/20/);
				await robot.press('enter', /Enter accept/);
			},
		},
		{
			name: 'findings',
			title: 'Stage 3: findings and report',
			description:
				'What is not done yet, the compliance, and the findings that were drafted from the verdicts.',
			async play(robot) {
				await robot.press('enter', /Test 2\/20/);
				await robot.press('enter', /Enter accept/);
				await robot.press('enter', /Test 3\/20/);
				await robot.type('w', /Stage 3/);
			},
		},
	],
};

/** All of them. */
export const sittings: readonly Sitting[] = [
	explorer,
	narrow,
	small,
	tooSmall,
	editing,
	reading,
	session,
	exporting,
	stages,
];
