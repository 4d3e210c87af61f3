import {createContext} from 'react';
import {terminalColours, themeOf, type Theme} from '../theme.ts';

/** How tones look; the app provides it, from the settings and from what the terminal says about its colours. */
export const ThemeContext = createContext<Theme>(themeOf('auto', terminalColours({})));
