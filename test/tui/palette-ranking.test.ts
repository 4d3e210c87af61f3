/** What the palette puts first with the real catalog, and what it never leads to by accident. */
import {describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {paletteEntries} from '../../source/tui/palette-entries.ts';
import {search} from '../../source/tui/palette.ts';
import {createStore} from '../../source/tui/store.ts';
import {defaultSetup} from '../../source/tui/setup.ts';
import {createFakeSession} from './fake-session.ts';
import {createFakeClock} from './open-app.tsx';

const store = createStore({
	session: createFakeSession({catalog: builtinCatalog()}),
	clock: createFakeClock().clock,
	exportSession: () => Promise.reject(new Error('no export in this test')),
	listChecks: () => Promise.resolve([]),
	size: {columns: 80, rows: 24},
	setup: {...defaultSetup(), settingsFile: '/home/me/.config/qtickets-explorer/config.json'},
	onQuit: () => undefined,
	onCrash: () => undefined,
});
const {state, world} = store.getSnapshot();
const entries = paletteEntries(state, world);
const found = (query: string) => search(entries, query, []);
const ids = (query: string) => found(query).map(({id}) => id);

describe('leaving', () => {
	test.each(['quit', 'leave', 'exit', 'qui', 'ex'])('is what %s finds', query => {
		expect(ids(query)).toContain('command:app.quit');
	});

	test.each(['config', 'cancel', 'e', 'journal', 'everything', 'disk', 'already', 'cl', 'flight', 'none'])(
		'is never what %s finds',
		query => {
			expect(ids(query).filter(id => /app\.(?:quit|interrupt)/.test(id))).toEqual([]);
		},
	);
});

test.each([
	'keys',
	'keymap',
	'shortcut',
	'shortcuts',
	'remap',
	'bind',
	'settings',
	'settings file',
	'config',
	'preferences',
])('%s finds the settings file first, with its path', query => {
	expect(found(query)[0]).toMatchObject({
		id: 'help:settings-file',
		detail: '/home/me/.config/qtickets-explorer/config.json',
	});
});

test('the name of a setting goes before a path that only has it in it', () => {
	expect(ids('theme')[0]).toMatch(/^setting:theme=/);
	expect(ids('themes')).toContain('endpoint:4.1');
});

test('letters that are merely scattered find nothing', () => {
	expect(ids('remap')).not.toContain('endpoint:6.4');
	const scattered = {
		id: 'command:x',
		action: {kind: 'command', commandId: 'x'},
		text: 'cancel the selected request in flight; with none in flight: leave',
		detail: '',
		reason: null,
	} as const;
	expect(search([scattered], 'config', [])).toEqual([]);
	expect(search([scattered], 'selreq', [])).toHaveLength(1);
	expect(ids('chkbar').length).toBeLessThan(4);
});
