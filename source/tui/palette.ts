/** Finding anything by a few of its letters: endpoints, commands, settings, topics of the help. */
import {extendedMatch, Fzf} from 'fzf';
import {latinText} from '../terminal/keys.ts';
import {fitOf, fits, plainWords} from './word-match.ts';

/** Something that can be found. */
export type Entry = {
	/** Unique among all: the kind and what it leads to. */
	readonly id: string;
	readonly action:
		| {readonly kind: 'endpoint'; readonly endpointId: string}
		| {readonly kind: 'command'; readonly commandId: string}
		| {readonly kind: 'setting'; readonly name: string; readonly value: string | boolean}
		| {readonly kind: 'help'; readonly topicId: string};
	/** What is searched and shown. */
	readonly text: string;
	/** Where in `text` its path begins, which counts for less than the name of a thing; none: nowhere. */
	readonly pathAt?: number;
	/** Other words that it is found by. */
	readonly words?: string;
	/** It is found by nothing but the beginning of one of these words. */
	readonly onlyFor?: readonly string[];
	/** What stands at the end of its row: keys, or that it is so already. */
	readonly detail: string;
	/** Why it cannot be done now; `null` when it can. */
	readonly reason: string | null;
};

export type Found = Entry & {
	/** UTF-16 offsets in the text that the search matched. */
	readonly positions: ReadonlySet<number>;
};

/** More than this nobody reads; whoever wants another one types on. */
const most = 200;

/** Longer texts are no searches. */
const longestQuery = 200;

/** What fits in the middle of words only says little: below this share of the best score it is not shown. */
const leastShare = 0.5;

/** A recent choice is put forward by so many steps of how well a word fits. */
const recentSteps = 2;

/** Fewer letters do not say which word is begun. */
const leastLetters = 2;

const nowhere: ReadonlySet<number> = new Set();

/** What one matched character counts for in fzf's scores: this much a recent choice is put forward. */
const recentBonus = 16;

/**
 * The entries that a text finds, best first: what was chosen before, then what can be done, what cannot be done last.
 * Letters typed under a Russian layout find as those of the same Latin keys too.
 *
 * @param query in fzf's words: `^start`, `'exact`, `end$`, `!without`; blanks between words that must all be there
 * @param recent ids of entries, the latest first
 */
export function search(
	entries: readonly Entry[],
	query: string,
	recent: readonly string[],
): readonly Found[] {
	const wanted = query.trim().slice(0, longestQuery);
	if (wanted === '') {
		const places = new Map(recent.map((id, index) => [id, index]));
		return entries
			.map(entry => ({...entry, positions: nowhere}))
			.sort(
				(a, b) =>
					Number(a.reason !== null) - Number(b.reason !== null) ||
					(places.get(a.id) ?? most) - (places.get(b.id) ?? most),
			);
	}

	const latin = latinText(wanted);
	const scored = new Map<string, Scored>();
	for (const text of new Set([wanted, latin])) {
		const words = plainWords(text);
		for (const {item, positions, score} of finderOf(entries).find(text)) {
			const fit = fitOfAll(words, item);
			const isRecent = recent.includes(item.id);
			const isExact = item.action.kind === 'endpoint' && item.action.endpointId === text;
			const one: Scored = {
				found: {...item, positions},
				fit: isExact ? -1 : isRecent ? Math.max(0, fit - recentSteps) : fit,
				score: score + (isRecent ? recentBonus : 0),
			};
			const known = scored.get(item.id);
			if (fit < fits.none && (known === undefined || byWorth(one, known) < 0)) {
				scored.set(item.id, one);
			}
		}
	}

	const best = Math.max(...[...scored.values()].map(({score}) => score));
	return [...scored.values()]
		.filter(({fit, score}) => fit < fits.inside || score >= best * leastShare)
		.sort((a, b) => Number(a.found.reason !== null) - Number(b.found.reason !== null) || byWorth(a, b))
		.slice(0, most)
		.map(({found}) => found);
}

type Scored = {readonly found: Found; readonly fit: number; readonly score: number};

function byWorth(a: Scored, b: Scored): number {
	return a.fit - b.fit || b.score - a.score;
}

/** How the word that fits least fits an entry. */
function fitOfAll(words: readonly string[], {text, pathAt, words: others = '', onlyFor}: Entry): number {
	if (
		onlyFor !== undefined &&
		!words.some(word => word.length >= leastLetters && onlyFor.some(one => one.startsWith(word)))
	) {
		return fits.none;
	}

	const name = pathAt === undefined ? text : text.slice(0, pathAt);
	return Math.max(
		fits.word,
		...words.map(word => {
			const named = Math.min(fitOf(word, name), fitOf(word, others));
			// A path is spelled for machines: what fits it stands behind the names of things that fit as well.
			return pathAt === undefined || named === fits.word
				? named
				: Math.min(named, fitOf(word, text.slice(pathAt)) + 0.5);
		}),
	);
}

/** Made once for a list: preparing the texts costs more than a search. */
const finders = new WeakMap<readonly Entry[], Fzf<Entry>>();

function finderOf(entries: readonly Entry[]): Fzf<Entry> {
	const known =
		finders.get(entries) ??
		// The first of fzf's two ways: the second finds slightly better places, in five times the time.
		new Fzf(entries, {
			selector: ({text, words}) => (words === undefined ? text : `${text} ${words}`),
			fuzzy: 'v1',
			match: extendedMatch,
			casing: 'case-insensitive',
		});
	finders.set(entries, known);
	return known;
}
