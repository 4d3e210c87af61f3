import {median, neighbours} from './moments.ts';

/** Patterns in a row of stamps that a clock does not make. */

/** A stamp in a row, with what its request is said to have taken. */
export type StampInRow = {
	/** Ms since 1970. */
	readonly at: number;
	/** Ms; `null` when unknown. */
	readonly latency: number | null;
	/** Written with a fraction of the second. */
	readonly hasFraction: boolean;
};

export type StampPattern = {
	readonly kind: 'exact-sums' | 'equal-steps' | 'whole-seconds';
	/** Indexes of the stamps that show it. */
	readonly at: readonly number[];
	readonly detail: string;
	/** False where a coarse clock or a timer could do the same, if hardly. */
	readonly isStrong: boolean;
};

/** What else is known of a row. */
export type RowTraits = {
	/** Its requests were sent one after the other. */
	readonly isSerial: boolean;
	/** Its stamps go back or overlap: whatever wrote them, it was no clock. */
	readonly isBroken: boolean;
};

/** Patterns of stamps in the order in which they stand; at most one of each kind. */
export function stampPatterns(row: readonly StampInRow[], traits: RowTraits): readonly StampPattern[] {
	return [exactSums(row, traits), equalSteps(row), wholeSeconds(row)].filter(pattern => pattern !== null);
}

type Rest = {readonly index: number; readonly latency: number; readonly rest: number};

/**
 * Stamps are the one before them plus a latency, and nothing else. Between two requests a program builds the second one
 * and writes down the first, and stamps are cut to whole ms while latencies are rounded. Measured over 400 000 pairs, an
 * honest loop meets equality to the ms in 75 % of them without any gap, in 50 % with a gap of half a ms, in 13 % with one
 * of a ms, and misses it by one or two ms in all others. So equality alone proves nothing; equality without a single near
 * miss does:
 *
 * - sixteen times: 0.75¹⁶ is less than one in a hundred, for the fastest loop that there can be;
 * - four times, where as many other pairs have gaps, all unlike: this program does leave gaps, and of gaps that scatter
 *   over five ms or more, four hit the same ms in fewer than one of 5⁴ runs;
 * - four times, where the same stamps go back or overlap: no clock wrote them, so that no clock explains these.
 *
 * Requests side by side have other neighbours than their own. A local server that answers in a few ms leaves too few
 * values, and so does a clock that ticks 64 times a second (older Windows), whose stamps and latencies are both counted in
 * ticks.
 */
function exactSums(row: readonly StampInRow[], {isSerial, isBroken}: RowTraits): StampPattern | null {
	const pairs = neighbours(row.map((stamp, index) => ({...stamp, index})));
	for (const ownLatency of [true, false]) {
		const rests = pairs.flatMap(([first, second]): Rest[] => {
			const latency = ownLatency ? second.latency : first.latency;
			return latency === null || latency <= 0 || !first.hasFraction || !second.hasFraction
				? []
				: [{index: second.index, latency, rest: second.at - first.at - latency}];
		});
		// A thousandth for what binary fractions lose.
		const exact = rests.filter(({rest}) => Math.abs(rest) < 0.002);
		const others = rests.filter(({rest}) => Math.abs(rest) >= 0.002);
		const gaps = new Set(others.filter(({rest}) => rest > 2).map(({rest}) => Math.round(rest)));
		const needed = isSerial && (isBroken || gaps.size >= exact.length) ? 4 : 16;
		// Roundings never make a step more than one and a half ms shorter than its latency: that is no miss but an overlap.
		const isNear = others.some(({rest}) => rest > -1.5 && rest <= 2);
		const latencies = exact.map(({latency}) => latency);
		if (exact.length >= needed && !isNear && median(latencies) >= 50 && !latencies.every(isInTicks)) {
			return {
				kind: 'exact-sums',
				at: exact.map(({index}) => index),
				detail: 'each is the stamp before it plus a latency, to the millisecond',
				isStrong: true,
			};
		}
	}

	return null;
}

const tick = 1000 / 64;

function isInTicks(latency: number): boolean {
	return Math.abs(latency - Math.round(latency / tick) * tick) <= 1;
}

/** Neighbours with the same step, and what is known of them; kept up stamp by stamp, for rows of ten thousand. */
type Run = {
	from: number;
	to: number;
	step: number;
	hasFractions: boolean;
	/** How many stamps have a latency, the least, the greatest and the sum of these. */
	timed: number;
	least: number;
	most: number;
	total: number;
};

function runFrom(index: number, stamp: StampInRow, step: number): Run {
	const run: Run = {
		from: index,
		to: index - 1,
		step,
		hasFractions: true,
		timed: 0,
		least: Number.POSITIVE_INFINITY,
		most: Number.NEGATIVE_INFINITY,
		total: 0,
	};
	grow(run, stamp);
	return run;
}

function grow(run: Run, {latency, hasFraction}: StampInRow): void {
	run.to++;
	run.hasFractions &&= hasFraction;
	if (latency !== null) {
		run.timed++;
		run.least = Math.min(run.least, latency);
		run.most = Math.max(run.most, latency);
		run.total += latency;
	}
}

/**
 * The same step again and again while the requests take unlike times. Steps of a serial run are the latency and a gap, so
 * equal ones need gaps that make up for every latency to the ms: one in the spread of the latencies, each time. With a
 * spread of 20 ms and more, four equal steps are less likely than one in 20³. A timer that fires at a fixed rate is off
 * by a ms or so each time; in stamps without fractions that is not seen, so that these need more steps, of two seconds at
 * least, and latencies that would have shifted the seconds.
 */
function equalSteps(row: readonly StampInRow[]): StampPattern | null {
	let best: Run | null = null;
	let run: Run | null = null;
	for (const [index, [first, second]] of neighbours(row).entries()) {
		const step = second.at - first.at;
		if (run?.step !== step) {
			run = runFrom(index, first, step);
		}

		grow(run, second);
		const isLonger = best === null || run.to - run.from > best.to - best.from;
		if (isLonger && run.to - run.from >= 4 && isMetronome(run)) {
			best = {...run};
		}
	}

	if (best === null) {
		return null;
	}

	const {from, to, step, hasFractions} = best;
	return {
		kind: 'equal-steps',
		at: Array.from({length: to - from + 1}, (_, offset) => from + offset),
		detail: `${to - from} equal steps of ${step} ms`,
		isStrong: hasFractions,
	};
}

function isMetronome({from, to, step, hasFractions, timed, least, most, total}: Run): boolean {
	const spread = timed < 2 ? 0 : most - least;
	const steps = to - from;
	if (hasFractions) {
		// A loop that writes its lines in one go steps by one ms again and again, whatever the requests took.
		return step >= 10 && spread >= 20 && steps >= 4;
	}

	return step >= 2000 && steps >= 7 && spread >= 100 && total >= 2000;
}

/**
 * Every stamp is a whole second, or tenth of one, though it is written with ms: by chance one in a thousand (hundred) for
 * each. A clock that only knows seconds does so too, which is why this is the weakest of the three.
 */
function wholeSeconds(row: readonly StampInRow[]): StampPattern | null {
	const grain = [1000, 100].find(size => row.every(({at}) => at % size === 0));
	return grain !== undefined &&
		row.every(({hasFraction}) => hasFraction) &&
		row.length >= (grain === 1000 ? 4 : 6)
		? {
				kind: 'whole-seconds',
				at: row.map((_, index) => index),
				detail: grain === 1000 ? 'all of them whole seconds' : 'all of them whole tenths of a second',
				isStrong: false,
			}
		: null;
}
