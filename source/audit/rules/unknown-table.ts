import type {AuditedSet} from '../audited-set.ts';
import type {Place} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {isTotal, tableCounts, tableKey, tablesNamed} from '../table-counts.ts';

export const unknownTable: Rule = {
	id: 'unknown-table',
	proves: 'a counted table is not in the schema',
	severity: 'high',
	circumstantial: false,
	why: 'A table that does not exist was not counted; its number comes from somewhere else.',
	needs: ['schema'],
	check(set) {
		const known = new Set((set.tables ?? []).map(table => tableKey(table)));
		const named = [...namedTables(set).values()];
		if (named.length === 0) {
			return notEvaluated('no table is counted or named');
		}

		const unknown = named.filter(({table}) => tablesNamed(table, known).length === 0);
		if (unknown.length === named.length) {
			return notEvaluated('the schema describes other tables than those that were counted');
		}

		return unknown.map(({table, place}) => ({
			place,
			subject: table,
			claimed: `counts of ${table}`,
			found: `no such table among the ${known.size} of the schema`,
		}));
	},
};

/** Each table once, where it is named first: in CSV files, else in logs, else in reports. */
function namedTables(set: AuditedSet): ReadonlyMap<string, {readonly table: string; readonly place: Place}> {
	const {measured, figures} = tableCounts(set);
	const rows = set.counts.flatMap(counts => counts.rows);
	const tables = new Map<string, {table: string; place: Place}>();
	for (const {table, place} of [...rows, ...measured, ...figures]) {
		const key = tableKey(table);
		if (key !== '' && !isTotal(table) && !tables.has(key)) {
			tables.set(key, {table, place});
		}
	}

	return tables;
}
