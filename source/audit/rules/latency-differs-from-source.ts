import type {AuditedSet, LogRecord, ReadArtifact, ReportRow} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
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
		const {rows, results, artifactsFor} = testEvidence(set);
		let compared = 0;
		const found: Discovery[] = [];
		for (const row of rows) {
			const records = (results.get(row.testId) ?? []).filter(({latencyMs}) => latencyMs !== null);
			const artifacts = artifactsFor(row).filter(({latencyMs}) => latencyMs !== null);
			if (row.latencyMs === null || records.length + artifacts.length === 0) {
				continue;
			}

			compared++;
			found.push(...ofRow(row, records, artifacts));
		}

		for (const record of recordsOf(set)) {
			const artifacts = artifactsFor(record).filter(
				({latencyMs, attempt}) => latencyMs !== null && isSame(attempt, record.attempt),
			);
			if (record.latencyMs === null || artifacts.length === 0) {
				continue;
			}

			compared++;
			found.push(...ofRecord(record, artifacts, found));
		}

		return compared === 0 ? notEvaluated('no test has a latency in two places') : found;
	},
};

function recordsOf(set: AuditedSet): readonly LogRecord[] {
	return set.logs.flatMap(log => log.records.filter(({kind}) => kind === 'result'));
}

function isSame(a: number | null, b: number | null): boolean {
	return a === null || b === null || a === b;
}

/** Against the log, any attempt of which may be meant; without one, against the artifacts. */
function ofRow(
	row: ReportRow,
	records: readonly LogRecord[],
	artifacts: readonly ReadArtifact[],
): Discovery[] {
	const latency = row.latencyMs!;
	const grain = grainOfCell(row);
	if (records.length > 0) {
		const isFound = records.some(record => isWithin(latency, record.latencyMs!, grain));
		return isFound
			? []
			: [
					{
						place: cellPlace(row, 'latency'),
						subject: row.testId,
						code: 'report-log',
						claimed: `${latency} ms`,
						found: `${records.map(({latencyMs}) => `${latencyMs} ms`).join(', ')} in the log`,
						also: records.map(({place}) => place),
					},
				];
	}

	return artifacts.some(artifact => isMeasured(latency, artifact.latencyMs!, grain))
		? []
		: [
				{
					place: cellPlace(row, 'latency'),
					subject: row.testId,
					code: 'report-artifact',
					claimed: `${latency} ms`,
					found: `${artifacts.map(({latencyMs}) => `${latencyMs} ms`).join(', ')} in the artifact`,
					also: artifacts.map(artifact => artifactPlace(artifact, 'latency')),
				},
			];
}

function ofRecord(
	record: LogRecord,
	artifacts: readonly ReadArtifact[],
	told: readonly Discovery[],
): Discovery[] {
	const latency = record.latencyMs!;
	const isFound = artifacts.some(artifact =>
		isMeasured(latency, artifact.latencyMs!, grainOfNumber(latency)),
	);
	// The report differs from this line already, and this line is what differs from the artifact too.
	const isTold = told.some(({subject, code}) => code === 'report-log' && subject === record.testId);
	return isFound || isTold
		? []
		: [
				{
					place: record.place,
					subject: record.testId ?? '',
					code: 'log-artifact',
					claimed: `${latency} ms`,
					found: `${artifacts.map(({latencyMs}) => `${latencyMs} ms`).join(', ')} in the artifact`,
					also: artifacts.map(artifact => artifactPlace(artifact, 'latency')),
				},
			];
}

/** The last digit that a cell shows, in ms. */
function grainOfCell({latencyMs, latencyDecimals, text}: ReportRow): number {
	const number = /\d[\d\s]*(?:[.,]\d+)?/
		.exec(text.latency ?? '')?.[0]
		.replaceAll(/\s/g, '')
		.replace(',', '.');
	const written = number === undefined ? Number.NaN : Number(number);
	const isSeconds = Math.abs(written * 1000 - latencyMs!) < 1e-3 && latencyMs !== 0;
	return (isSeconds ? 1000 : 1) * 10 ** -latencyDecimals;
}

function grainOfNumber(value: number): number {
	return 10 ** -(String(value).split('.')[1]?.length ?? 0);
}

/** Equal as far as the coarser of the two shows it, rounded or cut. */
function isWithin(a: number, b: number, grain: number): boolean {
	const finer = grainOfNumber(b);
	const coarse = Math.max(grain, finer);
	return Math.abs(a - b) < (grain === finer ? 1e-6 : coarse - 1e-9);
}

/** An artifact may hold what another layer of the same program measured. */
function isMeasured(a: number, b: number, grain: number): boolean {
	return isWithin(a, b, grain) || Math.abs(a - b) <= Math.max(2, b / 100);
}
