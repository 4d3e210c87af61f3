import {performance} from 'node:perf_hooks';
import type {Clock} from '../tui/clock.ts';

/** The clock of this computer. */
export const systemClock: Clock = {
	now: () => performance.now(),
	every(ms, callback) {
		const timer = setInterval(callback, ms);
		return () => clearInterval(timer);
	},
};
