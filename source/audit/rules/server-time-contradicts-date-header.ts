import type {AuditedFile, AuditedSet, Content, ReadArtifact} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {isInArchive} from '../lookup.ts';
import {clock, durationWords, grainOf, isMoment, isWholeShift, median, type Moment} from '../moments.ts';
import {isRecord, pointerTo} from '../readers/json-place.ts';
import {readStamp} from '../readers/stamp.ts';
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
		const artifacts = [...testEvidence(set).artifacts.values()].flat();
		return [...wrongWeekdays(artifacts), ...jumps(artifacts)];
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
function wrongWeekdays(artifacts: readonly ReadArtifact[]): Discovery[] {
	return artifacts.flatMap(artifact => {
		const text = artifact.headers?.get('date') ?? '';
		const named = /^\s{0,3}(sun|mon|tue|wed|thu|fri|sat)/i.exec(text)?.[1]?.toLowerCase();
		const {at} = readStamp(text, headerPlace(artifact), 'other');
		const actual = at === null ? undefined : days[new Date(at).getUTCDay()];
		return named === undefined || actual === undefined || actual === named
			? []
			: [
					{
						place: headerPlace(artifact),
						subject: artifact.testId ?? artifact.file,
						code: 'weekday',
						claimed: `Date: ${text}`,
						found: `that day is a ${actual}`,
					},
				];
	});
}

type Skew = {
	readonly artifact: ReadArtifact;
	readonly sent: Moment;
	readonly text: string;
	/** Ms that the server's clock is ahead of the client's, at least and at most. */
	readonly from: number;
	readonly to: number;
};

/** Each answer bounds the skew: it was given between sending and receiving, in the second that Date names. */
function skewsOf(artifacts: readonly ReadArtifact[]): readonly Skew[] {
	return artifacts.flatMap(artifact => {
		const {sent, latencyMs} = artifact;
		const text = dateOf(artifact);
		const {at} = readStamp(text ?? '', headerPlace(artifact), 'other');
		if (text === null || at === null || !isMoment(sent) || sent.offset === null || sent.precision === 'day') {
			return [];
		}

		const from = at - sent.at - grainOf(sent) - (latencyMs ?? 60_000);
		return [{artifact, sent, text, from, to: at + 1000 - sent.at}];
	});
}

function jumps(artifacts: readonly ReadArtifact[]): Discovery[] {
	const skews = skewsOf(artifacts);
	return skews.length > 0 ? jumpsOf(skews) : lonelyJumps(looseSkewsOf(artifacts));
}

function jumpsOf(skews: readonly Skew[]): Discovery[] {
	const usual = median(skews.map(({from, to}) => (from + to) / 2));
	const off = skews.filter(({from, to}) => to < usual - 5000 || from > usual + 5000);
	if (skews.length >= 3 && off.length > 0 && off.length * 2 < skews.length) {
		return off.map(skew => skewDiscovery(skew, 'jump', Math.abs((skew.from + skew.to) / 2 - usual)));
	}

	// A skew that all share is a clock that is wrong; beyond a day nobody works so, and whole hours are a wrong zone.
	const [first] = skews;
	return first !== undefined && Math.abs(usual) > 26 * 3_600_000 && !isWholeShift(usual)
		? [skewDiscovery(first, 'skew', Math.abs(usual))]
		: [];
}

/** Where artifacts bear one stamp that may be of the sending or of the answer. */
function looseSkewsOf(artifacts: readonly ReadArtifact[]): readonly Skew[] {
	return artifacts.flatMap(artifact => {
		const {stamps, latencyMs} = artifact;
		const [stamp] = stamps;
		const text = dateOf(artifact);
		const {at} = readStamp(text ?? '', headerPlace(artifact), 'other');
		if (
			text === null ||
			at === null ||
			stamps.length !== 1 ||
			!isMoment(stamp) ||
			stamp.offset === null ||
			stamp.precision === 'day'
		) {
			return [];
		}

		const around = latencyMs ?? 60_000;
		return [
			{
				artifact,
				sent: stamp,
				text,
				from: at - stamp.at - grainOf(stamp) - around,
				to: at + 1000 - stamp.at + around,
			},
		];
	});
}

/** A stamp may be of the moment of saving: it counts only where all others agree, and one is minutes off. */
function lonelyJumps(skews: readonly Skew[]): Discovery[] {
	const usual = median(skews.map(({from, to}) => (from + to) / 2));
	const off = skews.filter(({from, to}) => to < usual - 5000 || from > usual + 5000);
	return skews.length >= 5 &&
		off.length === 1 &&
		off.every(({from, to}) => to < usual - 120_000 || from > usual + 120_000)
		? off.map(skew => skewDiscovery(skew, 'jump', Math.abs((skew.from + skew.to) / 2 - usual)))
		: [];
}

function skewDiscovery({artifact, sent, text}: Skew, code: 'jump' | 'skew', apart: number): Discovery {
	return {
		place: headerPlace(artifact),
		subject: artifact.testId ?? artifact.file,
		code,
		claimed: `sent at ${clock(sent)}`,
		found: `Date: ${text}, ${durationWords(apart)} off${code === 'jump' ? ' from what the other answers show' : ''}`,
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
								pointer: pointerTo(content.artifact?.bodyPointer ?? '', key),
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
