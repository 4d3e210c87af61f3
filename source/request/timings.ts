import type {Progress, Timings} from './exchange.ts';

export type Phase = Progress['phase'];

/** A phase that began; `at` in milliseconds on a monotonic clock. The phase ends where the next one begins. */
export type PhaseStart = {readonly phase: Phase; readonly at: number};

/** The phases in the order in which they follow each other. */
export const phases = ['dns', 'tcp', 'tls', 'send', 'wait', 'download'] as const satisfies readonly Phase[];

const none: Timings = {dns: null, tcp: null, tls: null, send: null, wait: null, download: null};

/**
 * Durations of phases that follow each other without a gap, so that they always add up to the whole. The last phase
 * that began runs until `end`, also when it was cut short by a failure.
 *
 * Computed in whole microseconds: the sum is exact there, and three decimals of a millisecond say no more than the
 * clock knows.
 *
 * @param starts in order; instants that run backwards count as simultaneous
 * @param end milliseconds on the same clock
 * @returns the durations and their sum, in milliseconds with three decimals
 */
export function timingsOf(starts: readonly PhaseStart[], end: number): {timings: Timings; total: number} {
	const first = starts[0]?.at ?? end;
	const timings: Record<Phase, number | null> = {...none};
	const instants: number[] = [];
	for (const at of [...starts.map(start => start.at), end]) {
		instants.push(Math.max(instants.at(-1) ?? 0, Math.round((at - first) * 1000)));
	}

	for (const [index, {phase}] of starts.entries()) {
		const duration = (instants[index + 1] ?? 0) - (instants[index] ?? 0);
		timings[phase] = duration / 1000;
	}

	return {timings, total: (instants.at(-1) ?? 0) / 1000};
}
