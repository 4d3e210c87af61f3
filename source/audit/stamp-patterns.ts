import {maximum, median, minimum, neighbours} from './moments.ts';

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

/** Patterns of stamps in the order in which they stand; at most one of each kind. */
export function stampPatterns(row: readonly StampInRow[]): readonly StampPattern[] {
	return [exactSums(row), equalSteps(row), wholeSeconds(row)].filter(pattern => pattern !== null);
}

type Rest = {readonly index: number; readonly latency: number; readonly rest: number};

/**
 * Stamps are the one before them plus a latency, and nothing else. Between two requests a program builds the second one
 * and writes down the first: some tenths of a ms at the very least, mostly more than one. As stamps are cut to whole ms
 * and latencies rounded, a loop without any gap would still miss equality by one or two ms in a quarter of its pairs or
 * more; with a gap of one ms it hardly meets it. So chance brings near misses along wherever it brings equality. Four
 * equal ones without near misses (eight, for each one) are not chance; on a local server that answers in a few ms
 * there are too few values to say so, and in stamps of whole seconds too.
 */
function exactSums(row: readonly StampInRow[]): StampPattern | null {
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
		const near = rests.filter(({rest}) => Math.abs(rest) >= 0.002 && Math.abs(rest) <= 2);
		if (
			exact.length >= 4 &&
			near.length * 8 <= exact.length &&
			median(exact.map(({latency}) => latency)) >= 50
		) {
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

type Run = {readonly from: number; readonly to: number; readonly step: number};

/**
 * The same step again and again while the requests take unlike times. Steps of a serial run are the latency and a gap, so
 * equal ones need gaps that make up for every latency to the ms: one in the spread of the latencies, each time. With a
 * spread of 20 ms and more, four equal steps are less likely than one in 20³. A timer that fires at a fixed rate is off
 * by a ms or so each time; in stamps without fractions that is not seen, so that these need more steps, of two seconds at
 * least, and latencies that would have shifted the seconds.
 */
function equalSteps(row: readonly StampInRow[]): StampPattern | null {
	let best: Run | null = null;
	let run: Run = {from: 0, to: 0, step: 0};
	for (const [index, [first, second]] of neighbours(row).entries()) {
		const step = second.at - first.at;
		run = step === run.step ? {...run, to: index + 1} : {from: index, to: index + 1, step};
		const isLonger = best === null || run.to - run.from > best.to - best.from;
		if (isLonger && run.to - run.from >= 4 && isMetronome(row.slice(run.from, run.to + 1), step)) {
			best = run;
		}
	}

	if (best === null) {
		return null;
	}

	const {from, to, step} = best;
	return {
		kind: 'equal-steps',
		at: Array.from({length: to - from + 1}, (_, offset) => from + offset),
		detail: `${to - from} equal steps of ${step} ms`,
		isStrong: row.slice(from, to + 1).every(({hasFraction}) => hasFraction),
	};
}

function isMetronome(run: readonly StampInRow[], step: number): boolean {
	const latencies = run.flatMap(({latency}) => (latency === null ? [] : [latency]));
	const spread = latencies.length < 2 ? 0 : maximum(latencies) - minimum(latencies);
	const steps = run.length - 1;
	if (run.every(({hasFraction}) => hasFraction)) {
		// A loop that writes its lines in one go steps by one ms again and again, whatever the requests took.
		return step >= 10 && spread >= 20 && steps >= 4;
	}

	const total = latencies.reduce((sum, latency) => sum + latency, 0);
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
