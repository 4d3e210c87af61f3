/** What copying and saving do outside of the program. */

/** How a text was copied. */
export type CopyResult =
	/** Through the terminal (OSC 52), which does not say whether it took it: `isSure` where it is known to. */
	| {readonly way: 'terminal'; readonly isSure: boolean}
	/** By a program of the system. */
	| {readonly way: 'program'; readonly name: string}
	/** Not at all. */
	| {readonly way: 'none'};

export type SaveResult =
	| {readonly kind: 'saved'; readonly path: string}
	/** A file of that name is there; it was not touched. */
	| {readonly kind: 'exists'; readonly path: string}
	| {readonly kind: 'failed'; readonly why: string};

export type Outside = {
	/** Puts a text on the clipboard, by the first way that takes it. */
	copy(text: string): Promise<CopyResult>;
	/** Writes a file: a bare name beside the session's folder, any other wherever it leads. */
	save(name: string, bytes: Uint8Array, how: {readonly overwrite: boolean}): Promise<SaveResult>;
	/** Writes a text that no clipboard took to a new file of its own, which is there until the program is left. */
	keepCopy(text: string): Promise<SaveResult>;
};

/** Nothing is copied and nothing is saved. */
export const noOutside: Outside = {
	copy: () => Promise.resolve({way: 'none'}),
	save: () => Promise.resolve({kind: 'failed', why: 'Files cannot be written here.'}),
	keepCopy: () => Promise.resolve({kind: 'failed', why: 'Files cannot be written here.'}),
};
