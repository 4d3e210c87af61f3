/** Editing by its keys, as an operator does it. */
import {describe, expect, test} from 'vitest';
import type {EditOutside} from '../../../source/tui/edit-outside.ts';
import {keys, openApp, type OpenAppOptions, type OpenedApp} from '../open-app.tsx';

const ctrl = (letter: string): string => String.fromCharCode(letter.toUpperCase().charCodeAt(0) - 64);
const alt = (letter: string): string => `\u001b${letter}`;
const paste = (text: string): string[] => ['\u001b[200~', text, '\u001b[201~'];
const undo = ctrl('z');

/** The app with the body of 6.1 open in its editor, cursor at its end. */
async function openBody(options: OpenAppOptions = {}): Promise<OpenedApp> {
	const app = await openApp(options);
	await app.press('/', '6.1', keys.enter, 'b', keys.enter);
	return app;
}

/** The text of the editor, line by line, without numbers. */
function bodyLines({frame}: OpenedApp): string[] {
	return frame()
		.split('\n')
		.map(line => line.split('│')[1] ?? line)
		.flatMap(line => /^[ ›✘] ?\d+ (.*)$/.exec(line)?.slice(1) ?? []);
}

function draftBody({store}: OpenedApp): string | null | undefined {
	const {drafts} = store.getSnapshot().state;
	return drafts.get('6.1\ndocumented')?.body;
}

