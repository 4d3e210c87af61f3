/** What the operator may set once for all starts, in the settings file; its form is read-settings.ts. */
import type {Bindings} from './keymap.ts';
import {themeNames, type ThemeChoice} from './theme.ts';

export type Settings = {
	readonly theme: ThemeChoice;
	/** `reduced`: nothing on screen moves by itself more than once a second. */
	readonly motion: 'full' | 'reduced';
	/** While it is on, the terminal cannot select text. */
	readonly mouse: boolean;
	/** One linear text instead of panes side by side, and words instead of lines and signs. */
	readonly screenReader: boolean;
};

export type SettingName = keyof Settings;

/** The interface as it is set up: the settings, and the keys that result from them. */
export type Setup = {
	readonly settings: Settings;
	readonly bindings: Bindings;
	/** Path of the settings file, whether it is there or not; left out where there can be none. */
	readonly settingsFile?: string;
};

export const defaultSettings: Settings = {
	theme: 'auto',
	motion: 'full',
	mouse: false,
	screenReader: false,
};

/** What each setting may be, in the order in which it is offered. */
export const settingChoices: {readonly [Name in SettingName]: ReadonlyArray<Settings[Name]>} = {
	theme: ['auto', ...themeNames],
	motion: ['full', 'reduced'],
	mouse: [false, true],
	screenReader: [false, true],
};

/** Whether nothing on screen may move by itself more than once a second: asked for, or read aloud as it changes. */
export function isCalm({motion, screenReader}: Settings): boolean {
	return motion === 'reduced' || screenReader;
}
