/**
 * The folder for bodies that are saved by a bare name: beside the session's folder, never in it, because everything in
 * there is the evidence set's or the journal's.
 *
 * @param session path, or only the name, of the session's folder
 */
export function savedFolderOf(session: string): string {
	return `${session}_saved`;
}
