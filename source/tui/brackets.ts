/** Which bracket belongs to which, in JSON that is being typed. */
import {bracketsOf, type Bracket} from './json-line.ts';

/** How many code units are read for a partner; further away nobody sees the pair anyway. */
const furthest = 300_000;

const closers: Readonly<Record<string, string>> = {'{': '}', '[': ']'};

export type BracketPair = {
	readonly at: Bracket;
	/** `null` where nothing closes or opens it within reach. */
	readonly partner: Bracket | null;
	/** False where a `{` meets a `]`. */
	readonly fits: boolean;
};

export function isOpening({text}: Pick<Bracket, 'text'>): boolean {
	return text === '{' || text === '[';
}

/** The bracket under the cursor, else the one just before it, and its partner; `null` where there is none. */
export function bracketAt(lines: readonly string[], row: number, offset: number): BracketPair | null {
	const line = lines[row] ?? '';
	if (!/[{}[\]]/.test(line.slice(Math.max(0, offset - 1), offset + 1))) {
		return null;
	}

	const own = bracketsOf(line, row);
	const at =
		own.find(bracket => bracket.offset === offset) ?? own.find(bracket => bracket.offset === offset - 1);
	if (at === undefined) {
		return null;
	}

	const partner = isOpening(at) ? closerOf(lines, at) : openerOf(lines, at);
	const [opening, closing] = isOpening(at) ? [at, partner] : [partner, at];
	return {at, partner, fits: partner === null || closers[opening?.text ?? ''] === closing?.text};
}

/** The bracket that is open at a place; `null` where none is. */
export function openerOf(
	lines: readonly string[],
	{row, offset}: {readonly row: number; readonly offset: number},
): Bracket | null {
	let depth = 1;
	let room = furthest;
	for (let at = row; at >= 0 && room > 0; at--) {
		const line = lines[at] ?? '';
		room -= line.length + 1;
		for (const bracket of bracketsOf(line, at).toReversed()) {
			if (at === row && bracket.offset >= offset) {
				continue;
			}

			depth += isOpening(bracket) ? -1 : 1;
			if (depth === 0) {
				return bracket;
			}
		}
	}

	return null;
}

function closerOf(lines: readonly string[], opener: Bracket): Bracket | null {
	let depth = 0;
	let room = furthest;
	for (let at = opener.row; at < lines.length && room > 0; at++) {
		const line = lines[at] ?? '';
		room -= line.length + 1;
		for (const bracket of bracketsOf(line, at)) {
			if (at === opener.row && bracket.offset < opener.offset) {
				continue;
			}

			depth += isOpening(bracket) ? 1 : -1;
			if (depth === 0) {
				return bracket;
			}
		}
	}

	return null;
}
