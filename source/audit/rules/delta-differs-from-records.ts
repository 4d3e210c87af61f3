import type {AuditedSet, ReadCounts, ReportTable} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {countColumns, readCount} from '../readers/count-columns.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {countColumnsOf, isTotal, tableCounts} from '../table-counts.ts';

export const deltaDiffersFromRecords: Rule = {
	id: 'delta-differs-from-records',
	proves: 'a stated change or sum of row counts does not follow from the counts',
	severity: 'high',
	circumstantial: false,
	why: 'The change that the report builds on is not the difference of the counts beside it.',
	needs: [],
	check(set) {
		const tables = [
			...set.counts.map(counts => tableOfCounts(counts)),
			...set.reports.flatMap(report => report.tables.flatMap(table => tableOfReport(table) ?? [])),
		];
		const told = toldInProse(set);
		return tables.length === 0 && told.length === 0 && tableCounts(set).measured.length === 0
			? notEvaluated('no row counts were given')
			: [
					...tables.flatMap(table => [...table.flatMap(row => wrongDelta(row)), ...wrongTotals(table)]),
					...changedThoughUnchanged(set),
					...told.flatMap(row => wrongDelta(row)),
				];
	},
};

type CountRow = {
	readonly table: string;
	readonly place: Place;
	readonly before: number | null;
	readonly after: number | null;
	readonly count: number | null;
	readonly delta: number | null;
	readonly columns: Partial<Record<'before' | 'after' | 'count' | 'delta', string>>;
};

function tableOfCounts({rows, columns}: ReadCounts): readonly CountRow[] {
	const meaning = countColumns(columns);
	const headers = headersOf(meaning, columns);
	// A column of percent is no column of rows.
	const isPercent = rows.some(
		({cells}) => meaning.delta !== undefined && cells[meaning.delta]?.includes('%'),
	);
	return rows.map(({table, place, before, after, count, delta}) => ({
		table,
		place,
		before: before ?? null,
		after: after ?? null,
		count: count ?? null,
		delta: isPercent ? null : (delta ?? null),
		columns: headers,
	}));
}

function tableOfReport(table: ReportTable): ReadonlyArray<readonly CountRow[]> | null {
	const columns = countColumnsOf(table);
	if (columns === null) {
		return null;
	}

	const number = (cells: readonly string[], index: number | undefined) =>
		index === undefined ? null : readCount(cells[index] ?? '');
	return [
		table.cells.map(({place, cells}) => ({
			table: cells[columns.table] ?? '',
			place,
			before: number(cells, columns.before),
			after: number(cells, columns.after),
			count: number(cells, columns.count),
			delta: number(cells, columns.delta),
			columns: headersOf(columns, table.columns),
		})),
	];
}

function headersOf(
	meaning: ReturnType<typeof countColumns>,
	columns: readonly string[],
): CountRow['columns'] {
	const sides = ['before', 'after', 'count', 'delta'] as const;
	return Object.fromEntries(
		sides.flatMap(side => {
			const header = columns[meaning[side] ?? -1];
			return header === undefined ? [] : [[side, header]];
		}),
	);
}

function wrongDelta({table, place, before, after, delta, columns}: CountRow): Discovery[] {
	if (before === null || after === null || delta === null) {
		return [];
	}

	const difference = after - before;
	// Some write how much it changed, without a sign.
	return delta === difference || (delta > 0 && delta === -difference)
		? []
		: [
				{
					place: columns.delta === undefined ? place : {...place, column: columns.delta},
					subject: table,
					code: 'delta',
					claimed: `changed by ${delta}`,
					found: `${before} before, ${after} after: ${difference}`,
				},
			];
}

/** A row of totals against the sum of the rows above it. */
function wrongTotals(rows: readonly CountRow[]): Discovery[] {
	const total = rows.find(({table}) => isTotal(table));
	const above =
		total === undefined ? [] : rows.slice(0, rows.indexOf(total)).filter(({table}) => table !== '');
	if (total === undefined || above.length === 0) {
		return [];
	}

	return (['before', 'after', 'count', 'delta'] as const).flatMap(side => {
		const stated = total[side];
		const values = above.map(row => row[side]).filter(value => value !== null);
		const sum = values.reduce((all, value) => all + value, 0);
		const column = total.columns[side];
		return stated === null || values.length < above.length || sum === stated
			? []
			: [
					{
						place: column === undefined ? total.place : {...total.place, column},
						code: 'total',
						claimed: `total ${stated}`,
						found: `${sum} in ${above.length} rows`,
					},
				];
	});
}

/** What single sentences say of a table, such as `57 → 61 (+1)`: both sides and the change. */
function toldInProse(set: AuditedSet): readonly CountRow[] {
	return set.reports.flatMap(({claims}) => {
		const stated = new Map<string, CountRow>();
		for (const {subject, scope, side, value, place} of claims) {
			if (subject === 'rows' && side !== undefined && scope.kind === 'name') {
				const key = JSON.stringify([place.line, scope.name]);
				const row = stated.get(key) ?? {
					table: scope.name,
					place,
					before: null,
					after: null,
					count: null,
					delta: null,
					columns: {},
				};
				stated.set(key, {...row, [side]: value});
			}
		}

		return [...stated.values()].filter(
			({before, after, delta}) => before !== null && after !== null && delta !== null,
		);
	});
}

/** "Counts did not change", while they did. */
function changedThoughUnchanged(set: AuditedSet): Discovery[] {
	const changed = changedTables(set);
	const [first] = changed;
	return first === undefined
		? []
		: set.reports.flatMap(report =>
				report.statements
					.filter(({kind, scope}) => kind === 'counts-unchanged' && scope.kind === 'all')
					.slice(0, 1)
					.map(({place, text}) => ({
						place,
						code: 'unchanged',
						claimed: text,
						found: `${first.table}: ${first.before} before, ${first.after} after${
							changed.length > 1 ? `; ${changed.length} tables changed` : ''
						}`,
						also: [first.place],
					})),
			);
}

type Changed = {
	readonly table: string;
	readonly before: number;
	readonly after: number;
	readonly place: Place;
};

function changedTables(set: AuditedSet): readonly Changed[] {
	return [...tableCounts(set).byTable.values()].flatMap(measured => {
		const run = measured.filter(({testId}) => testId === null);
		const own = run.length > 0 ? run : measured;
		const before = own.find(({side}) => side === 'before');
		const after = own.findLast(({side}) => side === 'after');
		return before !== undefined && after !== undefined && before.value !== after.value
			? [{table: before.table, before: before.value, after: after.value, place: after.place}]
			: [];
	});
}
