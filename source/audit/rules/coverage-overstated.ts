import type {AuditedSet, Claim} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {claimsOf, claimText} from '../stated-counts.ts';
import {lastResults, tallyFor, wasRun} from '../tallies.ts';

export const coverageOverstated: Rule = {
	id: 'coverage-overstated',
	proves: 'a coverage has another base than what was to be tested',
	severity: 'critical',
	circumstantial: false,
	why: 'What was not tested disappears behind a percentage of what was.',
	needs: ['claims'],
	check(set) {
		const held = claimsOf(set).flatMap(claim => {
			const truth = claim.subject === 'coverage' ? coverageFor(claim, set) : null;
			return truth === null ? [] : [{claim, truth}];
		});
		return held.length === 0
			? notEvaluated('no stated coverage, or nothing that says what was to be tested')
			: held.flatMap(({claim, truth}): readonly Discovery[] => {
					const percent = (100 * truth.run) / truth.due;
					const tolerance = claim.approximate ? 10 : Math.max(1 / 10 ** claim.decimals, 0.1);
					return claim.value <= percent + tolerance
						? []
						: [
								{
									place: claim.place,
									claimed: claimText(claim),
									found: `${truth.run} of ${truth.due} ${truth.what}, ${percent.toFixed(1)} %`,
									also: truth.also,
								},
							];
				});
	},
};

type Truth = {
	readonly run: number;
	readonly due: number;
	readonly what: string;
	readonly also: Discovery['also'] & object;
};

/** What was run of what was due: of the catalog's stage, of the stated plan, of the rows; the largest base counts. */
function coverageFor(claim: Claim, set: AuditedSet): Truth | null {
	const tally = tallyFor(set, claim.place.file);
	if (tally === null || /code|line|branch|код(?:а|у)?(?!\p{L})/iu.test(claim.text)) {
		return null;
	}

	const items = lastResults(tally.items, claim.scope);
	const done = new Set(items.filter(item => wasRun(item)).map(({testId}) => testId));
	const bases: Truth[] = [
		{run: done.size, due: items.length, what: 'listed tests were run', also: [tally.place]},
	];
	const plan = claimsOf(set).filter(
		({subject, scope, approximate}) => subject === 'tests-planned' && scope.kind === 'all' && !approximate,
	);
	if (claim.scope.kind === 'all' && plan.length > 0) {
		const most = plan.reduce((all, one) => (one.value > all.value ? one : all));
		bases.push({run: done.size, due: most.value, what: 'planned tests were run', also: [most.place]});
	}

	const inText = claim.scope.kind === 'all' ? wholeIn(claim.text) : null;
	if (inText !== null && inText > items.length) {
		bases.push({run: done.size, due: inText, what: 'tests of that whole were run', also: [tally.place]});
	}

	const stages = [...(set.catalog?.stages.values() ?? [])].filter(
		({tests}) => tests.filter(id => done.has(id)).length * 2 > tests.length,
	);
	if (
		claim.scope.kind === 'all' &&
		isOne(stages) &&
		/mandatory|stage|обязательн|этап|test|тест/iu.test(claim.text)
	) {
		const [{tests, id}] = stages;
		bases.push({
			run: tests.filter(test => done.has(test)).length,
			due: tests.length,
			what: `tests of ${id} were run`,
			also: [],
		});
	}

	const usable = bases.filter(({due}) => due > 0);
	return usable.length === 0
		? null
		: usable.reduce((worst, base) => (base.run / base.due < worst.run / worst.due ? base : worst));
}

/** `100% of the 33 mandatory tests`: the 33. */
function wholeIn(text: string): number | null {
	const match =
		/%\s{0,2}(?:of|из|от)\s(?:the\s|all\s|всех\s){0,2}(\d{1,5})\s(?:\p{L}{2,20}\s){0,2}(?:tests?|test cases|тест|провер|кейс)/iu.exec(
			text,
		);
	return match === null ? null : Number(match[1]);
}

function isOne<T>(list: readonly T[]): list is readonly [T] {
	return list.length === 1;
}
