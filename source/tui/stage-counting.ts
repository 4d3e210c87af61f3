import type {Draft} from '../request/draft.ts';
import type {FiredAttempt} from '../session/session.ts';

/** Row counts around Stage 2, as a command hands them in. None of them rejects for what a database does. */
export type StageCounting = {
	/** Counts before the first test; knows by itself when that was done already. */
	before(): Promise<void>;
	/** Fires what `fire` fires, with counts around it where they are asked for. */
	around(draft: Draft, fire: () => Promise<FiredAttempt>): Promise<FiredAttempt>;
	/** Counts after the last test. */
	after(): Promise<void>;
};

/** Nothing is counted. */
export const notCounting: StageCounting = {
	before: () => Promise.resolve(),
	around: (_draft, fire) => fire(),
	after: () => Promise.resolve(),
};
