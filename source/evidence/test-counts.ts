import {deltas, withLaterCount, type TableDelta} from '../session/count-deltas.ts';
import type {CountsTaken} from '../session/event.ts';
import type {Stamped} from '../session/state.ts';
import type {SessionRecord} from './record.ts';

/** Rows counted around one attempt alone; a side that was not counted is `null`, never a zero. */
export type TestCounts = {
	readonly endpointId: string;
	/** Number of the attempt. */
	readonly attempt: number;
	/** `seq` of the attempt's intent. */
	readonly intent: number;
	readonly before: Stamped<CountsTaken> | null;
	readonly after: Stamped<CountsTaken> | null;
	/**
	 * Table by table, judged where the catalog expects something; empty unless both sides were counted. What the next
	 * count shows is taken into account as long as no other write was fired before it.
	 */
	readonly deltas: readonly TableDelta[];
};

/**
 * The attempts that rows were counted around, in the order of their intents. "Before" is the last count between the
 * attempt before and this one, "after" the first one between this attempt and the next.
 */
export function testCountsOf({events}: Pick<SessionRecord, 'events'>): readonly TestCounts[] {
	type Sides = Omit<TestCounts, 'deltas'> & {later: Stamped<CountsTaken>[]};
	const waiting = new Map<string, Stamped<CountsTaken>>();
	const latest = new Map<string, number>();
	const attempts: Sides[] = [];
	/** Index of the last attempt that may have changed rows, as long as later counts can tell of it. */
	let lastWrite = -1;
	for (const event of events) {
		if (event.type === 'request.intent') {
			const {endpoint_id: endpointId, attempt, seq, writes} = event;
			lastWrite = writes ? attempts.length : lastWrite;
			latest.set(endpointId, attempts.length);
			attempts.push({
				endpointId,
				attempt,
				intent: seq,
				before: waiting.get(endpointId) ?? null,
				after: null,
				later: [],
			});
			waiting.delete(endpointId);
		} else if (event.type === 'counts.taken') {
			const written = attempts[lastWrite];
			if (written !== undefined && written.after !== null) {
				written.later.push(event);
			}

			if (event.endpoint_id === null) {
				continue;
			}

			const index = latest.get(event.endpoint_id) ?? -1;
			const attempt = attempts[index];
			if (event.when === 'before') {
				waiting.set(event.endpoint_id, event);
			} else if (attempt?.after === null) {
				attempts[index] = {...attempt, after: event};
			}
		}
	}

	return attempts
		.filter(({before, after}) => before !== null || after !== null)
		.map(({later, ...sides}) => {
			const {before, after} = sides;
			const found = before === null || after === null ? [] : deltas(before, after, after.expected ?? []);
			return {...sides, deltas: later.reduce(withLaterCount, found)};
		});
}

/** Tables of which something is worth telling: rows came or went, or were expected, or could not be counted. */
export function toldDeltas({deltas: all}: TestCounts): readonly TableDelta[] {
	return all.filter(({delta, verdict}) => verdict !== null || delta !== '0');
}
