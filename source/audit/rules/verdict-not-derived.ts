import {answeredOf, eventPlace, sameCatalog, type Answered} from '../journal-events.ts';
import type {AuditedSet} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {judgedAgain} from '../judged-again.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const verdictNotDerived: Rule = {
	id: 'verdict-not-derived',
	proves: 'a stored verdict is not the one that the stored answer gets',
	severity: 'critical',
	circumstantial: false,
	why: 'The program judges by fixed rules; this answer judged again gives another verdict than the one that was reported.',
	needs: ['journal', 'catalog'],
	check(set) {
		const catalog = sameCatalog(set);
		return typeof catalog === 'string'
			? notEvaluated(catalog)
			: answeredOf(set).flatMap(answered => [...contradiction(answered, catalog, set)]);
	},
};

function* contradiction(
	{intent, outcome}: Answered,
	catalog: NonNullable<AuditedSet['catalog']>,
	set: AuditedSet,
): Generator<Discovery> {
	const variant = catalog.endpoints
		.get(intent.endpoint_id)
		?.variants.find(({name}) => name === intent.variant);
	const judgement = variant === undefined ? null : judgedAgain(intent, outcome, variant);
	if (judgement === null) {
		return;
	}

	const common = {subject: intent.endpoint_id, also: [eventPlace(set, intent)]};
	if (judgement.verdict !== outcome.verdict) {
		const [reason] = judgement.reasons;
		yield {
			...common,
			place: eventPlace(set, outcome, '/verdict'),
			claimed: outcome.verdict,
			found: `${judgement.verdict}${reason === undefined ? '' : `: ${reason.text}`}`,
		};
		return;
	}

	const [claimed, found] = [outcome, judgement].map(({reasons}) => reasons.map(({code}) => code).join(', '));
	if (claimed !== found) {
		yield {
			...common,
			place: eventPlace(set, outcome, '/reasons'),
			code: 'reasons',
			claimed: `because of ${claimed === '' ? 'nothing' : claimed}`,
			found: `because of ${found}`,
		};
	}
}
