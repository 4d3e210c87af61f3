import {notEvaluated, type Rule} from '../rule.ts';
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
			return notEvaluated('no row counts were given');
		}

		const told = new Set<string>();
		return figures
			.filter(({table, place}) => {
				const key = `${place.file}\0${table}`;
				return tablesNamed(table, byTable.keys()).length === 0 && !told.has(key) && told.add(key);
			})
			.map(({table, value, place}) => ({
				place,
				subject: table,
				claimed: rowsText(value),
				found: 'no count of this table in any CSV file or log',
				also: measured.slice(0, 1).map(one => one.place),
			}));
	},
};
