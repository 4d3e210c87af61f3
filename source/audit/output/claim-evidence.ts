import type {AuditedSet, Claim, ClaimScope, LogRecord, ReportRow} from '../audited-set.ts';
import {distinctArtifacts, isInScope, matchesGlob} from '../lookup.ts';

/**
 * What stands behind a claim that no rule refuted. A claim is said to hold only where it is counted here, in every place
 * that could be counted, and comes out exactly: that nothing spoke against it is not enough.
 */
export type ClaimEvidence = {
	readonly holds: boolean;
	/** Where and what was counted, in few words. */
	readonly found: string;
};

type Test = Pick<ReportRow | LogRecord, 'testId' | 'status' | 'judged' | 'latencyMs'>;
type Source = {readonly name: string; readonly tests: readonly Test[]};

/** @returns `null` when the claim is of a kind that is not counted here, or there is nothing to count */
export function evidenceFor(claim: Claim, set: AuditedSet): ClaimEvidence | null {
	if (claim.approximate || claim.upTo !== undefined) {
		return null;
	}

	const counts = countsFor(claim, set);
	const [first] = counts;
	if (first === undefined) {
		return null;
	}

	const holds = counts.every(
		({shown, isProof = true}) => isProof && Number(shown) === Number(shownValue(claim, claim.value)),
	);
	if (first.isProof === false) {
		return {holds, found: `${first.shown} are named, none was given`};
	}

	const found = counts.every(({shown}) => shown === first.shown)
		? `${first.shown} in ${counts.map(({name}) => name).join(' and ')}`
		: counts.map(({name, shown}) => `${shown} in ${name}`).join(', ');
	return {holds, found};
}

type Count = {readonly name: string; readonly shown: string; readonly isProof?: boolean};

function countsFor(claim: Claim, set: AuditedSet): readonly Count[] {
	const {subject, scope, statuses} = claim;
	if (subject === 'artifacts' || subject === 'files') {
		return artifactCounts(claim, set);
	}

	if (subject === 'log-records' || subject === 'attempts') {
		const isCounted = ({kind}: LogRecord): boolean => subject === 'log-records' || kind === 'result';
		return scope.kind === 'all'
			? set.logs.map(({records}) => ({
					name: 'the log',
					shown: String(records.filter(record => isCounted(record)).length),
				}))
			: [];
	}

	const isOfStatus = ({status}: Test): boolean =>
		statuses.length === 0 || (status !== null && statuses.includes(status));
	const sources = sourcesOf(set)
		.map(source => ({
			...source,
			tests: source.tests.filter(({testId}) => testId !== null && isInScope(testId, scope)),
		}))
		.filter(({tests}) => tests.length > 0);
	const count = counters[subject];
	return count === undefined
		? []
		: sources.flatMap(({name, tests}) => {
				const value = count(tests, isOfStatus);
				return value === null ? [] : [{name, shown: shownValue(claim, value)}];
			});
}

/**
 * Artifacts by the glob or folder that a claim names; of files of any kind only those that must be artifacts. Where none
 * was given, the names in the rows are told, which prove nothing.
 */
function artifactCounts({subject, scope}: Claim, set: AuditedSet): readonly Count[] {
	const isCounted = isCountedBy(scope);
	if (isCounted === null || (subject === 'files' && scope.kind === 'all')) {
		return [];
	}

	const given = distinctArtifacts(set);
	if (given.length > 0) {
		return [{name: 'the folder', shown: String(given.filter(({file}) => isCounted(file)).length)}];
	}

	const named = new Set(
		[...set.reports.flatMap(({rows}) => rows), ...set.logs.flatMap(({records}) => records)]
			.map(({artifact}) => artifact)
			.filter(artifact => artifact !== null && isCounted(artifact)),
	);
	return named.size === 0 ? [] : [{name: 'names only', shown: String(named.size), isProof: false}];
}

function isCountedBy(scope: ClaimScope): ((file: string) => boolean) | null {
	if (scope.kind === 'all') {
		return () => true;
	}

	if (scope.kind !== 'name') {
		return null;
	}

	const {name} = scope;
	if (name.endsWith('/')) {
		return file => `/${file}`.includes(`/${name}`);
	}

	return /[*?]/.test(name) && name.endsWith('.json') ? file => matchesGlob(file, name) : null;
}

/** A value as the claim writes it: in its unit, with as many digits. */
function shownValue({unit, decimals}: Claim, value: number): string {
	return (unit === 's' ? value / 1000 : value).toFixed(Math.min(decimals, 20));
}

/** Every report and log that lists tests: the last word of each about every test. */
function sourcesOf(set: AuditedSet): readonly Source[] {
	return [
		...set.reports.map(({rows}) => ({name: 'the test table', tests: lastOfEach(rows)})),
		...set.logs.map(({records}) => ({
			name: 'the log',
			tests: lastOfEach(records.filter(({kind}) => kind === 'result')),
		})),
	].filter(({tests}) => tests.length > 0);
}

function lastOfEach(tests: readonly Test[]): readonly Test[] {
	return [...new Map(tests.map(test => [test.testId, test])).values()];
}

type Counter = (tests: readonly Test[], isOfStatus: (test: Test) => boolean) => number | null;

const counters: Partial<Record<Claim['subject'], Counter>> = {
	tests: tests => tests.length,
	'tests-planned': tests => tests.length,
	passed: judgedAs('pass'),
	failed: judgedAs('fail'),
	limitation: judgedAs('limitation'),
	skipped: judgedAs('skipped'),
	blocked: judgedAs('blocked'),
	'no-response': judgedAs('no-response'),
	status: (tests, isOfStatus) => tests.filter(isOfStatus).length,
	'latency-average': overLatencies(all => all.reduce((sum, one) => sum + one, 0) / all.length),
	'latency-min': overLatencies(all => all.reduce((least, one) => Math.min(least, one))),
	'latency-max': overLatencies(all => all.reduce((most, one) => Math.max(most, one))),
	'latency-total': overLatencies(all => all.reduce((sum, one) => sum + one, 0)),
};

function judgedAs(judgement: Test['judged']): Counter {
	return (tests, isOfStatus) =>
		tests.some(({judged}) => judged === null)
			? null
			: tests.filter(test => test.judged === judgement && isOfStatus(test)).length;
}

function overLatencies(measure: (latencies: readonly number[]) => number): Counter {
	return tests => {
		const latencies = tests.flatMap(({latencyMs}) => (latencyMs === null ? [] : [latencyMs]));
		return latencies.length === 0 || latencies.length < tests.length ? null : measure(latencies);
	};
}
