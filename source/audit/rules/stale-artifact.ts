import {fileMomentsOf} from '../file-moments.ts';
import {durationWords} from '../moments.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** An artifact that was there before the run. */
export const staleArtifact: Rule = {
	id: 'stale-artifact',
	proves: 'an artifact is older than the run',
	severity: 'critical',
	circumstantial: false,
	why: 'A file from before the run shows another run’s answer.',
	needs: ['artifacts'],
	check(set) {
		const moments = fileMomentsOf(set);
		return typeof moments === 'string'
			? notEvaluated(moments)
			: moments.before.map(({artifact, at, by, text}) => ({
					place: {file: artifact.file},
					subject: artifact.testId ?? artifact.file,
					code: by,
					claimed: `of the run of ${moments.window.shown}`,
					found: `${by === 'name' ? 'named' : 'written'} ${text}, ${durationWords(moments.window.from - at)} before`,
					also: moments.window.places.slice(0, 1),
				}));
	},
};
