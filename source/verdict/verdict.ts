/** The program's judgement of an exchange (design.md §2). */
export const verdicts = ['success', 'limitation', 'failure', 'no-response', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

/** Why a verdict is what it is. `code` is stable and kebab-case; `text` is one sentence with the values seen. */
export type Reason = {readonly code: string; readonly text: string};

export type Judgement = {readonly verdict: Verdict; readonly reasons: readonly Reason[]};

/** True for a reason that says that something is as documented; the others say why a verdict is not `success`. */
export function isFulfilled({code}: Reason): boolean {
	return code.endsWith('-as-documented');
}
