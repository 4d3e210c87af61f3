import type {AuditedSet, ReadArtifact} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {artifactsOnce} from '../file-text.ts';
import {groupsBy} from '../same-answers.ts';
import {artifactPlace} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** Fewer siblings say nothing about what is usual. */
const fewest = 4;
const httpDate =
	/^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Compares answers of one host with each other: no `Date` where the others have one, another server software than nearly
 * all. And a `Date` that no server writes (RFC 9110, 5.6.7).
 */
export const headerSetImplausible: Rule = {
	id: 'header-set-implausible',
	proves: "an answer's headers are unlike those of its siblings",
	severity: 'medium',
	circumstantial: true,
	why: 'One server answers with the same set of headers: where it does not, the headers may have been made up.',
	needs: ['artifacts'],
	check: set => {
		const answers = artifactsOnce(set).flatMap(artifact =>
			artifact.headers === null || artifact.headers.size === 0
				? []
				: [{...artifact, headers: artifact.headers}],
		);
		return answers.length === 0
			? notEvaluated('no artifact has headers')
			: [...groupsBy(answers, hostOf).values()].flatMap(same => discoveriesIn(same, set));
	},
};

type Answer = ReadArtifact & {readonly headers: ReadonlyMap<string, string>};

function discoveriesIn(same: readonly Answer[], {kind}: AuditedSet): readonly Discovery[] {
	const dated = same.filter(({headers}) => headers.has('date'));
	const usual = usualServer(same);
	return same.flatMap(artifact => {
		const {headers} = artifact;
		const date = headers.get('date');
		const server = productOf(headers.get('server'));
		if (date !== undefined && kind === 'foreign' && !httpDate.test(date.trim()) && !/[*[<]/.test(date)) {
			return [finding(artifact, 'date', 'a Date header as servers write it', date.slice(0, 60))];
		}

		if (date === undefined && same.length >= fewest && dated.length >= same.length * 0.6) {
			return [finding(artifact, 'no-date', `a Date header, as in ${dated.length} other answers`, 'none')];
		}

		return usual !== null && server !== null && server !== usual
			? [finding(artifact, 'server', `server ${usual}, as in most answers`, `server ${server}`)]
			: [];
	});
}

function finding(artifact: ReadArtifact, code: string, claimed: string, found: string): Discovery {
	return {
		place: artifactPlace(artifact, 'headers'),
		code,
		claimed,
		found,
		...(artifact.testId === null ? {} : {subject: artifact.testId}),
	};
}

/** The software that nearly all answers name. */
function usualServer(same: readonly Answer[]): string | null {
	const named = same.map(({headers}) => productOf(headers.get('server'))).filter(name => name !== null);
	const [most] = [...groupsBy(named, name => name).values()].sort((a, b) => b.length - a.length);
	return most !== undefined && named.length >= fewest && most.length >= named.length * 0.75 ? most[0] : null;
}

/** `nginx/1.14.1` is nginx: machines behind one name may differ in version. */
function productOf(server: string | undefined): string | null {
	const product = server
		?.replace(/[/ ].*$/, '')
		.trim()
		.toLowerCase();
	return product === undefined || product === '' ? null : product;
}

function hostOf({url}: ReadArtifact): string {
	return /^https?:\/\/([^/?#]{1,300})/i.exec(url ?? '')?.[1]?.toLowerCase() ?? '';
}
