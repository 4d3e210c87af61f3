import {quantityOf} from '../text/numbers.ts';
import {memberNamed, namesOf, type Member, type Members} from './members.ts';

/** Durations of requests in a log: `latency_ms: 956`, `"elapsed": 0.956`, `"took": "956 ms"`. */

const bases = namesOf(
	'latency lat dur responselatency requestlatency duration elapsed elapsedtime took timetaken responsetime requesttime rt rtt roundtrip totaltime timetotal requestduration responseduration responseelapsed responsetime timingstotal timingtotal timingslatency задержка длительность времяответа',
);
const units: ReadonlyArray<readonly [suffix: string, factor: number]> = [
	['ms', 1],
	['msec', 1],
	['millis', 1],
	['milliseconds', 1],
	['мс', 1],
	['s', 1000],
	['sec', 1000],
	['secs', 1000],
	['seconds', 1000],
	['сек', 1000],
	['us', 0.001],
	['usec', 0.001],
	['micros', 0.001],
	['microseconds', 0.001],
	['мкс', 0.001],
	['ns', 0.000_001],
	['nsec', 0.000_001],
	['nanos', 0.000_001],
	['nanoseconds', 0.000_001],
	['нс', 0.000_001],
];

/** Factor to ms by plain name; `null` where the name says no unit. */
const factors = new Map<string, number | null>([
	...bases.flatMap(base => units.map(([suffix, factor]) => [base + suffix, factor] as const)),
	...bases.map(base => [base, null] as const),
	['ms', 1],
	['timems', 1],
	['totalms', 1],
	['timingstotalms', 1],
	['времямс', 1],
	// Last: mostly the moment, not the duration. The value tells.
	['time', null],
]);
const names = [...factors.keys()];

/** A duration as a record states it. */
export type StatedLatency = {
	readonly member: Member;
	/** In its own unit. */
	readonly value: number;
	/** To ms; `null`: nobody says the unit. */
	readonly factor: number | null;
	readonly name: string;
};

export function latencyOf(members: Members): StatedLatency | null {
	for (const name of names) {
		const member = memberNamed(members, [name]);
		const stated = member === null ? null : statedLatency(name, member);
		if (stated !== null) {
			return stated;
		}
	}

	return null;
}

function statedLatency(name: string, member: Member): StatedLatency | null {
	const {value} = member;
	const factor = factors.get(name) ?? null;
	if (typeof value === 'number') {
		return name === 'time' && value > 1e6 ? null : {member, value, factor, name};
	}

	if (typeof value !== 'string' || value.length > 40) {
		return null;
	}

	// ISO 8601 and Python's timedelta.
	const clock = /^(?:PT)?(?:(\d{1,2}):(\d{2}):)?(\d{1,6}(?:\.\d{1,9})?)(S?)$/i.exec(value.trim());
	if (clock !== null && (clock[1] !== undefined || clock[4] !== '')) {
		const [, hours = '0', minutes = '0', seconds] = clock;
		return {member, value: Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds), factor: 1000, name};
	}

	const quantity = name === 'time' ? null : quantityOf(value);
	if (quantity === null || quantity.unit === '%') {
		return null;
	}

	return {member, value: quantity.value, factor: quantity.unit === '' ? factor : 1, name};
}

/**
 * Factor to ms for durations whose name says no unit. Seconds are seen by their fractions: every one is small, most have
 * digits after the point, and together they fit into the time that the log covers. Micro- and nanoseconds (the Elastic
 * Common Schema's `event.duration`) are whole numbers of which half would take longer than all the log.
 *
 * @param values all durations of that name
 * @param span ms from the log's first to its last stamp, `null` when unknown
 */
export function unitFactorOf(values: readonly number[], span: number | null): number {
	const sorted = values.filter(value => value > 0).toSorted((a, b) => a - b);
	const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
	const fractions = sorted.filter(value => !Number.isInteger(value)).length;
	const sum = sorted.reduce((total, value) => total + value, 0);
	const areSeconds =
		sorted.length > 0 &&
		median < 10 &&
		(sorted.at(-1) ?? 0) < 120 &&
		fractions * 2 > sorted.length &&
		// Twice the span: the sum itself may be what is wrong.
		(span === null || sum * 1000 <= span * 2 + 1000);
	return areSeconds
		? 1000
		: fractions > 0
			? 1
			: factorOfWhole(median, span === null ? null : span / sorted.length);
}

/** Longer than a minute for every second request, and than what the log leaves for it: no milliseconds. */
const longestMedian = 60_000;

/** Factor to ms for whole numbers; `share`: ms that the log leaves for each of them, `null` when unknown. */
function factorOfWhole(median: number, share: number | null): number {
	const most = share === null ? longestMedian : Math.min(longestMedian, share * 4 + 1000);
	return median < longestMedian ? 1 : median / 1000 <= most ? 0.001 : 0.000_001;
}
