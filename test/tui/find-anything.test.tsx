/** The palette, the help and the jumps of the list, by their keys. */
import {describe, expect, test} from 'vitest';
import {Problem} from '../../source/catalog/problem.ts';
import {stageCatalog} from './fake-catalog.ts';
import {keys, openApp} from './open-app.tsx';

const ctrlP = '\u0010';

const sizes = [
	{columns: 60, rows: 16},
	{columns: 80, rows: 24},
	{columns: 160, rows: 50},
] as const;

function selectedRow(frame: string): string {
	return frame.split('\n').find(line => line.startsWith('› ')) ?? '';
}

describe('the palette', () => {
	test.each([':', ctrlP, 'Ж'])(
		'opens with %j, finds an endpoint by a few letters and goes there',
		async key => {
			const app = await openApp();
			await app.press(key, 'chkbar');
			expect(selectedRow(app.frame())).toContain('endpoint 6.13 Check a barcode');
			await app.press(keys.enter);
			expect(app.frame()).toContain('› 6.13 Check a barcode');
			expect(app.frame()).toContain('2 Request 6.13');
		},
	);

	test('an endpoint that the filter hides is shown all the same', async () => {
		const app = await openApp();
		await app.press('/', 'orders', keys.enter, ':', '6.13', keys.enter);
		expect(app.frame()).toContain('› 6.13 Check a barcode');
	});

	test('runs a command as its key would, from the pane that it belongs to', async () => {
		const app = await openApp();
		await app.press(':', 'next tab of the request', keys.enter);
		expect(app.store.getSnapshot().state).toMatchObject({focus: 'request', requestTab: 'headers'});
		await app.press(':', 'fire the selected', keys.enter);
		expect(app.session.fired).toHaveLength(1);
	});

	test('offers what an answer on screen can have done to it, from another pane too', async () => {
		const app = await openApp();
		await app.press('f');
		app.answer({status: 200, body: '{"a": [1, 2]}'});
		await app.settle();
		await app.press('1', ':', 'search the body');
		expect(app.frame()).toMatch(/› command .*search/);
		await app.press(keys.enter);
		expect(app.store.getSnapshot().state).toMatchObject({focus: 'response', mode: {kind: 'search'}});
	});

	test('what cannot be done now stands last with its reason, and says it again', async () => {
		const app = await openApp();
		await app.press(':', 'cancel the request');
		expect(app.frame()).toMatch(/cancel the request.*✘ No request of this endpoint is in flight/);
		await app.press(keys.down, keys.down, keys.enter);
		expect(app.frame()).toContain('! No request of this endpoint is in flight');
		expect(app.frame()).toContain('Find anything');
	});

	test('remembers what was chosen last', async () => {
		const app = await openApp();
		await app.press(':', '6.13', keys.enter, ':');
		expect(selectedRow(app.frame())).toContain('6.13');
	});

	test('changes a setting at once and keeps it; what could not be kept is told', async () => {
		const kept: unknown[] = [];
		const app = await openApp({
			preferences: {
				keepSetting(name, value) {
					kept.push([name, value]);
					return kept.length === 1
						? Promise.resolve()
						: Promise.reject(new Problem('x', 'The disk is full.'));
				},
				useMouse: () => undefined,
			},
		});
		await app.press(':', 'theme light', keys.enter);
		expect(app.store.getSnapshot().state.settings.theme).toBe('light');
		expect(app.frame()).toContain('i Theme: light.');
		await app.press(':', 'motion reduced', keys.enter);
		await app.settle();
		expect(app.frame()).toContain('✘ The disk is full.');
		expect(kept).toEqual([
			['theme', 'light'],
			['motion', 'reduced'],
		]);
	});

	test('leads to a topic of the help', async () => {
		const app = await openApp();
		await app.press(':', 'what a verdict', keys.enter);
		expect(app.frame()).toContain('━▶ Help');
		expect(app.frame()).toContain('The program’s own judgement of an answer');
	});

	test('opens over a guided stage too, and leaves it waiting when an endpoint is chosen', async () => {
		const app = await openApp({
			catalog: stageCatalog,
			stageChecks: [{id: 'a', title: 'A check', run: () => Promise.resolve({status: 'ok', found: 'fine'})}],
		});
		await app.press('s', ':');
		expect(app.frame()).toContain('Find anything');
		await app.press(keys.escape);
		expect(app.frame()).toContain('Stage 1');
		await app.press(':', '6.1', keys.enter);
		expect(app.frame()).toContain('› 6.1 ');
		await app.press('s');
		expect(app.frame()).toContain('Stage 1');
	});

	test('says so when nothing fits', async () => {
		const app = await openApp();
		await app.press(':', 'zzzzz', keys.enter);
		expect(app.frame()).toContain('Nothing fits.');
		await app.press(keys.escape);
		expect(app.frame()).toContain('1 Endpoints');
	});

	test.each(sizes)('stands at $columns×$rows as it should', async size => {
		const app = await openApp(size);
		await app.press(':', 'check');
		const frame = app.frame();
		expect(frame.split('\n').length).toBeLessThanOrEqual(size.rows - 1);
		await expect(`${frame}\n`).toMatchFileSnapshot(`frames/palette-${size.columns}x${size.rows}.txt`);
	});
});

