import type {AuditResult} from '../../../source/audit/audit.ts';
import type {
	AuditedFile,
	AuditedSet,
	Claim,
	ReadReport,
	ReportRow,
} from '../../../source/audit/audited-set.ts';
import type {Finding} from '../../../source/audit/finding.ts';
import {viewOf, type AuditView, type ViewOptions} from '../../../source/audit/output/audit-view.ts';

/** Hand-made audits for the outputs: no reader and no rule has a part in them. */

export const reportFile = 'reports/final report.md';

export function claim(line: number, values: Partial<Claim> & Pick<Claim, 'subject' | 'value'>): Claim {
	return {
		place: {file: reportFile, line},
		text: `words of line ${line}`,
		approximate: false,
		decimals: 0,
		unit: '',
		statuses: [],
		scope: {kind: 'all'},
		...values,
	};
}

export function row(testId: string, values: Partial<ReportRow> = {}): ReportRow {
	return {
		place: {file: reportFile, line: 20},
		section: 'Partners API (Section 6)',
		testId,
		method: 'GET',
		path: '/api',
		status: 200,
		text: {},
		columns: {endpoint: 'Endpoint', status: 'HTTP'},
		judged: 'pass',
		expectedStatus: [],
		saysExpected: false,
		latencyMs: 100,
		latencyDecimals: 0,
		artifact: null,
		...values,
	};
}

export function report(values: Partial<ReadReport> = {}): ReadReport {
	return {
		file: reportFile,
		format: 'markdown',
		rows: [],
		tables: [],
		claims: [],
		statements: [],
		named: [],
		stamps: [],
		facts: [],
		hashes: [],
		...values,
	};
}

export function setOf(values: Partial<AuditedSet> = {}): AuditedSet {
	const file: AuditedFile = {
		path: reportFile,
		kind: 'report',
		size: 10,
		modified: null,
		archive: null,
		sha256: '0'.repeat(64),
		read: () => Promise.resolve(Buffer.alloc(0)),
	};
	return {
		name: 'their-folder',
		kind: 'foreign',
		files: [file],
		reports: [report()],
		logs: [],
		artifacts: [],
		counts: [],
		archives: [],
		hashes: [],
		journal: null,
		specs: new Map(),
		catalog: null,
		secrets: new Map(),
		unread: [],
		...values,
	};
}

let made = 0;

export function finding(values: Partial<Finding> = {}): Finding {
	return {
		id: `${++made}`.padStart(12, '0'),
		rule: 'count-mismatch',
		severity: 'high',
		circumstantial: false,
		why: 'The first number that a customer reads is wrong.',
		place: {file: reportFile, line: 12},
		claimed: '33 tests',
		found: '20 rows in the test matrix',
		...values,
	};
}

export function resultOf(findings: readonly Finding[], values: Partial<AuditResult> = {}): AuditResult {
	return {findings, evaluated: ['count-mismatch', 'secret-leak'], notEvaluated: [], ...values};
}

export function view(
	findings: readonly Finding[],
	{
		set = {},
		result = {},
		options = {},
	}: {set?: Partial<AuditedSet>; result?: Partial<AuditResult>; options?: Partial<ViewOptions>} = {},
): AuditView {
	return viewOf(setOf(set), resultOf(findings, result), {
		allowances: [],
		today: '2026-01-15',
		failOn: 'low',
		isPartial: false,
		...options,
	});
}
