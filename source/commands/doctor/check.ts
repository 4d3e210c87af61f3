/** How a check ended. `blocked` stops a stage; `warning` only wants to be read. */
export type CheckStatus = 'ok' | 'warning' | 'blocked';

export type CheckResult = {
	readonly status: CheckStatus;
	/** What was found, in one line. May quote the server: untrusted. */
	readonly found: string;
	/** What to do about it. */
	readonly next?: string;
};

/** One line of Stage 1's checklist. All of them run side by side. */
export type Check = {
	readonly id: string;
	readonly title: string;
	readonly run: () => Promise<CheckResult>;
};

/** A check that threw is a finding, not a crash of the checklist. */
export async function runCheck(check: Check): Promise<CheckResult> {
	try {
		return await check.run();
	} catch (error) {
		return {status: 'blocked', found: error instanceof Error ? error.message : String(error)};
	}
}
