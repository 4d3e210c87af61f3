import type {JournalEvent} from './event.ts';

/** What a journal's bytes say. */
export type JournalContent = {
	readonly events: readonly JournalEvent[];
	/** Hash `h` of the last good line; 64 zeros for an empty journal. */
	readonly head: string;
	/** Bytes of the good lines. What follows is a torn last line. */
	readonly goodBytes: number;
	/** A last line that was cut off while it was written; `null` when the journal ends cleanly. */
	readonly torn: Buffer | null;
};
