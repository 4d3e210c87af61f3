import type {TextProps} from 'ink';
import type {Tone} from './spans.ts';

/** How a tone looks. */
export type Look = Pick<TextProps, 'color' | 'bold' | 'dimColor' | 'inverse' | 'underline'>;
export type Theme = Readonly<Record<Tone, Look>>;

const looks: Theme = {
	plain: {},
	strong: {bold: true},
	muted: {dimColor: true},
	accent: {color: 'cyan'},
	ok: {color: 'green'},
	caution: {color: 'yellow'},
	bad: {color: 'red', bold: true},
	danger: {color: 'red', bold: true, inverse: true},
	active: {bold: true, underline: true},
};

/**
 * The looks of all tones. Ink's colour library does not know `NO_COLOR` (no-color.org), so colours are left out here;
 * bold, underline and inverse are no colours and stay.
 */
export function themeOf(environment: Readonly<Record<string, string | undefined>>): Theme {
	const noColor = environment['NO_COLOR'];
	if (noColor === undefined || noColor === '') {
		return looks;
	}

	return Object.fromEntries(
		Object.entries(looks).map(([tone, look]) => [tone, withoutColour(look)]),
	) as Theme;
}

function withoutColour(look: Look): Look {
	return Object.fromEntries(Object.entries(look).filter(([name]) => name !== 'color'));
}
