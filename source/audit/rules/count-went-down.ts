import type {AuditedSet, ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {tableCounts, tableKey, type Measured} from '../table-counts.ts';
import {testEvidence} from '../test-evidence.ts';

export const countWentDown: Rule = {
	id: 'count-went-down',
	proves: 'a table has fewer rows after the run though nothing was deleted',
	severity: 'high',
	circumstantial: false,
	why: 'Tables that only grow lost rows: the counts were mixed up, or data was removed outside the tests.',
	needs: [],
	check(set) {
		if (set.kind === 'own') {
			return notEvaluated('the journal holds the counts as they were answered; merges may lower them');
		}

		const {byTable} = tableCounts(set);
		const compared = [...byTable.values()].flatMap(measured => pairsOf(measured));
		if (compared.length === 0) {
			return notEvaluated('no table was counted before and after');
		}

		const isDeleting = compared.some(([before, after]) => after.value < before.value) && deletes(set);
		return compared
			.filter(
				([before, after]) =>
					after.value < before.value && (!isDeleting || onlyGrows.test(tableKey(before.table))),
			)
			.map(([before, after]): Discovery => ({
				place: after.place,
				subject: after.table,
				claimed: `${before.value} rows before`,
				found: `${after.value} after, and no delete that was carried out`,
				also: [before.place],
			}));
	},
};

/** Records of what happened: deleting a ticket adds to them. */
const onlyGrows = /(?:^|_)(?:runs|logs?|history|journal|audit|raw)$/;

/** Counts of one table before and after, of the run as a whole where there are any, else of each test. */
function pairsOf(measured: readonly Measured[]): ReadonlyArray<readonly [Measured, Measured]> {
	const tests = new Map<string, Partial<Record<'before' | 'after' | 'count', Measured>>>();
	for (const one of measured) {
		const key = `${one.source}\0${one.testId ?? ''}`;
		const sides = tests.get(key) ?? {};
		sides[one.side] ??= one;
		tests.set(key, sides);
	}

	const pairs = [...tests].flatMap(([key, {before, after}]) =>
		before === undefined || after === undefined ? [] : [{key, pair: [before, after] as const}],
	);
	const run = pairs.find(({key}) => key.endsWith('\0'));
	return run === undefined ? pairs.map(({pair}) => pair) : [run.pair];
}

/** Whether the set records a request that removes something and was not refused. */
function deletes(set: AuditedSet): boolean {
	const {artifacts, results, rows} = testEvidence(set);
	const files = [...artifacts.values()].flat();
	if (files.some(artifact => isDelete(artifact.method, artifact.url) && isDone(artifact))) {
		return true;
	}

	// Where artifacts show the answer, what log and report call a success does not count.
	return [...rows, ...[...results.values()].flat()].some(
		({method, path, status, testId}) =>
			isDelete(method, path) && isDone({status, softError: null}) && !artifacts.has(testId ?? ''),
	);
}

function isDelete(method: string | null, path: string | null): boolean {
	return (
		method?.toUpperCase() === 'DELETE' ||
		(method?.toUpperCase() !== 'GET' && /\b(?:remove|delete|cancel|refund|purge|truncate)/i.test(path ?? ''))
	);
}

function isDone({status, softError}: Pick<ReadArtifact, 'status' | 'softError'>): boolean {
	return status !== null && status >= 200 && status < 300 && softError === null;
}
