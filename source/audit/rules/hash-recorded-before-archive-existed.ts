import type {AuditedSet, LogRecord, ReadArchive, StatedHash} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {baseName} from '../lookup.ts';
import {clock, grainOf, isMoment} from '../moments.ts';
import {stampOfName} from '../readers/stamp.ts';
import {notEvaluated, type Rule} from '../rule.ts';

/** The hash of an archive is known when the archive is there: never inside it, never before it. */
export const hashRecordedBeforeArchiveExisted: Rule = {
	id: 'hash-recorded-before-archive-existed',
	proves: 'the hash of an archive stands inside that archive, or was written down before it existed',
	severity: 'high',
	circumstantial: false,
	why: 'No file can hold the hash of an archive that it is part of, so this hash was pasted in later or made up.',
	needs: ['hashes'],
	check(set) {
		const ofArchives = set.hashes.flatMap(hash => {
			const name = archiveNameOf(hash);
			return hash.source === 'checksums' || name === null ? [] : [{hash, name}];
		});
		return ofArchives.length === 0
			? notEvaluated('no report or log states the hash of an archive')
			: ofArchives.flatMap(stated => inside(stated, set) ?? early(stated, set));
	},
};

type Stated = {readonly hash: StatedHash; readonly name: string};

/** Only names that end so are surely archives. */
function archiveNameOf({of}: StatedHash): string | null {
	const base = of === null ? null : baseName(of).toLowerCase();
	return base !== null && /\.(?:zip|tar|tgz|tar\.gz|7z|rar)$/.test(base) ? base : null;
}

/** The file that states the hash is a member of the archive, byte for byte. */
function inside({hash, name}: Stated, set: AuditedSet): Discovery[] | null {
	const {file} = hash.place;
	const archive = set.archives.find(one => baseName(one.file).toLowerCase() === name);
	const copy = archive === undefined ? null : copyIn(archive, file, set);
	return archive === undefined || copy === null
		? null
		: [
				{
					place: hash.place,
					subject: name,
					code: 'inside',
					claimed: `hash of ${name}: ${hash.value.slice(0, 16)}…`,
					found: `the same file stands in ${archive.file}, hash included`,
					also: [{file: copy}],
				},
			];
}

function copyIn(archive: ReadArchive, file: string, set: AuditedSet): string | null {
	if (file.startsWith(`${archive.file}!/`)) {
		return file;
	}

	const base = baseName(file).toLowerCase();
	const digest = set.files.find(({path}) => path === file)?.sha256;
	const copy = set.files.find(
		({path, sha256}) =>
			path.startsWith(`${archive.file}!/`) && sha256 === digest && baseName(path).toLowerCase() === base,
	);
	return copy?.path ?? null;
}

const minute = 60_000;

/** The record that states it is older than the archive's own name says that the archive is. */
function early({hash, name}: Stated, set: AuditedSet): Discovery[] {
	const made = stampOfName(name, hash.place, 'archive-name');
	const stamp = recordOf(hash, set)?.stamp;
	if (!isMoment(made) || made.precision === 'day' || !isMoment(stamp)) {
		return [];
	}

	const ahead = made.at - stamp.at - grainOf(stamp);
	// Names say no zone: what is more than a quarter of an hour off may be another one.
	return ahead > minute && ahead < 15 * minute
		? [
				{
					place: hash.place,
					subject: name,
					code: 'early',
					claimed: `hash recorded at ${clock(stamp)}`,
					found: `the archive was made at ${clock(made)}, as its name says`,
					also: [stamp.place],
				},
			]
		: [];
}

function recordOf({place}: StatedHash, set: AuditedSet): LogRecord | null {
	return (
		set.logs
			.find(({file}) => file === place.file)
			?.records.find(record => record.place.line === place.line && record.place.pointer === undefined) ?? null
	);
}
