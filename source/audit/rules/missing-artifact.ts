import type {Discovery, Place} from '../finding.ts';
import {isGiven} from '../given-files.ts';
import {artifactMentions, nameKey, type Mention} from '../named-files.ts';
import type {Rule} from '../rule.ts';

export const missingArtifact: Rule = {
	id: 'missing-artifact',
	proves: 'an artifact that the report or log names is not there',
	severity: 'critical',
	circumstantial: false,
	why: 'The result has nothing to stand on: the file that is named as its evidence was not handed over.',
	needs: ['artifacts'],
	check(set) {
		const missing = new Map<string, {first: Mention; others: Mention[]}>();
		for (const mention of artifactMentions(set)) {
			const key = nameKey(set, mention.name);
			const known = missing.get(key);
			if (known !== undefined) {
				known.others.push(mention);
			} else if (!isGiven(set, mention.name)) {
				missing.set(key, {first: mention, others: []});
			}
		}

		return [...missing.values()].map(({first, others}): Discovery => {
			const subject = first.testId === '' ? {} : {subject: first.testId};
			return {
				...subject,
				place: first.place,
				claimed: first.name,
				found: 'no such file among those handed over',
				also: elsewhere(first, others),
			};
		});
	},
};

/** Where else it is named: once a place, whether as a row or as words. */
function elsewhere(first: Mention, others: readonly Mention[]): Place[] {
	const lines = new Map(others.map(({place}) => [`${place.file}:${place.line}`, place] as const));
	lines.delete(`${first.place.file}:${first.place.line}`);
	return [...lines.values()];
}
