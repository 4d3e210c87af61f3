import type {Session} from '../session/session.ts';
import type {Suspended} from '../terminal/suspend.ts';
import {elapsedText} from './format.ts';
import {message} from './reducer/step.ts';
import type {Message} from './ui-state.ts';

/** Hands the terminal back to the shell until the program is asked to go on. */
export type Suspend = () => Promise<Suspended>;

/** Where there is no terminal that could be handed back. */
export const noSuspending: Suspend = () => Promise.resolve({kind: 'no-shell'});

/**
 * Suspends, and tells what came of it. The clock of a request in flight does not stop with the program, so that its latency
 * would say something untrue of the server: a note on its endpoint says how long the program stood still.
 *
 * @param waiting the endpoints that have a request in flight
 * @throws {Problem} when a note cannot be written
 */
export async function suspended(
	suspend: Suspend,
	session: Pick<Session, 'note'>,
	waiting: readonly string[],
): Promise<Message> {
	const result = await suspend();
	switch (result.kind) {
		case 'unknown': {
			return message(
				'warning',
				'Windows cannot suspend a program: open another tab of the terminal instead.',
			);
		}

		case 'no-shell': {
			return message(
				'warning',
				'Not suspended: no shell is there that could bring the program back.',
				'Start it from a shell to suspend it and to bring it back with fg.',
			);
		}

		case 'resumed': {
			const time = elapsedText(result.time);
			for (const endpointId of new Set(waiting)) {
				session.note(
					endpointId,
					`The program was suspended for ${time} while a request was in flight: its latency holds that time.`,
				);
			}

			return waiting.length === 0
				? message('info', `Suspended for ${time}.`)
				: message(
						'warning',
						`Suspended for ${time} with requests in flight: a note says that their latencies hold that time.`,
					);
		}
	}
}
