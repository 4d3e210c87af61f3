import {mkdtempSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import Conf from 'conf';
import {describe, expect, test, vi} from 'vitest';
import {openSettings, settingsPath} from '../../source/commands/settings-file.ts';
import {bindings} from '../../source/tui/keymap.ts';
import {defaultSettings} from '../../source/tui/settings.ts';

function folderWith(text: string | null): {environment: Record<string, string>; file: string} {
	const folder = mkdtempSync(path.join(tmpdir(), 'qtickets-settings-'));
	const environment = {XDG_CONFIG_HOME: folder, APPDATA: folder};
	const file = settingsPath(environment, 'linux');
	if (text !== null) {
		mkdirSync(path.dirname(file), {recursive: true});
		writeFileSync(file, text);
	}

	return {environment, file};
}

describe.runIf(process.platform === 'linux')('the settings file', () => {
	test('is read where it is; what is wrong is told and nothing of it is used', async () => {
		const good = folderWith('{"theme": "light", "keys": {"request.fire": ["!"]}}');
		const opened = await openSettings(good.environment);
		expect(opened).toMatchObject({file: good.file, refusal: null});
		expect(opened.setup.settings.theme).toBe('light');
		const bad = folderWith('{"theme": "light", "keys": {"request.fier": ["!"]}}');
		const refused = await openSettings(bad.environment);
		expect(refused.refusal).toContain(bad.file);
		expect(refused.refusal).toContain('did you mean "request.fire"?');
		expect(refused.setup).toEqual({settings: defaultSettings, bindings, settingsFile: bad.file});
		await expect(refused.keepSetting('theme', 'dark')).rejects.toMatchObject({code: 'settings-not-kept'});
		expect(readFileSync(bad.file, 'utf8')).toContain('request.fier');
	});

	test('need not be there, and Ink’s own variable asks for a screen reader too', async () => {
		const {environment} = folderWith(null);
		const none = await openSettings(environment);
		expect(none.setup).toEqual({settings: defaultSettings, bindings, settingsFile: none.file});
		const read = await openSettings({...environment, INK_SCREEN_READER: 'true'});
		expect(read.setup.settings.screenReader).toBe(true);
	});
});

test.each(['linux', 'darwin', 'win32'] as const)(
	'its place on %s is the one of the preferences',
	async platform => {
		const {default: envPaths} = await vi.importActual<{default: typeof import('env-paths').default}>(
			'env-paths',
		);
		const expected = {
			linux: /[\\/]\.config[\\/]qtickets-explorer[\\/]config\.json$/,
			darwin: /Library[\\/]Preferences[\\/]qtickets-explorer[\\/]config\.json$/,
			win32: /AppData[\\/]Roaming[\\/]qtickets-explorer[\\/]Config[\\/]config\.json$/,
		};
		expect(settingsPath({}, platform, '/home/u')).toMatch(expected[platform]);
		if (platform === process.platform) {
			const store = new Conf({projectName: 'qtickets-explorer', projectSuffix: ''});
			expect(settingsPath(process.env)).toBe(store.path);
			expect(path.dirname(store.path)).toBe(envPaths('qtickets-explorer', {suffix: ''}).config);
		}
	},
);
