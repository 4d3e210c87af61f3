import type {Rule} from '../rule.ts';
import {notEvaluated} from '../rule.ts';

export const chainBroken: Rule = {
	id: 'chain-broken',
	proves: 'a line of the journal is not what was written, or not the journal that the set was made of',
	severity: 'critical',
	circumstantial: false,
	why: 'The journal is the only source of everything else here; once it was changed, nothing that follows from it is proved.',
	needs: ['journal'],
	check({journal}) {
		if (journal === null) {
			return [];
		}

		const {damage, file, stated, head, events} = journal;
		if (damage?.code === 'version') {
			return notEvaluated(damage.detail);
		}

		if (damage !== null) {
			return damage.code === 'two-writers'
				? []
				: [
						{
							place: {file, line: damage.line},
							code: damage.code,
							claimed: 'an unbroken chain of hashes',
							found: damage.detail,
						},
					];
		}

		return stated === null || stated.events !== null
			? []
			: [
					{
						place: {file, line: Math.max(1, events.length)},
						code: 'other-journal',
						claimed: `head ${stated.head.slice(0, 12)}…, as the set's files say`,
						found: `head ${head.slice(0, 12)}… after ${events.length} events`,
						also: [stated.place],
					},
				];
	},
};
