import type {ReadArtifact, Stamp} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isWholeShift} from '../moments.ts';
import {readStamp} from '../readers/stamp.ts';
import {iso} from '../run-times.ts';
import {artifactsOfRun, outside, runWindowOf, type RunWindow} from '../run-window.ts';
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
			return notEvaluated('neither log nor report says when the run was');
		}

		const stamped = artifactsOfRun(set).flatMap(artifact => {
			const stamps = stampsOf(artifact);
			return stamps.length === 0 ? [] : [{artifact, stamps}];
		});
		if (stamped.length === 0) {
			return notEvaluated('no artifact of a test of the run says when it was captured');
		}

		const off = stamped.flatMap(({artifact, stamps}) => {
			const stamp = stamps.find(one => isOutside(window, one));
			return stamp === undefined ? [] : [{artifact, stamp}];
		});
		// All of them off by whole hours: a clock in another zone.
		const shifted = off.filter(({stamp}) =>
			isWholeShift(outside(window, stamp.at!, true), 120_000 + window.to - window.from),
		);
		return off.length >= 3 && shifted.length === off.length && off.length * 2 > stamped.length
			? []
			: discoveriesOf(off, stamped.length, window);
	},
};

type Off = {readonly artifact: ReadArtifact; readonly stamp: Stamp};

/** Its own stamps; the server's clock where it has none. */
function stampsOf(artifact: ReadArtifact): readonly Stamp[] {
	const own = artifact.stamps.filter(({at, role}) => at !== null && role !== 'generated');
	const date = artifact.headers?.get('date');
	const served =
		own.length > 0 || date === undefined || artifact.headers!.has('age')
			? null
			: readStamp(
					date,
					{
						file: artifact.file,
						...(artifact.pointers.headers === undefined ? {} : {pointer: artifact.pointers.headers}),
					},
					'other',
				);
	return served?.at == null ? own : [served];
}

/** A minute for clocks that differ and files that are written a little later; a server's clock may be some more off. */
function isOutside(window: RunWindow, stamp: Stamp): boolean {
	const leeway = stamp.role === 'other' && stamp.precision === 'second' ? 10 * 60_000 : 60_000;
	const days = stamp.precision === 'day' ? 86_400_000 : 0;
	return Math.abs(outside(window, stamp.at!, stamp.offset !== null)) > leeway + days;
}

function discoveriesOf(off: readonly Off[], all: number, window: RunWindow): Discovery[] {
	const found = off.map(({artifact, stamp}): Discovery => ({
		place: stamp.place,
		subject: artifact.testId ?? artifact.file,
		claimed: `run of ${window.shown}`,
		found: `${stamp.text.slice(0, 60)}${stamp.at === null || stamp.text.includes('T') ? '' : ` (${iso(stamp.at)})`}`,
		also: window.places.slice(0, 2),
	}));
	const [first, ...more] = found;
	// Not one artifact of the run: that is one thing.
	return more.length >= 5 && off.length === all
		? [
				{
					...first!,
					found: `${first!.found}, and none of the ${all} artifacts lies in the run`,
					also: more.slice(0, 20).map(({place}) => place),
				},
			]
		: found;
}
