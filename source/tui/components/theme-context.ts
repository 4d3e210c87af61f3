import {createContext} from 'react';
import {themeOf, type Theme} from '../theme.ts';

/** How tones look; the app provides it once, from the environment. */
export const ThemeContext = createContext<Theme>(themeOf({}));
