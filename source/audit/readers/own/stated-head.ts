import {logPath, reportPaths, verifyPath} from '../../../evidence/names.ts';
import type {StatedHead} from '../../audited-set.ts';
import type {SetFiles} from './set-files.ts';

/** Where a set says what it was derived from, and how. */
const statements: ReadonlyArray<{readonly path: string; readonly pattern: RegExp}> = [
	{path: verifyPath, pattern: /events, head ([\da-f]{64})/},
	{path: logPath, pattern: /"journal_head":"([\da-f]{64})"/},
	{path: reportPaths.markdown, pattern: /\*\*Journal head:\*\* `([\da-f]{64})`/},
];

/**
 * The head that a set's files name, where it is another than the journal's. One file that differs from the others is an
 * edit of that file; two that agree, or the only one that there is, tell of another journal.
 *
 * @param journal its good bytes
 * @param head hash of its last line
 */
export async function statedHeadOf(
	{files}: SetFiles,
	journal: Buffer,
	head: string,
): Promise<StatedHead | null> {
	const stated: Array<{readonly file: string; readonly line: number; readonly value: string}> = [];
	for (const {path, pattern} of statements) {
		const file = files.get(path);
		const text = file === undefined ? '' : (await file.read()).toString();
		const match = pattern.exec(text);
		const value = match?.[1];
		if (file !== undefined && match !== null && value !== undefined) {
			const line = text.slice(0, match.index).split('\n').length;
			stated.push({file: file.path, line, value});
		}
	}

	const first = stated.find(({value}) => value !== head);
	const agree = stated.filter(({value}) => value === first?.value).length;
	if (first === undefined || agree < Math.min(2, stated.length)) {
		return null;
	}

	return {
		place: {file: first.file, line: first.line},
		head: first.value,
		events: eventsUpTo(first.value, journal),
	};
}

/** Number of the journal's lines up to the one with that hash; `null` when none has it. */
function eventsUpTo(head: string, journal: Buffer): number | null {
	const end = journal.indexOf(`,"h":"${head}"}\n`);
	if (end === -1) {
		return null;
	}

	let lines = 1;
	for (let feed = journal.indexOf(0x0a); feed !== -1 && feed < end; feed = journal.indexOf(0x0a, feed + 1)) {
		lines++;
	}

	return lines;
}
