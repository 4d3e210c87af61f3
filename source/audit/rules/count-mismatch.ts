import type {AuditedSet, Claim} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {claimsOf, claimText, groupedByValue, heldCounts, type HeldCount} from '../stated-counts.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {lastResults, outcomeOf, tallyFor, wasRun, type Tally} from '../tallies.ts';

export const countMismatch: Rule = {
	id: 'count-mismatch',
	proves: 'totals in the text differ from rows or records',
	severity: 'high',
	circumstantial: false,
	why: 'The totals are the first numbers that a reader takes from a report, and these do not follow from its own results.',
	needs: ['claims'],
	check(set) {
		const held = heldCounts(set);
		const rates = heldRates(set);
		const sums = sumsOf(set);
		const records = recordCounts(set);
		if (held.length + rates.length + sums.length + records.length === 0) {
			return notEvaluated('no stated count that rows or records could be held against');
		}

		const refuted = held.filter(one => one.isRefuted);
		return [
			...groupedByValue(refuted).map(group => countDiscovery(group)),
			// `7 (32 %)`: the count is told already.
			...rates.flatMap(({claim, discovery}) =>
				discovery === null || followsFrom(claim, refuted, held) ? [] : [discovery],
			),
			...sums.flatMap(({discovery}) => (discovery === null ? [] : [discovery])),
			...records.flatMap(({discovery}) => (discovery === null ? [] : [discovery])),
		];
	},
};

/** The share of counts on the same line that are told as wrong already. */
function followsFrom(rate: Claim, refuted: readonly HeldCount[], held: readonly HeldCount[]): boolean {
	const sameLine = held.filter(({claim}) => lineKey(claim) === lineKey(rate));
	const isTold = refuted.some(({claim}) => lineKey(claim) === lineKey(rate));
	const wanted = rate.subject === 'success-rate' ? 'passed' : 'failed';
	const parts = sameLine.filter(({claim}) => claim.subject === wanted).map(({claim}) => claim.value);
	const totals = [...sameLine, ...held.filter(({claim}) => claim.place.file === rate.place.file)].flatMap(
		({claim, truth}) => (claim.subject === 'tests' ? [claim.value, ...truth] : []),
	);
	const sums = sameLine.flatMap(({claim}) =>
		claim.subject === 'failed' ? parts.map(part => part + claim.value) : [],
	);
	const wholes = [
		...totals,
		...sums,
		...sameLine.map(({tally}) => lastResults(tally.items, rate.scope).length),
	];
	return (
		isTold &&
		parts.some(part =>
			wholes.some(
				whole => whole > 0 && Math.abs((100 * part) / whole - rate.value) < Math.max(1, 10 ** -rate.decimals),
			),
		)
	);
}

function lineKey({place}: Claim): string {
	return JSON.stringify([place.file, place.line, place.pointer]);
}

function countDiscovery(group: readonly HeldCount[]): Discovery {
	const [{claim, tally, truth}, ...others] = group as readonly [HeldCount, ...HeldCount[]];
	const sides = [...others.map(({claim: other}) => other.place), tally.place];
	return {
		place: claim.place,
		claimed: claimText(claim),
		found: foundText(claim, truth[0] ?? 0, tally),
		also: sides,
	};
}

function foundText({subject, scope, statuses}: Claim, count: number, tally: Tally): string {
	const total = lastResults(tally.items, scope).length;
	const where = tally.noun === 'rows' ? `in ${tally.name}` : '';
	if (subject === 'tests') {
		return `${count} ${tally.noun} ${where}`.trim();
	}

	const what =
		subject === 'status'
			? `with ${statuses.join('/')}`
			: subject === 'no-response'
				? 'without a response'
				: subject;
	return `${count} of ${total} ${tally.noun} ${what}`;
}

type Held = {readonly claim: Claim; readonly discovery: Discovery | null};

