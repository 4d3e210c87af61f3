import type {Firing, TestRow} from './rows.ts';

export type FindingKind =
	| 'success'
	| 'soft-error'
	| 'undocumented-route'
	| 'permission'
	| 'missing-data'
	| 'other-limitation'
	| 'failure'
	| 'no-response'
	| 'unknown'
	| 'retried';

/** Rows that show the same thing about the API. `evidence` are the attempts that show it. */
export type Finding = {readonly kind: FindingKind; readonly rows: readonly FindingRow[]};
export type FindingRow = {readonly row: TestRow; readonly evidence: readonly Firing[]};

export const findingKinds: readonly FindingKind[] = [
	'success',
	'soft-error',
	'undocumented-route',
	'permission',
	'missing-data',
	'other-limitation',
	'failure',
	'no-response',
	'unknown',
	'retried',
];

/** What the rows show, by fixed rules over verdicts and answers. A kind that no row shows is left out. */
export function findingsOf(rows: readonly TestRow[]): readonly Finding[] {
	return findingKinds
		.map(kind => ({kind, rows: rows.flatMap(row => evidenceFor(kind, row))}))
		.filter(finding => finding.rows.length > 0);
}

function evidenceFor(kind: FindingKind, row: TestRow): readonly FindingRow[] {
	if (row.latest === null) {
		return [];
	}

	if (kind === 'retried') {
		// An attempt whose outcome was never stored shows nothing about the API; the deviations name it.
		const verdicts = new Set(
			row.firings.map(({attempt}) => attempt.verdict).filter(verdict => verdict !== 'unknown'),
		);
		return verdicts.size > 1 ? [{row, evidence: row.firings}] : [];
	}

	return kindOf(row.latest) === kind ? [{row, evidence: [row.latest]}] : [];
}

/** The one thing that an attempt shows; the first rule that fits decides. */
function kindOf({attempt}: Firing): Exclude<FindingKind, 'retried'> {
	const {verdict, exchange} = attempt;
	if (verdict === 'success' || verdict === 'no-response' || verdict === 'unknown') {
		return verdict;
	}

	const status = exchange?.status ?? 0;
	if (status >= 200 && status <= 299 && saysError(attempt.reasons)) {
		return 'soft-error';
	}

	if (status === 401 || status === 403) {
		return 'permission';
	}

	if (status === 404) {
		return isHtml(exchange?.body ?? '') ? 'undocumented-route' : 'missing-data';
	}

	return verdict === 'limitation' ? 'other-limitation' : 'failure';
}

/** The verdict's own words for a success status over a body that says the opposite, or over a page. */
function saysError(reasons: ReadonlyArray<{readonly code: string}>): boolean {
	return reasons.some(({code}) => code === 'soft-error' || code === 'html-instead-of-json');
}

function isHtml(body: string): boolean {
	return /^\uFEFF?\s*<(?:!doctype\s+html|html|head|body|!--)/i.test(body);
}
