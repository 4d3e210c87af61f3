import type {ExitCode} from '../catalog/problem.ts';
import type {Attempt} from '../session/state.ts';

const neverReached = new Set(['dns', 'refused', 'unreachable', 'connect-timeout', 'tls']);

/**
 * The exit code of a run (design.md §5).
 *
 * @param attempts the latest attempt of every planned test; `undefined` where it was not run
 * @returns 0 when there was a test and every one succeeded or met an expected limitation, 3 when the server could not be reached at all, else 1
 */
export function runExitCode(attempts: ReadonlyArray<Attempt | undefined>): ExitCode {
	if (attempts.length === 0) {
		return 1;
	}

	if (attempts.every(attempt => attempt?.verdict === 'success' || attempt?.verdict === 'limitation')) {
		return 0;
	}

	const unreached = attempts.every(attempt => neverReached.has(attempt?.exchange?.error?.kind ?? ''));
	return unreached ? 3 : 1;
}
