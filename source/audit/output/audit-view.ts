import {siftFindings, type Allowance, type Sifted} from '../allowances.ts';
import type {AuditResult} from '../audit.ts';
import type {AuditedSet} from '../audited-set.ts';
import {severities, type Finding, type Severity} from '../finding.ts';
import {amount} from './amount.ts';
import {claimTable, type ClaimRow} from './claim-table.ts';

/** From which severity on a finding makes the audit fail. */
export const failLevels = [...severities, 'none'] as const;
export type FailLevel = (typeof failLevels)[number];

export type ViewOptions = {
	readonly allowances: readonly Allowance[];
	/** `YYYY-MM-DD`, UTC: accepted findings expire. */
	readonly today: string;
	readonly failOn: FailLevel;
	/** True when only some rules were asked for: what the others accept is not unused. */
	readonly isPartial: boolean;
};

/** What an audit says, ready for every kind of output. */
export type AuditView = {
	readonly set: AuditedSet;
	readonly result: AuditResult;
	/** Contradictions that stand. */
	readonly proven: readonly Finding[];
	/** Hints that stand; never a reason to refuse the set. */
	readonly hints: readonly Finding[];
	readonly accepted: Sifted['accepted'];
	readonly expired: Sifted['expired'];
	readonly unused: Sifted['unused'];
	readonly claims: readonly ClaimRow[];
	/** True when only some rules were asked for: then a claim that is not refuted says little. */
	readonly isPartial: boolean;
	readonly verdict: Verdict;
	/** Whether the audit is to end with exit code 1. */
	readonly fails: boolean;
};

/** `not-audited`: nothing was found, and nothing was recognised in which anything could have been found. */
export type Verdict = 'refuted' | 'no-contradiction' | 'not-audited';

export function viewOf(set: AuditedSet, result: AuditResult, options: ViewOptions): AuditView {
	const {open, accepted, expired, unused} = siftFindings(result.findings, options.allowances, options.today);
	const proven = open.filter(({circumstantial}) => !circumstantial);
	const evaluated = new Set(result.evaluated);
	return {
		set,
		result,
		proven,
		hints: open.filter(({circumstantial}) => circumstantial),
		accepted,
		expired,
		unused: unused.filter(({rule}) => !options.isPartial || (rule !== null && evaluated.has(rule))),
		isPartial: options.isPartial,
		claims: claimTable(set, result.findings),
		verdict: proven.length > 0 ? 'refuted' : isRecognised(set) ? 'no-contradiction' : 'not-audited',
		fails: proven.some(({severity}) => reaches(severity, options.failOn)),
	};
}

function reaches(severity: Severity, level: FailLevel): boolean {
	return level !== 'none' && severities.indexOf(severity) <= severities.indexOf(level);
}

function isRecognised(set: AuditedSet): boolean {
	const {reports, logs, artifacts, counts, archives, hashes, journal} = set;
	return (
		journal !== null || [reports, logs, artifacts, counts, archives, hashes].some(list => list.length > 0)
	);
}

/** How many findings there are of each severity that occurs, worst first: `3 critical, 5 high`. */
export function tally(findings: readonly Finding[]): string {
	return severities
		.map(severity => [severity, findings.filter(finding => finding.severity === severity).length] as const)
		.filter(([, count]) => count > 0)
		.map(([severity, count]) => `${count} ${severity}`)
		.join(', ');
}

/** The audit in one line. */
export function verdictLine(view: AuditView): string {
	const {result, proven, hints, accepted, set} = view;
	const rules = result.evaluated.length + result.notEvaluated.length;
	const verdict = {
		refuted: `REFUTED: ${tally(proven)}`,
		'no-contradiction': 'no contradiction found',
		'not-audited': 'nothing to audit: no report, log, artifact, counts, hash or archive was recognised',
	}[view.verdict];
	return [
		verdict,
		...(hints.length === 0 ? [] : [amount(hints.length, 'hint')]),
		...(accepted.length === 0 ? [] : [`${accepted.length} accepted`]),
		`${result.evaluated.length} of ${amount(rules, 'rule')} evaluated`,
		...(set.unread.length === 0 ? [] : [`${amount(set.unread.length, 'thing')} not read`]),
	].join('; ');
}
