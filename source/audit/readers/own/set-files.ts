import {isDerived} from '../../../evidence/export-folder.ts';
import {journalFileName} from '../../../session/journal.ts';
import type {AuditedFile} from '../../audited-set.ts';

/** The files of one own set, wherever it was found. */
export type SetFiles = {
	/** Path of its folder, with a slash at its end; empty when it is what is audited. */
	readonly root: string;
	/** By path relative to the folder; the journal included. */
	readonly files: ReadonlyMap<string, AuditedFile>;
	/** Files of an export stand beside the journal. */
	readonly isExported: boolean;
};

/** What systems leave in any folder that somebody looked at. */
const leftBySystem = /(?:^|\/)(?:\.DS_Store|Thumbs\.db|desktop\.ini|\._[^/]*)$|^__MACOSX\//i;

/** The folder that a journal stands in, on disk or in an archive. */
export function setFilesOf(journal: AuditedFile, all: readonly AuditedFile[]): SetFiles {
	const root = journal.path.slice(0, lastSlash(journal.path) + 1);
	const archives = all.filter(({kind, archive}) => kind === 'archive' && archive === null);
	const beside = new Set(archives.flatMap(({path}) => [path, `${path}.sha256`]));
	const files = new Map(
		all
			.filter(
				({path, archive}) =>
					archive === journal.archive &&
					path.startsWith(root) &&
					!beside.has(path) &&
					!leftBySystem.test(path.slice(root.length)),
			)
			.map(file => [file.path.slice(root.length), file] as const),
	);
	return {root, files, isExported: [...files.keys()].some(path => isDerived(path))};
}

/** The slash before a file's name, where `x.zip!/` is a folder too. */
function lastSlash(path: string): number {
	return path.lastIndexOf('/');
}

/**
 * True for what was cut off a journal that held nothing yet: no event could tell of it, so that it follows from nothing.
 *
 * @param openedAt time of the journal's first event
 */
export function isTornBefore(path: string, openedAt: string): boolean {
	const stamp = new RegExp(`^${journalFileName.replace('.', String.raw`\.`)}\\.torn-(\\d{14})$`).exec(
		path,
	)?.[1];
	return stamp !== undefined && stamp <= openedAt.replaceAll(/\D/g, '').slice(0, 14);
}
