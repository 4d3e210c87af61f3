import type {Fact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {eventPlace, eventsOf} from '../journal-events.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const revisionDirty: Rule = {
	id: 'revision-dirty',
	proves: 'the run was made with files that its stated revision does not have',
	severity: 'medium',
	circumstantial: false,
	why: 'Nobody can check out what was run: the stated revision is not the program that made these results.',
	needs: [],
	check(set) {
		const facts = [...set.reports, ...set.logs].flatMap(source =>
			source.facts.filter(({key}) => key === 'revision'),
		);
		const [opened] = eventsOf(set, 'session.opened');
		if (opened === undefined) {
			return facts.length === 0
				? notEvaluated('no stated revision')
				: facts.flatMap(fact => (isDirty(fact) ? [ofFact(fact)] : []));
		}

		const {environment, profile, sandbox} = opened;
		if (environment.git_revision === null) {
			return notEvaluated('no stated revision');
		}

		// A rehearsal against the sandbox is no result that anybody has to repeat.
		const isRehearsal = sandbox !== null || profile.kind === 'sandbox';
		return environment.git_dirty !== true || isRehearsal
			? []
			: [
					{
						place: eventPlace(set, opened, '/environment/git_dirty'),
						claimed: `revision ${environment.git_revision.slice(0, 12)}`,
						found: 'tracked files differed from it',
					},
				];
	},
};

/** `a8a94ae-dirty` as git describes it, or words after the hash. */
function isDirty({value}: Fact): boolean {
	return /\b[\da-f]{7,40}(?:-dirty\b|\+|\s*[([,;]?\s*(?:dirty|modified|with uncommitted changes|с незакоммиченными))/i.test(
		value.slice(0, 400),
	);
}

function ofFact({place, value}: Fact): Discovery {
	return {
		place,
		claimed: `revision ${value.slice(0, 80)}`,
		found: 'it says itself that files differed from it',
	};
}
