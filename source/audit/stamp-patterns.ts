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
};

/** Patterns of stamps in the order in which they stand; at most one of each kind. */
export function stampPatterns(row: readonly StampInRow[]): readonly StampPattern[] {
	return [exactSums(row), equalSteps(row), wholeSeconds(row)].filter(pattern => pattern !== null);
}

/**
 * Every stamp is the one before it plus a latency, and nothing else. Between two requests a program builds the second one
 * and writes down the first: some tenths of a ms at the very least. Stamps are cut to whole ms and latencies rounded, so
 * that even a program without any such gap meets equality in at most three of four pairs, and misses it by one or two
 * ms in the others. Hence equality is no accident where it occurs four times and more (fewer than one run in a hundred
 * under that bound from sixteen on; in practice, with gaps of one ms and more, from the second on) and near misses, which
 * chance would have to bring along, are absent; and only for requests over a network, since a local server that answers
 * in a few ms leaves too few values.
 */
function exactSums(row: readonly StampInRow[]): StampPattern | null {
	const pairs = row.slice(1).map((second, index) => ({first: row[index]!, second, index: index + 1}));
	const readings = [
		pairs.map(({first, second, index}) => ({
			index,
			rest: second.at - first.at - (second.latency ?? Number.NaN),
		})),
		pairs.map(({first, second, index}) => ({
			index,
			rest: second.at - first.at - (first.latency ?? Number.NaN),
		})),
	];
	for (const rests of readings) {
		const exact = rests.filter(({rest, index}) => Math.abs(rest) < 1e-6 && row[index]!.latency !== 0);
		const near = rests.filter(({rest}) => Math.abs(rest) >= 1e-6 && Math.abs(rest) <= 2);
		const latencies = exact.map(({index}) => row[index]!.latency!).toSorted((a, b) => a - b);
		const median = latencies[Math.floor(latencies.length / 2)] ?? 0;
		if (
			exact.length >= 4 &&
			near.length * 8 <= exact.length &&
			median >= 50 &&
			exact.every(({index}) => row[index]!.hasFraction)
		) {
			return {
				kind: 'exact-sums',
				at: exact.map(({index}) => index),
				detail: 'each is the stamp before it plus a latency, to the millisecond',
			};
		}
	}

	return null;
}

/**
 * The same step again and again while the requests take unlike times. Steps of a serial run are the latency and a gap, so
 * equal ones need gaps that make up for every latency to the ms: one in the spread of the latencies, each time. With a
 * spread of 20 ms and more, four equal steps are less likely than one in 20³. A timer that fires at a fixed rate is off
 * by a ms or so each time; in stamps without fractions it is not seen, so that these need more steps, of two seconds at
 * least, and latencies that would have shifted the seconds.
 */
function equalSteps(row: readonly StampInRow[]): StampPattern | null {
	let best: {from: number; count: number; step: number} | null = null;
	let from = 1;
	const stepAt = (index: number) => row[index]!.at - row[index - 1]!.at;
	for (let index = 1; index <= row.length; index++) {
		if (index < row.length && stepAt(index) === stepAt(from)) {
			continue;
		}

		const run = {from, count: index - from, step: row.length > 1 && from < row.length ? stepAt(from) : 0};
		if (run.step > 0 && isMetronome(row.slice(from - 1, index), run.step) && run.count > (best?.count ?? 0)) {
			best = run;
		}

		from = index;
	}

	if (best === null) {
		return null;
	}

	const {count, step, from: start} = best;
	return {
		kind: 'equal-steps',
		at: Array.from({length: count + 1}, (_, offset) => start - 1 + offset),
		detail: `${count} equal steps of ${step} ms`,
	};
}

function isMetronome(run: readonly StampInRow[], step: number): boolean {
	const latencies = run.flatMap(({latency}) => (latency === null ? [] : [latency]));
	const spread = latencies.length < 2 ? 0 : Math.max(...latencies) - Math.min(...latencies);
	const steps = run.length - 1;
	if (run.every(({hasFraction}) => hasFraction)) {
		// A loop that writes its lines in one go steps by one ms, whatever the requests took.
		return step >= 10 ? steps >= 4 && spread >= 20 : steps >= 8 && spread >= 20;
	}

	const total = latencies.reduce((sum, latency) => sum + latency, 0);
	return step >= 2000 && steps >= 7 && spread >= 100 && total >= 2000;
}

/**
 * Every stamp is a whole tenth of a second or second though it is written with ms: by chance one in a hundred (thousand)
 * for each stamp.
 */
function wholeSeconds(row: readonly StampInRow[]): StampPattern | null {
	const shown = row.flatMap(({hasFraction}, index) => (hasFraction ? [index] : []));
	const grain = [1000, 100].find(size => shown.every(index => row[index]!.at % size === 0));
	return grain !== undefined && shown.length === row.length && shown.length >= (grain === 1000 ? 4 : 6)
		? {
				kind: 'whole-seconds',
				at: shown,
				detail: grain === 1000 ? 'all of them whole seconds' : 'all of them whole tenths of a second',
			}
		: null;
}
