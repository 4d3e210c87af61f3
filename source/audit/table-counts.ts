import type {AuditedSet, Claim, ReadCounts, ReportTable} from './audited-set.ts';
import type {Place} from './finding.ts';
import {bareTable} from './readers/sql-schema.ts';
import {areCounts, countColumns, phaseOf, readCount, type CountColumns} from './readers/count-columns.ts';

export type Side = 'before' | 'after' | 'count';

/** One number that a CSV file or a log holds for one table. */
export type Measured = {
	/** As written. */
	readonly table: string;
	readonly side: Side;
	readonly value: number;
	readonly place: Place;
	readonly source: 'csv' | 'log';
	/** Test that it was counted around, or `null` for the run as a whole. */
	readonly testId: string | null;
};

/** One number that a report states for a table, or for tables by a pattern. */
export type Figure = {
	readonly table: string;
	/** `any`: the words do not say which side; `delta`: a change. */
	readonly side: Side | 'any' | 'delta';
	readonly value: number;
	readonly place: Place;
};

export type TableCounts = {
	readonly measured: readonly Measured[];
	/** By `tableKey`. */
	readonly byTable: ReadonlyMap<string, readonly Measured[]>;
	readonly figures: readonly Figure[];
	/** Places that speak of counts and hold none: empty maps of a log, wordy cells of a CSV. */
	readonly empty: readonly Place[];
};

const known = new WeakMap<AuditedSet, TableCounts>();

/** Everything that a set measures and states about rows of tables, gathered once. */
export function tableCounts(set: AuditedSet): TableCounts {
	const counts = known.get(set) ?? gather(set);
	known.set(set, counts);
	return counts;
}

function gather(set: AuditedSet): TableCounts {
	const empty: Place[] = [];
	const measured = [
		...set.counts.flatMap(({rows}) => rows.flatMap(row => measuredInRow(row, empty))),
		...measuredInLogs(set, empty),
	];
	const byTable = new Map<string, Measured[]>();
	for (const one of measured) {
		const key = tableKey(one.table);
		const others = byTable.get(key);
		if (others === undefined) {
			byTable.set(key, [one]);
		} else {
			others.push(one);
		}
	}

	const figures = set.reports.flatMap(report => [
		...report.tables.flatMap(table => figuresInTable(table)),
		...report.claims.flatMap(claim => figureOfClaim(claim)),
	]);
	return {measured, byTable, figures, empty};
}

/** The same table however its name is written: without its database, in lower case. */
export function tableKey(table: string): string {
	return bareTable(table).toLowerCase();
}

/** A name that stands for several tables. */
export function isPattern(table: string): boolean {
	return /[*%?]/.test(table);
}

/** The row that adds up all others. */
export function isTotal(table: string): boolean {
	return /^(?:grand )?(?:total|totals|sum|итого|всего|сумма)(?![\p{L}\p{N}_])/iu.test(table.trim());
}

/** Tables that a name or pattern means, of those given by `tableKey`. */
export function tablesNamed(name: string, keys: Iterable<string>): readonly string[] {
	const key = tableKey(name);
	if (!isPattern(key)) {
		return [...keys].filter(table => table === key);
	}

	const source = key
		.replaceAll(/[$()+.[\\\]^{|}]/g, String.raw`\$&`)
		.replaceAll(/[*%]+/g, '.*')
		.replaceAll('?', '.');
	const pattern = new RegExp(`^${source}$`, 'su');
	return [...keys].filter(table => pattern.test(table));
}

function measuredInRow(row: ReadCounts['rows'][number], empty: Place[]): Measured[] {
	if (row.table === '' || isTotal(row.table)) {
		return [];
	}

	const {table, place, testId = null} = row;
	const sides = (['before', 'after', 'count'] as const).filter(side => row[side] !== undefined);
	const found = sides.flatMap(side => {
		const value = row[side];
		return value === null || value === undefined
			? []
			: [{table, side, value, place, source: 'csv' as const, testId}];
	});
	// Numbers whose meaning nobody told are counts all the same.
	if (found.length === 0 && !(sides.length === 0 && row.cells.some(cell => readCount(cell) !== null))) {
		empty.push(place);
	}

	return found;
}

function measuredInLogs(set: AuditedSet, empty: Place[]): Measured[] {
	return set.logs.flatMap(log =>
		log.records.flatMap(record => {
			const maps = [record.countsBefore, record.countsAfter] as const;
			const found = (['before', 'after'] as const).flatMap((side, index) => {
				const member = record.members.find(name => side === phaseOf(name));
				const place = member === undefined ? record.place : {...record.place, pointer: `/${member}`};
				return [...(maps[index] ?? [])].flatMap(([table, value]) =>
					value === null ? [] : [{table, side, value, place, source: 'log' as const, testId: record.testId}],
				);
			});
			if (found.length === 0 && maps.some(map => map !== null)) {
				empty.push(record.place);
			}

			return found;
		}),
	);
}

/** Columns of a report's table, where it lists database tables. */
export function countColumnsOf(table: ReportTable): (CountColumns & {readonly table: number}) | null {
	const columns = countColumns(table.columns);
	const {table: name} = columns;
	return name !== undefined &&
		!table.isTests &&
		areCounts(columns) &&
		table.cells.some(({cells}) => isTableName(cells[name] ?? ''))
		? {...columns, table: name}
		: null;
}

/** `stg_orders`, `db.fact_sales`, `fact_qtickets_*`: prose and headings have no underscore or point inside. */
export function isTableName(text: string): boolean {
	return /^[`'"]?[\p{L}_][\p{L}\p{N}]*[_.][\p{L}\p{N}_.*%?]*[`'"]?$/u.test(text.trim());
}

function figuresInTable(table: ReportTable): Figure[] {
	const columns = countColumnsOf(table);
	if (columns === null) {
		return [];
	}

	return table.cells.flatMap(({place, cells}) => {
		const name = (cells[columns.table] ?? '').trim();
		return (['before', 'after', 'count'] as const).flatMap((side): Figure[] => {
			const index = columns[side] ?? -1;
			const [value, column] = [readCount(cells[index] ?? ''), table.columns[index]];
			return value === null || column === undefined || !isTableName(name)
				? []
				: [{table: name, side: side === 'count' ? 'any' : side, value, place: {...place, column}}];
		});
	});
}

function figureOfClaim({subject, scope, value, approximate, upTo, place, side}: Claim): Figure[] {
	return subject === 'rows' &&
		scope.kind === 'name' &&
		isNameOfTables(scope.name) &&
		!approximate &&
		upTo === undefined
		? [{table: scope.name, side: side ?? 'any', value, place}]
		: [];
}

/** A table or a pattern of tables, and no file of the set. */
function isNameOfTables(name: string): boolean {
	return (
		(isTableName(name) || isPattern(name)) &&
		!/\.(?:csv|tsv|jsonl?|md|zip|log|txt|html?|xml|sql)$/i.test(name) &&
		!name.includes('/')
	);
}

/** `5 rows`, as findings say it. */
export function rowsText(value: number): string {
	return `${value} ${Math.abs(value) === 1 ? 'row' : 'rows'}`;
}
