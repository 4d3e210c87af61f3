import {printableJson} from '../../terminal/printable-json.ts';
import type {Allowance} from '../allowances.ts';
import {severities, type Finding, type Place} from '../finding.ts';
import {derivedReports} from '../proved-places.ts';
import type {AuditView} from './audit-view.ts';
import type {ClaimRow} from './claim-table.ts';
import type {Explanation} from './explain.ts';

/** Counts up when a member changes its meaning or goes away; new members may come at any time. */
export const jsonReportVersion = 1;

export type JsonOptions = {
	readonly toolVersion: string;
	readonly exitCode: number;
	/** What was understood, when that was asked for. */
	readonly explanation: Explanation | null;
};

/**
 * An audit for machines:
 *
 * - `version`, `tool`, `verdict` (`refuted`, `no-contradiction`, `not-audited`), `exit_code`
 * - `set`: what was read, in numbers · `summary`: standing findings by severity, hints and accepted ones apart
 * - `findings`: all of them, worst first; `circumstantial` marks hints, `accepted` (reason, person, expires) or null
 * - `claims`: what the set claims; `state` is `refuted` (by the ids in `findings`), `holds` or `open`
 * - `proved`: reports, logs and archives whose every byte follows from the journal, and the totals that it gives
 * - `evaluated`, `not_evaluated` (rule, reason), `unread` (place, reason), `allowances` that are `expired` or `unused`
 * - `understood`, with `--explain`
 *
 * Places have `file`, and `line`, `pointer`, `column` or null.
 */
export function jsonReport(view: AuditView, {toolVersion, exitCode, explanation}: JsonOptions): string {
	const {set, result, proven, hints, accepted, expired, unused} = view;
	const acceptedBy = new Map(accepted.map(({finding, allowance}) => [finding.id, allowance]));
	const report = {
		version: jsonReportVersion,
		tool: {name: 'qtickets-explorer', version: toolVersion},
		verdict: view.verdict,
		exit_code: exitCode,
		set: {
			name: set.name,
			kind: set.kind,
			files: set.files.length,
			reports: set.reports.length,
			rows: set.reports.reduce((sum, {rows}) => sum + rows.length, 0),
			logs: set.logs.length,
			records: set.logs.reduce((sum, {records}) => sum + records.length, 0),
			artifacts: set.artifacts.length,
			counts: set.counts.length,
			archives: set.archives.length,
			hashes: set.hashes.length,
			journal: set.journal?.file ?? null,
			catalog: set.catalog?.name ?? null,
		},
		summary: {
			...Object.fromEntries(
				severities.map(severity => [
					severity,
					proven.filter(finding => finding.severity === severity).length,
				]),
			),
			circumstantial: hints.length,
			accepted: accepted.length,
		},
		findings: result.findings.map(finding => findingMember(finding, acceptedBy.get(finding.id))),
		claims: view.claims.map(row => claimMember(row)),
		proved: {files: [...derivedReports(set)], totals: set.journal?.totals ?? null},
		evaluated: result.evaluated,
		not_evaluated: result.notEvaluated,
		unread: set.unread.map(({place, reason}) => ({place: placeMember(place), reason})),
		allowances: {expired, unused},
		...(explanation === null ? {} : {understood: explanation}),
	};
	return `${printableJson(JSON.stringify(report, null, 2))}\n`;
}

function findingMember(finding: Finding, allowance: Allowance | undefined): unknown {
	const {id, rule, severity, circumstantial, code, subject, place, claimed, found, also = [], why} = finding;
	return {
		id,
		rule,
		code: code ?? null,
		severity,
		circumstantial,
		subject: subject ?? null,
		place: placeMember(place),
		claimed,
		found,
		also: also.map(other => placeMember(other)),
		why,
		accepted:
			allowance === undefined
				? null
				: {reason: allowance.reason, person: allowance.person, expires: allowance.expires},
	};
}

function claimMember({state, place, repeated, claimed, text, found, findings}: ClaimRow): unknown {
	return {
		state,
		place: placeMember(place),
		repeated: repeated.map(other => placeMember(other)),
		claimed,
		text,
		found,
		findings: findings.map(({id}) => id),
	};
}

function placeMember({file, line, pointer, column}: Partial<Place>): unknown {
	return {file, line: line ?? null, pointer: pointer ?? null, column: column ?? null};
}
