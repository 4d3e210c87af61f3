import type {ExitCode} from '../catalog/problem.ts';
import type {Attempt} from '../session/state.ts';

const neverReached = new Set(['dns', 'refused', 'unreachable', 'connect-timeout', 'tls']);

/**
 * The exit code of a run (design.md §5).
 *
 * @param attempts the latest attempt of every planned test; `undefined` where it was not run
 * @param countingFailed rows were to be counted, and ClickHouse could not be asked
 * @returns 0 when there was a test and every one succeeded or met an expected limitation, 3 when the server or, with
 *   nothing else amiss, ClickHouse could not be reached, else 1
 */
export function runExitCode(attempts: ReadonlyArray<Attempt | undefined>, countingFailed = false): ExitCode {
	if (attempts.length === 0) {
		return 1;
	}

	if (attempts.every(attempt => attempt?.verdict === 'success' || attempt?.verdict === 'limitation')) {
		return countingFailed ? 3 : 0;
	}

	const unreached = attempts.every(attempt => neverReached.has(attempt?.exchange?.error?.kind ?? ''));
	return unreached ? 3 : 1;
}
