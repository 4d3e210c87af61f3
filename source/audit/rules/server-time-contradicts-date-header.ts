import type {AuditedFile, AuditedSet, Content, ReadArtifact} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {isInArchive} from '../lookup.ts';
import {durationWords, isWholeShift} from '../moments.ts';
import {isRecord, pointerTo} from '../readers/json-place.ts';
import {readStamp} from '../readers/stamp.ts';
import {clock, grainOf} from '../run-times.ts';
import {artifactPlace, testEvidence} from '../test-evidence.ts';
import type {Rule} from '../rule.ts';

/**
 * One server has one clock: its Date header, its times in bodies and the moments at which requests were sent to it differ
 * by a skew that stays the same over a run.
 */
export const serverTimeContradictsDateHeader: Rule = {
	id: 'server-time-contradicts-date-header',
	proves: 'the server’s Date header contradicts its own body, the calendar or the other answers',
	severity: 'high',
	circumstantial: false,
	why: 'A server’s clock does not jump between two answers, so one of these was not captured in this run.',
	needs: ['artifacts'],
	check(set) {
		return [...wrongWeekdays(set), ...skews(set)];
	},
	checkFile(file, content, set) {
		return bodyTime(file, content, set);
	},
};

function dateOf({headers}: ReadArtifact): string | null {
	// A cache answers with the date of the first answer, and says how long ago that was.
	return headers === null || headers.has('age') || /hit/i.test(headers.get('x-cache') ?? '')
		? null
		: (headers.get('date') ?? null);
}

function headerPlace(artifact: ReadArtifact): Place {
	return artifactPlace(artifact, 'headers');
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** A server computes the day of the week; who types a date gets it wrong. */
function wrongWeekdays(set: AuditedSet): Discovery[] {
	return [...testEvidence(set).artifacts.values()].flat().flatMap(artifact => {
		const text = artifact.headers?.get('date');
		const named =
			text === undefined
				? undefined
				: /^\s{0,3}(sun|mon|tue|wed|thu|fri|sat)/i.exec(text)?.[1]?.toLowerCase();
		const at = named === undefined ? null : readStamp(text!, headerPlace(artifact), 'other').at;
		const actual = at === null ? undefined : days[new Date(at).getUTCDay()];
		return actual === undefined || actual === named
			? []
			: [
					{
						place: headerPlace(artifact),
						subject: artifact.testId ?? artifact.file,
						code: 'weekday',
						claimed: `Date: ${text!}`,
						found: `that day is a ${actual}`,
					},
				];
	});
}

type Skew = {
	readonly artifact: ReadArtifact;
	readonly text: string;
	readonly from: number;
	readonly to: number;
};

/** Each answer bounds the skew: it was given between sending and receiving, in the second that Date names. */
function skews(set: AuditedSet): Discovery[] {
	const bounds = [...testEvidence(set).artifacts.values()].flat().flatMap((artifact): Skew[] => {
		const text = dateOf(artifact);
		const {sent, latencyMs} = artifact;
		const date = text === null ? null : readStamp(text, headerPlace(artifact), 'other').at;
		return date === null || sent?.at == null || sent.offset === null || sent.precision === 'day'
			? []
			: [
					{
						artifact,
						text: text!,
						from: date - sent.at - grainOf(sent) - (latencyMs ?? 60_000),
						to: date + 1000 - sent.at,
					},
				];
	});
	const sorted = bounds.map(({from, to}) => (from + to) / 2).toSorted((a, b) => a - b);
	const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
	const off = bounds.filter(({from, to}) => to < median - 5000 || from > median + 5000);
	if (bounds.length >= 3 && off.length > 0 && off.length * 2 < bounds.length) {
		return off.map(skew =>
			skewDiscovery(skew, 'jump', durationWords(Math.abs((skew.from + skew.to) / 2 - median))),
		);
	}

	// A skew that all share is a clock that is wrong; beyond a day nobody works so, and whole hours are a wrong zone.
	const [first] = bounds;
	return first !== undefined && Math.abs(median) > 26 * 3_600_000 && !isWholeShift(median)
		? [skewDiscovery(first, 'skew', durationWords(Math.abs(median)))]
		: [];
}

function skewDiscovery({artifact, text}: Skew, code: string, apart: string): Discovery {
	const {sent} = artifact;
	return {
		place: headerPlace(artifact),
		subject: artifact.testId ?? artifact.file,
		code,
		claimed: `sent at ${clock(sent!.at!, sent!.precision)}`,
		found: `Date: ${text}, ${apart} off${code === 'jump' ? ' from what the other answers show' : ''}`,
		also: [artifactPlace(artifact, 'sent')],
	};
}

/** Names of members that say what the server's clock shows while it answers. */
const nowNames =
	/^(?:server_?time|server_?timestamp|current_?time|now|response_?time_?stamp|generated_?at|timestamp)$/i;

function bodyTime(file: AuditedFile, content: Content, set: AuditedSet): Discovery[] {
	const body = content.artifact?.body;
	if (file.kind !== 'artifact' || !isRecord(body)) {
		return [];
	}

	const artifact = artifactByFile(set).get(file.path);
	const text = artifact === undefined ? null : dateOf(artifact);
	if (artifact === undefined || text === null || (isInArchive(file.path) && !isDistinct(set, artifact))) {
		return [];
	}

	const date = readStamp(text, headerPlace(artifact), 'other').at;
	return Object.entries(body)
		.slice(0, 200)
		.flatMap(([key, value]) => {
			if (date === null || !nowNames.test(key) || (typeof value !== 'string' && typeof value !== 'number')) {
				return [];
			}

			const stamp = readStamp(String(value), {file: file.path}, 'other');
			// Five minutes for bodies that are kept for a while; whole hours are a zone that the body does not name.
			const apart = stamp.at === null || stamp.precision === 'day' ? 0 : stamp.at - date;
			return Math.abs(apart) > 300_000 && !(stamp.offset === null && Math.abs(apart) < 15 * 3_600_000)
				? [
						{
							place: {
								file: file.path,
								pointer: pointerTo(content.artifact!.bodyPointer ?? '', key),
							},
							subject: artifact.testId ?? file.path,
							code: 'body',
							claimed: `${key}: ${String(value).slice(0, 60)}`,
							found: `Date: ${text}`,
							also: [headerPlace(artifact)],
						},
					]
				: [];
		});
}

const byFile = new WeakMap<AuditedSet, ReadonlyMap<string, ReadArtifact>>();

function artifactByFile(set: AuditedSet): ReadonlyMap<string, ReadArtifact> {
	const known = byFile.get(set) ?? new Map(set.artifacts.map(artifact => [artifact.file, artifact]));
	byFile.set(set, known);
	return known;
}

function isDistinct(set: AuditedSet, artifact: ReadArtifact): boolean {
	return (testEvidence(set).artifacts.get(artifact.testId ?? '') ?? []).includes(artifact);
}
