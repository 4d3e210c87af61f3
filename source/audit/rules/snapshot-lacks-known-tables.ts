import type {Place} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {isPattern, tableCounts, tableKey, tablesNamed} from '../table-counts.ts';

export const snapshotLacksKnownTables: Rule = {
	id: 'snapshot-lacks-known-tables',
	proves: 'tables of the schema that belong to the counted ones were not counted',
	severity: 'high',
	circumstantial: false,
	why: 'Changes in the tables that were left out would not be seen.',
	needs: ['schema', 'counts'],
	check(set) {
		const {byTable, figures} = tableCounts(set);
		const rows = set.counts.flatMap(counts => counts.rows);
		const counted = new Set([...byTable.keys(), ...rows.map(({table}) => tableKey(table))]);
		const known = new Set((set.tables ?? []).map(table => tableKey(table)));
		if (![...counted].some(table => known.has(table))) {
			return notEvaluated('the schema describes other tables than those that were counted');
		}

		// What the report says was counted; where it names no pattern, the families of the counted tables.
		const patterns = figures.map(({table}) => table).filter(table => isPattern(table));
		const families = new Set([...counted].map(table => familyOf(table)));
		const belongs =
			patterns.length > 0
				? new Set(patterns.flatMap(pattern => tablesNamed(pattern, known)))
				: new Set([...known].filter(table => families.has(familyOf(table))));
		const lacking = [...belongs].filter(
			table =>
				!counted.has(table) &&
				![...counted].some(name => isPattern(name) && tablesNamed(name, [table]).length > 0),
		);
		const place: Place | undefined = rows[0]?.place;
		return place === undefined || lacking.length === 0
			? []
			: [
					{
						place: {file: place.file},
						claimed: `counts of ${counted.size} tables`,
						found: `${lacking.length} more in the schema: ${lacking.slice(0, 5).join(', ')}${lacking.length > 5 ? ', …' : ''}`,
					},
				];
	},
};

/** `stg_qtickets` of `stg_qtickets_api_orders_raw`, `stg` of `stg_orders`. */
function familyOf(table: string): string {
	const parts = table.split('_');
	return parts.slice(0, parts.length > 2 ? 2 : 1).join('_');
}
