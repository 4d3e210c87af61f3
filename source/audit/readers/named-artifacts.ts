import type {AuditedFile, ReadArtifact, ReadLog, ReadReport, Unread} from '../audited-set.ts';
import {pathFinder, sharedEnds} from '../copies.ts';
import {fileNames} from '../named-files.ts';
import {readArtifact} from './artifact.ts';
import {textOf} from './text.ts';

type Gathered = {
	readonly files: AuditedFile[];
	readonly reports: readonly ReadReport[];
	readonly logs: readonly ReadLog[];
	readonly artifacts: ReadArtifact[];
	readonly unread: Unread[];
};

/**
 * Takes for artifacts what rows and records name as theirs, whatever it looks like: else what was saved in a form of its
 * own would be passed over, and with it everything that it shows. What is no text is told in `unread`.
 *
 * @param gathered what was read so far; `files`, `artifacts` and `unread` are added to
 * @param bytesOf reads a file; `null` for one that cannot be read, which is told already
 */
export async function takeNamed(
	gathered: Gathered,
	bytesOf: (file: AuditedFile) => Promise<Buffer | null>,
): Promise<void> {
	const {files, unread} = gathered;
	const sources = [
		...gathered.reports.map(({rows}) => rows),
		...gathered.logs.map(({records}) => records),
	].map(list => list.flatMap(({artifact}) => fileNames(artifact)));
	const open = files.flatMap(({kind}, index) => (kind === 'document' || kind === 'other' ? [index] : []));
	if (open.length === 0) {
		return;
	}

	// Among all files: a name that means an artifact does not mean a document of that name as well.
	const {all} = pathFinder(files.keys(), index => files[index]?.path ?? '', sharedEnds(sources));
	const named = new Set(sources.flat().flatMap(all));
	for (const index of open.filter(each => named.has(each))) {
		const file = files[index];
		const bytes = file === undefined ? null : await bytesOf(file);
		if (file === undefined || bytes === null) {
			continue;
		}

		if (textOf(bytes) === null) {
			const reason = 'named as the artifact of a test, but its bytes are no text';
			unread.push({place: {file: file.path}, reason});
		} else {
			files[index] = {...file, kind: 'artifact'};
			gathered.artifacts.push(readArtifact(file.path, bytes));
		}
	}
}
