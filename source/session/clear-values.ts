import type {Exchange} from '../request/exchange.ts';

/**
 * What this process knows in clear and the disk does not: answers for the screen, and captured values for later
 * requests. It dies with the process.
 */
export type ClearValues = {
	keep(intent: number, exchange: Exchange, captures: Readonly<Record<string, string>>): void;
	exchangeOf(intent: number): Exchange | undefined;
	/** The clear value of a variable captured by that attempt. */
	captured(intent: number, variable: string): string | undefined;
	/** What the operator set a variable to; `null` takes it back. */
	keepVariable(name: string, value: string | null): void;
	/** The clear value that the operator set. */
	variable(name: string): string | undefined;
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
		keep(intent, exchange, captured) {
			captures.set(intent, captured);
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
		exchangeOf: intent => exchanges.get(intent),
		captured: (intent, variable) => captures.get(intent)?.[variable],
		keepVariable(name, value) {
			if (value === null) {
				variables.delete(name);
			} else {
				variables.set(name, value);
			}
		},
		variable: name => variables.get(name),
	};
}
