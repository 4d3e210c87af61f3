/** A session that another process writes is followed as its journal grows. */
import {describeProblem, Problem} from '../catalog/problem.ts';
import type {Session} from '../session/session.ts';
import type {Clock} from './clock.ts';
import {message} from './reducer/step.ts';
import type {Message} from './ui-state.ts';

/** Milliseconds between two looks at the journal's size. */
const lookEvery = 1000;

/**
 * Follows a session that another process holds; nothing is done for any other.
 *
 * @returns the way to stop
 */
export function following(
	{session, clock}: {readonly session: Session; readonly clock: Clock},
	{told, crash}: {readonly told: (message: Message) => void; readonly crash: (error: unknown) => void},
): () => void {
	const {follow} = session;
	if (follow === undefined) {
		return () => undefined;
	}

	const stop = clock.every(lookEvery, () => {
		try {
			follow();
		} catch (error) {
			stop();
			if (error instanceof Problem) {
				told(message('problem', `What is shown is no longer followed: ${describeProblem(error)}`));
			} else if (error instanceof Error && 'code' in error) {
				told(message('problem', `The journal cannot be read any more (${error.message}).`));
			} else {
				crash(error);
			}
		}
	});
	return stop;
}
