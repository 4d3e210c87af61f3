import type {AuditedFile, AuditedSet, ReadArtifact} from './audited-set.ts';
import {baseName} from './lookup.ts';
import {stampOfName} from './readers/stamp.ts';
import {artifactsOfRun, runWindowOf, type RunWindow} from './run-window.ts';

/** A file of the run whose own time lies before or after it. */
export type FileMoment = {
	readonly artifact: ReadArtifact;
	/** Ms since 1970, in the zone of the run. */
	readonly at: number;
	/** `modified`: the file system's or the archive's time; `name`: the stamp in its name. */
	readonly by: 'modified' | 'name';
	readonly text: string;
};

export type FileMoments = {
	readonly window: RunWindow;
	readonly before: readonly FileMoment[];
	readonly after: readonly FileMoment[];
};

const known = new WeakMap<AuditedSet, FileMoments | string>();

/**
 * Files that are older than the run or younger than its end. Times of files are worth something only where the others
 * show it: a checkout, an unpacking or a copy gives every file a fresh time, a reproducible archive gives all of them the
 * same. Hence most files have to lie in the run (in the zone that makes them do so, since archives store local time), and
 * then those that do not are told.
 *
 * @returns why nothing can be said, where that is so
 */
export function fileMomentsOf(set: AuditedSet): FileMoments | string {
	const moments = known.get(set) ?? find(set);
	known.set(set, moments);
	return moments;
}

/** Archives store seconds in steps of two; the artifact may be written a little after its log line. */
const leeway = 60_000;

function find(set: AuditedSet): FileMoments | string {
	const window = runWindowOf(set);
	if (window === null || window.to - window.from > 20 * 3_600_000) {
		return 'no log or report that was read says when the run was, to the hour';
	}

	const files = new Map(set.files.map(file => [file.path, file]));
	const artifacts = artifactsOfRun(set).map(artifact => ({artifact, file: files.get(artifact.file)}));
	const named = artifacts.flatMap(({artifact}) => byName(artifact, window));
	const modified = artifacts.flatMap(({artifact, file}) =>
		file?.modified == null ? [] : [{artifact, file, at: file.modified.getTime()}],
	);
	const offset = zoneOf(
		modified.map(({at}) => at),
		window,
	);
	if (offset === null) {
		return named.length > 0
			? split(named, window)
			: 'the times of the files are not those of the run, as after a checkout or an unpacking';
	}

	const taken = new Set(named.map(({artifact}) => artifact));
	return split(
		[
			...named,
			...modified
				.filter(({artifact}) => !taken.has(artifact))
				.map(({artifact, file, at}) => ({
					artifact,
					at: at + offset,
					by: 'modified' as const,
					text: timeOf(file),
				})),
		],
		window,
	);
}

function timeOf(file: AuditedFile): string {
	return file.modified?.toISOString() ?? '';
}

function split(moments: readonly FileMoment[], window: RunWindow): FileMoments {
	return {
		window,
		before: moments.filter(({at}) => at < window.from - leeway),
		after: moments.filter(({at, by}) => at > window.to + leeway && by === 'modified'),
	};
}

/** A name that tells another day than the run's, whatever the zone. */
function byName(artifact: ReadArtifact, window: RunWindow): FileMoment[] {
	const stamp = stampOfName(baseName(artifact.file), {file: artifact.file}, 'file-name');
	const day = stamp?.precision === 'day' ? 86_400_000 : 0;
	return stamp?.at != null && stamp.at + day < window.from - 14 * 3_600_000
		? [{artifact, at: stamp.at, by: 'name', text: stamp.text}]
		: [];
}

/** Ms to add so that most files lie in the run, and not all at one instant; `null` when no zone does that. */
function zoneOf(times: readonly number[], {from, to}: RunWindow): number | null {
	if (times.length < 3 || new Set(times).size < 2) {
		return null;
	}

	// From the zone that needs no shift outwards.
	const halves = Array.from({length: 57}, (_, index) => (index % 2 === 0 ? index / 2 : -(index + 1) / 2));
	for (const shift of halves.map(half => half * 1_800_000)) {
		const fitting = times.filter(at => at + shift >= from - leeway && at + shift <= to + leeway).length;
		if (fitting >= 3 && fitting * 3 >= times.length * 2) {
			return shift;
		}
	}

	return null;
}
