import type {AuditedSet, ReportRow} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {artifactPlace, cellPlace, testEvidence} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** An answer that took no time, or less than none. */
export const zeroLatency: Rule = {
	id: 'zero-latency',
	proves: 'an answered request took 0 ms or less',
	severity: 'high',
	circumstantial: false,
	why: 'An answer over a network takes time, so a zero comes from a stub or was never measured.',
	needs: [],
	check(set) {
		const stated = statedLatencies(set);
		if (stated.length === 0) {
			return notEvaluated('no latencies of answered requests');
		}

		const byTest = new Map<string, Stated[]>();
		for (const one of stated.filter(({latency}) => latency <= 0)) {
			const list = byTest.get(one.testId) ?? [];
			list.push(one);
			byTest.set(one.testId, list);
		}

		return [...byTest.values()].flatMap(discoveryOf);
	},
};

function discoveryOf([first, ...more]: readonly Stated[]): Discovery[] {
	return first === undefined
		? []
		: [
				{
					place: first.place,
					subject: first.testId,
					claimed: `status ${first.status}`,
					found: `${first.latency} ms`,
					also: more.slice(0, 10).map(({place}) => place),
				},
			];
}

type Stated = {
	readonly testId: string;
	readonly latency: number;
	readonly status: number;
	readonly place: Place;
};

function statedLatencies(set: AuditedSet): readonly Stated[] {
	const {rows, artifacts} = testEvidence(set);
	const records = set.logs.flatMap(log => log.records.filter(({kind}) => kind === 'result'));
	return [
		...records.map(record => ({
			...record,
			testId: record.testId ?? `line ${record.place.line ?? '?'}`,
		})),
		...rows.filter(row => !isRounded(row)).map(row => ({...row, place: cellPlace(row, 'latency')})),
		...[...artifacts].flatMap(([testId, list]) =>
			list.map(artifact => ({...artifact, testId, place: artifactPlace(artifact, 'latency')})),
		),
	].flatMap(({testId, latencyMs, status, place}) =>
		latencyMs === null || status === null ? [] : [{testId, latency: latencyMs, status, place}],
	);
}

/** `0.0 s` is anything below 50 ms. */
function isRounded({latencyMs, text, columns}: ReportRow): boolean {
	const words = `${text.latency ?? ''} ${columns.latency ?? ''}`;
	return (
		latencyMs === 0 && /(?<![\p{L}])(?:s|sec|secs|seconds|с|сек|секунды?|min|мин)(?!\p{L})/iu.test(words)
	);
}
