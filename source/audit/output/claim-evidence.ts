import type {AuditedSet, Claim, ClaimScope, LogRecord, ReportRow} from '../audited-set.ts';
import {baseName, distinctArtifacts, isInScope, matchesGlob} from '../lookup.ts';
import {tableCounts, tablesNamed} from '../table-counts.ts';
import {testIdOfName} from '../readers/test-id.ts';
import {outcomeOf, type Outcome} from '../tallies.ts';

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

	if (claim.bound === 'at-most') {
		return boundEvidence(claim, set);
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

/** `no response took longer than 816 ms` holds where the longest took less. */
function boundEvidence(claim: Claim, set: AuditedSet): ClaimEvidence | null {
	const counts = countsFor(claim, set);
	return counts.length === 0
		? null
		: {
				holds: counts.every(({shown}) => Number(shown) <= Number(shownValue(claim, claim.value))),
				found: counts.map(({name, shown}) => `${shown} in ${name}`).join(', '),
			};
}

/** Why a claim stays open of which nothing could be counted, in few words. */
export function openReason(claim: Claim, set: AuditedSet): string {
	const {subject, scope} = claim;
	if (claim.approximate || claim.upTo !== undefined) {
		return 'said to be about so much';
	}

	if (subject === 'artifacts' || subject === 'files') {
		return scope.kind === 'name' ? `nothing of that name was given` : 'files of which kind is not said';
	}

	if (subject === 'rows' || subject === 'tables') {
		return scope.kind === 'name' && set.counts.length > 0
			? 'no count of that table'
			: 'no row counts were given';
	}

	if (subject === 'duration') {
		return set.logs.length === 0 ? 'no log was given' : 'the log tells only from its first to its last stamp';
	}

	const sources = sourcesOf(set);
	return sources.length === 0
		? 'no results were given'
		: sources.every(({tests}) => tests.every(({testId}) => testId === null || !isInScope(testId, scope)))
			? 'no results of these tests'
			: subject.startsWith('latency')
				? 'not every result has its latency'
				: 'the results do not say';
}

type Count = {readonly name: string; readonly shown: string; readonly isProof?: boolean};

function countsFor(claim: Claim, set: AuditedSet): readonly Count[] {
	const {subject, scope, statuses} = claim;
	if (subject === 'artifacts' || subject === 'files') {
		return artifactCounts(claim, set);
	}

	if (subject === 'rows') {
		return rowCounts(claim, set);
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

/** Rows of a database table, on the side that is spoken of. */
function rowCounts({scope, side}: Claim, set: AuditedSet): readonly Count[] {
	const {byTable} = tableCounts(set);
	const [key, ...others] = scope.kind === 'name' ? tablesNamed(scope.name, byTable.keys()) : [];
	const measured = key === undefined ? [] : (byTable.get(key) ?? []).filter(({testId}) => testId === null);
	const of = (wanted: string) => measured.filter(one => one.side === wanted);
	if (others.length > 0 || side === undefined) {
		return [];
	}

	const [before, after] = [of('before')[0], of('after').at(-1)];
	const value =
		side === 'before'
			? before?.value
			: side === 'after'
				? after?.value
				: before === undefined || after === undefined
					? undefined
					: after.value - before.value;
	const place = after?.place ?? before?.place;
	return value === undefined || place === undefined
		? []
		: [{name: baseName(place.file), shown: String(value)}];
}

/** Entries of an archive, or files of a folder that holds no folders. */
function filesIn(name: string, set: AuditedSet): readonly Count[] {
	if (/\.zip$/i.test(name)) {
		const archive = set.archives.find(
			({file}) => baseName(file).toLowerCase() === baseName(name).toLowerCase(),
		);
		return archive === undefined || archive.notZip !== null
			? []
			: [{name: 'the archive', shown: String(archive.entries.size + archive.unsafe.length)}];
	}

	const folder = `/${name
		.replaceAll('\\', '/')
		.replace(/^(?:\.{0,2}\/)+/, '')
		.replace(/\/+$/, '')
		.toLowerCase()}/`;
	const outside = set.files.filter(({archive}) => archive === null);
	const under = outside.filter(({path}) => `/${path.toLowerCase()}`.includes(folder));
	return /[*?]|\.[a-z\d]{1,6}$/i.test(name) || under.length === 0
		? []
		: [{name: 'the folder', shown: String(under.length)}];
}

/**
 * Artifacts by the glob or folder that a claim names; of files of any kind only those that must be artifacts. Where none
 * was given, the names in the rows are told, which prove nothing.
 */
function artifactCounts({subject, scope, value}: Claim, set: AuditedSet): readonly Count[] {
	const given = distinctArtifacts(set);
	if (subject === 'files' && scope.kind === 'name' && set.files.length > 0) {
		const counts = filesIn(scope.name, set);
		const [count] = counts;
		// `20 files in evidence/`, which holds the log too: those that are artifacts.
		const artifacts = given.filter(({file}) =>
			`/${file}`.includes(`/${scope.name.replace(/\/+$/, '')}/`),
		).length;
		if (count !== undefined && (count.shown === String(value) || artifacts !== value)) {
			return counts;
		}
	}

	const isCounted = isCountedBy(scope);
	if (isCounted === null || (subject === 'files' && scope.kind === 'all')) {
		return [];
	}

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
		return file => {
			const id = testIdOfName(baseName(file));
			return id !== null && isInScope(id, scope);
		};
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
	passed: cameOutAs('passed'),
	failed: cameOutAs('failed'),
	limitation: cameOutAs('limitation'),
	skipped: cameOutAs('skipped'),
	blocked: cameOutAs('blocked'),
	'no-response': cameOutAs('no-response'),
	'success-rate': tests => rateOf(tests, 'passed'),
	'failure-rate': tests => rateOf(tests, 'failed'),
	status: (tests, isOfStatus) => tests.filter(isOfStatus).length,
	'latency-average': overLatencies(all => all.reduce((sum, one) => sum + one, 0) / all.length),
	'latency-median': overLatencies(all => {
		const sorted = [...all].sort((a, b) => a - b);
		const at = (index: number) => sorted[Math.trunc(index)] ?? 0;
		return (at((sorted.length - 1) / 2) + at(sorted.length / 2)) / 2;
	}),
	'latency-min': overLatencies(all => all.reduce((least, one) => Math.min(least, one))),
	'latency-max': overLatencies(all => all.reduce((most, one) => Math.max(most, one))),
	'latency-total': overLatencies(all => all.reduce((sum, one) => sum + one, 0)),
};

/** Tests that nobody judged count by their status, where each has one. */
function cameOutAs(outcome: Outcome): Counter {
	return (tests, isOfStatus) =>
		tests.some(test => outcomeOf(test) === 'unknown')
			? null
			: tests.filter(test => outcomeOf(test) === outcome && isOfStatus(test)).length;
}

function rateOf(tests: readonly Test[], outcome: Outcome): number | null {
	const count = cameOutAs(outcome)(tests, () => true);
	return count === null || tests.length === 0 ? null : (100 * count) / tests.length;
}

function overLatencies(measure: (latencies: readonly number[]) => number): Counter {
	return tests => {
		const latencies = tests.flatMap(({latencyMs}) => (latencyMs === null ? [] : [latencyMs]));
		return latencies.length === 0 || latencies.length < tests.length ? null : measure(latencies);
	};
}
