/** The part of fzf 0.5 that is used: its own types import each other without extensions, which NodeNext cannot follow. */
declare module 'fzf' {
	export type FzfResultItem<Item> = {
		readonly item: Item;
		/** UTF-16 offsets that were matched. */
		readonly positions: ReadonlySet<number>;
		readonly score: number;
	};

	type Match = {readonly extended: true};
	export const extendedMatch: Match;

	export class Fzf<Item> {
		constructor(
			items: readonly Item[],
			options: {
				readonly selector: (item: Item) => string;
				readonly match: Match;
				readonly casing: 'smart-case' | 'case-sensitive' | 'case-insensitive';
			},
		);
		find(query: string): ReadonlyArray<FzfResultItem<Item>>;
	}
}
