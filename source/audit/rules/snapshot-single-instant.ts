import type {AuditedSet, ReadCounts, Stamp} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {tableCounts} from '../table-counts.ts';

export const snapshotSingleInstant: Rule = {
	id: 'snapshot-single-instant',
	proves: 'a comparison of row counts rests on one instant',
	severity: 'high',
	circumstantial: false,
	why: 'Counted once, the tables cannot show what changed between before and after.',
	needs: ['counts'],
	check(set) {
		if (set.kind === 'own') {
			return notEvaluated('the journal says when each side was counted');
		}

		const found = [...set.counts.flatMap(counts => sameInstant(counts)), ...oneSided(set)];
		const hasNumbers = tableCounts(set).measured.length > 0;
		return found.length > 0 || hasNumbers ? found : notEvaluated('the CSV file holds no counts');
	},
};

/** Both sides carry a time, and it is the same for every table. */
function sameInstant({file, rows}: ReadCounts): Discovery[] {
	const before: Stamp[] = [];
	const after: Stamp[] = [];
	for (const row of rows) {
		const isBefore = typeof row.before === 'number';
		const isAfter = typeof row.after === 'number';
		const first = row.takenBefore ?? (isBefore && row.after === undefined ? row.takenAt : null);
		const last = row.takenAfter ?? (isAfter && row.before === undefined ? row.takenAt : null);
		before.push(...(isBefore && isExact(first) ? [first] : []));
		after.push(...(isAfter && isExact(last) ? [last] : []));
	}

	const instants = new Set([...before, ...after].map(({at}) => at));
	const [first, last] = [before[0], after[0]];
	return first !== undefined && last !== undefined && instants.size === 1
		? [
				{
					place: first.place,
					claimed: 'counts before and after',
					found: `both taken at ${first.text}`,
					also: [last.place],
					subject: file,
				},
			]
		: [];
}

function isExact(stamp: Stamp | null | undefined): stamp is Stamp {
	return stamp?.at != null && (stamp.precision === 'second' || stamp.precision === 'millisecond');
}

/** The report compares, and every count there is stands on one side. */
function oneSided(set: AuditedSet): Discovery[] {
	const {measured} = tableCounts(set);
	const sides = new Set(measured.map(({side}) => side));
	if (sides.size !== 1 || set.counts.filter(({rows}) => rows.length > 0).length !== 1) {
		return [];
	}

	const [side] = sides;
	return set.reports.flatMap(report =>
		report.statements
			.filter(({kind}) => kind === 'counts-unchanged' || kind === 'counts-measured')
			.slice(0, 1)
			.map(({place, text}) => ({
				place,
				claimed: text,
				found: side === 'count' ? 'one count a table' : `counts ${side} only`,
				also: measured.slice(0, 1).map(one => one.place),
			})),
	);
}
