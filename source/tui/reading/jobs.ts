/** Work that takes longer than a frame, done in slices between key presses. */

/** Bytes that a slice goes over: about four milliseconds, so that a key is never kept waiting. */
export const sliceBytes = 256 * 1024;

/** Slices between two reports of progress. */
const reportEvery = 16;

/** Calls back after what waits now (keys, frames) had its turn. */
export type Defer = (callback: () => void) => void;

export type Jobs = {
	/**
	 * Does the first slice at once, the others later, until `step` gives true.
	 *
	 * @returns the way to stop it
	 */
	readonly start: (job: {readonly step: () => boolean; readonly done: () => void}) => () => void;
	readonly close: () => void;
};

/** @param tell called when something came further: never while `start` runs */
export function createJobs(defer: Defer, tell: () => void): Jobs {
	const waiting = new Set<{readonly step: () => boolean; readonly done: () => void}>();
	let isScheduled = false;
	let slices = 0;

	function schedule(): void {
		if (!isScheduled && waiting.size > 0) {
			isScheduled = true;
			defer(work);
		}
	}

	function work(): void {
		isScheduled = false;
		const [job] = waiting;
		if (job === undefined) {
			return;
		}

		// To the end of the line, so that a small job never waits for a large one.
		waiting.delete(job);
		const isDone = job.step();
		if (isDone) {
			job.done();
		} else {
			waiting.add(job);
		}

		if (isDone || ++slices % reportEvery === 0) {
			tell();
		}

		schedule();
	}

	return {
		start(job) {
			if (job.step()) {
				job.done();
				return () => undefined;
			}

			waiting.add(job);
			schedule();
			return () => waiting.delete(job);
		},
		close: () => waiting.clear(),
	};
}
