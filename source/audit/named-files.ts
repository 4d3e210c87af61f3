import type {AuditedSet} from './audited-set.ts';
import type {Place} from './finding.ts';

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
