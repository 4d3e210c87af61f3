import {bindings} from './keymap.ts';
import {defaultSettings, type Setup} from './settings.ts';

/** The interface of somebody who has set nothing. */
export function defaultSetup(): Setup {
	return {settings: defaultSettings, bindings};
}
