/** The screen as a screen reader gets it, and calm motion. */
import {describe, expect, test} from 'vitest';
import {wordsOf} from '../../source/tui/views/linear-view.ts';
import {keys, openApp, type OpenAppOptions} from './open-app.tsx';

const open = (options: OpenAppOptions = {}) => openApp({...options, settings: {screenReader: true}});

/** What is drawn to be looked at: lines of boxes, arrows, signs that stand for words. */
const drawing = /[━─│┃▶›✔✘◐∅┏┗█]/u;

describe('for a screen reader', () => {
	test('the list is one text: where, what, how many, what came of it, which keys', async () => {
		const app = await open();
		await app.press('/', '6.1', keys.enter, 'f');
		app.answer({status: 500, body: '{"message":"нет"}', verdict: 'failure', reason: 'The status is 500.'});
		await app.settle();
		await app.press('1');
		expect(app.frame()).not.toMatch(drawing);
		expect(app.frame()).toContain('Endpoints, 1 of 2, section Partners: tickets:');
		expect(app.frame()).toContain('(selected) 6.1 Add one ticket, POST tickets/add/{event_id}/{show_id}');
		expect(app.frame()).toContain('verdict failure, status 500');
		expect(app.frame()).toMatch(/^Keys: Enter fire, /m);
		await expect(`${app.frame()}\n`).toMatchFileSnapshot('frames/linear-list.txt');
		await app.press('3');
		expect(app.frame()).toContain('failure, 500');
		expect(app.frame()).toContain('because: The status is 500.');
		expect(app.frame()).toContain('"message": "нет"');
		await expect(`${app.frame()}\n`).toMatchFileSnapshot('frames/linear-response.txt');
	});

	test.each<[string, readonly string[], RegExp]>([
		['the request', ['2'], /^Request 1\.1.*[\s\S]*Tabs, the chosen one in brackets: .*\[Query/m],
		['a value', ['2', keys.enter, '7'], /Typing query.*: 7/],
		['a question', ['n', 'hello'], /Question: Note on 1\.1[\s\S]*Typing note: hello/],
		['the palette', [':', '6.13'], /Find anything\.[\s\S]*\(selected\) 1 of \d+: endpoint, 6\.13 Check a barcode/],
		['the help', ['?'], /Help\.[\s\S]*\(selected\) 1 of \d+: Enter fire the selected request/],
		['the session', ['4'], /^Session, /m],
		['a message', ['x'], /No request of this endpoint is in flight\./],
	])('%s is said in words', async (_, typed, expected) => {
		const app = await open();
		await app.press(...typed);
		expect(app.frame()).toMatch(expected);
		expect(app.frame()).not.toMatch(drawing);
	});

	test('production is said first', async () => {
		const app = await open({kind: 'production'});
		expect(app.frame()).toMatch(/^PRODUCTION/);
	});

	test('a hostile answer is words and signs only', async () => {
		const app = await open();
		await app.press('f');
		app.answer({status: 200, body: 'a\u001b]52;c;aGk=\u0007b\u202ec\r\u009b2J'});
		await app.settle();
		await app.press('3');
		expect(app.rawFrame()).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
	});
});

test('spans as words: signs and lines are left out, dots between facts become commas', () => {
	expect(wordsOf([['✘ ', 'bad'], ['failure', 'bad'], [' · ', 'muted'], ['200 OK'], ['━━━', 'muted']])).toBe(
		'failure, 200 OK',
	);
	// What a server sent is never taken for a sign of ours while there is a word in it.
	expect(wordsOf([['a ✔ b']])).toBe('a ✔ b');
});

test.each([
	['full', 10],
	['reduced', 1],
] as const)('with %s motion, a running time moves at most %i times a second', async (motion, most) => {
	const app = await openApp({settings: {motion}});
	await app.press('f');
	const start = app.store.getSnapshot().state.now;
	const times = new Set<number>();
	for (let step = 0; step < 20; step++) {
		await app.advance(50);
		times.add(app.store.getSnapshot().state.now);
	}

	times.delete(start);
	expect(times.size).toBeGreaterThan(0);
	expect(times.size).toBeLessThanOrEqual(most);
});
