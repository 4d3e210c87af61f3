import type {StageChecked} from '../session/event.ts';

/** How a check of Stage 1 ended. `blocked` stops the stage unless the operator goes on with a reason. */
export type CheckFound = {
	readonly status: 'ok' | 'warning' | 'blocked';
	/** What was found, in one line. May quote a server: untrusted. */
	readonly found: string;
	/** What to do about it. */
	readonly next?: string;
};

/** One line of Stage 1's checklist, as a command hands it in. */
export type StageCheck = {
	readonly id: string;
	readonly title: string;
	/** Its rejection is a finding, not a crash. */
	readonly run: () => Promise<CheckFound>;
};

/** Stage 1's checklist, made when it is asked for: nothing of it is loaded before. */
export type ListChecks = () => Promise<readonly StageCheck[]>;

/** A line as it stands on screen; `found` is `null` until it has ended. */
export type CheckLine = {readonly id: string; readonly title: string; readonly found: CheckFound | null};

/** What a check found; its rejection is a finding too. */
export async function foundBy(run: StageCheck['run']): Promise<CheckFound> {
	try {
		return await run();
	} catch (error) {
		const found = error instanceof Error ? error.message : String(error);
		return {status: 'blocked', found};
	}
}

/** The lines that have ended, as the journal keeps them. */
export function checkedLines(lines: readonly CheckLine[]): StageChecked['checks'] {
	return lines.flatMap(({id, title, found}) =>
		found === null ? [] : [{id, title, status: found.status, found: found.found, next: found.next ?? null}],
	);
}
