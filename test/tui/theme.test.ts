import {expect, test} from 'vitest';
import {themeOf} from '../../source/tui/theme.ts';

test('NO_COLOR takes every colour out and leaves what is no colour', () => {
	const theme = themeOf({NO_COLOR: '1'});
	expect(Object.values(theme).every(look => look.color === undefined)).toBe(true);
	expect(theme.danger).toEqual({bold: true, inverse: true});
});

test('an empty NO_COLOR means nothing', () => {
	expect(themeOf({NO_COLOR: ''}).ok.color).toBe('green');
	expect(themeOf({}).ok.color).toBe('green');
});
