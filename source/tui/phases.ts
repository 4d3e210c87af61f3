import type {Timings} from '../request/exchange.ts';

/** The phases of a request in the order in which they happen. */
export const phaseNames = ['dns', 'tcp', 'tls', 'send', 'wait', 'download'] as const satisfies ReadonlyArray<
	keyof Timings
>;
