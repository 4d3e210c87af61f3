/** What the signs in square brackets mean with which the catalog says how far a statement can be trusted. */

const meanings: ReadonlyMap<string, string> = new Map([
	['OFF', 'QTickets’ own documentation'],
	['REC', 'answers recorded from qtickets.ru'],
	['REC-A', 'answers recorded from qtickets.ru on 3 November 2025'],
	['REC-B', 'answers recorded from qtickets.ru on 7 November 2025'],
	['REC-C', 'answers recorded from qtickets.ru on 9 November 2025'],
	['3P', 'working clients of other people'],
	['TEST', 'the list of 51 tests'],
	['INF', 'inferred by us, not seen'],
]);

/** Every sign with its meaning, in one sentence each. */
export const allSigns: string = sentence([...meanings]);

/** The meanings of the signs that a text has; empty where it has none. */
export function signsIn(text: string): string {
	const bracketed = [...text.matchAll(/\[[^\]]*\]/g)].map(([inner]) => inner).join(' ');
	return sentence(
		[...meanings].filter(([sign]) => new RegExp(`(?<![\\w-])${sign}(?![\\w-])`).test(bracketed)),
	);
}

function sentence(signs: ReadonlyArray<readonly [sign: string, meaning: string]>): string {
	return signs.map(([sign, meaning]) => `[${sign}] ${meaning}`).join('; ');
}
