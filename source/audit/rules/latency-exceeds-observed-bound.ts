import type {ReadJournal} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {durationText, grainOf, runTimesOf, slackOf, type RunTimes} from '../run-times.ts';
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

/** The whole session is shorter than one of its requests. */
function ofSession({results, open, close}: RunTimes): Discovery[] {
	const [from, to] = [open!.stamp!, close!.stamp!];
	const length = to.at! - from.at! + grainOf(to);
	return results.flatMap(({record, latency}) =>
		latency !== null && latency > length + slackOf(grainOf(from), grainOf(to))
			? [
					{
						place: record.place,
						subject: record.testId ?? '',
						claimed: durationText(latency),
						found: `${durationText(to.at! - from.at!)} from the opening to the closing record`,
						also: [from.place, to.place],
					},
				]
			: [],
	);
}

/** Sent after its intent was stored, stored when it was there. The wall clock may be set meanwhile, by a little. */
function ofJournal({file, events}: ReadJournal): Discovery[] {
	const intents = new Map<number, string>();
	return events.flatMap(event => {
		if (event.type === 'request.intent') {
			intents.set(event.seq, event.at);
			return [];
		}

		if (event.type !== 'request.outcome') {
			return [];
		}

		const intended = intents.get(event.intent);
		const latency = event.exchange.latency_ms;
		const bound = intended === undefined ? null : Date.parse(event.at) - Date.parse(intended);
		return bound !== null && latency !== null && latency > bound + 50 + latency / 50
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
