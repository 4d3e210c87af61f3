import {safeName} from './safe-name.ts';

/** The archive's file name; a set in which something is missing carries that in its name. */
export function archiveNameOf(sessionName: string, complete: boolean): string {
	return `${safeName(sessionName)}${complete ? '' : '_INCOMPLETE'}.zip`;
}

/** Name of the file that holds the archive's hash. A hash never stands inside what it hashes. */
export function archiveHashNameOf(archiveName: string): string {
	return `${archiveName}.sha256`;
}
