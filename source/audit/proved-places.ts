import type {AuditedSet, FileKind} from './audited-set.ts';
import type {Place} from './finding.ts';

const derivedKinds: ReadonlySet<FileKind> = new Set([
	'report',
	'log',
	'counts',
	'own-report',
	'document',
	'archive',
]);

/** Reports, logs and archives that follow from the journal byte for byte. */
export function derivedReports({files, journal}: AuditedSet): ReadonlySet<string> {
	return new Set(
		files.flatMap(({path, kind}) =>
			journal?.derivedFiles.has(path) === true && derivedKinds.has(kind) ? [path] : [],
		),
	);
}

/**
 * Tells of a place whether the journal proves what stands there: in a report or log that follows from it byte for byte,
 * or in a line of a changed one that is as the journal gives it. Such a place states nothing of its own: read as if a person had
 * written it, the words of an operator's note or of an answer that it quotes would be taken for claims.
 */
export function provedPlaces(set: AuditedSet): (place: Place) => boolean {
	const derived = derivedReports(set);
	const changed = set.journal?.damage === null ? set.journal.changedLines : undefined;
	return ({file, line}) => {
		const lines = changed?.get(file);
		return derived.has(file) || (lines !== undefined && line !== undefined && !lines.has(line));
	};
}
