/**
 * The first signal aborts what runs, so that it ends in good order; a second one ends the program at once.
 *
 * @returns stops listening
 */
export function abortOnSignal(interrupt: AbortController): () => void {
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
	const listener = (): void => {
		if (interrupt.signal.aborted) {
			process.exit(130);
		}

		interrupt.abort();
	};

	for (const signal of signals) {
		process.on(signal, listener);
	}

	return () => {
		for (const signal of signals) {
			process.off(signal, listener);
		}
	};
}
