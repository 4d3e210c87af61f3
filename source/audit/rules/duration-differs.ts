import type {AuditedSet, Claim} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {unitFactor} from '../readers/text/numbers.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {claimsOf} from '../stated-counts.ts';

export const durationDiffers: Rule = {
	id: 'duration-differs',
	proves: 'the stated duration is not the one between first and last stamp',
	severity: 'low',
	circumstantial: false,
	why: 'How long a run took tells whether its results are plausible, and here the log tells another time than the report.',
	needs: ['claims', 'log'],
	check(set) {
		const claims = claimsOf(set).filter(({subject, scope}) => subject === 'duration' && scope.kind === 'all');
		const spans = spansOf(set);
		if (claims.length === 0 || spans === null) {
			return notEvaluated(claims.length === 0 ? 'no stated duration' : 'no two stamps of one log');
		}

		return claims.flatMap((claim): readonly Discovery[] =>
			spans.all.some(span => fits(claim, span))
				? []
				: [
						{
							place: claim.place,
							claimed: seconds(claim.value),
							found: `${seconds(spans.all[0] ?? 0)} between first and last stamp of the log`,
							also: [{file: spans.file}],
						},
					],
		);
	},
};

type Spans = {
	readonly file: string;
	/** In ms: of all records, of results, with the first request, of requests alone. */ readonly all: readonly number[];
};

function spansOf(set: AuditedSet): Spans | null {
	const logs = set.logs.filter(({records}) =>
		records.some(({kind, stamp}) => kind === 'result' && stamp !== null && stamp.at !== null),
	);
	const [log, ...others] = logs;
	if (log === undefined || others.length > 0) {
		return null;
	}

	const span = (instants: readonly number[]) => {
		let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
		for (const instant of instants) {
			low = Math.min(low, instant);
			high = Math.max(high, instant);
		}

		return high - low;
	};
	const instants = (kinds: readonly string[]) =>
		log.records
			.filter(({kind}) => kinds.length === 0 || kinds.includes(kind))
			.flatMap(({stamp}) => (stamp === null || stamp.at === null ? [] : [stamp.at]));
	const all = instants([]);
	const results = instants(['result', 'start']);
	if (all.length < 2 || results.length < 2) {
		return null;
	}

	const latencies = log.records.filter(({kind}) => kind === 'result').map(({latencyMs}) => latencyMs ?? 0);
	const requests = latencies.reduce((sum, latency) => sum + latency, 0);
	return {
		file: log.file,
		all: [
			span(all),
			span(results),
			span(results) + (latencies[0] ?? 0),
			span(results) + (latencies.at(-1) ?? 0),
			requests,
		],
	};
}

/** To the digit shown, to a second where clocks and starts may differ, to a tenth where it says "about". */
function fits({value, upTo, approximate, decimals, unit}: Claim, span: number): boolean {
	const step = unitFactor(unit) / 10 ** decimals;
	const tolerance = Math.max(step, 1500, span * (approximate ? 0.25 : 0.05));
	return span >= value - tolerance && span <= (upTo ?? value) + tolerance;
}

function seconds(ms: number): string {
	return `${Number((ms / 1000).toFixed(1))} s`;
}
