import {artifactsOnce} from '../file-text.ts';
import type {Rule} from '../rule.ts';

/** An artifact that no JSON reader takes, or that readers take differently. */
export const artifactNotJson: Rule = {
	id: 'artifact-not-json',
	proves: 'an artifact is not strict JSON',
	severity: 'critical',
	circumstantial: false,
	why: 'A file that a program recorded is always readable; one that is not was typed or damaged afterwards, and no tool can check it.',
	needs: ['artifacts'],
	check: set =>
		artifactsOnce(set).flatMap(({file, broken}) =>
			broken === null
				? []
				: [
						{
							place: {file, line: broken.line},
							code: broken.code,
							claimed: 'a JSON artifact',
							found: broken.detail,
						},
					],
		),
};
