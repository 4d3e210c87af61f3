import type {Claim} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isInScope} from '../lookup.ts';
import {unitFactor} from '../readers/text/numbers.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {claimsOf} from '../stated-counts.ts';
import {lastResults, outcomeOf, talliesOf, tallyFor, type Item, type Tally} from '../tallies.ts';

export const averageDiffers: Rule = {
	id: 'average-differs',
	proves: 'mean, median, least, greatest or total latency does not follow from the results',
	severity: 'high',
	circumstantial: false,
	why: 'Statements about speed rest on this number, and the single results give another one.',
	needs: ['claims'],
	check(set) {
		const discoveries: Discovery[] = [];
		let held = 0;
		for (const claim of claimsOf(set)) {
			const stat = stats[claim.subject];
			const own = stat === undefined ? null : tallyFor(set, claim.place.file);
			// A table without latencies leaves them to the log.
			const logs = talliesOf(set).byLog;
			const tally =
				own === null || hasLatency(own) ? own : logs.size === 1 ? ([...logs.values()][0] ?? null) : null;
			const base = tally === null ? [] : tally.items.filter(({testId}) => isInScope(testId, claim.scope));
			const timed = base.filter(({latencyMs}) => latencyMs !== null);
			if (stat === undefined || tally === null || timed.length < 2) {
				continue;
			}

			held++;
			const truth = selections(base, claim).flatMap(items =>
				items.length === 0 ? [] : stat.of(items.map(({latencyMs}) => latencyMs ?? 0).sort((a, b) => a - b)),
			);
			const slack =
				Math.max(...timed.map(({exactness}) => exactness)) *
				(claim.subject === 'latency-total' ? timed.length : 1);
			if (!truth.some(value => fits(claim, value, slack))) {
				discoveries.push({
					place: claim.place,
					claimed: `${stat.name} ${shown(claim)}`,
					found: `${stat.name} ${Number((truth[0] ?? 0).toFixed(1))} ms over ${timed.length} ${tally.noun}`,
					subject: claim.subject,
					also: [tally.place],
				});
			}
		}

		return held === 0
			? notEvaluated('no stated latency that single results could be held against')
			: discoveries;
	},
};

function hasLatency({items}: Tally): boolean {
	return items.some(({latencyMs}) => latencyMs !== null);
}

const stats: Partial<
	Record<
		Claim['subject'],
		{readonly name: string; readonly of: (sorted: readonly number[]) => readonly number[]}
	>
> = {
	'latency-average': {name: 'average latency', of: values => [sum(values) / values.length]},
	'latency-median': {
		name: 'median latency',
		of: values => {
			const [low, high] = [
				at(values, Math.floor((values.length - 1) / 2)),
				at(values, Math.ceil((values.length - 1) / 2)),
			];
			return [(low + high) / 2, low, high];
		},
	},
	'latency-min': {name: 'least latency', of: values => [at(values, 0)]},
	'latency-max': {name: 'greatest latency', of: values => [at(values, values.length - 1)]},
	'latency-p95': {name: '95th percentile of latency', of: values => percentile95(values)},
	'latency-total': {name: 'total latency', of: values => [sum(values)]},
};

/** A value by its index, which is in range. */
function at(values: readonly number[], index: number): number {
	return values[index] ?? Number.NaN;
}

function sum(values: readonly number[]): number {
	return values.reduce((all, value) => all + value, 0);
}

/** Nearest rank, and the interpolations of spreadsheets and of NumPy; between two of them all are fair. */
function percentile95(values: readonly number[]): readonly number[] {
	const between = (rank: number) => {
		const bounded = Math.min(values.length - 1, Math.max(0, rank));
		const low = Math.floor(bounded);
		return at(values, low) + (bounded - low) * (at(values, Math.ceil(bounded)) - at(values, low));
	};

	return [
		between(Math.ceil(0.95 * values.length) - 1),
		between(0.95 * (values.length - 1)),
		between(0.95 * (values.length + 1) - 1),
		between(0.95 * values.length - 0.5),
		between(Math.floor(0.95 * values.length)),
		between(Math.round(0.95 * values.length) - 1),
	];
}

/** All results, or the successful ones only: either may be meant. The last of each test, or every attempt. */
function selections(items: readonly Item[], {statuses}: Claim): ReadonlyArray<readonly Item[]> {
	const timed = items.filter(({latencyMs}) => latencyMs !== null);
	const last = lastResults(timed, {kind: 'all'});
	const good = (list: readonly Item[]) => list.filter(item => outcomeOf(item) === 'passed');
	const answered = timed.filter(({status}) => status !== null && status >= 200 && status < 300);
	return [
		last,
		timed,
		good(last),
		good(timed),
		answered,
		timed.filter(({status}) => status !== null && statuses.includes(status)),
	];
}

/** Rounded or cut at the digits shown; "about" may be off by a tenth. */
function fits(
	{value, upTo, approximate, decimals, unit, bound}: Claim,
	truth: number,
	slack: number,
): boolean {
	const step = unitFactor(unit) / 10 ** decimals;
	if (bound === 'at-most') {
		return truth <= value + slack;
	}

	const tolerance = (approximate ? Math.max(truth * 0.1, step) : step) + slack;
	return truth > value - tolerance && truth < (upTo ?? value) + tolerance;
}

function shown({value, upTo, unit, decimals}: Claim): string {
	const factor = unitFactor(unit);
	const text = (ms: number) => (ms / factor).toFixed(decimals);
	return `${text(value)}${upTo === undefined ? '' : `–${text(upTo)}`} ${unit === '' ? 'ms' : unit}`;
}
