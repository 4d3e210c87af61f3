import type {Draft} from '../request/draft.ts';
import type {Clock} from './clock.ts';

/** How long typing must rest before a draft is kept, in milliseconds. */
export const restAfter = 300;

export type DraftKeeper = {
	/** Keeps a draft once typing rests; a later one of the same endpoint takes its place. */
	keep(draft: Draft): void;
	/** Keeps at once what waits. */
	flush(): void;
};

/** Keeps what is typed, but not with every key: a draft is masked before it is written. */
export function createDraftKeeper(clock: Clock, keep: (draft: Draft) => void): DraftKeeper {
	const waiting = new Map<string, Draft>();
	/** What was kept last, by endpoint: typing that came back to it says nothing new. */
	const kept = new Map<string, string>();
	let stop: (() => void) | undefined;

	function flush(): void {
		stop?.();
		stop = undefined;
		for (const [endpointId, draft] of waiting) {
			waiting.delete(endpointId);
			const text = JSON.stringify(draft);
			if (kept.get(endpointId) !== text) {
				kept.set(endpointId, text);
				keep(draft);
			}
		}
	}

	return {
		flush,
		keep(draft) {
			const other = waiting.get(draft.endpointId);
			if (other !== undefined && other.variant !== draft.variant) {
				flush();
			}

			waiting.set(draft.endpointId, draft);
			stop?.();
			// Masking a body of a megabyte takes a moment: it waits for a longer rest.
			stop = clock.every(restAfter + Math.floor((draft.body?.length ?? 0) / 1000), flush);
		},
	};
}
