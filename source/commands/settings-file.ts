/** The settings file of the interface: where it is, what it says, and how the interface changes it. */
import {readFileSync} from 'node:fs';
import {homedir} from 'node:os';
import path from 'node:path';
import {describeProblem, Problem} from '../catalog/problem.ts';
import type {Setup} from '../tui/settings.ts';
import {defaultSetup} from '../tui/setup.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export type OpenedSettings = {
	readonly file: string;
	readonly setup: Setup;
	/** Why the file is not used, for the operator to read first; `null` when it is, or when there is none. */
	readonly refusal: string | null;
	/** @throws {Problem} when it cannot be kept, or the file was refused */
	keepSetting(name: string, value: string | boolean): Promise<void>;
};

/**
 * Where the settings are: the file that `conf` keeps the preferences in. Computed here, because loading `conf` would cost
 * a tenth of the time until the first frame.
 */
export function settingsPath(
	environment: Environment,
	platform: NodeJS.Platform = process.platform,
	home: string = homedir(),
): string {
	const name = 'qtickets-explorer';
	if (platform === 'darwin') {
		return path.join(home, 'Library', 'Preferences', name, 'config.json');
	}

	return platform === 'win32'
		? path.join(
				environment['APPDATA'] || path.join(home, 'AppData', 'Roaming'),
				name,
				'Config',
				'config.json',
			)
		: path.join(environment['XDG_CONFIG_HOME'] || path.join(home, '.config'), name, 'config.json');
}

/** The settings of this user. A file that is wrong is told, never thrown: the defaults work. */
export async function openSettings(environment: Environment): Promise<OpenedSettings> {
	const file = settingsPath(environment);
	const {setup, refusal} = await setupOf(file);
	// Ink's own variable, which screen-reader users may have set for every Ink program.
	const screenReader = setup.settings.screenReader || environment['INK_SCREEN_READER'] === 'true';
	return {
		file,
		setup: {...setup, settings: {...setup.settings, screenReader}, settingsFile: file},
		refusal,
		async keepSetting(name, value) {
			const now = await setupOf(file);
			if (now.refusal !== null) {
				throw new Problem(
					'settings-not-kept',
					'The setting is used now but not kept, because the settings file has a mistake in it.',
					{next: 'Mend the file first.', place: {file}},
				);
			}

			const {openPreferences} = await import('./preferences.ts');
			(await openPreferences()).keepSetting(name, value);
		},
	};
}

async function setupOf(file: string): Promise<{setup: Setup; refusal: string | null}> {
	const text = textOf(file);
	if (text === null) {
		return {setup: defaultSetup(), refusal: null};
	}

	try {
		const {readSettings} = await import('../tui/read-settings.ts');
		return {setup: readSettings(text, file), refusal: null};
	} catch (error) {
		if (error instanceof Problem) {
			return {setup: defaultSetup(), refusal: describeProblem(error).replaceAll('\n', ' ')};
		}

		throw error;
	}
}

/** `null` when there is no such file, or none that may be read: settings are a comfort, not a condition. */
function textOf(file: string): string | null {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return null;
	}
}
