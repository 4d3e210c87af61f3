/** Changing settings while the program runs. */
import {keyOf} from '../key-lookup.ts';
import type {CommandId} from '../keymap.ts';
import {settingText} from '../palette-entries.ts';
import type {SettingName, Settings} from '../settings.ts';
import type {UiState} from '../ui-state.ts';
import {message, type Command, type Effect, type Step} from './step.ts';

/** A setting changed, in use at once and kept in the settings file. */
export function withSetting(state: UiState, name: SettingName, value: string | boolean): Step {
	const settings: Settings = {...state.settings, [name]: value};
	// Ink is told once, when it begins to draw.
	const isLater = name === 'screenReader';
	const when = isLater ? ' It is used from the next start on.' : '';
	return {
		state: {
			...state,
			settings: isLater ? state.settings : settings,
			message: message('info', `${sentence(settingText(name, value))}.${when}`),
		},
		effects: [{type: 'keep-setting', name, value}, ...mouseEffects(state.settings, settings)],
	};
}

function sentence(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}

function mouseEffects(before: Settings, after: Settings): readonly Effect[] {
	return before.mouse === after.mouse ? [] : [{type: 'use-mouse', isOn: after.mouse}];
}

/** On or off for now; what the settings file says stays. */
const toggleMouse: Command = state => {
	const mouse = !state.settings.mouse;
	const key = keyOf('settings.mouse', state);
	return {
		state: {
			...state,
			settings: {...state.settings, mouse},
			message: message(
				'info',
				mouse
					? `Mouse on: the wheel scrolls, a click chooses. ${key} turns it off, so that text can be selected.`
					: 'Mouse off: the terminal selects text.',
			),
		},
		effects: [{type: 'use-mouse', isOn: mouse}],
	};
};

/** The commands of this file. */
export const settingsCommands = {
	'settings.mouse': toggleMouse,
} satisfies Partial<Record<CommandId, Command>>;
