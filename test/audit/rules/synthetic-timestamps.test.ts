import {describe, expect, test} from 'vitest';
import {syntheticTimestamps} from '../../../source/audit/rules/synthetic-timestamps.ts';
import {stampPatterns} from '../../../source/audit/stamp-patterns.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifactName, artifactOf, logName, logOf, serialRun} from '../timed-set.ts';

testRule(syntheticTimestamps, {
	good: {[logName]: logOf(serialRun)},
	bad: {
		[logName]: logOf(
			['21:49:31.454', '21:49:32.185', '21:49:32.573', '21:49:33.478', '21:49:33.745', '21:49:34.268'].map(
				(at, index) => ({...serialRun[index]!, at}),
			),
		),
	},
	mutant: {
		file: logName,
		from: logOf(serialRun),
		to: logOf(serialRun.map((one, index) => ({...one, at: `21:49:${31 + index}.000`}))),
	},
	finding: {
		place: {file: logName, line: 3, pointer: '/ts'},
		code: 'exact-sums',
		severity: 'critical',
		claimed: 'measured times of 3.4, 3.5, 3.6, 3.7, 6.1',
		found: '5 stamps: each is the stamp before it plus a latency, to the millisecond',
	},
});

function kinds(row: ReadonlyArray<readonly [at: number, latency: number]>, hasFraction = true) {
	return stampPatterns(row.map(([at, latency]) => ({at, latency, hasFraction}))).map(({kind}) => kind);
}

/** Stamps of a run without any gap, as an honest clock and honest rounding give them. */
function tightLoop(latencies: readonly number[]) {
	let now = 1_762_724_973_615.37;
	return latencies.map(latency => {
		now += latency + 0.2;
		return [Math.floor(now), Math.round(latency)] as const;
	});
}

describe('patterns', () => {
	test('are not seen in a loop without gaps whose times were measured', () => {
		expect(
			kinds(tightLoop([412.34, 731.81, 388.49, 905.12, 267.77, 523.95, 611.08, 340.62, 455.51])),
		).toEqual([]);
	});

	test('are not seen among the few values of a fast local server', () => {
		expect(
			kinds([
				[103, 3],
				[107, 4],
				[110, 3],
				[114, 4],
				[117, 3],
				[121, 4],
			]),
		).toEqual([]);
	});

	test('are sums of starts too', () => {
		expect(
			kinds([
				[1003, 412],
				[1415, 731],
				[2146, 388],
				[2534, 905],
				[3439, 267],
				[3706, 523],
			]),
		).toEqual(['exact-sums']);
	});

	test('are equal steps over unlike latencies', () => {
		expect(
			kinds([
				[103, 412],
				[1103, 731],
				[2103, 388],
				[3103, 905],
				[4103, 267],
			]),
		).toEqual(['equal-steps']);
		expect(
			kinds([
				[103, 412],
				[1104, 731],
				[2103, 388],
				[3105, 905],
				[4103, 267],
			]),
		).toEqual([]);
	});

	test('are not the steps of a loop that writes its lines in one go', () => {
		expect(
			kinds([
				[101, 412],
				[102, 731],
				[103, 388],
				[104, 905],
				[105, 267],
			]),
		).toEqual([]);
	});

	test('need more steps where stamps have no fraction', () => {
		const steps = (count: number, step: number) =>
			Array.from({length: count}, (_, index) => [index * step, 300 + ((index * 377) % 700)] as const);
		expect(kinds(steps(6, 5000), false)).toEqual([]);
		expect(kinds(steps(9, 1000), false)).toEqual([]);
		expect(kinds(steps(9, 5000), false)).toEqual(['equal-steps']);
	});

	test('are whole seconds where milliseconds are written', () => {
		expect(
			kinds([
				[1000, 412],
				[3000, 731],
				[4000, 388],
				[6000, 905],
			]),
		).toEqual(['whole-seconds']);
		expect(
			kinds(
				[
					[1000, 412],
					[3000, 731],
					[4000, 388],
					[6000, 905],
				],
				false,
			),
		).toEqual([]);
		expect(
			kinds([
				[1000, 412],
				[3000, 731],
				[4000, 388],
			]),
		).toEqual([]);
	});
});

test('are found in artifacts where no log has them', async () => {
	const files = Object.fromEntries(
		serialRun
			.slice(0, 5)
			.map((one, index) => [
				artifactName(one.id),
				artifactOf(one, {sent_at: `2025-11-09T21:49:${30 + 2 * index}.000Z`}),
			]),
	);
	const {findings} = await findingsIn(files, {}, [syntheticTimestamps]);
	expect(findings.map(({code, place}) => [code, place.file])).toEqual([
		['equal-steps', artifactName('3.3')],
		['whole-seconds', artifactName('3.3')],
	]);
});
