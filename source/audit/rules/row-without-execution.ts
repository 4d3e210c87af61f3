import type {AuditedSet, ReportRow} from '../audited-set.ts';
import {damagedLinesOf} from '../damaged-lines.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {cellPlace, testEvidence} from '../test-evidence.ts';

export const rowWithoutExecution: Rule = {
	id: 'row-without-execution',
	proves: 'a row states a result of a test that the log never ran',
	severity: 'critical',
	circumstantial: false,
	why: 'Nothing shows that this request was ever sent, yet the report counts its result.',
	needs: ['report-rows'],
	check(set) {
		const {rows} = testEvidence(set);
		const executed = executedTests(set);
		if (executed === null) {
			return notEvaluated('no log with records of tests, and no journal');
		}

		// A log that knows few of the rows is the log of something else.
		const known = rows.filter(({testId}) => executed.ids.has(testId));
		if (known.length * 2 < rows.length || known.length === 0) {
			return notEvaluated('the log speaks about other tests than the report');
		}

		const damaged = set.journal === null ? set.logs.flatMap(damagedLinesOf) : [];
		const absent = rows.filter(row => !executed.ids.has(row.testId) && statesResult(row));
		// As many lines cannot be read as are missing: the records may be these.
		const [broken] = new Set(absent.map(({testId}) => testId)).size <= damaged.length ? damaged : [];
		if (broken !== undefined) {
			return absent.map(row => ({
				place: cellPlace(row, 'status'),
				subject: row.testId,
				severity: 'medium',
				claimed: row.status === null ? `test ${row.testId} ${row.judged}` : `status ${row.status}`,
				found: `no readable record of test ${row.testId}: line ${broken.place.line ?? '?'} of the log cannot be read`,
				also: damaged.slice(0, 20).map(({place}) => place),
			}));
		}

		return absent.map(row => ({
			place: cellPlace(row, 'status'),
			subject: row.testId,
			claimed: row.status === null ? `test ${row.testId} ${row.judged}` : `status ${row.status}`,
			found: `no record of test ${row.testId} in ${executed.where}`,
			also: executed.files.map(file => ({file})),
		}));
	},
};

type Executed = {
	readonly ids: ReadonlySet<string>;
	readonly where: string;
	readonly files: readonly string[];
};

function executedTests(set: AuditedSet): Executed | null {
	const {results, starts} = testEvidence(set);
	if (set.journal !== null) {
		const ids = set.journal.events.flatMap(event =>
			event.type === 'request.intent' ? [event.endpoint_id] : [],
		);
		return {ids: new Set(ids), where: 'the journal', files: [set.journal.file]};
	}

	const ids = new Set([...results.keys(), ...starts.keys()]);
	const files = set.logs.filter(log => log.records.some(({testId}) => testId !== null)).map(({file}) => file);
	return ids.size === 0 ? null : {ids, where: files.length === 1 ? 'the log' : 'any log', files};
}

function statesResult({status, judged}: ReportRow): boolean {
	return status !== null || judged === 'pass' || judged === 'fail' || judged === 'limitation';
}