describe('the body', () => {
	test('is indented while it is typed, and its closing bracket goes back', async () => {
		const app = await openBody();
		await app.press(
			ctrl('u'),
			...paste('{"list": ['),
			keys.enter,
			'1,',
			keys.enter,
			'2',
			keys.enter,
			']',
			'}',
		);
		expect(bodyLines(app).slice(-4)).toEqual(['{"list": [', '  1,', '  2', ']}'].slice(0, 4));
	});

	test('shows where it stops being JSON below its text, and a key goes there', async () => {
		const app = await openBody({columns: 120, rows: 40});
		await app.press(keys.up, keys.end, ',,');
		const rows = app.frame().split('\n');
		const state = rows.findIndex(row => row.includes('✘ not JSON, line 3, column 16'));
		expect(state).toBeGreaterThan(rows.findIndex(row => row.includes('4 }')));
		await app.press(keys.home, keys.up, ctrl('g'), '#');
		expect(draftBody(app)).toBe('{\n  "seat_id": "CENTER-1",\n  "price": 500,#,\n}');
		expect(app.frame()).toContain('line 3, column 16');
	});

	test('is formatted by one key, exactly, and undone by another', async () => {
		const app = await openBody();
		await app.press(ctrl('u'), ...Array.from({length: 3}, () => [keys.backspace, ctrl('u')]).flat());
		await app.press(...paste('{"id":12345678901234567890,"o":{{order_id}}}'), ctrl('t'));
		expect(draftBody(app)).toBe('{\n  "id": 12345678901234567890,\n  "o": {{order_id}}\n}');
		expect(app.frame()).toContain('Formatted. Ctrl+Z');
		await app.press(undo);
		expect(draftBody(app)).toBe('{"id":12345678901234567890,"o":{{order_id}}}');
	});

	test('that is not JSON is not formatted: the place is said', async () => {
		const app = await openBody();
		await app.press('x', ctrl('t'));
		expect(app.frame()).toContain('Not formatted, the body is not JSON: line 4, column 2');
		expect(draftBody(app)).toMatch(/}x$/);
	});

	test('is formatted without being opened, and that can be undone in it', async () => {
		const app = await openApp();
		await app.press(keys.down, keys.down, 'b', 't');
		expect(app.frame()).toContain('"client_email": "test@example.com"');
		expect(app.frame()).toMatch(/3 {5}"client_email"/);
		await app.press(keys.enter, undo, keys.escape, 'f');
		expect(app.session.fired.at(-1)?.draft.body).toBe('{"data": {"client_email": "test@example.com"}}');
	});

	test('says what the catalog knows of the key under the cursor, and completes it', async () => {
		const app = await openBody({columns: 120, rows: 40});
		await app.press(keys.up);
		expect(app.frame()).toContain('price: a number, 500');
		await app.press(keys.end, keys.backspace, keys.backspace, keys.backspace, '"x"');
		expect(app.frame()).toContain('price: text here; the example has a number, 500');
		await app.press(ctrl('u'), '"pr');
		expect(app.frame()).toContain('Tab "price"');
		await app.press(keys.tab, '7');
		expect(draftBody(app)).toBe('{\n  "seat_id": "CENTER-1",\n"price": 7\n}');
	});

	test('shows variables with their values, and those without one as such', async () => {
		const app = await openBody({columns: 120, rows: 40});
		await app.press(keys.up, keys.end, ', "a": {{order_id}}', keys.left);
		expect(app.frame()).toContain('{{order_id}}  = 7001');
		expect(app.frame()).toContain('order_id = 7001, the example of the catalog');
		await app.press(keys.end, ', "b": {{ordr_id}}');
		expect(app.frame()).toMatch(/\{\{ordr_id\}\} +✘ ordr_id is not/);
		// Underlined: what is missing is not told by its colour alone.
		expect(app.rawFrame()).toContain('\u001b[4m{{ordr_id}}');
		expect(app.frame()).toContain('Did you mean order_id?');
	});

	test('shows the partner of the bracket at the cursor without any colour, and says its line', async () => {
		const app = await openBody({columns: 120, rows: 40});
		expect(app.frame()).toContain('} opens in line 1');
		expect(app.rawFrame()).toContain('\u001b[1m\u001b[4m{');
		await app.press(keys.up, keys.end);
		expect(app.rawFrame()).not.toContain('\u001b[4m{');
	});

	test('is searched: the cursor goes from place to place, and stays there', async () => {
		const app = await openBody({columns: 120, rows: 40});
		await app.press(ctrl('f'), 'CEN');
		expect(app.frame()).toMatch(/find CEN.*1 of 1/);
		await app.press(ctrl('u'), 'e');
		expect(app.frame()).toMatch(/find e.*[1-4] of 4/);
		await app.press(ctrl('u'), 'price', keys.escape, '!');
		expect(draftBody(app)).toContain('"!price"');
		await app.press(ctrl('f'));
		expect(app.frame()).toMatch(/find price/);
		await app.press('zzz');
		expect(app.frame()).toContain('not in the body');
	});

	test('goes back to the example in the editor, and one undo brings back what was typed', async () => {
		const app = await openBody();
		await app.press('x', ctrl('r'));
		expect(draftBody(app)).toBe('{\n  "seat_id": "CENTER-1",\n  "price": 500\n}');
		await app.press(undo);
		expect(draftBody(app)).toMatch(/}x$/);
	});

	test('can be undone after it was left, reset and opened again', async () => {
		const app = await openBody();
		await app.press('y', keys.escape, 'r');
		expect(app.frame()).toContain('Back to the example');
		await app.press(keys.enter, undo);
		expect(draftBody(app)).toMatch(/}y$/);
		await app.press(undo);
		expect(draftBody(app)).toMatch(/}$/);
	});

	test('of a megabyte is pasted at once, checked when typing rests, and stays whole', async () => {
		const app = await openBody();
		const long = `[${'{"id": 1234567, "name": "Гость"},\n'.repeat(30_000)}1]`;
		await app.press(ctrl('u'), ...paste(long));
		expect(app.frame()).toContain('checked when typing rests');
		await app.press(keys.left, keys.up);
		await app.advance(300);
		expect(app.frame()).toContain('not JSON, line 4, column 1');
		expect(draftBody(app)?.endsWith(`\n${long}`)).toBe(true);
	});

	test('of one endless line is typed into at its end', async () => {
		const app = await openBody();
		await app.press(...paste('"Ж'.repeat(200_000)));
		expect(app.frame()).toMatch(/›4 …/);
		await app.press('x', keys.left, keys.left, 'y');
		expect(draftBody(app)).toMatch(/"yЖx$/);
	});
});

