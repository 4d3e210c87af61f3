import type {Firing} from './rows.ts';

/** Milliseconds. `n` is the number of completed answers that they come from. */
export type LatencyStats = {
	readonly n: number;
	readonly min: number;
	readonly median: number;
	readonly mean: number;
	readonly max: number;
};

export type Connection = 'cold' | 'reused';

/** Cold and reused connections are two series: what they measure differs (evidence-standards §5.3). */
export type LatencySeries = {readonly connection: Connection; readonly stats: LatencyStats};

export type EndpointLatency = LatencySeries & {readonly testId: string; readonly endpoint: string};

/**
 * Minimum, median, mean and maximum, exact to the microsecond; `null` for no values. The median of an even number of
 * values is the middle of the two.
 *
 * @param latencies milliseconds with at most three decimals
 */
export function latencyStats(latencies: readonly number[]): LatencyStats | null {
	// Whole microseconds: sums of decimal fractions would depend on their order.
	const sorted = latencies.map(latency => Math.round(latency * 1000)).sort((a, b) => a - b);
	const n = sorted.length;
	const at = (index: number): number => sorted[index] ?? 0;
	if (n === 0) {
		return null;
	}

	const sum = sorted.reduce((total, value) => total + value, 0);
	return {
		n,
		min: at(0) / 1000,
		median: Math.round((at((n - 1) >> 1) + at(n >> 1)) / 2) / 1000,
		mean: Math.round(sum / n) / 1000,
		max: at(n - 1) / 1000,
	};
}

/** One series for every connection state that occurred, cold first. Attempts without a complete answer have no latency. */
export function latencySeries(firings: readonly Firing[]): readonly LatencySeries[] {
	return (['cold', 'reused'] as const).flatMap(connection => {
		const stats = latencyStats(
			firings.flatMap(({attempt: {exchange}}) =>
				exchange !== null && exchange.latency_ms !== null && exchange.connection === connection
					? [exchange.latency_ms]
					: [],
			),
		);
		return stats === null ? [] : [{connection, stats}];
	});
}

/** The series of every distinct request (test, method and path), in the order of their first attempt. */
export function endpointLatencies(firings: readonly Firing[]): readonly EndpointLatency[] {
	const byEndpoint = new Map<string, Firing[]>();
	for (const firing of firings) {
		const {endpoint_id: testId, endpoint} = firing.attempt.intent;
		const key = JSON.stringify([testId, endpoint]);
		const own = byEndpoint.get(key) ?? [];
		own.push(firing);
		byEndpoint.set(key, own);
	}

	return [...byEndpoint.values()].flatMap(own =>
		latencySeries(own).map(series => ({
			...series,
			testId: own[0]?.attempt.intent.endpoint_id ?? '',
			endpoint: own[0]?.attempt.intent.endpoint ?? '',
		})),
	);
}
