import type {StageChecked} from '../../session/event.ts';
import {safeText} from '../../terminal/safe-text.ts';
import {padToWidth, textWidth} from '../../terminal/width.ts';

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

/** A check that has ended, as `Session.checkStage` keeps it. */
export type EndedCheck = StageChecked['checks'][number];

/** A check that threw is a finding, not a crash of the checklist. */
export async function runCheck(check: Check): Promise<CheckResult> {
	try {
		return await check.run();
	} catch (error) {
		return {status: 'blocked', found: error instanceof Error ? error.message : String(error)};
	}
}

/**
 * Runs checks side by side.
 *
 * @param onEnd called with each as it ends
 * @returns all of them, in the order of the list
 */
export async function runChecks(
	checks: readonly Check[],
	onEnd: (check: EndedCheck) => void,
): Promise<readonly EndedCheck[]> {
	return Promise.all(
		checks.map(async check => {
			const {status, found, next = null} = await runCheck(check);
			const ended: EndedCheck = {id: check.id, title: check.title, status, found, next};
			onEnd(ended);
			return ended;
		}),
	);
}

const symbols: Readonly<Record<CheckStatus, string>> = {ok: '✔', warning: '!', blocked: '✘'};

/** The columns that the longest title needs. */
export function titleWidthOf(checks: ReadonlyArray<{readonly title: string}>): number {
	return Math.max(0, ...checks.map(({title}) => textWidth(title)));
}

/**
 * A check as lines for a terminal: what was found, then what to do about it.
 *
 * @param titleWidth columns of the titles, as `titleWidthOf` gives them for the whole checklist
 */
export function checkLines({title, status, found, next}: EndedCheck, titleWidth: number): readonly string[] {
	const first = safeText(
		`${symbols[status]} ${status.padEnd(7)}  ${padToWidth(title, titleWidth)}  ${found}`,
	);
	return next === null ? [first] : [first, safeText(`${' '.repeat(12)}→ ${next}`)];
}
