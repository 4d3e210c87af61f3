import type {Fact, LogRecord, ReportRow, Stamp} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {baseName, isInArchive} from '../lookup.ts';
import {isMoment} from '../moments.ts';
import {cellPlace} from '../test-evidence.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** The same code on the same day gives the same answers, unless somebody says why not. */
export const crossRunContradiction: Rule = {
	id: 'cross-run-contradiction',
	proves: 'two runs of the same revision and day have other results',
	severity: 'high',
	circumstantial: true,
	why: 'When two runs of the same code disagree, it stays open which of them describes the API.',
	needs: [],
	check(set) {
		const reports = comparable(
			set.reports.map(report => runOf(report, reportResults(report.rows), report.stamps)),
		);
		const logs = comparable(
			set.logs.map(log =>
				runOf(
					log,
					logResults(log.records),
					log.records.flatMap(({stamp}) => stamp ?? []),
				),
			),
		);
		const pairs = [...pairsOf(reports), ...pairsOf(logs)];
		return pairs.length === 0
			? notEvaluated('no two reports or logs of the same revision and day')
			: pairs.flatMap(([first, second]) => contradiction(first, second));
	},
};

type Result = {readonly status: number; readonly place: Place};

type Run = {
	readonly file: string;
	readonly revision: string | null;
	readonly day: number | null;
	readonly results: ReadonlyMap<string, Result>;
};

function runOf(
	{file, facts}: {file: string; facts: readonly Fact[]},
	results: ReadonlyMap<string, Result>,
	stamps: readonly Stamp[],
): Run {
	const revision = facts.find(({key}) => key === 'revision')?.value ?? '';
	const stamp = stamps
		.filter(one => isMoment(one))
		.find(({role}) => role !== 'archive-name' && role !== 'file-name');
	return {
		file,
		revision: /[\da-f]{7,40}/i.exec(revision)?.[0].toLowerCase() ?? null,
		day: stamp === undefined ? null : Math.floor(stamp.at / 86_400_000),
		results,
	};
}

/** The last row of a test counts; tests that a report judges twice differently are another rule's. */
function reportResults(rows: readonly ReportRow[]): ReadonlyMap<string, Result> {
	return new Map(
		rows.flatMap(row =>
			row.status === null
				? []
				: [[row.testId, {status: row.status, place: cellPlace(row, 'status')}] as const],
		),
	);
}

function logResults(records: readonly LogRecord[]): ReadonlyMap<string, Result> {
	return new Map(
		records.flatMap(({kind, testId, status, place}) =>
			kind === 'result' && testId !== null && status !== null ? [[testId, {status, place}] as const] : [],
		),
	);
}

/** Without copies in archives, and without the same file under another name. */
function comparable(runs: readonly Run[]): readonly Run[] {
	const seen = new Set<string>();
	return runs
		.filter(({revision, day, results}) => revision !== null && day !== null && results.size > 0)
		.toSorted((a, b) => Number(isInArchive(a.file)) - Number(isInArchive(b.file)))
		.filter(({file}) => {
			const base = baseName(file).toLowerCase();
			return !(isInArchive(file) && seen.has(base)) && seen.add(base);
		})
		.slice(0, 20);
}

function pairsOf(runs: readonly Run[]): ReadonlyArray<readonly [Run, Run]> {
	return runs.flatMap((first, index) =>
		runs
			.slice(index + 1)
			.filter(second => first.day === second.day && isSameRevision(first.revision, second.revision))
			.map(second => [first, second] as const),
	);
}

function isSameRevision(a: string | null, b: string | null): boolean {
	return a !== null && b !== null && (a.startsWith(b) || b.startsWith(a));
}

function contradiction(first: Run, second: Run): Discovery[] {
	const other = [...second.results].flatMap(([testId, result]) => {
		const before = first.results.get(testId);
		return before === undefined || before.status === result.status ? [] : [{testId, before, result}];
	});
	const [one, ...more] = other;
	return one === undefined
		? []
		: [
				{
					place: one.result.place,
					subject: `${baseName(first.file)} ${one.testId}`,
					claimed: `${one.testId}: ${one.result.status}`,
					found: `${one.before.status} in ${first.file}${
						more.length === 0
							? ''
							: `; ${more.length} more tests differ (${more
									.slice(0, 10)
									.map(({testId}) => testId)
									.join(', ')})`
					}`,
					also: [one.before.place, ...more.slice(0, 10).map(({result}) => result.place)],
				},
			];
}
