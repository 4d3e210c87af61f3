import type {ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isMoment, isWholeShift, maximum, minimum, type Moment} from '../moments.ts';
import {readStamp} from '../readers/stamp.ts';
import {artifactsOfRun, outside, runWindowOf, type RunWindow} from '../run-window.ts';
import {artifactPlace} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** What an artifact says about its own time lies in the run that it is evidence of. */
export const artifactTimestampOutsideRun: Rule = {
	id: 'artifact-timestamp-outside-run',
	proves: 'an artifact says itself that it is of another time than the run',
	severity: 'critical',
	circumstantial: false,
	why: 'An answer that was captured before or after the run is no evidence of it.',
	needs: ['artifacts'],
	check(set) {
		const window = runWindowOf(set);
		if (window === null) {
			return notEvaluated('no log or report that was read says when the run was');
		}

		const stamped = artifactsOfRun(set).flatMap(artifact => {
			const stamps = stampsOf(artifact);
			return stamps.length === 0 ? [] : [{artifact, stamps}];
		});
		const off = stamped.flatMap(({artifact, stamps}) => {
			const stamp = stamps.find(one => isOutside(window, one));
			return stamp === undefined
				? []
				: [{artifact, stamp, by: outside(window, stamp.at, stamp.offset !== null)}];
		});
		if (stamped.length === 0) {
			return notEvaluated('no artifact of a test of the run says when it was captured');
		}

		return isOneThing(off, stamped.length, window)
			? notEvaluated(
					'many artifacts are off alike: a clock in another zone, or a log that was written after the run',
				)
			: discoveriesOf(off, stamped.length, window);
	},
};

type Off = {readonly artifact: ReadArtifact; readonly stamp: Moment; readonly by: number};

/** Its own stamps; the server's clock where it has none. */
function stampsOf(artifact: ReadArtifact): readonly Moment[] {
	const own = artifact.stamps.filter(stamp => isMoment(stamp)).filter(({role}) => role !== 'generated');
	const date = artifact.headers?.get('date');
	if (own.length > 0 || date === undefined || artifact.headers?.has('age') === true) {
		return own;
	}

	const served = readStamp(date, artifactPlace(artifact, 'headers'), 'snapshot');
	return isMoment(served) ? [served] : [];
}

/** A minute for clocks that differ and files that are written a little later; a server's clock may be some more off. */
function isOutside(window: RunWindow, stamp: Moment): boolean {
	const leeway = stamp.role === 'snapshot' ? 10 * 60_000 : 60_000;
	const days = stamp.precision === 'day' ? 86_400_000 : 0;
	return Math.abs(outside(window, stamp.at, stamp.offset !== null)) > leeway + days;
}

/**
 * Most are off by the same whole hours; or several lie before a log whose lines were written together, the last of them
 * by little.
 */
function isOneThing(off: readonly Off[], all: number, {from, to}: RunWindow): boolean {
	const by = off.map(one => one.by);
	const isZone =
		off.length >= 3 && off.length * 2 > all && by.every(ms => isWholeShift(ms, 120_000 + to - from));
	const [last, first] = [maximum(by), minimum(by)];
	const isLateLog =
		off.length > 1 && off.length * 8 > all && last < 0 && last > -120_000 && first > -3_600_000;
	return isZone || isLateLog;
}

function discoveriesOf(off: readonly Off[], all: number, window: RunWindow): Discovery[] {
	const found = off.map(({artifact, stamp}): Discovery => ({
		place: stamp.place,
		subject: artifact.testId ?? artifact.file,
		claimed: `run of ${window.shown}`,
		found:
			stamp.text.includes('-') || stamp.text.includes(':')
				? stamp.text.slice(0, 60)
				: new Date(stamp.at).toISOString(),
		also: window.places.slice(0, 2),
	}));
	const [first, ...more] = found;
	// Not one artifact of the run: that is one thing.
	return first !== undefined && more.length >= 5 && off.length === all
		? [
				{
					...first,
					found: `${first.found}, and none of the ${all} artifacts lies in the run`,
					also: more.slice(0, 20).map(({place}) => place),
				},
			]
		: found;
}
