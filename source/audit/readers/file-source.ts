import type {Unread} from '../audited-set.ts';
import type {FileBytes} from './file-bytes.ts';

/** Where the files that are audited come from: a folder, one file, or memory. Only ever read. */
export type FileSource = {
	/** What was given, as it was typed. */
	readonly name: string;
	/** Every file once, sorted by path within its folder. */
	files(): AsyncIterable<SourceFile>;
	/** What was passed over while `files` ran, with the reason; complete once it has ended. */
	unread?(): readonly Unread[];
};

export type SourceFile = FileBytes & {
	/** POSIX path relative to what is audited. */
	readonly path: string;
	readonly modified: Date | null;
	/** May be called again; rejects when the file cannot be read (any more). */
	read(): Promise<Buffer>;
};

/** Larger files are told as unread: nobody's evidence is that big, and it would not fit into a string. */
export const maximumFileSize = 256 * 1024 * 1024;
