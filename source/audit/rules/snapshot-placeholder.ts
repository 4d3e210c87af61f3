import type {ReadCounts} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {isPattern, isTotal} from '../table-counts.ts';

export const snapshotPlaceholder: Rule = {
	id: 'snapshot-placeholder',
	proves: 'a file of row counts holds placeholders instead of counts',
	severity: 'high',
	circumstantial: false,
	why: 'The file looks like a measurement and was filled in without one.',
	needs: ['counts'],
	check: set =>
		set.kind === 'own'
			? notEvaluated('the file of counts is derived from the journal')
			: set.counts.flatMap(counts => counts.rows.flatMap(row => discoveriesOf(row, counts))),
};

type Row = ReadCounts['rows'][number];

function discoveriesOf(row: Row, {columns}: ReadCounts): Discovery[] {
	const {table, place, cells} = row;
	if (table === '' || isTotal(table)) {
		return [];
	}

	if (isPattern(table)) {
		return [
			{
				place,
				subject: table,
				code: 'wildcard-table',
				claimed: `counts of ${table}`,
				found: 'a pattern, not a table',
			},
		];
	}

	const unfilled = cells.find(cell => isUnfilled(cell));
	if (unfilled !== undefined) {
		const column = columns[cells.indexOf(unfilled)];
		return [
			{
				place: column === undefined ? place : {...place, column},
				subject: table,
				code: 'unfilled',
				claimed: 'a count',
				found: unfilled,
			},
		];
	}

	return zeroWithMaximum(row, columns);
}

/** Left by a template. `N/A` and `not measured` are answers, not placeholders. */
function isUnfilled(cell: string): boolean {
	return /^(?:todo|tbd|fixme|xxx+|\?{1,5}|\{\s{0,5}\}|\[\s{0,5}\]|\{\{[^}]{0,100}\}\}|\$\{[^}]{0,100}\}|<[\w .-]{1,60}>|lorem ipsum|undefined|nan|\[object object\]|заполнить|вставить|уточнить)$/iu.test(
		cell,
	);
}

/** An empty table has no newest row: its greatest version is 0, its newest time is that of 1970 or nothing. */
function zeroWithMaximum(
	{table, place, cells, before, after, count}: Row,
	columns: readonly string[],
): Discovery[] {
	const newest = after ?? count ?? before;
	if (newest !== 0 || (typeof before === 'number' && before > 0)) {
		return [];
	}

	const column = columns.find(
		(name, index) => /(?:^|[_ ])max(?:[_ ]|$)/i.test(name) && isSomething(cells[index] ?? ''),
	);
	return column === undefined
		? []
		: [
				{
					place: {...place, column},
					subject: table,
					code: 'zero-with-maximum',
					claimed: '0 rows',
					found: `${column} ${cells[columns.indexOf(column)] ?? ''}`,
				},
			];
}

function isSomething(cell: string): boolean {
	const year = /^(\d{4})-\d\d-\d\d/.exec(cell)?.[1];
	return year === undefined ? /^[1-9]\d*$/.test(cell) : Number(year) > 1970;
}
