import type {AuditedSet, NamedFile, ReadArchive} from '../audited-set.ts';
import {foldedPath, pathFinder} from '../copies.ts';
import {sharedNames} from '../named-files.ts';
import type {Discovery, Place} from '../finding.ts';
import type {Rule} from '../rule.ts';

export const archivePathMismatch: Rule = {
	id: 'archive-path-mismatch',
	proves: 'the archive holds a file in another folder than the set says',
	severity: 'critical',
	circumstantial: false,
	why: 'Who unpacks the archive does not find the files where the report says they are.',
	needs: ['archive'],
	check(set) {
		const sound = set.archives.filter(({notZip, entries}) => notZip === null && entries.size > 0);
		// With several archives nobody says which one a path is meant in.
		const [archive] = sound.length === 1 ? sound : [];
		return archive === undefined ? [] : mismatches(set, archive);
	},
};

type Mismatch = {readonly claimed: string; readonly found: string; readonly places: Place[]};

function mismatches(set: AuditedSet, archive: ReadArchive): Discovery[] {
	const {find} = pathFinder(archive.entries.keys(), name => name, sharedNames(set));
	const byFolder = new Map<string, Mismatch>();
	for (const {name, place} of namesWithFolder(set)) {
		const claimed = foldedPath(name);
		const found = find(name);
		if (found === null || isAt(claimed, foldedPath(found.slice(archive.root.length)))) {
			continue;
		}

		const key = `${folderOf(claimed)}\n${folderOf(found)}`;
		const known = byFolder.get(key) ?? {claimed: name, found, places: []};
		known.places.push(place);
		byFolder.set(key, known);
	}

	return [...byFolder.values()].map(({claimed, found, places}) => ({
		place: {file: `${archive.file}!/${found}`},
		subject: folderOf(claimed),
		claimed,
		found: `${found} in the archive`,
		also: places.slice(0, 20),
	}));
}

/** The same path, or one of them begins further up. A file without any folder is not where a path with one says. */
function isAt(claimed: string, found: string): boolean {
	return `/${found}`.endsWith(`/${claimed}`) || (found.includes('/') && claimed.endsWith(`/${found}`));
}

/** Paths of two parts or more that the set states, relative ones only; those of a disk are no claim about an archive. */
function namesWithFolder(set: AuditedSet): ReadonlyArray<Pick<NamedFile, 'name' | 'place'>> {
	const named = [...set.reports, ...set.logs].flatMap(source => source.named);
	const rows = set.reports.flatMap(report => report.rows);
	const records = set.logs.flatMap(log => log.records);
	const artifacts = [...rows, ...records].flatMap(({artifact, place}) =>
		artifact === null ? [] : [{name: artifact, place}],
	);
	return [...named.filter(({role}) => role !== 'archive'), ...artifacts].filter(
		({name}) => /[^\\/][\\/][^\\/]+\.\w+$/.test(name) && !/^(?:[a-z]:|\/|\\|\.\.)|[*?]/i.test(name),
	);
}

function folderOf(path: string): string {
	return path.slice(0, path.search(/[^\\/]*$/));
}
