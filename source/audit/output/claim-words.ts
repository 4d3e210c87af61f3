import type {Claim, ClaimScope, ClaimSubject} from '../audited-set.ts';

/** What a claim counts, singular and plural, or what stands before the number that it measures. */
const counted: Partial<Record<ClaimSubject, readonly [one: string, many: string]>> = {
	tests: ['test', 'tests'],
	'tests-planned': ['planned test', 'planned tests'],
	passed: ['passed', 'passed'],
	failed: ['failed', 'failed'],
	limitation: ['limitation', 'limitations'],
	skipped: ['skipped', 'skipped'],
	blocked: ['blocked', 'blocked'],
	'no-response': ['without an answer', 'without an answer'],
	attempts: ['attempt', 'attempts'],
	files: ['file', 'files'],
	artifacts: ['artifact', 'artifacts'],
	'log-records': ['log record', 'log records'],
	rows: ['row', 'rows'],
	tables: ['table', 'tables'],
	endpoints: ['endpoint', 'endpoints'],
};

const measured: Partial<Record<ClaimSubject, string>> = {
	'success-rate': 'success rate',
	'failure-rate': 'failure rate',
	coverage: 'coverage',
	'latency-average': 'average latency',
	'latency-median': 'median latency',
	'latency-min': 'lowest latency',
	'latency-max': 'highest latency',
	'latency-total': 'total latency',
	'latency-p95': '95th percentile of latency',
	duration: 'duration',
	'archive-size': 'archive of',
};

/** A claim in few words: `33 tests`, `28 files (test_6_*.json)`, `average latency 847 ms`. Untrusted where it quotes. */
export function claimWords(claim: Claim): string {
	const {subject, statuses, scope, approximate, upTo} = claim;
	const value = `${approximate ? '~' : ''}${quantity(claim, claim.value)}${upTo === undefined ? '' : `–${quantity(claim, upTo)}`}`;
	const name = counted[subject];
	const what =
		subject === 'rows' && claim.side !== undefined
			? claim.side === 'delta'
				? `a change by ${value} ${claim.value === 1 ? 'row' : 'rows'}`
				: `${value} ${claim.value === 1 ? 'row' : 'rows'} ${claim.side}`
			: subject === 'status'
				? `${value} answered ${statuses.join('/')}`
				: name === undefined
					? `${measured[subject] ?? subject} ${claim.bound === 'at-most' ? 'at most ' : ''}${value}`
					: `${value} ${claim.value === 1 ? name[0] : name[1]}${statuses.length === 0 ? '' : ` (${statuses.join('/')})`}`;
	return `${what}${scopeWords(scope)}`;
}

/** The value in the unit that it was written in. */
function quantity({unit, decimals}: Claim, value: number): string {
	const divisor = divisors[unit] ?? 1;
	const text = unit === '' ? String(value) : (value / divisor).toFixed(Math.min(decimals, 20));
	return unit === '' ? text : unit === '%' ? `${text} %` : `${text} ${unit}`;
}

const divisors: Partial<Record<Claim['unit'], number>> = {
	s: 1000,
	min: 60_000,
	h: 3_600_000,
	kB: 1000,
	MB: 1_000_000,
};

/** What part of a set a claim speaks about, to stand behind it; nothing for all of it. */
export function scopeWords(scope: ClaimScope): string {
	switch (scope.kind) {
		case 'all':
			return '';
		case 'section':
			return ` in section ${scope.prefix.replace(/\.$/, '')}`;
		case 'ids':
			return scope.from === scope.to ? ` of ${scope.from}` : ` in ${scope.from}–${scope.to}`;
		case 'list':
			return ` of ${scope.ids.join(', ')}`;
		case 'name':
			return ` (${scope.name})`;
	}
}