describe('a value of one line', () => {
	async function openField(): Promise<OpenedApp> {
		const app = await openApp({columns: 120, rows: 40});
		await app.press('/', '6.1', keys.enter, 'e');
		return app;
	}

	const path = ({store}: OpenedApp) =>
		store.getSnapshot().state.drafts.get('6.1\ndocumented')?.path['event_id'];

	test('has word moves, cutting and putting in, undo and redo', async () => {
		const app = await openField();
		await app.press(...'one two three', alt('b'), alt('b'), 'X');
		expect(path(app)).toBe('one Xtwo three');
		await app.press(ctrl('w'), alt('d'));
		expect(path(app)).toBe('one  three');
		await app.press(keys.end, alt('y'));
		expect(path(app)).toBe('one  threeXtwo');
		await app.press(undo, undo, undo);
		expect(path(app)).toBe('one Xtwo three');
		await app.press(ctrl('y'));
		expect(path(app)).toBe('one two three');
	});

	test('takes a paste of several lines as one, and says so', async () => {
		const app = await openField();
		await app.press(...paste('a\nb\r\nc'));
		expect(path(app)).toBe('a b c');
		expect(app.frame()).toContain('2 line breaks of the paste became blanks');
		await app.press(undo);
		expect(path(app)).toBe('33');
	});

	test('is explained: its variables, what the catalog says of it, its example', async () => {
		const app = await openApp({columns: 120, rows: 40});
		await app.press('2', keys.right, 'e', '9');
		expect(app.frame()).toContain('from 1 · 1 in the example');
		await app.press(keys.escape, '1', keys.down, 'e');
		expect(app.frame()).toContain('order_id = 7001, the example of the catalog');
	});

	test('can be undone after it was left and opened again', async () => {
		const app = await openField();
		await app.press('7', keys.escape, 'e', '8', keys.escape, 'e', undo);
		expect(path(app)).toBe('7');
		await app.press(undo);
		expect(path(app)).toBe('33');
	});
});

describe('nothing typed is lost', () => {
	test('a note that was left without saving is there the next time, and gone once it is saved', async () => {
		const app = await openApp();
		await app.press('n', ...'half a thought', keys.escape, keys.down, 'n');
		expect(app.frame()).not.toContain('half a thought');
		await app.press(keys.escape, keys.up, 'n');
		expect(app.frame()).toContain('half a thought');
		await app.press('!', keys.enter, 'n');
		expect(
			app.session
				.getState()
				.endpoints.get('1.1')
				?.notes.map(({text}) => text),
		).toEqual(['half a thought!']);
		expect(app.frame()).toContain('last of 1');
		expect(app.frame()).not.toMatch(/note half/);
	});

	test('a deleted query value comes back with its text', async () => {
		const app = await openApp();
		await app.press('2', keys.right, 'e', '42', keys.escape, 'd');
		expect(app.frame()).toContain('page is deleted. r brings it back.');
		await app.press('r', 'f');
		expect(app.session.fired.at(-1)?.draft.query).toEqual([['page', '42']]);
	});
});

describe('the editor outside', () => {
	function editing(answer: Awaited<ReturnType<EditOutside>>) {
		const given: string[] = [];
		const editOutside: EditOutside = text => {
			given.push(text);
			return Promise.resolve(answer);
		};
		return {given, editOutside};
	}

	test('gets the body, and what it saved is the body: undone like anything that was typed', async () => {
		const {given, editOutside} = editing({text: '{"a": 1}\r\n', refused: null, told: null});
		const app = await openBody({editOutside});
		await app.press('x', ctrl('o'));
		expect(given).toEqual(['{\n  "seat_id": "CENTER-1",\n  "price": 500\n}x']);
		expect(draftBody(app)).toBe('{"a": 1}\r\n');
		expect(app.session.kept.at(-1)?.body).toMatch(/}x$/);
		await app.press(undo);
		expect(draftBody(app)).toMatch(/}x$/);
	});

	test('opens from the tab too, where nothing needs to be open', async () => {
		const {given, editOutside} = editing({text: '[]', refused: null, told: null});
		const app = await openApp({editOutside});
		await app.press('/', '6.1', keys.enter, '2', 'o');
		expect(given).toEqual([]);
		expect(app.frame()).toContain('b shows it');
		await app.press('b', 'o', 'f');
		expect(app.session.fired.at(-1)?.draft.body).toBe('[]');
	});

	test('that failed leaves the body as it was; what it had saved is a redo away', async () => {
		const told = {tone: 'warning', text: 'vim ended with 1: the body is as it was.', next: null} as const;
		const app = await openBody({...editing({text: null, refused: '{"half": 1}', told})});
		await app.press('x', ctrl('o'));
		expect(draftBody(app)).toMatch(/}x$/);
		expect(app.frame()).toContain('vim ended with 1');
		await app.press(ctrl('y'));
		expect(draftBody(app)).toBe('{"half": 1}');
	});
});
