import path from 'node:path';
import type {FileSource} from './file-source.ts';

/** One of several places that are read together. */
export type Part = {readonly source: FileSource; readonly path: string; readonly isFolder: boolean};

/**
 * Several folders and files as one set. Their paths are kept from where they part, so that two files of one name stay
 * two: `a/report.md` and `b/report.md`.
 *
 * @param parts absolute paths, none inside another
 * @param name what was given, as it was typed
 */
export function joinedSource(parts: readonly Part[], name: string): FileSource {
	const root = commonFolder(parts.map(part => folderOf(part)));
	const prefixed = parts.map(part => {
		const relative = path.relative(root, folderOf(part)).split(path.sep).join('/');
		return {source: part.source, prefix: relative === '' ? '' : `${relative}/`};
	});
	return {
		name,
		unread: () =>
			prefixed.flatMap(({source, prefix}) =>
				(source.unread?.() ?? []).map(({place, reason}) => ({
					place: {...place, file: `${prefix}${place.file}`},
					reason,
				})),
			),
		async *files() {
			for (const {source, prefix} of prefixed) {
				for await (const file of source.files()) {
					yield {...file, path: `${prefix}${file.path}`};
				}
			}
		},
	};
}

function folderOf(part: Part): string {
	return part.isFolder ? part.path : path.dirname(part.path);
}

function commonFolder(folders: readonly string[]): string {
	const [first = '', ...others] = folders;
	let common = first;
	while (others.some(folder => !isInside(folder, common)) && path.dirname(common) !== common) {
		common = path.dirname(common);
	}

	return common;
}

/** Whether a path is a folder, or stands somewhere in it. */
export function isInside(inner: string, folder: string): boolean {
	const relative = path.relative(folder, inner);
	return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
