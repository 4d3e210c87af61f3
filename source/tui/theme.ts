/** How tones look: three themes, in explicit colours where the terminal has them, in its own sixteen where not. */
import type {TextProps} from 'ink';
import type {Tone} from './spans.ts';

/** How a tone looks. */
export type Look = Pick<TextProps, 'color' | 'bold' | 'dimColor' | 'inverse' | 'underline'>;
export type Theme = Readonly<Record<Tone, Look>>;

export const themeNames = ['dark', 'light', 'high-contrast'] as const;
export type ThemeName = (typeof themeNames)[number];
/** `auto` follows the background that the terminal tells in `COLORFGBG`; `dark` where it tells none. */
export type ThemeChoice = ThemeName | 'auto';

/** What the terminal can show, and what it is known to stand on. */
export type TerminalColours = {
	/** `none` with `NO_COLOR`. */
	readonly depth: 'rgb' | '256' | '16' | 'none';
	readonly background: 'dark' | 'light';
};

type Basic =
	'black' | 'red' | 'blue' | 'redBright' | 'greenBright' | 'yellowBright' | 'cyanBright' | 'whiteBright';

/** A colour as a place in the palette of 256, whose colours from 16 on are the same everywhere, and its stand-in. */
type Shade = readonly [place: number, basic: Basic | null];

type Shades = {
	/** Backgrounds that text stays readable on; the first is the one that the theme is made for. */
	readonly backgrounds: readonly string[];
	/** Ordinary text and what is painted behind it; `null` leaves both to the terminal. */
	readonly paper: readonly [text: number, background: number] | null;
	readonly tones: Readonly<
		Record<
			Exclude<Tone, 'plain' | 'strong' | 'active' | 'danger' | 'match'>,
			readonly [Shade, attributes?: Look]
		>
	>;
};

/** Every theme; a test computes its contrasts against its backgrounds. */
export const shades: Readonly<Record<ThemeName, Shades>> = {
	dark: {
		backgrounds: ['#000000', '#1e1e1e', '#282c34', '#002b36', '#300a24', '#2e3440'],
		paper: null,
		tones: {
			muted: [[248, null]],
			accent: [[117, 'cyanBright']],
			ok: [[114, 'greenBright']],
			caution: [[222, 'yellowBright']],
			bad: [[210, 'redBright'], {bold: true}],
			key: [[117, 'cyanBright']],
			string: [[150, 'greenBright']],
			number: [[222, 'yellowBright']],
			literal: [[183, 'yellowBright']],
		},
	},
	light: {
		backgrounds: ['#ffffff', '#fafafa', '#eff1f5', '#fdf6e3', '#eeeeee'],
		paper: null,
		tones: {
			muted: [[240, null]],
			accent: [[25, 'blue']],
			ok: [[22, 'blue']],
			caution: [[94, 'red']],
			bad: [[124, 'red'], {bold: true}],
			key: [[25, 'blue']],
			string: [[22, null]],
			number: [[94, 'red']],
			literal: [[90, 'red']],
		},
	},
	'high-contrast': {
		backgrounds: ['#000000'],
		paper: [231, 16],
		tones: {
			muted: [[231, 'whiteBright']],
			accent: [[123, 'cyanBright'], {bold: true}],
			ok: [[120, 'greenBright'], {bold: true}],
			caution: [[228, 'yellowBright'], {bold: true}],
			bad: [[217, 'redBright'], {bold: true}],
			key: [[123, 'cyanBright']],
			string: [[231, 'whiteBright']],
			number: [[228, 'yellowBright']],
			literal: [[228, 'yellowBright']],
		},
	},
};

/** The steps of red, green and blue in the 6×6×6 cube of the palette of 256. */
const steps = [0, 95, 135, 175, 215, 255] as const;

/**
 * The colour at a place of the palette of 256, as `#rrggbb`.
 *
 * @param place 16 to 255: below, every terminal has colours of its own
 */
export function paletteColour(place: number): string {
	const grey = 8 + (place - 232) * 10;
	const cube = place - 16;
	const parts =
		place >= 232
			? [grey, grey, grey]
			: [steps[Math.floor(cube / 36)] ?? 0, steps[Math.floor(cube / 6) % 6] ?? 0, steps[cube % 6] ?? 0];
	return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

/**
 * What the terminal says about its colours in the environment. It is not asked: an answer that comes late, or over a slow
 * line, would be taken for keys.
 */
export function terminalColours(environment: Readonly<Record<string, string | undefined>>): TerminalColours {
	const {NO_COLOR: noColor = '', COLORTERM: colorTerm = '', TERM: term = ''} = environment;
	const isKnownRgb = /^(?:truecolor|24bit)$/.test(colorTerm) || environment['WT_SESSION'] !== undefined;
	const place = Number(environment['COLORFGBG']?.split(';').at(-1) || Number.NaN);
	return {
		depth: noColor !== '' ? 'none' : isKnownRgb ? 'rgb' : term.includes('256color') ? '256' : '16',
		background: place === 7 || (place >= 9 && place <= 15) ? 'light' : 'dark',
	};
}

/** The theme that a choice means on a terminal. */
export function chosenTheme(choice: ThemeChoice, {background}: TerminalColours): ThemeName {
	return choice === 'auto' ? background : choice;
}

/**
 * The looks of all tones. Ink's colour library does not know `NO_COLOR` (no-color.org), so colours are left out here;
 * bold, underline and inverse are no colours and stay.
 */
export function themeOf(choice: ThemeChoice, colours: TerminalColours): Theme {
	const {tones, paper} = shades[chosenTheme(choice, colours)];
	const plain = paper === null ? {} : colourOf([paper[0], 'whiteBright'], colours.depth);
	const look = ([shade, attributes]: readonly [Shade, Look?]): Look => ({
		...colourOf(shade, colours.depth),
		...attributes,
	});
	return {
		plain,
		strong: {...plain, bold: true},
		active: {...plain, bold: true, underline: true},
		muted: look(tones.muted),
		accent: look(tones.accent),
		ok: look(tones.ok),
		caution: look(tones.caution),
		bad: look(tones.bad),
		danger: {...look(tones.bad), inverse: true},
		key: look(tones.key),
		string: look(tones.string),
		number: look(tones.number),
		literal: look(tones.literal),
		match: {...plain, bold: true, underline: true, inverse: true},
	};
}

/** What is painted behind everything, as Ink names colours; `undefined`: nothing, the terminal's own background. */
export function paperOf(choice: ThemeChoice, colours: TerminalColours): string | undefined {
	const {paper} = shades[chosenTheme(choice, colours)];
	return paper === null ? undefined : colourOf([paper[1], 'black'], colours.depth).color;
}

function colourOf([place, basic]: Shade, depth: TerminalColours['depth']): {color?: string} {
	if (depth === 'none' || (depth === '16' && basic === null)) {
		return {};
	}

	return {color: depth === '16' ? (basic ?? '') : depth === 'rgb' ? paletteColour(place) : `ansi256(${place})`};
}
