type Stream = {readonly isTTY?: boolean | undefined};

const instead = 'Use `qtickets-explorer run stage2`, which needs no terminal.';

/**
 * Why the full-screen interface cannot run here, in one line that names what to do instead; `null` when it can. A small
 * terminal is no problem here: the screens degrade by themselves.
 */
export function terminalProblem(
	stdin: Stream,
	stdout: Stream,
	environment: Readonly<Record<string, string | undefined>>,
): string | null {
	const pipes = [stdin.isTTY ? '' : 'input', stdout.isTTY ? '' : 'output'].filter(Boolean);
	if (pipes.length > 0) {
		return `The full-screen interface needs a terminal, and the standard ${pipes.join(' and ')} is not one. ${instead}`;
	}

	if (environment['TERM'] === 'dumb') {
		return `The full-screen interface needs a terminal that can move its cursor, and TERM=dumb says that this one cannot. ${instead}`;
	}

	return null;
}
