import type {ReadJournal} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {durationText, grainOf, slackOf} from '../moments.ts';
import {idsOf, runTimesOf, type RunTimes} from '../run-times.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** A request is no longer than the time between two things that surely happened before and after it. */
export const latencyExceedsObservedBound: Rule = {
	id: 'latency-exceeds-observed-bound',
	proves: 'a latency is longer than the interval in which the request happened',
	severity: 'high',
	circumstantial: false,
	why: 'A duration that does not fit between its own beginning and end includes pauses, or was not measured.',
	needs: [],
	check(set) {
		const bounded = runTimesOf(set).filter(({open, close}) => open !== null && close !== null);
		return bounded.length === 0 && set.journal === null
			? notEvaluated('neither a journal nor a log with an opening and a closing record')
			: [...bounded.flatMap(ofSession), ...(set.journal === null ? [] : ofJournal(set.journal))];
	},
};

/** The whole session is shorter than one of its requests, or than several: one thing all the same. */
function ofSession({results, open, close}: RunTimes): Discovery[] {
	if (open === null || close === null) {
		return [];
	}

	const [from, to] = [open.stamp, close.stamp];
	const bound = to.at - from.at + grainOf(to) + slackOf(from, to);
	const longer = results.flatMap(({record, latency}) =>
		latency !== null && latency > bound ? [{record, latency}] : [],
	);
	const [first, ...more] = longer;
	return first === undefined
		? []
		: [
				{
					place: first.record.place,
					subject: first.record.testId ?? '',
					claimed: `${durationText(first.latency)}${more.length === 0 ? '' : `, and more than the session for ${idsOf(more.map(({record}) => record))} too`}`,
					found: `${durationText(to.at - from.at)} from the opening to the closing record`,
					also: [from.place, to.place, ...more.slice(0, 20).map(({record}) => record.place)],
				},
			];
}

/** Sent after its intent was stored, stored when it was there. The wall clock may be set meanwhile, by a little. */
function ofJournal({file, events}: ReadJournal): Discovery[] {
	const intents = new Map<number, string>();
	return events.flatMap(event => {
		if (event.type === 'request.intent') {
			intents.set(event.seq, event.at);
			return [];
		}

		const intended = event.type === 'request.outcome' ? intents.get(event.intent) : undefined;
		if (event.type !== 'request.outcome' || intended === undefined) {
			return [];
		}

		const latency = event.exchange.latency_ms ?? 0;
		const bound = Date.parse(event.at) - Date.parse(intended);
		return latency > bound + 50 + latency / 50
			? [
					{
						place: {file, line: event.seq, pointer: '/exchange'},
						subject: String(event.seq),
						claimed: durationText(latency),
						found: `${durationText(bound)} between intent and outcome`,
						also: [{file, line: event.intent}],
					},
				]
			: [];
	});
}
