/** Finding anything by a few of its letters: endpoints, commands, settings, topics of the help. */
import {extendedMatch, Fzf} from 'fzf';
import {latinText} from '../terminal/keys.ts';

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

/** Letters that are found far apart in a long text say little: below this share of the best score nothing is shown. */
const leastShare = 0.5;

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
	const scored = new Map<string, {found: Found; score: number}>();
	for (const text of new Set([wanted, latin])) {
		for (const {item, positions, score} of finderOf(entries).find(text)) {
			const isExact = item.action.kind === 'endpoint' && item.action.endpointId === text;
			const total = isExact ? Infinity : score + (recent.includes(item.id) ? recentBonus : 0);
			if (total > (scored.get(item.id)?.score ?? -1)) {
				scored.set(item.id, {found: {...item, positions}, score: total});
			}
		}
	}

	const best = Math.max(...[...scored.values()].map(({score}) => (score === Infinity ? 0 : score)));
	return [...scored.values()]
		.filter(({score}) => score >= best * leastShare)
		.sort(
			(a, b) =>
				Number(a.found.reason !== null) - Number(b.found.reason !== null) ||
				(a.score === b.score ? 0 : b.score - a.score),
		)
		.slice(0, most)
		.map(({found}) => found);
}

/** Made once for a list: preparing the texts costs more than a search. */
const finders = new WeakMap<readonly Entry[], Fzf<Entry>>();

function finderOf(entries: readonly Entry[]): Fzf<Entry> {
	const known =
		finders.get(entries) ??
		// The first of fzf's two ways: the second finds slightly better places, in five times the time.
		new Fzf(entries, {
			selector: ({text}) => text,
			fuzzy: 'v1',
			match: extendedMatch,
			casing: 'case-insensitive',
		});
	finders.set(entries, known);
	return known;
}
