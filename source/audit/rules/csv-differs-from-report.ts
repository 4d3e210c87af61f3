import type {AuditedSet} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {
	isPattern,
	rowsText,
	tableCounts,
	tablesNamed,
	type Figure,
	type Measured,
	type TableCounts,
} from '../table-counts.ts';

export const csvDiffersFromReport: Rule = {
	id: 'csv-differs-from-report',
	proves: 'the report states other row counts than the file that they come from',
	severity: 'medium',
	circumstantial: false,
	why: 'The report and its own source of counts disagree; readers who check one are misled by the other.',
	needs: ['report'],
	check(set) {
		const counts = tableCounts(set);
		if (counts.measured.length === 0) {
			return notEvaluated('no row counts were given');
		}

		const sides = onceALine(
			counts.figures.filter(({side}) => side !== 'delta').flatMap(figure => refuted(figure, counts)),
		);
		const told = new Set(sides.map(({place, subject}) => JSON.stringify([place.file, place.line, subject])));
		// `57 → 61 (+4)`: the change is as wrong as the count that it follows from.
		const changes = counts.figures
			.filter(
				({side, place, table}) =>
					side === 'delta' && !told.has(JSON.stringify([place.file, place.line, table])),
			)
			.flatMap(figure => refutedChange(figure, counts));
		const found = [...sides, ...changes];
		return [...found, ...notZero(set, counts, found)];
	},
};

/** `did not change (48)` states both sides in one number. */
function onceALine(found: readonly Discovery[]): readonly Discovery[] {
	const seen = new Set<string>();
	return found.filter(({place, subject, claimed}) => {
		const key = JSON.stringify([place.file, place.line, place.column, subject, claimed.split(' ')[0]]);
		return seen.has(key) ? false : (seen.add(key), true);
	});
}

function refuted(figure: Figure, {byTable}: TableCounts): Discovery[] {
	const {table, side, value, place} = figure;
	const tables = tablesNamed(table, byTable.keys()).map(key => byTable.get(key) ?? []);
	const same = tables.map(measured => measured.filter(one => side === 'any' || one.side === side));
	const all = same.flat();
	const shown = all.find(one => one.value !== value);
	if (shown === undefined || fits(value, same, isPattern(table))) {
		return [];
	}

	return [
		{
			place,
			subject: table,
			claimed: `${rowsText(value)}${side === 'any' ? '' : ` ${side}`}`,
			found: `${rowsText(shown.value)}${isPattern(table) ? ` in ${shown.table}` : ''} in the ${shown.source === 'csv' ? 'CSV file' : 'log'}`,
			also: [shown.place],
		},
	];
}

/** `gained 9 rows`, while the counts before and after are one apart. */
function refutedChange({table, value, place}: Figure, {byTable}: TableCounts): Discovery[] {
	if (isPattern(table)) {
		return [];
	}

	const measured = tablesNamed(table, byTable.keys()).flatMap(key => byTable.get(key) ?? []);
	const run = measured.filter(({testId}) => testId === null);
	const [before] = run.filter(({side}) => side === 'before');
	const after = run.findLast(({side}) => side === 'after');
	const truth = [...changesOf(run), ...changesOf(measured)];
	return before === undefined || after === undefined || truth.includes(value)
		? []
		: [
				{
					place,
					subject: table,
					claimed: value === 0 ? 'no change' : `changed by ${rowsText(value)}`,
					found: `${before.value} before, ${after.value} after: ${rowsText(after.value - before.value)}`,
					also: [after.place],
				},
			];
}

/** Whether a figure can be read out of the counts: one of them, their change, or (for several tables) their sum. */
function fits(value: number, tables: ReadonlyArray<readonly Measured[]>, isForSeveral: boolean): boolean {
	const all = tables.flat();
	if (isForSeveral && value === 0) {
		// "0 rows" of a pattern says that every one of its tables is empty: after the run, where that was counted.
		const last = tables.flatMap(measured => {
			const after = measured.filter(({side}) => side !== 'before');
			return after.length > 0 ? after : measured;
		});
		return last.every(one => one.value === 0) || sumsOf(tables).includes(0);
	}

	return (
		all.some(one => one.value === value) ||
		tables.some(measured => changesOf(measured).includes(value)) ||
		(isForSeveral && sumsOf(tables).includes(value))
	);
}

function changesOf(measured: readonly Measured[]): readonly number[] {
	const before = measured.filter(({side}) => side === 'before');
	const after = measured.filter(({side}) => side === 'after');
	const [first, last] = [before[0], after.at(-1)];
	return first === undefined || last === undefined ? [] : [last.value - first.value];
}

/** Sums over all tables, a side at a time, and of the changes. */
function sumsOf(tables: ReadonlyArray<readonly Measured[]>): readonly number[] {
	const sides = (['before', 'after', 'count'] as const).flatMap(side => {
		const values = tables.flatMap(measured => measured.filter(one => one.side === side).slice(-1));
		return values.length === 0 ? [] : [values.reduce((sum, {value}) => sum + value, 0)];
	});
	const changes = tables.flatMap(measured => changesOf(measured));
	return changes.length === 0 ? sides : [...sides, changes.reduce((sum, change) => sum + change, 0)];
}

/** "All tables are empty", while one is not; unless a figure beside it was refuted by the same table. */
function notZero(set: AuditedSet, {measured}: TableCounts, told: readonly Discovery[]): Discovery[] {
	const filled = measured.find(({side, value}) => side !== 'before' && value !== 0);
	return filled === undefined
		? []
		: set.reports
				.filter(({file}) => !told.some(({place}) => place.file === file))
				.flatMap(report =>
					report.statements
						.filter(({kind, scope}) => kind === 'zero-counts' && scope.kind === 'all')
						.slice(0, 1)
						.map(({place, text}) => ({
							place,
							claimed: text,
							found: `${rowsText(filled.value)} in ${filled.table}`,
							also: [filled.place],
						})),
				);
}
