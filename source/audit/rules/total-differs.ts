import type {AuditedSet, ReportTable} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {quantityOf} from '../readers/text/numbers.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {heldCounts} from '../stated-counts.ts';

export const totalDiffers: Rule = {
	id: 'total-differs',
	proves: 'the last line of a table is not the sum of the lines above it',
	severity: 'medium',
	circumstantial: false,
	why: 'A total that its own table contradicts was not computed, so nothing built on it can be trusted.',
	needs: ['report'],
	check(set) {
		const tables = set.reports.flatMap(report => report.tables).filter(table => totalLine(table) !== null);
		return tables.length === 0
			? notEvaluated('no table with a line of totals')
			: tables.flatMap(table => wrongTotals(table, set));
	},
};

const totalLabel =
	/^(?:grand |overall )?(?:total|totals|sum|итого|всего|сумма|в сумме)(?: (?:by|по) .{1,30})?:?$/iu;
/** Columns whose total is no sum. */
const notSummed =
	/average|avg|mean|median|min\b|max\b|p\d\d|rate|%|percent|ratio|средн|медиан|мин\b|макс\b|доля|процент|status|статус|code|код|id$|№|#|version|date|дата|time\b/iu;

/** Index of the only line of totals, when it is the last one and at least two lines stand above it. */
function totalLine({cells}: ReportTable): number | null {
	const totals = cells.flatMap(({cells: row}, index) =>
		row.slice(0, 2).some(cell => totalLabel.test(cell.trim())) ? [index] : [],
	);
	const last = cells.length - 1;
	return totals.length === 1 && totals[0] === last && last > 1 ? last : null;
}

function wrongTotals(table: ReportTable, set: AuditedSet): readonly Discovery[] {
	const {cells, columns} = table;
	const total = cells[totalLine(table) ?? -1];
	if (total === undefined) {
		return [];
	}

	const lines = cells.slice(0, -1);
	return columns.flatMap((column, index): readonly Discovery[] => {
		const stated = quantityOf(total.cells[index] ?? '');
		if (
			index === 0 ||
			stated === null ||
			notSummed.test(column) ||
			stated.unit === '%' ||
			!isNumber(total.cells[index] ?? '')
		) {
			return [];
		}

		const values = lines.map(({cells: row}) =>
			isNumber(row[index] ?? '') ? quantityOf(row[index] ?? '') : null,
		);
		const known = values.filter(value => value !== null);
		// An empty cell is nothing, a word in one leaves the sum open.
		const isOpen = lines.some(
			({cells: row}, line) => values[line] === null && !/^[\s—–-]*$/.test(row[index] ?? ''),
		);
		if (known.length < 2 || isOpen || new Set(known.map(({unit}) => unit)).size > 1) {
			return [];
		}

		const sum = known.reduce((all, {value}) => all + value, 0);
		const mean = sum / known.length;
		const slack =
			known.reduce((all, {decimals}) => all + 0.5 / 10 ** decimals, 0) + 1 / 10 ** stated.decimals;
		const isInteger = known.every(({decimals}) => decimals === 0) && stated.decimals === 0;
		const tolerance = isInteger ? 0.001 : slack;
		const others = [mean, Math.max(...known.map(({value}) => value))];
		const isRight =
			Math.abs(sum - stated.value) <= tolerance ||
			(/latenc|ms|мс|задерж|duration|длит/iu.test(column) &&
				others.some(value => Math.abs(value - stated.value) <= 1));
		return isRight || isToldAlready(set, total.place.line ?? 0, column)
			? []
			: [
					{
						place: {...total.place, column},
						claimed: `total ${total.cells[index] ?? ''}`,
						found: `the lines above sum up to ${Number(sum.toFixed(3))}`,
						also: [table.place],
					},
				];
	});
}

function isNumber(cell: string): boolean {
	return (
		/^[\s~*]*[\d\s.,'’\u00a0\u202f]+\s?(?:ms|мс|s|с|сек|rows?|строк[аи]?|files?|тест\p{L}{0,2}|tests?|%)?[\s*]*$/iu.test(
			cell,
		) && /\d/.test(cell)
	);
}

/** The same cell as a claim that the table of tests refutes: `count-mismatch` tells it. */
function isToldAlready(set: AuditedSet, line: number, column: string): boolean {
	return heldCounts(set).some(
		({claim, isRefuted}) => isRefuted && claim.place.line === line && claim.place.column === column,
	);
}
