import {describe, expect, test} from 'vitest';
import {Problem} from '../../source/catalog/problem.ts';
import {bindings} from '../../source/tui/keymap.ts';
import {footerBindings, keyTable, keyWord} from '../../source/tui/key-lookup.ts';
import {readSettings} from '../../source/tui/read-settings.ts';
import {defaultSettings} from '../../source/tui/settings.ts';
import {openApp} from './open-app.tsx';

const file = '/home/u/.config/qtickets-explorer/config.json';

function refusal(data: unknown): string {
	try {
		readSettings(typeof data === 'string' ? data : JSON.stringify(data), file);
	} catch (error) {
		expect(error).toBeInstanceOf(Problem);
		expect((error as Problem).place.file).toBe(file);
		return (error as Problem).message;
	}

	throw new Error('nothing was refused');
}

function keysOf(data: unknown, id: string): readonly string[] | undefined {
	return readSettings(JSON.stringify({keys: data}), file).bindings.find(binding => binding.id === id)?.keys;
}

describe('a settings file', () => {
	test.each([null, '', '  \n', '{}', '{"lastProfile": "test"}'])('%j changes nothing', text => {
		expect(readSettings(text, file)).toEqual({settings: defaultSettings, bindings});
	});

	test('sets what it names and leaves the rest', () => {
		const {settings} = readSettings('\ufeff{"theme": "light", "mouse": true, "lastProfile": "x"}', file);
		expect(settings).toEqual({...defaultSettings, theme: 'light', mouse: true});
	});

	test.each<[unknown, RegExp]>([
		['{"theme": "dark"', /not a JSON object/],
		['[]', /not a JSON object/],
		[{themme: 'dark'}, /no setting "themme"; did you mean "theme"\?/],
		[{theme: 'purple'}, /"theme" is "purple"; it can be "auto", "dark", "light", "high-contrast"/],
		[{mouse: 'yes'}, /"mouse" is "yes"; it can be false, true/],
		[{theme: 'light', motion: 3}, /"motion" is 3/],
		[{keys: ['f']}, /"keys" must be an object/],
	])('%j is refused whole, with the reason', (data, reason) => {
		expect(refusal(data)).toMatch(reason);
	});
});

describe('keys of one’s own', () => {
	test('take the place of the usual ones, in the table that all readers share', () => {
		expect(keysOf({'request.fire': ['Z', 'ctrl+r']}, 'request.fire')).toEqual(['Z', 'ctrl+r']);
		expect(keysOf({'request.fire': ['Z']}, 'request.curl')).toEqual(['c']);
	});

	test('may be swapped, and a command may be left without a key', () => {
		const swapped = {'request.curl': ['b'], 'request.body': ['c']};
		expect(keysOf(swapped, 'request.curl')).toEqual(['b']);
		expect(keysOf({'request.curl': []}, 'request.curl')).toEqual([]);
	});

	test.each<[Record<string, unknown>, RegExp]>([
		[{'request.fier': ['Z']}, /no command "request.fier"; did you mean "request.fire"\?/],
		[{'request.fire': 'Z'}, /needs a list of keys/],
		[{'request.fire': ['ctrl+enter']}, /"ctrl\+enter": no terminal sends it everywhere/],
		[{'request.fire': ['f5']}, /no terminal sends it/],
		[{'request.fire': ['shift+f']}, /no terminal sends it/],
		[{'request.fire': ['']}, /no terminal sends it/],
		[{'request.fire': ['ctrl+m']}, /terminals send it as Enter/],
		[{'request.fire': ['а']}, /name it "f"/],
		[{'request.fire': ['c']}, /the key c would mean both "request\.fire" and "request\.curl"/],
		[{'list.up': ['f']}, /the key f would mean both/],
		[{'app.help': []}, /"app\.help" .* must keep a key/],
		[{'app.quit': []}, /"app\.quit" .* must keep a key/],
		[{'field.leave': []}, /"field\.leave" .* must keep a key/],
		[{'field.leave': ['q']}, /it is text there/],
		[{'app.interrupt': ['q']}, /Ctrl\+C always works/],
	])('%j is refused', (keys, reason) => {
		expect(refusal({keys})).toMatch(reason);
	});

	test('every usual key could be written into the file as it is', () => {
		const all = bindings.filter(({id}) => id !== 'app.interrupt').map(({id, keys}) => [id, keys]);
		expect(readSettings(JSON.stringify({keys: Object.fromEntries(all)}), file).bindings).toEqual(bindings);
	});

	test('are what the footer, the help and the palette show, and what works', async () => {
		const {bindings: own} = readSettings('{"keys": {"app.filter": ["Z"], "note.open": ["ctrl+n"]}}', file);
		const app = await openApp({bindings: own});
		expect(app.frame()).toContain('Z filter');
		await app.press('/');
		expect(app.frame()).not.toContain('id, title, method or path');
		await app.press('Z');
		expect(app.frame()).toContain('id, title, method or path');
		await app.press('\u001b', '?', '/', 'write a note on the endpoint');
		expect(app.frame()).toContain('Ctrl+N');
		await app.press('\u001b', '\u001b', ':', 'note on the endpoint');
		expect(app.frame()).toMatch(/command .*note on the endpoint +Ctrl\+N/);
		expect(
			footerBindings(app.store.getSnapshot().state, app.store.getSnapshot().world).length,
		).toBeGreaterThan(0);
		expect(keyTable()).toContain('| `/` | filter');
	});
});

test.each([
	['ctrl+p', 'Ctrl+P'],
	['alt+x', 'Alt+X'],
	['+', '+'],
	['pagedown', 'PgDn'],
	['Q', 'Q'],
])('the key %s is shown as %s', (key, word) => {
	expect(keyWord(key)).toBe(word);
});
