/** The interface's only source of time, passed in. */
export type Clock = {
	/** Milliseconds on a monotonic clock. */
	now(): number;
	/** Calls back every `ms` milliseconds until the given function is called. */
	every(ms: number, callback: () => void): () => void;
};