/** Percentages against the counts of the results, each with every base that people use. */
function heldRates(set: AuditedSet): readonly Held[] {
	return claimsOf(set).flatMap((claim): readonly Held[] => {
		const tally =
			claim.subject === 'success-rate' || claim.subject === 'failure-rate'
				? tallyFor(set, claim.place.file)
				: null;
		if (tally === null) {
			return [];
		}

		const last = lastResults(tally.items, claim.scope);
		const outcomes = last.map(item => outcomeOf(item));
		if (last.length === 0 || outcomes.includes('unknown')) {
			return [];
		}

		const run = last.filter(item => wasRun(item)).length;
		const passed = outcomes.filter(outcome => outcome === 'passed').length;
		const limited = outcomes.filter(outcome => outcome === 'limitation').length;
		const failed = outcomes.filter(outcome => outcome === 'failed').length;
		const silent = outcomes.filter(outcome => outcome === 'no-response').length;
		const parts =
			claim.subject === 'success-rate'
				? [passed, passed + limited]
				: [failed, failed + silent, failed + limited, failed + limited + silent, last.length - passed];
		const truth = parts.flatMap(part =>
			[last.length, run].map(base => (base === 0 ? 0 : (100 * part) / base)),
		);
		const tolerance = claim.approximate ? 10 : Math.max(10 ** -claim.decimals, 0.01);
		const isTrue = truth.some(rate => Math.abs(rate - claim.value) < tolerance);
		const noun = claim.subject === 'success-rate' ? 'passed' : 'failed';
		return [
			{
				claim,
				discovery: isTrue
					? null
					: {
							place: claim.place,
							code: 'rate',
							claimed: claimText(claim),
							found: `${parts[0] ?? 0} of ${last.length} ${tally.noun} ${noun}, ${(truth[0] ?? 0).toFixed(1)} %`,
							also: [tally.place],
						},
			},
		];
	});
}

const parts: readonly Claim['subject'][] = [
	'passed',
	'failed',
	'limitation',
	'skipped',
	'blocked',
	'no-response',
];

/**
 * Totals that do not add up, in reports and logs without results of their own to say which number is wrong. Both passed
 * and failed must be stated, and each number once.
 */
function sumsOf(set: AuditedSet): readonly Held[] {
	return [...set.reports, ...set.logs].flatMap(({file, claims}): readonly Held[] => {
		if (tallyFor(set, file) !== null) {
			return [];
		}

		const whole = claims.filter(({scope, approximate}) => scope.kind === 'all' && !approximate);
		const one = (subject: Claim['subject']) => {
			const found = whole.filter(claim => claim.subject === subject);
			return new Set(found.map(({value}) => value)).size === 1 ? (found[0] ?? null) : null;
		};
		const total = one('tests');
		const [passed, failed] = [one('passed'), one('failed')];
		if (total === null || passed === null || failed === null) {
			return [];
		}

		const stated = parts.flatMap(subject => one(subject) ?? []);
		const twice = parts.some(
			subject => whole.some(claim => claim.subject === subject) && one(subject) === null,
		);
		const sum = stated.reduce((all, {value}) => all + value, 0);
		// Limitations and missing answers may be counted among the failures.
		const least = passed.value + failed.value;
		const isRight =
			twice ||
			sum === total.value ||
			least === total.value ||
			(least < total.value && stated.length === 2 && /skip|block|пропущ|заблок/iu.test(total.text));
		return [
			{
				claim: total,
				discovery: isRight
					? null
					: {
							place: total.place,
							code: 'sum',
							claimed: claimText(total),
							found: `${stated.map(claim => claimText(claim)).join(' + ')} = ${sum}`,
							also: stated.map(({place}) => place),
						},
			},
		];
	});
}

/** Stated numbers of log lines, against the log: any reasonable way to count them will do. */
function recordCounts(set: AuditedSet): readonly Held[] {
	const [log, ...others] = set.logs.filter(({records}) => records.length > 0);
	return log === undefined || others.length > 0
		? []
		: claimsOf(set)
				.filter(({subject, scope}) => subject === 'log-records' && scope.kind === 'all')
				.map(claim => {
					const results = log.records.filter(({kind}) => kind === 'result');
					const truth = [
						log.records.length,
						results.length,
						new Set(results.map(({testId}) => testId)).size,
						log.records.filter(({kind}) => kind === 'result' || kind === 'start').length,
						log.records.length + log.unread.length,
					];
					return {
						claim,
						discovery:
							truth.includes(claim.value) || claim.approximate
								? null
								: {
										place: claim.place,
										claimed: claimText(claim),
										found: `${log.records.length} records in the log, ${results.length} of them results`,
										also: [{file: log.file}],
									},
					};
				});
}
