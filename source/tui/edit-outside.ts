import type {Message} from './ui-state.ts';

/** What came of editing a text outside. */
export type Outside = {
	/** The text as it was saved; `null` where it stays as it was. */
	readonly text: string | null;
	/** What an editor that failed had saved; `null` where it saved nothing new. */
	readonly refused: string | null;
	readonly told: Message | null;
};

/** Hands the terminal over to the operator's editor with a text, and takes it back. Never rejects for what an editor does. */
export type EditOutside = (text: string) => Promise<Outside>;

/** Where there is no terminal that could be handed over. */
export const noEditor: EditOutside = () =>
	Promise.resolve({
		text: null,
		refused: null,
		told: {tone: 'warning', text: 'No editor can be opened from here.', next: null},
	});
