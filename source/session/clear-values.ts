import type {Exchange} from '../request/exchange.ts';

/**
 * What this process knows in clear and the disk does not: answers for the screen, and captured or set values for
 * later requests. It dies with the process.
 */
export type ClearValues = {
	keep(intent: number, exchange: Exchange): void;
	/** Remembers what was captured from that attempt's answer. */
	capture(intent: number, captured: Readonly<Record<string, string>>): void;
	exchangeOf(intent: number): Exchange | undefined;
	/** The clear value of a variable captured by that attempt. */
	captured(intent: number, variable: string): string | undefined;
	/** Remembers what the operator set; `null` takes it back. */
	set(variable: string, value: string | null): void;
	/** The clear value of a variable that the operator set in this process. */
	setValue(variable: string): string | undefined;
};

/** @param maximumBytes bodies kept before the oldest are let go; their masked form stays in the journal */
export function createClearValues(maximumBytes: number): ClearValues {
	const exchanges = new Map<number, Exchange>();
	const captures = new Map<number, Readonly<Record<string, string>>>();
	const variables = new Map<string, string>();
	let bytes = 0;

	function weight(exchange: Exchange): number {
		return exchange.answer?.body.length ?? 0;
	}

	return {
		keep(intent, exchange) {
			exchanges.set(intent, exchange);
			bytes += weight(exchange);
			for (const [oldest, old] of exchanges) {
				if (bytes <= maximumBytes || oldest === intent) {
					break;
				}

				exchanges.delete(oldest);
				bytes -= weight(old);
			}
		},
		capture: (intent, captured) => void captures.set(intent, captured),
		exchangeOf: intent => exchanges.get(intent),
		captured: (intent, variable) => captures.get(intent)?.[variable],
		set(variable, value) {
			if (value === null) {
				variables.delete(variable);
			} else {
				variables.set(variable, value);
			}
		},
		setValue: variable => variables.get(variable),
	};
}
