import type {AuditedSet, ReadArtifact, ReportRow} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {artifactPlace, cellPlace, testEvidence} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** The same request has one duration, wherever it is written down. */
export const latencyDiffersFromSource: Rule = {
	id: 'latency-differs-from-source',
	proves: 'a latency in the report or log differs from the one that was recorded',
	severity: 'critical',
	circumstantial: false,
	why: 'A number that differs from its own source was typed or altered, and every average over it is wrong.',
	needs: [],
	check(set) {
		const comparisons = comparisonsOf(set);
		return comparisons.length === 0
			? notEvaluated('no test has a latency in two places')
			: comparisons.flatMap(({isEqual, stated, sources, code}) =>
					isEqual ? [] : [discoveryOf(stated, sources, code)],
				);
	},
};

/** A latency somewhere, with the last digit that is shown, in ms. */
type Stated = {
	readonly testId: string | null;
	readonly latency: number;
	readonly grain: number;
	readonly place: Place;
};

type Code = 'report-log' | 'report-artifact' | 'log-artifact';

type Comparison = {
	readonly code: Code;
	readonly stated: Stated;
	/** Any of them may be meant: attempts, or files of one test. */
	readonly sources: readonly Stated[];
	readonly isEqual: boolean;
};

function comparisonsOf(set: AuditedSet): readonly Comparison[] {
	const {rows, results, artifactsFor} = testEvidence(set);
	// Rows that agree with their artifact and not with the log: it is the log that is off, and that is told once.
	const settled = new Set<string>();
	const ofRows = rows.flatMap((row): Comparison[] => {
		const [stated] = timed([{...row, grain: grainOfCell(row), place: cellPlace(row, 'latency')}]);
		const records = timed(results.get(row.testId) ?? []);
		const artifacts = timed(artifactsFor(row).map(placed));
		if (stated === undefined || records.length + artifacts.length === 0) {
			return [];
		}

		const likeArtifact = artifacts.some(artifact => isMeasured(stated, artifact));
		if (records.length === 0) {
			return [{code: 'report-artifact', stated, sources: artifacts, isEqual: likeArtifact}];
		}

		const isEqual = records.some(record => isWithin(stated, record));
		if (!isEqual && likeArtifact) {
			settled.add(row.testId);
		}

		return [{code: 'report-log', stated, sources: records, isEqual}];
	});
	const ofRecords = set.logs
		.flatMap(log => log.records.filter(({kind}) => kind === 'result'))
		.flatMap((record): Comparison[] => {
			const [stated] = timed([record]);
			const sources = timed(
				artifactsFor(record)
					.filter(({attempt}) => attempt === null || record.attempt === null || attempt === record.attempt)
					.map(placed),
			);
			return stated === undefined || sources.length === 0 || settled.has(record.testId ?? '')
				? []
				: [
						{
							code: 'log-artifact',
							stated,
							sources,
							isEqual: sources.some(source => isMeasured(stated, source)),
						},
					];
		});
	return [...ofRows, ...ofRecords];
}

function placed(artifact: ReadArtifact): ReadArtifact & {place: Place} {
	return {...artifact, place: artifactPlace(artifact, 'latency')};
}

type MaybeTimed = {
	readonly testId: string | null;
	readonly latencyMs: number | null;
	readonly place: Place;
	readonly grain?: number;
};

function timed(items: readonly MaybeTimed[]): readonly Stated[] {
	return items.flatMap(({testId, latencyMs, place, grain}) =>
		latencyMs === null ? [] : [{testId, latency: latencyMs, grain: grain ?? grainOfNumber(latencyMs), place}],
	);
}

function grainOfCell({latencyMs, latencyDecimals, text}: ReportRow): number {
	const number = /\d[\d\s]*(?:[.,]\d+)?/.exec(text.latency ?? '')?.[0] ?? '';
	const written = Number.parseFloat(number.replaceAll(/\s/g, '').replace(',', '.'));
	const isSeconds = latencyMs !== 0 && Math.abs(written * 1000 - (latencyMs ?? 0)) < 1e-3;
	return (isSeconds ? 1000 : 1) * 10 ** -latencyDecimals;
}

function grainOfNumber(value: number): number {
	return 10 ** -(String(value).split('.')[1]?.length ?? 0);
}

/** Equal as far as the coarser of the two shows it, rounded or cut. */
function isWithin(a: Stated, b: Stated): boolean {
	const coarse = Math.max(a.grain, b.grain);
	return Math.abs(a.latency - b.latency) < (a.grain === b.grain ? 1e-6 : coarse - 1e-9);
}

/** An artifact may hold what another layer of the same program measured. */
function isMeasured(stated: Stated, artifact: Stated): boolean {
	const apart = Math.abs(stated.latency - artifact.latency);
	return isWithin(stated, artifact) || apart <= Math.max(2, artifact.latency / 100);
}

function discoveryOf({testId, latency, place}: Stated, sources: readonly Stated[], code: Code): Discovery {
	return {
		place,
		subject: testId ?? '',
		code,
		claimed: `${latency} ms`,
		found: `${sources.map(source => `${source.latency} ms`).join(', ')} in the ${code.endsWith('log') ? 'log' : 'artifact'}`,
		also: sources.map(source => source.place),
	};
}
