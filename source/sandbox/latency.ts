import {randomStep} from './random.ts';

/** How long an answer is held back, in milliseconds: `base` plus or minus up to `jitter`. */
export type Latency = {readonly base: number; readonly jitter: number};

/** The longest latency that may be asked for: ten minutes. */
const longest = 600_000;

/**
 * Reads a latency such as `120`, `120±40` or `120+-40` (milliseconds).
 *
 * @returns the latency, or one sentence that says what is wrong
 */
export function parseLatency(text: string): Latency | string {
	const found = /^\s*(\d{1,7})(?:\s*(?:±|\+-|\+\/-)\s*(\d{1,7}))?\s*(?:ms)?\s*$/.exec(text);
	if (found === null) {
		return `"${text}" is no latency: write milliseconds, such as 120, 120±40 or 120+-40`;
	}

	const [base, jitter] = [Number(found[1]), Number(found[2] ?? 0)];
	if (jitter > base) {
		return `the jitter ${jitter} is larger than the latency ${base}`;
	}

	return base + jitter > longest ? `the latency may be ${longest} ms at most` : {base, jitter};
}

/** The delay of the nth request in whole milliseconds; the same for the same seed. */
export function latencyOf(latency: Latency, seed: number, request: number): number {
	const {value} = randomStep(Math.imul(seed + 1, 0x9e_37_79_b1) ^ Math.imul(request, 0x85_eb_ca_6b));
	return Math.max(0, Math.round(latency.base + (value * 2 - 1) * latency.jitter));
}
