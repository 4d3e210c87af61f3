import {describe, expect, test} from 'vitest';
import {syntheticTimestamps} from '../../../source/audit/rules/synthetic-timestamps.ts';
import {stampPatterns, type RowTraits} from '../../../source/audit/stamp-patterns.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifactName, artifactOf, logName, logOf, resultsOf, serialRun} from '../timed-set.ts';

/** Four stamps that are sums, and four with gaps, all unlike. */
const sums = (
	[
		['3.3', '21:49:31.454', 412],
		['3.4', '21:49:32.185', 731],
		['3.5', '21:49:32.611', 388],
		['3.6', '21:49:33.516', 905],
		['3.7', '21:49:33.904', 267],
		['6.1', '21:49:34.427', 523],
		['6.2', '21:49:35.250', 611],
		['6.3', '21:49:35.590', 340],
		['6.4', '21:49:36.132', 455],
	] as const
).map(([id, at, latency]) => ({id, at, latency}));

testRule(syntheticTimestamps, {
	good: {[logName]: logOf(serialRun)},
	bad: {[logName]: resultsOf(sums)},
	mutant: {
		file: logName,
		from: logOf(serialRun),
		to: logOf(serialRun.map((one, index) => ({...one, at: `21:49:${31 + index}.000`}))),
	},
	finding: {
		place: {file: logName, line: 2, pointer: '/ts'},
		code: 'exact-sums',
		severity: 'critical',
		claimed: 'measured times of 3.4, 3.6, 6.1, 6.3',
		found: '4 stamps: each is the stamp before it plus a latency, to the millisecond',
	},
});

const serial = {isSerial: true, isBroken: false};

function kinds(
	row: ReadonlyArray<readonly [at: number, latency: number]>,
	{hasFraction = true, traits = serial}: {hasFraction?: boolean; traits?: RowTraits} = {},
) {
	return stampPatterns(
		row.map(([at, latency]) => ({at, latency, hasFraction})),
		traits,
	).map(({kind}) => kind);
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

	/** Ends that are sums without any gap. */
	const gapless = (latencies: readonly number[]) => {
		let at = 1_762_724_973_103;
		return latencies.map(latency => [(at += latency), latency] as const);
	};

	test('are sums without any gap only when they are more than chance gives the fastest loop', () => {
		const latencies = [412, 731, 388, 905, 267, 523, 611, 340, 455, 802, 693, 377, 514, 946, 288, 635, 471];
		expect(kinds(gapless(latencies))).toEqual(['exact-sums']);
		expect(kinds(gapless(latencies.slice(0, 16)))).toEqual([]);
		expect(kinds(gapless(latencies.slice(0, 5)), {traits: {isSerial: true, isBroken: true}})).toEqual([
			'exact-sums',
		]);
		expect(kinds(gapless(latencies.slice(0, 5)), {traits: {isSerial: false, isBroken: true}})).toEqual([]);
	});

	test('are no sums on a clock that ticks 64 times a second', () => {
		const ticks = [26, 47, 31, 58, 17, 33, 39, 22, 29, 51, 44, 24, 33, 61, 18, 41, 30];
		let at = 100;
		const row = ticks.map(count => {
			const before = Math.floor((at * 1000) / 64);
			at += count;
			const after = Math.floor((at * 1000) / 64);
			return [after, after - before] as const;
		});
		expect(kinds(row)).toEqual([]);
	});

	test('are sums of starts too', () => {
		expect(
			kinds(
				[
					[1003, 412],
					[1415, 731],
					[2146, 388],
					[2534, 905],
					[3439, 267],
					[3706, 523],
				],
				{traits: {isSerial: true, isBroken: true}},
			),
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
		expect(kinds(steps(6, 5000), {hasFraction: false})).toEqual([]);
		expect(kinds(steps(9, 1000), {hasFraction: false})).toEqual([]);
		expect(kinds(steps(9, 5000), {hasFraction: false})).toEqual(['equal-steps']);
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
				{hasFraction: false},
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
