/** The settings file: what may stand in it, and why it is refused. */
import {nearestName} from '../catalog/nearest-name.ts';
import {Problem} from '../catalog/problem.ts';
import {overriddenBindings} from './keymap-overrides.ts';
import {bindings} from './keymap.ts';
import {defaultSettings, settingChoices, type SettingName, type Settings, type Setup} from './settings.ts';
import {defaultSetup} from './setup.ts';

/** Other names that stand in the same file: what the program remembers by itself, and what the library keeps. */
const otherNames: ReadonlySet<string> = new Set(['keys', 'lastProfile', '__internal__']);

const whole = 'Nothing in the file is used until it is mended; the defaults are.';

/**
 * The interface as the settings file wants it:
 *
 *     {"theme": "light", "motion": "reduced", "mouse": true, "screenReader": false, "keys": {"request.fire": ["!"]}}
 *
 * A file with anything wrong in it is refused whole: half of it would be a set-up that nobody asked for.
 *
 * @param text the file; `null` when there is none
 * @param file its path, for messages
 * @throws {Problem} `settings-refused`, with the reason and what to do
 */
export function readSettings(text: string | null, file: string): Setup {
	if (text === null || text.trim() === '') {
		return defaultSetup();
	}

	function refuse(reason: string): never {
		throw new Problem('settings-refused', `The settings are refused: ${reason}`, {
			next: whole,
			place: {file},
		});
	}

	const data = parsed(text) ?? refuse('the file is not a JSON object.');
	const names = Object.keys(settingChoices) as SettingName[];
	for (const name of Object.keys(data)) {
		if (!names.some(known => known === name) && !otherNames.has(name)) {
			const nearest = nearestName(name, [...names, 'keys']);
			refuse(`there is no setting "${name}"${nearest === undefined ? '.' : `; did you mean "${nearest}"?`}`);
		}
	}

	for (const name of names) {
		const value = data[name];
		const choices: readonly unknown[] = settingChoices[name];
		if (value !== undefined && !choices.includes(value)) {
			refuse(
				`"${name}" is ${shown(value)}; it can be ${choices.map(choice => JSON.stringify(choice)).join(', ')}.`,
			);
		}
	}

	const settings = Object.fromEntries(names.map(name => [name, data[name] ?? defaultSettings[name]]));
	try {
		return {
			settings: settings as unknown as Settings,
			bindings: data['keys'] === undefined ? bindings : overriddenBindings(data['keys'], bindings),
		};
	} catch (error) {
		return refuse(error instanceof Problem ? error.message : String(error));
	}
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
	try {
		const data: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
		return typeof data === 'object' && data !== null && !Array.isArray(data)
			? (data as Readonly<Record<string, unknown>>)
			: null;
	} catch {
		return null;
	}
}

function shown(value: unknown): string {
	const text = JSON.stringify(value);
	return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
