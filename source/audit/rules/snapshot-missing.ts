import type {ReadReport} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {rowsText, tableCounts, type Figure} from '../table-counts.ts';

export const snapshotMissing: Rule = {
	id: 'snapshot-missing',
	proves: 'row counts are stated though none were taken',
	severity: 'high',
	circumstantial: false,
	why: 'Nobody counted the tables before and after, so nothing is known about what the tests did to the data.',
	needs: ['report'],
	check(set) {
		if (set.kind === 'own') {
			return notEvaluated('the report is derived from the journal, which says what was counted');
		}

		const {measured, empty, figures} = tableCounts(set);
		if (measured.length > 0) {
			return [];
		}

		if (empty.length === 0) {
			return notEvaluated('neither a log with row counts nor a CSV file of them was given');
		}

		return set.reports.flatMap(report => discoveriesOf(report, figures, empty));
	},
};

function discoveriesOf(report: ReadReport, figures: readonly Figure[], empty: readonly Place[]): Discovery[] {
	const stated = [
		...report.statements
			.filter(({kind}) => kind === 'zero-counts' || kind === 'counts-unchanged' || kind === 'counts-measured')
			.map(({place, text}) => ({place, text})),
		...figures
			.filter(({place}) => place.file === report.file)
			.map(({place, table, value, side}) => ({
				place,
				text: `${table}: ${side === 'delta' ? 'a change by ' : ''}${rowsText(value)}`,
			})),
	].sort((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
	const [first, ...others] = stated;
	return first === undefined
		? []
		: [
				{
					place: first.place,
					claimed: first.text,
					found: `nothing was counted: ${empty.length} ${empty.length === 1 ? 'place' : 'places'} for counts, all empty`,
					also: [...others.map(({place}) => place), ...empty.slice(0, 1)],
				},
			];
}
