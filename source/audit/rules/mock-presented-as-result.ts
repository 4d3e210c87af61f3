import type {AuditedSet, ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import type {Rule} from '../rule.ts';
import {testEvidence} from '../test-evidence.ts';

const toldWords = /\b(?:mock|simulat|dry[ _-]?run|stub|fake|synthetic|demo)|имитац|заглушк|симуляц/i;

/** Fires where an artifact says itself that nothing was sent, and a status, a row or a record gives it as a result. */
export const mockPresentedAsResult: Rule = {
	id: 'mock-presented-as-result',
	proves: 'an outcome that the artifact itself calls made up is given as a result',
	severity: 'critical',
	circumstantial: false,
	why: 'Nothing was asked of the server: what stands there is an invention of the test program.',
	needs: ['artifacts'],
	check: set => artifactsOnce(set).flatMap(artifact => discoveriesIn(artifact, set)),
};

function discoveriesIn(artifact: ReadArtifact, set: AuditedSet): readonly Discovery[] {
	const {mock, testId, status} = artifact;
	if (mock === null || isToldByFacts(set)) {
		return [];
	}

	const {rows, results} = testEvidence(set);
	const row = rows.find(each => each.testId === testId);
	const record = testId === null ? undefined : results.get(testId)?.at(-1);
	const isTold =
		toldWords.test(Object.values(row?.text ?? {}).join(' ')) ||
		toldWords.test(record?.notes ?? '') ||
		row?.judged === 'skipped' ||
		row?.judged === 'not-run';
	const shown = row?.status ?? record?.status ?? status;
	return isTold || (shown === null && artifact.judged !== 'pass' && row?.judged !== 'pass')
		? []
		: [
				{
					place: row?.place ?? record?.place ?? {file: artifact.file},
					claimed: shown === null ? 'passed' : `status ${shown}`,
					found: `the artifact says ${mock}`,
					also: [{file: artifact.file}],
					...(testId === null ? {} : {subject: testId}),
				},
			];
}

function isToldByFacts(set: AuditedSet): boolean {
	return set.reports.some(({facts}) =>
		facts.some(({key, value}) => key === 'environment' && toldWords.test(value)),
	);
}
