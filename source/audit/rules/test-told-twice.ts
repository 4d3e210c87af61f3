import type {AuditedSet, LogRecord, ReportRow} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isInArchive} from '../lookup.ts';
import type {Rule} from '../rule.ts';

/**
 * Fires for a row that one table has twice word for word, with more in it than its test and status: attempts differ in
 * something. And for records of one test with different answers, where neither is called an attempt, nothing began in
 * between, and no row speaks about the other answer.
 */
export const testToldTwice: Rule = {
	id: 'test-told-twice',
	proves: 'a test stands twice in one table, or has two different results in one log',
	severity: 'medium',
	circumstantial: false,
	why: 'A result that stands twice is counted twice, and of two different ones nobody says which holds.',
	needs: [],
	check: set => [
		...set.reports.filter(({file}) => !isInArchive(file)).flatMap(({rows}) => repeatedRows(rows)),
		...set.logs.filter(({file}) => !isInArchive(file)).flatMap(({records}) => differing(records, set)),
	],
};

function repeatedRows(rows: readonly ReportRow[]): readonly Discovery[] {
	return [...grouped(rows, keyOf).values()].flatMap(([first, ...more]) =>
		first !== undefined && more.length > 0 && isTelling(first)
			? [
					{
						place: more[0]?.place ?? first.place,
						subject: first.testId,
						code: 'row',
						claimed: `a row of test ${first.testId}`,
						found: `the same row as in line ${first.place.line ?? '?'}, word for word`,
						also: [first.place, ...more.slice(1, 20).map(({place}) => place)],
					},
				]
			: [],
	);
}

function keyOf({place, section, testId, method, path, status, text, latencyMs, artifact}: ReportRow): string {
	return JSON.stringify([place.file, section, testId, method, path, status, latencyMs, artifact, text]);
}

/** A latency or a file that two requests would not share. */
function isTelling({latencyMs, artifact}: ReportRow): boolean {
	return latencyMs !== null || artifact !== null;
}

function differing(records: readonly LogRecord[], set: AuditedSet): readonly Discovery[] {
	const results = records.filter(
		({kind, testId, status}) => kind === 'result' && testId !== null && status !== null,
	);
	const started = new Set(
		records.flatMap(({kind, testId}) => (kind === 'start' && testId !== null ? [testId] : [])),
	);
	return [...grouped(results, ({testId}) => testId ?? '').values()].flatMap((same): readonly Discovery[] => {
		const [first] = same;
		const other = same.find(({status}) => status !== first?.status);
		const testId = first?.testId ?? '';
		if (
			first === undefined ||
			other === undefined ||
			started.has(testId) ||
			same.some(record => isAttempt(record)) ||
			new Set(same.map(({method, path}) => `${method} ${path}`)).size > 1 ||
			saysBoth(set, testId, same)
		) {
			return [];
		}

		return [
			{
				place: other.place,
				subject: testId,
				code: 'record',
				claimed: `test ${testId}: status ${other.status}`,
				found: `status ${first.status} in line ${first.place.line ?? '?'}, and nothing says which holds`,
				also: same.filter(record => record !== other).map(({place}) => place),
			},
		];
	});
}

function isAttempt({attempt, notes, words}: LogRecord): boolean {
	return (
		attempt !== null ||
		/retr(?:y|ied|ies)|attempt|again|repeat|second try|re-?run|повтор|попытк|снова|ещ[её] раз|перезапуск/iu.test(
			`${notes} ${words}`,
		)
	);
}

/** A report that has a row for each of them, or speaks of attempts in the test's row, leaves nothing open. */
function saysBoth(set: AuditedSet, testId: string, same: readonly LogRecord[]): boolean {
	const rows = set.reports.flatMap(report => report.rows.filter(row => row.testId === testId));
	const told = new Set(rows.map(({status}) => status));
	return (
		same.every(({status}) => told.has(status)) ||
		rows.some(({text}) =>
			/retr|attempt|again|repeat|re-?run|повтор|попытк|перезапуск/iu.test(text.notes ?? ''),
		)
	);
}

function grouped<T>(items: readonly T[], of: (item: T) => string): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const key = of(item);
		const group = groups.get(key);
		if (group === undefined) {
			groups.set(key, [item]);
		} else {
			group.push(item);
		}
	}

	return groups;
}
