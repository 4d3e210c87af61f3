import type {AuditedSet, Stamp} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isInArchive} from '../lookup.ts';
import {isMoment, median} from '../moments.ts';
import {stampDamage} from '../readers/stamp.ts';
import {testEvidence} from '../test-evidence.ts';
import type {Rule} from '../rule.ts';

/** Stamps that are none, that lie in another year than their neighbours, or that lack the zone that the others have. */
export const timestampMalformed: Rule = {
	id: 'timestamp-malformed',
	proves: 'a stamp is not a valid point in time, or cannot be one of this run',
	severity: 'medium',
	circumstantial: false,
	why: 'Times that programs cannot read, or that lie years away, cannot be held against server logs.',
	needs: [],
	check(set) {
		return stampsBySource(set).flatMap(stamps => [
			...damaged(stamps),
			...offYear(stamps),
			...withoutZone(stamps),
		]);
	},
};

/** Stamps of each log and report, and of all artifacts together. */
function stampsBySource(set: AuditedSet): ReadonlyArray<readonly Stamp[]> {
	const logs = set.logs
		.filter(({file}) => !isInArchive(file) || set.logs.every(other => isInArchive(other.file)))
		.map(log =>
			log.records.flatMap(({stamp, started, finished}) => [
				...new Set([stamp, started, finished].filter(one => one !== null)),
			]),
		);
	const reports = set.reports.map(({stamps}) =>
		stamps.filter(({role}) => role !== 'archive-name' && role !== 'file-name'),
	);
	const artifacts = [...testEvidence(set).artifacts.values()].flat().flatMap(({stamps}) => stamps);
	return [...logs, ...reports, artifacts];
}

/** One finding for each kind of damage: a program that writes one wrong writes all of them wrong. */
function damaged(stamps: readonly Stamp[]): Discovery[] {
	const byDamage = new Map<string, Stamp[]>();
	for (const stamp of stamps) {
		const damage = stamp.at === null ? stampDamage(stamp.text) : null;
		if (damage !== null) {
			const list = byDamage.get(damage) ?? [];
			list.push(stamp);
			byDamage.set(damage, list);
		}
	}

	return [...byDamage].flatMap(([damage, list]) =>
		discoveryOf(
			list,
			'malformed',
			list.length === 1 ? damage : `${damage}, and the same in ${list.length - 1} more places`,
		),
	);
}

function discoveryOf([first, ...more]: readonly Stamp[], code: string, found: string): Discovery[] {
	return first === undefined
		? []
		: [
				{
					place: first.place,
					code,
					claimed: first.text.slice(0, 80),
					found,
					also: more.slice(0, 20).map(({place}) => place),
				},
			];
}

const mostOfYear = 274 * 86_400_000;

function offYear(stamps: readonly Stamp[]): Discovery[] {
	const dated = stamps.filter(stamp => isMoment(stamp));
	const usual = median(dated.map(({at}) => at));
	const off = dated.filter(({at}) => Math.abs(at - usual) > mostOfYear);
	// Others have to agree, or nobody knows which one is wrong.
	return dated.length >= 4 && off.length * 4 <= dated.length
		? off.flatMap(stamp =>
				discoveryOf([stamp], 'year-off', `${new Date(usual).getUTCFullYear()} in the stamps around it`),
			)
		: [];
}

function withoutZone(stamps: readonly Stamp[]): Discovery[] {
	const timed = stamps.filter(({at, precision}) => at !== null && precision !== 'day');
	const without = timed.filter(({offset}) => offset === null);
	return timed.length >= 4 && without.length * 4 <= timed.length
		? discoveryOf(without, 'no-zone', `no time zone, though ${timed.length - without.length} others name one`)
		: [];
}
