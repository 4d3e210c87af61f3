import type {EvidenceSummary} from './evidence-set.ts';

/**
 * What an export is, in one line: never more than its stamps allow.
 *
 * @param inFlight ids of the tests whose requests this process is still waiting for
 */
export function headlineOf(
	{stamps, exploratory, totals}: Pick<EvidenceSummary, 'stamps' | 'exploratory' | 'totals'>,
	inFlight: readonly string[] = [],
): string {
	if (inFlight.length > 0) {
		const are = inFlight.length === 1 ? '1 request is' : `${inFlight.length} requests are`;
		return `INCOMPLETE: ${are} still in flight (${inFlight.join(', ')}); export again when the answer is there.`;
	}

	const incomplete = stamps.find(({word}) => word === 'INCOMPLETE');
	if (incomplete !== undefined) {
		return `INCOMPLETE: ${incomplete.text}`;
	}

	return exploratory
		? `EXPLORATORY: nothing was planned; ${totals.attempts} ${totals.attempts === 1 ? 'request' : 'requests'} fired.`
		: 'COMPLETE: everything that was planned was run.';
}
