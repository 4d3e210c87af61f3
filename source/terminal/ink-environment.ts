/** The variables by which Ink 6.8 (its `is-in-ci`) takes a terminal for a build log and draws nothing until the end. */
const ciVariables = ['CI', 'CONTINUOUS_INTEGRATION'] as const;

/** A copy of the environment in which Ink is interactive. */
export function withoutCi(environment: Readonly<NodeJS.ProcessEnv>): NodeJS.ProcessEnv {
	const copy = {...environment};
	for (const name of ciVariables) {
		Reflect.deleteProperty(copy, name);
	}

	return copy;
}

/**
 * Makes Ink interactive although `CI` is set, where there is a terminal to be interactive on. Call it before Ink is
 * first imported: Ink looks only once. The variables are removed, not set to `false`, because Ink's colours go by their
 * mere presence.
 *
 * @param environment changed in place
 */
export function prepareInkEnvironment(
	environment: NodeJS.ProcessEnv,
	stdout: {readonly isTTY?: boolean | undefined} = process.stdout,
): void {
	if (stdout.isTTY) {
		for (const name of ciVariables) {
			Reflect.deleteProperty(environment, name);
		}
	}
}
