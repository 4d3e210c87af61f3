import type {AuditedSet, Judgement, LogRecord, ReportRow} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {cellPlace, testEvidence} from '../test-evidence.ts';

export const markContradictsStatus: Rule = {
	id: 'mark-contradicts-status',
	proves: 'a tick, cross or note of a test contradicts its own status',
	severity: 'critical',
	circumstantial: false,
	why: 'The mark says the opposite of the status beside it, so whoever counts the marks counts wrong.',
	needs: [],
	check(set) {
		if (set.kind === 'own') {
			return notEvaluated('verdict and mark stand apart in the journal, and their differences are listed');
		}

		const {rows, results} = testEvidence(set);
		return rows.length === 0 && results.size === 0
			? notEvaluated('neither a table of tests nor a log with records of tests was given')
			: discoveries(set);
	},
};

function* discoveries(set: AuditedSet): Iterable<Discovery> {
	const {rows, rowIds, results} = testEvidence(set);
	for (const row of rows) {
		const {notes = '', title = '', expected = '', endpoint = '', mark} = row.text;
		const stated = {...row, notes, about: [title, expected, endpoint, row.section].join(' ')};
		const contradiction = contradictionOf(stated, set);
		if (contradiction !== null) {
			const column = contradiction.code === 'notes' ? 'notes' : mark === undefined ? 'status' : 'mark';
			yield {place: cellPlace(row, column), subject: row.testId, ...contradiction};
		}
	}

	for (const [testId, records] of results) {
		for (const record of rowIds.has(testId) ? [] : records) {
			const contradiction = contradictionOf({...record, testId, about: ''}, set);
			if (contradiction !== null) {
				yield {place: record.place, subject: testId, ...contradiction};
			}
		}
	}
}

type Stated = Pick<ReportRow | LogRecord, 'status' | 'judged' | 'expectedStatus' | 'saysExpected'> & {
	readonly testId: string;
	readonly notes: string;
	/** Title, section and the like: what the test is for. */
	readonly about: string;
};

type Contradiction = Pick<Discovery, 'code' | 'claimed' | 'found'>;

function contradictionOf(stated: Stated, set: AuditedSet): Contradiction | null {
	const {status, judged, notes, expectedStatus, testId} = stated;
	if (status === null) {
		return null;
	}

	const expected = [...expectedStatus, ...documentedStatus(testId, set)];
	const isError = status >= 400;
	const found = `status ${status}`;
	if (isError && saysSuccess(notes) && !expected.includes(status) && !isNegative(stated)) {
		return {code: 'notes', claimed: shortened(notes), found};
	}

	if (judged === 'pass' && isError && !expected.includes(status) && !isNegative(stated)) {
		return {code: 'pass', claimed: wordOf(judged), found};
	}

	if (judged === 'pass' && expectedStatus.length > 0 && !expectedStatus.includes(status)) {
		return {
			code: 'expectation',
			claimed: `${wordOf(judged)}, expected ${expectedStatus.join(' or ')}`,
			found,
		};
	}

	// A cross on a 2xx answer is right where the body is an error; only praise beside it is a contradiction.
	const isFine = status >= 200 && status < 300 && (expected.length === 0 || expected.includes(status));
	return judged === 'fail' && isFine && saysSuccess(notes)
		? {code: 'fail', claimed: wordOf(judged), found: `${found}, ${shortened(notes)}`}
		: null;
}

/** What the catalog promises of the documented request: an error, where the test is about one. */
function documentedStatus(testId: string, {catalog}: AuditedSet): readonly number[] {
	return catalog?.endpoints.get(testId)?.variants[0].expect.status ?? [];
}

/** The note begins by saying that it worked. */
function saysSuccess(notes: string): boolean {
	return /^\s*(?:[✅✔☑]\S?\s*)?(?:success(?:ful(?:ly)?)?|ok|passed|works|успех|успешно|успешный|работает)(?![\p{L}\d])(?!\s*[:=]?\s*(?:false|нет))/iu.test(
		notes,
	);
}

/** The test is about an error: then an error is what it wants. */
function isNegative({about, notes, saysExpected}: Stated): boolean {
	return (
		saysExpected ||
		/negative|invalid|unauthori|forbidden|wrong|error|reject|refus|denied|without (?:a )?(?:token|auth)|missing|non-?exist|unknown|not found|не найден|негатив|ошиб|неверн|невалид|отказ|без токена|несуществ|запрещ|отклон|неизвестн/iu.test(
			about,
		) ||
		/expected|as (?:documented|intended|designed)|correctly|properly|by design|validat|ожида|как и должно|корректно|правильно|по документации/iu.test(
			notes,
		)
	);
}

function wordOf(judged: Judgement): string {
	return judged === 'pass' ? 'marked as passed' : 'marked as failed';
}

function shortened(text: string): string {
	return text.length > 60 ? `${text.slice(0, 60).trimEnd()}…` : text;
}
