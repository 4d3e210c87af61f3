import type {Span} from '../spans.ts';
import type {TextBuffer} from '../text-buffer.ts';

/** Rows that are made only when they are on screen. */
export type Content = {
	readonly length: number;
	/** The row that the cursor is on; `null` where rows are not chosen. */
	readonly selected: number | null;
	/** @param index 0-based, below `length` */
	readonly row: (index: number) => readonly Span[];
	/** The whole text of a row, where `row` gives the part that stands in the window. */
	readonly text?: (index: number) => string;
};

/** A pane as rows: what a component draws and what a reducer scrolls. */
export type PaneView = {
	/** What the pane shows, behind its number and name. */
	readonly title: readonly Span[];
	readonly header: ReadonlyArray<readonly Span[]>;
	/** The row of tabs. */
	readonly tabs: readonly Span[];
	readonly content: Content;
	/** Rows that the content may take. */
	readonly contentHeight: number;
	/** Rows that stay at the foot of the pane while its content scrolls. */
	readonly footer?: ReadonlyArray<readonly Span[]>;
	/** Rows between the tabs and the content. */
	readonly bars?: readonly Bar[];
	/** First row of the content on screen, where the view itself knows it. */
	readonly top?: number;
};

/** A row of a pane that may be a line being typed. */
export type Bar =
	| readonly Span[]
	| {
			readonly label: string;
			readonly buffer: TextBuffer;
			readonly placeholder: string;
			/** What stands at the right end. */
			readonly after: readonly Span[];
	  };

/** Content of ready-made rows. */
export function contentOf(rows: ReadonlyArray<readonly Span[]>, selected: number | null = null): Content {
	return {length: rows.length, selected, row: index => rows[index] ?? []};
}

/** A row of tabs; the active one stands in brackets, so that it is seen without colour. */
export function tabRow<Tab extends string>(
	tabs: ReadonlyArray<{readonly tab: Tab; readonly label: string; readonly count: string}>,
	active: Tab,
): readonly Span[] {
	return tabs.flatMap(({tab, label, count}): readonly Span[] => {
		const text = count === '' ? label : `${label} ${count}`;
		return tab === active ? [[`[${text}]`, 'active']] : [[` ${text} `, 'muted']];
	});
}
