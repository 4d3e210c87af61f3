import {notEvaluated, type NotEvaluated, type Rule} from '../rule.ts';
import type {AuditedSet} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {rowsText, tableCounts, tablesNamed} from '../table-counts.ts';

export const snapshotWithoutSource: Rule = {
	id: 'snapshot-without-source',
	proves: 'a stated row count stands in no CSV file and no log',
	severity: 'high',
	circumstantial: false,
	why: 'The other counts have a source and this one has none: it was typed by hand.',
	needs: ['report'],
	check(set) {
		const {measured, byTable, figures} = tableCounts(set);
		if (measured.length === 0) {
			return sourceless(set);
		}

		const told = new Set<string>();
		return figures
			.filter(({table, place}) => {
				const key = `${place.file}\0${table}`;
				return tablesNamed(table, byTable.keys()).length === 0 && !told.has(key) && told.add(key);
			})
			.map(({table, value, place, side}) => ({
				place,
				subject: table,
				claimed: side === 'delta' ? `a change by ${rowsText(value)}` : rowsText(value),
				found: 'no count of this table in any CSV file or log',
				also: measured.slice(0, 1).map(one => one.place),
			}));
	},
};

/**
 * Evidence was handed over, and no file of it holds a count. Empty places for counts are another rule's matter; with a
 * report alone nothing is missing.
 */
function sourceless(set: AuditedSet): readonly Discovery[] | NotEvaluated {
	const {figures, empty} = tableCounts(set);
	const [first] = figures;
	if (first === undefined || empty.length > 0 || set.artifacts.length === 0) {
		return notEvaluated('no row counts were given');
	}

	const tables = new Set(figures.map(({table}) => table)).size;
	return [
		{
			place: first.place,
			code: 'no-counts',
			claimed: tables === 1 ? `${first.table}: ${rowsText(first.value)}` : `row counts of ${tables} tables`,
			found: 'no CSV file and no log with counts among what was handed over',
			also: figures.slice(1, 6).map(({place}) => place),
		},
	];
}
