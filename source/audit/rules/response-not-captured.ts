import type {AuditedSet, LogRecord} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {cellPlace, testEvidence} from '../test-evidence.ts';

/** Where a test that was sent, and whose answer nobody recorded, stands. */
function unansweredTests(set: AuditedSet): ReadonlyMap<string, readonly Place[]> {
	return set.journal === null ? unansweredInLogs(set) : unansweredInJournal(set.journal);
}

function unansweredInLogs(set: AuditedSet): ReadonlyMap<string, readonly Place[]> {
	const {results, starts} = testEvidence(set);
	// A log that has no statuses anywhere leaves them out on purpose.
	const hasStatuses = [...results.values()].some(records => records.some(({status}) => status !== null));
	const unanswered = new Map<string, readonly Place[]>();
	for (const testId of new Set([...results.keys(), ...starts.keys()])) {
		const records: readonly LogRecord[] = results.get(testId) ?? [];
		if (records.every(({status}) => status === null) && (records.length === 0 || hasStatuses)) {
			const places = [...(starts.get(testId) ?? []), ...records].map(({place}) => place);
			unanswered.set(testId, places);
		}
	}

	return unanswered;
}

function unansweredInJournal({
	file,
	events,
}: NonNullable<AuditedSet['journal']>): ReadonlyMap<string, Place[]> {
	const answered = new Set(
		events.flatMap(event =>
			event.type === 'request.outcome' && event.exchange.status !== null ? [event.intent] : [],
		),
	);
	const unanswered = new Map<string, Place[]>();
	const others = new Set<string>();
	for (const event of events) {
		if (event.type !== 'request.intent') {
			continue;
		}

		if (answered.has(event.seq)) {
			others.add(event.endpoint_id);
		} else {
			const places = unanswered.get(event.endpoint_id) ?? [];
			unanswered.set(event.endpoint_id, [...places, {file, line: event.seq}]);
		}
	}

	return new Map([...unanswered].filter(([testId]) => !others.has(testId)));
}

export const responseNotCaptured: Rule = {
	id: 'response-not-captured',
	proves: 'a row states a status though no answer was recorded',
	severity: 'critical',
	circumstantial: false,
	why: 'The request was sent but its answer was never captured, so the reported status is a guess.',
	needs: ['report-rows'],
	check(set) {
		const {rows, results, starts} = testEvidence(set);
		if (set.journal === null && results.size === 0 && starts.size === 0) {
			return notEvaluated('no log with records of tests, and no journal');
		}

		const unanswered = unansweredTests(set);
		return rows.flatMap((row): Discovery[] => {
			const places = unanswered.get(row.testId);
			return row.status === null || places === undefined
				? []
				: [
						{
							place: cellPlace(row, 'status'),
							subject: row.testId,
							claimed: `status ${row.status}`,
							found: `no status in the ${set.journal === null ? 'log' : 'journal'}`,
							also: places,
						},
					];
		});
	},
};
