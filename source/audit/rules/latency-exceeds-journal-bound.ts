import type {Discovery} from '../finding.ts';
import {answeredOf, eventPlace, type Answered} from '../journal-events.ts';
import type {AuditedSet} from '../audited-set.ts';
import type {Rule} from '../rule.ts';

/**
 * Milliseconds by which two clocks of one machine may differ over a request: events are stamped in whole milliseconds by
 * the wall clock, which may be slewed meanwhile; latencies come from the monotonic one.
 */
function tolerance(elapsed: number): number {
	return 50 + elapsed / 100;
}

export const latencyExceedsJournalBound: Rule = {
	id: 'latency-exceeds-journal-bound',
	proves: 'a request took longer, or was sent at another time, than the events around it allow',
	severity: 'high',
	circumstantial: false,
	why: 'The event before the request and the one after its answer were stamped as they were written: it happened between them.',
	needs: ['journal'],
	check: set => answeredOf(set).flatMap(answered => [...beyond(answered, set)]),
};

function* beyond({intent, outcome}: Answered, set: AuditedSet): Generator<Discovery> {
	const [began, ended] = [intent.at, outcome.at].map(at => Date.parse(at)) as [number, number];
	const between = ended - began;
	const {latency_ms: latency, elapsed_ms: elapsed, sent_at} = outcome.exchange;
	if (Number.isNaN(between)) {
		return;
	}

	const common = {subject: intent.endpoint_id, also: [eventPlace(set, intent, '/at')]};
	const [member, longest] =
		latency !== null && latency >= elapsed ? ['latency_ms', latency] : ['elapsed_ms', elapsed];
	if (longest > between + tolerance(longest)) {
		yield {
			...common,
			place: eventPlace(set, outcome, `/exchange/${member}`),
			claimed: `${longest} ms`,
			found: `${between} ms between the two events`,
		};
		return;
	}

	const sent = Date.parse(sent_at);
	const slack = tolerance(elapsed);
	if (Number.isNaN(sent) || sent < began - slack || sent + elapsed > ended + slack) {
		yield {
			...common,
			place: eventPlace(set, outcome, '/exchange/sent_at'),
			code: 'sent-at',
			claimed: `sent at ${sent_at.slice(0, 40)}, for ${elapsed} ms`,
			found: `between ${intent.at} and ${outcome.at}`,
		};
	}
}
