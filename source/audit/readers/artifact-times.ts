import {plainKey} from './artifact-keys.ts';
import type {ArtifactParts} from './artifact-parts.ts';
import {isRecord, type JsonRecord} from './json-place.ts';

/** Durations as far as an artifact states them, in milliseconds. */
export type ArtifactTimes = {
	readonly latencyMs: number | null;
	readonly latencyPointer: string | null;
	readonly phases: ReadonlyMap<string, number>;
	readonly timingsPointer: string | null;
	/** Says any duration at all, even one whose unit stays open. */
	readonly hasTimings: boolean;
};

const phaseNames = new Set(
	'blocked queued queue stalled dns connect tcp ssl tls handshake send wait waiting receive download'.split(
		' ',
	),
);
const totalNames = /^(?:total|totaltime|timetotal|latency|duration|elapsed|responsetime|time|totalduration)$/;

/** Collects them from the members that a search for parts left over. */
export function readTimes(others: ArtifactParts['others']): ArtifactTimes {
	let latencyMs: number | null = null;
	let latencyPointer: string | null = null;
	let timingsPointer: string | null = null;
	let hasTimings = false;
	const phases = new Map<string, number>();
	const isHar = others.some(({key}) => key === 'startedDateTime');
	for (const {role, key, value, pointer} of others) {
		const isTime =
			role === 'latency' || (role === 'stamp' && plainKey(key) === 'time' && typeof value === 'number');
		if (isTime && isDuration(value)) {
			hasTimings = true;
			timingsPointer ??= pointer;
			const milliseconds = inMilliseconds(isHar ? 'timems' : key, value);
			if (latencyMs === null && milliseconds !== null) {
				latencyMs = milliseconds;
				latencyPointer = pointer;
			}
		}

		if (role === 'timings' && isRecord(value) && Object.values(value).some(isDuration)) {
			hasTimings = true;
			timingsPointer = pointer;
			const total = readPhases(value, phases);
			if (latencyMs === null && total !== null) {
				latencyMs = total;
				latencyPointer = pointer;
			}
		}
	}

	return {latencyMs, latencyPointer, phases, timingsPointer, hasTimings};
}

/** @returns the total, where the object states one beside its phases */
function readPhases(timings: JsonRecord, phases: Map<string, number>): number | null {
	let total: number | null = null;
	const isCumulative = Object.keys(timings).some(key => /^time_/.test(key));
	for (const [key, value] of Object.entries(timings)) {
		const name = plainKey(key).replace(/(?:time)?(?:ms|milliseconds|seconds|sec|s)?$/, '');
		if (!isDuration(value)) {
			continue;
		}

		if (
			totalNames.test(plainKey(key).replace(/(?:ms|s|sec|seconds)$/, '')) ||
			plainKey(key) === 'timetotal'
		) {
			total ??= inMilliseconds(key, value);
			continue;
		}

		const known = phaseNames.has(plainKey(key)) ? plainKey(key) : name;
		if (!isCumulative && phaseNames.has(known)) {
			const milliseconds = inMilliseconds(phaseNames.has(plainKey(key)) ? 'ms' : key, value);
			if (milliseconds !== null) {
				phases.set(known, milliseconds);
			}
		}
	}

	return total;
}

function isDuration(value: unknown): value is number | string {
	return typeof value === 'number'
		? value >= 0
		: typeof value === 'string' &&
				/^\s*\d[\d.,]{0,20}\s*(?:ms|s|sec|seconds|мс|с|сек)?\s*$/i.test(value.slice(0, 60));
}

/** `null` where neither the value nor the name says the unit and the size does not tell it either. */
function inMilliseconds(key: string, value: number | string): number | null {
	const unit =
		typeof value === 'string'
			? (/(ms|мс|s|sec|seconds|с|сек)\s*$/i.exec(value)?.[1]?.toLowerCase() ?? '')
			: '';
	const amount =
		typeof value === 'number' ? value : Number((/[\d.,]+/.exec(value)?.[0] ?? '').replace(',', '.'));
	if (!Number.isFinite(amount)) {
		return null;
	}

	const name = plainKey(key);
	if (unit === 'ms' || unit === 'мс' || (unit === '' && /(?:ms|мс|msec|milliseconds|millis)$/.test(name))) {
		return amount;
	}

	if (
		unit !== '' ||
		/(?:secs?|seconds|сек|секунды?)$|^(?:latency|duration|elapsed|responsetime)s$|^timetotal$/u.test(name)
	) {
		return Math.round(amount * 1e6) / 1000;
	}

	return Number.isInteger(amount) && amount >= 10 ? amount : null;
}
