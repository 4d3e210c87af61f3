import type {Verdict} from '../verdict/verdict.ts';

/** A symbol for each verdict; it always stands beside the word, never instead of it. */
export const verdictSymbols: Readonly<Record<Verdict, string>> = {
	success: '✔',
	limitation: '◐',
	failure: '✘',
	'no-response': '∅',
	unknown: '?',
};
