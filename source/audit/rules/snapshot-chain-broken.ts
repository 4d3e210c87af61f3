import type {AuditedSet, LogRecord, ReadLog} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const snapshotChainBroken: Rule = {
	id: 'snapshot-chain-broken',
	proves: 'row counts after one test are not those before the next',
	severity: 'high',
	circumstantial: false,
	why: 'Something changed the tables between two tests, or the counts were not taken when they say.',
	needs: ['log'],
	check(set: AuditedSet) {
		if (set.kind === 'own') {
			return notEvaluated(
				'the journal holds the counts as they were answered; others may write to the tables',
			);
		}

		const pairs = set.logs.flatMap(log => pairsOf(log));
		return pairs.length === 0
			? notEvaluated('no two tests in a row have counts of their own')
			: pairs.flatMap(([record, next]) => brokenLinks(record, next));
	},
};

function pairsOf({records}: ReadLog): ReadonlyArray<readonly [LogRecord, LogRecord]> {
	const counted = records.filter(
		({kind, countsBefore, countsAfter}) =>
			kind === 'result' && (countsBefore?.size ?? 0) > 0 && (countsAfter?.size ?? 0) > 0,
	);
	return counted.flatMap((record, index) => {
		const next = counted[index + 1];
		return next === undefined || overlap(record, next) ? [] : [[record, next] as const];
	});
}

/** The second began before the first ended: no run of one after the other. */
function overlap(record: LogRecord, next: LogRecord): boolean {
	const [end, nextEnd] = [record.stamp?.at ?? null, next.stamp?.at ?? null];
	return end !== null && nextEnd !== null && nextEnd < end;
}

function brokenLinks(record: LogRecord, next: LogRecord): Discovery[] {
	return [...(record.countsAfter ?? [])].flatMap(([table, after]) => {
		const before = next.countsBefore?.get(table);
		return after === null || before === null || before === undefined || before === after
			? []
			: [
					{
						place: next.place,
						subject: `${next.testId ?? ''} ${table}`.trim(),
						claimed: `${before} rows in ${table} before test ${next.testId}`,
						found: `${after} after test ${record.testId}`,
						also: [record.place],
					},
				];
	});
}
