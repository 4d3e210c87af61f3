import {fileMomentsOf} from '../file-moments.ts';
import {durationWords} from '../moments.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** An artifact that was written, or written again, when the run was over. */
export const artifactWrittenAfterRun: Rule = {
	id: 'artifact-written-after-run',
	proves: 'an artifact is younger than the run',
	severity: 'high',
	circumstantial: false,
	why: 'A file that was written after the run was added or changed later.',
	needs: ['artifacts'],
	check(set) {
		const moments = fileMomentsOf(set);
		return typeof moments === 'string'
			? notEvaluated(moments)
			: moments.after.map(({artifact, at, text}) => ({
					place: {file: artifact.file},
					subject: artifact.testId ?? artifact.file,
					claimed: `of the run of ${moments.window.shown}`,
					found: `written ${text}, ${durationWords(at - moments.window.to)} after`,
					also: moments.window.places.slice(1, 2),
				}));
	},
};
