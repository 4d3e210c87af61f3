import {readFileSync} from 'node:fs';
import {beforeAll, describe, expect, test} from 'vitest';
import type {Finding} from '../../source/audit/finding.ts';
import {countWentDown} from '../../source/audit/rules/count-went-down.ts';
import {csvDiffersFromReport} from '../../source/audit/rules/csv-differs-from-report.ts';
import {csvFormulaCell} from '../../source/audit/rules/csv-formula-cell.ts';
import {csvWithoutHeader} from '../../source/audit/rules/csv-without-header.ts';
import {deltaDiffersFromRecords} from '../../source/audit/rules/delta-differs-from-records.ts';
import {endpointDiffersFromArtifact} from '../../source/audit/rules/endpoint-differs-from-artifact.ts';
import {endpointDiffersFromCatalog} from '../../source/audit/rules/endpoint-differs-from-catalog.ts';
import {endpointDiffersFromLog} from '../../source/audit/rules/endpoint-differs-from-log.ts';
import {environmentMismatch} from '../../source/audit/rules/environment-mismatch.ts';
import {markContradictsStatus} from '../../source/audit/rules/mark-contradicts-status.ts';
import {responseNotCaptured} from '../../source/audit/rules/response-not-captured.ts';
import {resultWithoutStart} from '../../source/audit/rules/result-without-start.ts';
import {rowWithoutExecution} from '../../source/audit/rules/row-without-execution.ts';
import {snapshotChainBroken} from '../../source/audit/rules/snapshot-chain-broken.ts';
import {snapshotLacksKnownTables} from '../../source/audit/rules/snapshot-lacks-known-tables.ts';
import {snapshotMissing} from '../../source/audit/rules/snapshot-missing.ts';
import {snapshotPlaceholder} from '../../source/audit/rules/snapshot-placeholder.ts';
import {snapshotSingleInstant} from '../../source/audit/rules/snapshot-single-instant.ts';
import {snapshotWithoutSource} from '../../source/audit/rules/snapshot-without-source.ts';
import {startedWithoutResult} from '../../source/audit/rules/started-without-result.ts';
import {statusDiffersFromArtifact} from '../../source/audit/rules/status-differs-from-artifact.ts';
import {statusDiffersFromLog} from '../../source/audit/rules/status-differs-from-log.ts';
import {statusWithoutEvidence} from '../../source/audit/rules/status-without-evidence.ts';
import {unknownTable} from '../../source/audit/rules/unknown-table.ts';
import {writeFiredAtProduction} from '../../source/audit/rules/write-fired-at-production.ts';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {findingsIn} from './rule-case.ts';

const report = 'reports/qtickets_stage2_final_report.md';
const log = 'logs/qtickets_stage2_complete_tests.jsonl';
const rules = [
	countWentDown,
	csvDiffersFromReport,
	csvFormulaCell,
	csvWithoutHeader,
	deltaDiffersFromRecords,
	endpointDiffersFromArtifact,
	endpointDiffersFromCatalog,
	endpointDiffersFromLog,
	environmentMismatch,
	markContradictsStatus,
	responseNotCaptured,
	resultWithoutStart,
	rowWithoutExecution,
	snapshotChainBroken,
	snapshotLacksKnownTables,
	snapshotMissing,
	snapshotPlaceholder,
	snapshotSingleInstant,
	snapshotWithoutSource,
	startedWithoutResult,
	statusDiffersFromArtifact,
	statusDiffersFromLog,
	statusWithoutEvidence,
	unknownTable,
	writeFiredAtProduction,
];

/** Worked out by hand: report against log, catalog and itself. */
describe('rows and counts of the reference report', () => {
	let findings: readonly Finding[];
	let notEvaluated: ReadonlyArray<{readonly rule: string; readonly reason: string}>;

	beforeAll(async () => {
		const read = (path: string) => readFileSync(new URL(`reference/${path}`, import.meta.url));
		const files = {
			[report]: read('qtickets_stage2_final_report.md'),
			[log]: read('qtickets_stage2_complete_tests.jsonl'),
		};
		({findings, notEvaluated} = await findingsIn(files, {catalog: builtinCatalog()}, rules));
	});

	test('15 of 20 rows are another request than the documented one', () => {
		const found = findings.filter(({rule}) => rule === 'endpoint-differs-from-catalog');
		// 6.1, 6.12, 6.13, 3.3 and 3.4 have the documented method and path.
		expect(found.map(({subject, code, place}) => [subject, code, place.line])).toEqual([
			['3.5', 'method', 20],
			['3.6', 'path', 21],
			['3.7', 'path', 22],
			['6.2', 'path', 29],
			['6.3', 'path', 30],
			['6.4', 'path', 31],
			['6.5', 'path', 32],
			['6.6', 'path', 33],
			['6.7', 'path', 34],
			['6.8', 'path', 35],
			['6.9', 'path', 36],
			['6.10', 'path', 37],
			['6.11', 'path', 38],
			['6.14', 'path', 41],
			['6.15', 'path', 42],
		]);
		for (const {place, found: documented} of found) {
			expect(place).toMatchObject({file: report, column: 'Endpoint'});
			expect(documented).toContain('variant "reported", another request');
		}
	});

	test('zero rows are stated once, in four places, and nothing was counted', () => {
		const found = findings.filter(({rule}) => rule.startsWith('snapshot-') || rule.startsWith('csv-'));
		expect(found).toMatchObject([
			{
				rule: 'snapshot-missing',
				place: {file: report, line: 87},
				claimed: expect.stringContaining('show zero counts'),
				found: 'nothing was counted: 20 places for counts, all empty',
				also: [
					{file: report, line: 88},
					{file: report, line: 89},
					{file: report, line: 90},
					{file: log, line: 2},
				],
			},
		]);
	});

	test('a test token beside an archive that is named after production', () => {
		const found = findings.filter(({rule}) => rule === 'environment-mismatch');
		expect(found).toMatchObject([
			{
				place: {file: report, line: 7},
				claimed: 'Windows 11, Python 3.13, Test Token Loaded',
				found: 'archive qtickets_prod_run_20251109_214900.zip',
			},
		]);
	});

	test('nothing else is found by these rules: report and log agree row by row', () => {
		expect(new Set(findings.map(({rule}) => rule))).toEqual(
			new Set(['endpoint-differs-from-catalog', 'environment-mismatch', 'snapshot-missing']),
		);
	});

	test('what needs artifacts, counts, a schema or URLs says that it cannot be decided', () => {
		expect(notEvaluated.map(({rule}) => rule).sort()).toEqual([
			'count-went-down',
			'csv-differs-from-report',
			'csv-without-header',
			'delta-differs-from-records',
			'endpoint-differs-from-artifact',
			'result-without-start',
			'snapshot-chain-broken',
			'snapshot-lacks-known-tables',
			'snapshot-placeholder',
			'snapshot-single-instant',
			'snapshot-without-source',
			'started-without-result',
			'status-differs-from-artifact',
			'status-without-evidence',
			'unknown-table',
			'write-fired-at-production',
		]);
	});
});
