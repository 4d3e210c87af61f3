/** How well words fit a text: letters that are merely scattered through it are no hit. */

/** From best to worst: a whole word, the start of one, inside of one, pieces of words each from its start, none of these. */
export const fits = {word: 0, start: 1, inside: 2, pieces: 3, none: 4} as const;
export type Fit = (typeof fits)[keyof typeof fits];

/** fzf's own signs: such a word is matched as it says. */
const sign = /^[!^']|\$$/;

/** The words of a search that are looked for by their letters, in lower case. */
export function plainWords(query: string): readonly string[] {
	return query
		.toLowerCase()
		.split(/\s+/)
		.filter(word => word !== '' && !sign.test(word));
}

/**
 * How a word fits a text.
 *
 * @param word in lower case
 */
export function fitOf(word: string, text: string): Fit {
	const lower = text.toLowerCase();
	let best: Fit = fits.none;
	for (let at = lower.indexOf(word); at !== -1; at = lower.indexOf(word, at + 1)) {
		const isStart = !isLetter(lower[at - 1]) || !isLetter(word[0]);
		const isEnd = !isLetter(lower[at + word.length]);
		const fit = isStart ? (isEnd ? fits.word : fits.start) : fits.inside;
		best = fit < best ? fit : best;
	}

	return best !== fits.none ? best : isInPieces(word, lower) ? fits.pieces : fits.none;
}

function isLetter(character: string | undefined): boolean {
	return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}

/**
 * Whether a word falls into pieces, each of letters of one word of the text from its first letter on, in the order of
 * the text: `chkbar` in `check a barcode`. A piece has two letters or more on average.
 */
function isInPieces(word: string, text: string): boolean {
	const most = Math.floor(word.length / 2);
	/** By how much of the word is found: the fewest pieces. */
	let found = new Map([[0, 0]]);
	for (const one of text.match(/[\p{L}\p{N}]+/gu) ?? []) {
		const next = new Map(found);
		for (const [at, pieces] of found) {
			if (word[at] === one[0] && pieces < most) {
				addPieces(next, {at, end: at + commonLetters(word.slice(at), one), pieces: pieces + 1});
			}
		}

		found = next;
	}

	return found.has(word.length);
}

function addPieces(
	found: Map<number, number>,
	{at, end, pieces}: {at: number; end: number; pieces: number},
): void {
	for (let to = at + 1; to <= end; to++) {
		if (pieces < (found.get(to) ?? Infinity)) {
			found.set(to, pieces);
		}
	}
}

/** How many letters at the start of `wanted` stand in `word` in their order. */
function commonLetters(wanted: string, word: string): number {
	let count = 0;
	for (const letter of word) {
		if (letter === wanted[count]) {
			count++;
		}
	}

	return count;
}
