import type {AuditedSet} from './audited-set.ts';
import {foldedPath, sharedEnds} from './copies.ts';
import type {Place} from './finding.ts';
import {baseName} from './lookup.ts';

/** A file that rows, records or words name. */
export type Mention = {
	readonly name: string;
	readonly place: Place;
	/** Test id of the row or record; empty where words name it. */
	readonly testId: string;
};

/** Longer texts are sentences, whatever column they stand in. */
const longestName = 260;

/** Artifacts that rows and records name, and those that the text names; one mention each, in the order of the set. */
export function artifactMentions(set: AuditedSet): readonly Mention[] {
	const rows = set.reports.flatMap(({rows}) =>
		rows.flatMap(({artifact, place, testId, columns}) =>
			fileNames(artifact).map(name => ({
				name,
				place: columns.artifact === undefined ? place : {...place, column: columns.artifact},
				testId,
			})),
		),
	);
	const records = set.logs.flatMap(({records}) =>
		records.flatMap(({artifact, place, testId}) =>
			fileNames(artifact).map(name => ({name, place, testId: testId ?? ''})),
		),
	);
	const words = [...set.reports, ...set.logs].flatMap(({named}) =>
		named
			.filter(({role}) => role === 'artifact')
			.flatMap(({name, place}) => fileNames(name).map(each => ({name: each, place, testId: ''}))),
	);
	return [...rows, ...records, ...words];
}

/** The file names in a cell: one, or several with commas between; none in `—`, `n/a` or a sentence. */
export function fileNames(text: string | null): string[] {
	if (text === null || text.length > longestName * 20) {
		return [];
	}

	const whole = text.trim();
	const parts = whole
		.split(/\s*[,;\n]\s*|\s+(?=\S+\.\w{1,6}(?:\s|$))/)
		.map(part => part.trim())
		.filter(part => part !== '');
	const names = parts.filter(part => isFileName(part));
	return names.length === parts.length ? names : isFileName(whole) ? [whole] : [];
}

function isFileName(text: string): boolean {
	return (
		text.length <= longestName &&
		/^[^<>|"\n]*[^\s<>|"\\/]\.[a-z][a-z\d]{1,7}$/i.test(text) &&
		!/^(?:https?|ftp):|…|\.\.\.|\{\{|\s{2}/i.test(text)
	);
}

const shared = new WeakMap<AuditedSet, ReadonlySet<string>>();

/** Ends of paths that mean several files to one report, log or checksum file of the set, as `sharedEnds` gives them. */
export function sharedNames(set: AuditedSet): ReadonlySet<string> {
	let ends = shared.get(set);
	if (ends === undefined) {
		const hashed = new Map<string, string[]>();
		for (const {of, place} of set.hashes) {
			if (of !== null) {
				const names = hashed.get(place.file) ?? [];
				names.push(of);
				hashed.set(place.file, names);
			}
		}

		ends = sharedEnds([
			...set.reports.map(({rows, named}) => [
				...rows.flatMap(({artifact}) => fileNames(artifact)),
				...named.map(({name}) => name),
			]),
			...set.logs.map(({records, named}) => [
				...records.flatMap(({artifact}) => fileNames(artifact)),
				...named.map(({name}) => name),
			]),
			...hashed.values(),
		]);
		shared.set(set, ends);
	}

	return ends;
}

/** Equal for names of one file: the last part where that is enough, else the whole path. */
export function nameKey(set: AuditedSet, name: string): string {
	const folded = foldedPath(name).replace(/\/+$/, '');
	const base = baseName(folded);
	return sharedNames(set).has(base) ? folded : base;
}
