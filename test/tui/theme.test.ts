import {describe, expect, test} from 'vitest';
import {
	chosenTheme,
	paletteColour,
	paperOf,
	shades,
	terminalColours,
	themeNames,
	themeOf,
	type TerminalColours,
	type ThemeName,
} from '../../source/tui/theme.ts';

/** Relative luminance of a colour, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5]
		.map(at => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
		.map(part => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
	const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return (light + 0.05) / (dark + 0.05);
}

/** What terminals paint for their own colours: xterm, the Linux console, the Windows console, macOS Terminal. */
const ownColours: ReadonlyArray<Readonly<Record<string, string>>> = [
	{red: '#cd0000', blue: '#0000ee', redBright: '#ff0000', greenBright: '#00ff00', yellowBright: '#ffff00', cyanBright: '#00ffff', whiteBright: '#ffffff', black: '#000000'},
	{red: '#aa0000', blue: '#0000aa', redBright: '#ff5555', greenBright: '#55ff55', yellowBright: '#ffff55', cyanBright: '#55ffff', whiteBright: '#ffffff', black: '#000000'},
	{red: '#c50f1f', blue: '#0037da', redBright: '#e74856', greenBright: '#16c60c', yellowBright: '#f9f1a5', cyanBright: '#61d6d6', whiteBright: '#f2f2f2', black: '#0c0c0c'},
	{red: '#990000', blue: '#0000b2', redBright: '#e50000', greenBright: '#00d900', yellowBright: '#e5e500', cyanBright: '#00e5e5', whiteBright: '#e5e5e5', black: '#000000'},
];

const rgb: TerminalColours = {depth: 'rgb', background: 'dark'};

describe.each(themeNames)('the theme %s', name => {
	const least = name === 'high-contrast' ? 7 : 4.5;

	test(`has ${least}:1 between every tone and every background it is made for`, () => {
		for (const background of shades[name].backgrounds) {
			for (const [tone, {color}] of Object.entries(themeOf(name, rgb))) {
				// No colour: the terminal's own text, which its owner has chosen.
				if (color !== undefined) {
					expect(contrast(color, background), `${tone} on ${background}`).toBeGreaterThanOrEqual(least);
				}
			}
		}
	});

	test('shows the same colours by number where the terminal has 256', () => {
		const byNumber = themeOf(name, {...rgb, depth: '256'});
		for (const [tone, {color}] of Object.entries(themeOf(name, rgb))) {
			const [, place] = /^ansi256\((\d+)\)$/.exec(byNumber[tone as keyof typeof byNumber].color ?? '') ?? [];
			expect(place === undefined ? undefined : paletteColour(Number(place)), tone).toBe(color);
		}
	});

	test('stays readable in the sixteen colours of common terminals', () => {
		for (const colours of ownColours) {
			const background = name === 'light' ? '#ffffff' : colours['black']!;
			for (const [tone, {color}] of Object.entries(themeOf(name, {...rgb, depth: '16'}))) {
				if (color !== undefined) {
					// xterm's #ff0000 and macOS's #e50000 on black, and white on them, are what a red can be there.
					const wanted = color === 'redBright' ? 4 : 4.5;
					expect(contrast(colours[color]!, background), `${tone}, ${color}`).toBeGreaterThanOrEqual(wanted);
				}
			}
		}
	});

	test('NO_COLOR takes every colour out and leaves what is no colour', () => {
		const theme = themeOf(name, terminalColours({NO_COLOR: '1', COLORTERM: 'truecolor'}));
		expect(Object.values(theme).every(look => look.color === undefined)).toBe(true);
		expect(theme.danger).toEqual({bold: true, inverse: true});
		expect(paperOf(name, terminalColours({NO_COLOR: '1'}))).toBeUndefined();
	});
});

test('only the theme of high contrast paints a background, and then text has a colour of its own too', () => {
	const painted = themeNames.filter(name => paperOf(name, rgb) !== undefined);
	expect(painted).toEqual(['high-contrast']);
	expect(paperOf('high-contrast', rgb)).toBe('#000000');
	for (const depth of ['rgb', '256', '16'] as const) {
		const looks = Object.values(themeOf('high-contrast', {...rgb, depth}));
		expect(looks.every(({color}) => color !== undefined)).toBe(true);
	}
});

test.each<[Record<string, string>, TerminalColours]>([
	[{}, {depth: '16', background: 'dark'}],
	[{NO_COLOR: ''}, {depth: '16', background: 'dark'}],
	[{TERM: 'xterm-256color'}, {depth: '256', background: 'dark'}],
	[{TERM: 'xterm-256color', COLORTERM: 'truecolor'}, {depth: 'rgb', background: 'dark'}],
	[{WT_SESSION: 'x'}, {depth: 'rgb', background: 'dark'}],
	[{TERM: 'linux', NO_COLOR: '1'}, {depth: 'none', background: 'dark'}],
	[{COLORFGBG: '0;15'}, {depth: '16', background: 'light'}],
	[{COLORFGBG: '0;default;7'}, {depth: '16', background: 'light'}],
	[{COLORFGBG: '15;0'}, {depth: '16', background: 'dark'}],
	[{COLORFGBG: '15;8'}, {depth: '16', background: 'dark'}],
	[{COLORFGBG: '15;default'}, {depth: '16', background: 'dark'}],
])('the environment %o says %o', (environment, colours) => {
	expect(terminalColours(environment)).toEqual(colours);
});

test('the setting comes before what the terminal says', () => {
	const light: TerminalColours = {depth: '256', background: 'light'};
	const choices: Array<readonly [string, ThemeName]> = [
		['auto', chosenTheme('auto', light)],
		['dark', chosenTheme('dark', light)],
		['unknown', chosenTheme('auto', terminalColours({}))],
	];
	expect(choices).toEqual([
		['auto', 'light'],
		['dark', 'dark'],
		['unknown', 'dark'],
	]);
});
