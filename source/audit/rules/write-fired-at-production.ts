import type {AuditedSet} from '../audited-set.ts';
import {statedClass} from '../environment-class.ts';
import type {Discovery} from '../finding.ts';
import {isWrite, recordedRequests, wentToProduction, type Recorded} from '../recorded-writes.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {requestText} from '../stated-request.ts';
import {unguardedWrites} from '../unguarded-writes.ts';

export const writeFiredAtProduction: Rule = {
	id: 'write-fired-at-production',
	proves: 'a request that changes data went to production, and nobody had unlocked that',
	severity: 'critical',
	circumstantial: false,
	why: 'Live data may have been changed by a request that nobody unlocked for production.',
	needs: [],
	check(set) {
		if (set.journal !== null) {
			return unguardedWrites(set);
		}

		const {catalog} = set;
		if (catalog === null) {
			return notEvaluated('no catalog tells which hosts are production');
		}

		const requests = recordedRequests(set);
		if (requests.length === 0) {
			return notEvaluated('no whole URL of a request was recorded');
		}

		const writes = requests.filter(
			request => wentToProduction(request, catalog) && isWrite(request, catalog),
		);
		return isPermitted(set) ? [] : writes.map(request => discovery(request));
	},
};

/** The set says openly that it ran in production, or that writing there was agreed. */
function isPermitted(set: AuditedSet): boolean {
	if (statedClass(set)?.class === 'production') {
		return true;
	}

	const sources = [...set.reports, ...set.logs];
	const texts = [
		...sources.flatMap(source => source.facts.map(({label, value}) => `${label}: ${value}`)),
		...sources.flatMap(source => source.statements.map(({text}) => text)),
		...set.logs.flatMap(log => log.records.map(({notes}) => notes)),
	];
	return texts.some(text =>
		/allow[-_ ]?writes|writes? (?:are |were )?(?:allowed|approved|agreed|permitted|unlocked)|unlock|approved by|permission (?:was )?(?:given|granted)|(?:запись|изменени\p{L}*) (?:в бою |на проде? )?(?:разрешен|согласован)|с разрешения|по согласованию/iu.test(
			text,
		),
	);
}

function discovery({testId, method, url, place, refused}: Recorded): Discovery {
	return {
		place,
		...(testId === null ? {} : {subject: testId}),
		...(refused === true ? {code: 'refused', severity: 'high' as const} : {}),
		claimed: 'no permission to write in production is stated',
		found: `${requestText({method, path: url})}${refused === true ? ', refused by the server' : ''}`,
	};
}