describe('the help', () => {
	test('begins with the keys of where the operator is', async () => {
		const app = await openApp();
		await app.press('3', '?');
		expect(app.frame().split('\n')[2]).toMatch(/^Response.*\(where you are\)/);
	});

	test('runs what it shows, from where it was opened', async () => {
		const app = await openApp();
		await app.press('?', keys.enter);
		expect(app.session.fired).toHaveLength(1);
		expect(app.frame()).toContain('1 Endpoints');
	});

	test('says why a key of another place cannot be run, and what cannot be done now', async () => {
		const app = await openApp();
		await app.press('?', '/', 'leave without marking', keys.enter, keys.enter);
		expect(app.frame()).toContain('! It works in another place');
		await app.press(keys.escape, '/', 'cancel the request in flight of', keys.enter, keys.enter);
		expect(app.frame()).toContain('! No request of this endpoint is in flight');
	});

	test('is searched by words of keys, commands and topics; Escape gives it back, then leaves', async () => {
		const app = await openApp();
		await app.press('?', '/', 'soft error');
		expect(app.frame()).toContain('What a soft error is');
		expect(app.frame()).not.toContain('fire the selected request');
		await app.press(keys.escape);
		expect(app.frame()).toContain('fire the selected request');
		await app.press(keys.escape);
		expect(app.frame()).toContain('1 Endpoints');
	});

	test('names the id of the selected command, for the settings file', async () => {
		const app = await openApp();
		await app.press('?', '/', 'curl line');
		expect(app.frame()).toContain('Help request.curl');
	});

	test('every entry can be reached, and is on screen with all its rows', async () => {
		const app = await openApp({columns: 60, rows: 16});
		await app.press('?');
		const seen = new Set<number>();
		for (;;) {
			const {mode} = app.store.getSnapshot().state;
			if (mode.kind !== 'help' || seen.has(mode.entry)) {
				break;
			}

			seen.add(mode.entry);
			const row = app.frame().split('\n').length;
			expect(row).toBeLessThanOrEqual(15);
			app.store.dispatch({type: 'command', id: 'help.down'});
		}

		expect(seen.size).toBeGreaterThan(100);
		await app.press(keys.end);
		expect(app.frame()).toContain('Ctrl+C');
		await app.press(keys.home);
		expect(app.frame()).toContain('(where you are)');
	});
});

describe('jumping in the list', () => {
	test('goes from section to section and back', async () => {
		const app = await openApp();
		await app.press('}');
		expect(app.frame()).toContain('› 2.1 ');
		await app.press('}', '}', '}');
		expect(app.frame()).toContain('› 6.1 ');
		await app.press(keys.down, '{');
		expect(app.frame()).toContain('› 6.1 ');
		await app.press('{', '{', '{');
		expect(app.frame()).toContain('› 1.1 ');
	});

	test('the id that is typed into the filter is the one that is selected', async () => {
		const app = await openApp();
		await app.press('/', '6.13');
		expect(app.frame()).toContain('› 6.13');
		await app.press(keys.enter);
		expect(app.frame()).toContain('2 Request 6.13');
	});
});
