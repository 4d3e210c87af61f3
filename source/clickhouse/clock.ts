import {performance} from 'node:perf_hooks';
import {setTimeout as timeout} from 'node:timers/promises';

/** The room's only source of time, passed in. */
export type Clock = {
	/** Milliseconds on a monotonic clock. */
	now(): number;
	/** Ends after so many milliseconds, or at once when the signal aborts. */
	wait(milliseconds: number, signal: AbortSignal): Promise<void>;
};

/** The time of this very process. */
export const systemClock: Clock = {
	now: () => performance.now(),
	async wait(milliseconds, signal) {
		await timeout(milliseconds, undefined, {signal}).catch((error: unknown) => {
			if (!signal.aborted) {
				throw error;
			}
		});
	},
};
