import type {AuditedSet, NamedFile} from '../audited-set.ts';
import {foldedPath} from '../copies.ts';
import type {Discovery} from '../finding.ts';
import {isFolderGiven, isGiven, isPathGiven} from '../given-files.ts';
import {baseName} from '../lookup.ts';
import {fileNames, nameKey} from '../named-files.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {posix} from 'node:path';

export const claimedFileMissing: Rule = {
	id: 'claimed-file-missing',
	proves: 'a file that the set names as part of it is not there',
	severity: 'high',
	circumstantial: false,
	why: 'The delivery is incomplete: a document, log, archive or folder that it points to was not handed over.',
	needs: ['text'],
	check(set) {
		const named = [...set.reports, ...set.logs].flatMap(source => source.named);
		if (named.length === 0) {
			return notEvaluated('no file is named in a report or log');
		}

		const owed = named.filter(file => isOwed(set, file));
		if (owed.length === 0) {
			return notEvaluated('no files of the named kinds were given');
		}

		const seen = new Map<string, {first: NamedFile; others: NamedFile[]}>();
		for (const file of owed) {
			const key = nameKey(set, file.name);
			const known = seen.get(key);
			if (known !== undefined) {
				known.others.push(file);
			} else if (!isThere(set, file)) {
				seen.set(key, {first: file, others: []});
			}
		}

		return [...seen.values()].map(({first, others}): Discovery => ({
			place: first.place,
			subject: first.name,
			claimed: first.name,
			found: first.role === 'folder' ? 'no such folder' : 'no such file among those handed over',
			also: others.map(({place}) => place),
			...(first.role === 'archive' && set.archives.length === 0 ? {severity: 'medium'} : {}),
		}));
	},
};

function isThere(set: AuditedSet, {name, role}: NamedFile): boolean {
	return role === 'folder' ? isFolderGiven(set, name) : isGiven(set, name);
}

/** Whether files of its kind were given, so that it would have to be among them. */
function isOwed(set: AuditedSet, {name, role, place}: NamedFile): boolean {
	if (role !== 'folder' && fileNames(name).length !== 1) {
		return false;
	}

	switch (role) {
		// An archive is not among its own files, nor in the folder that it was unpacked to.
		case 'archive':
			return (
				!place.file.includes('!/') &&
				!foldedPath(set.name).includes(baseName(foldedPath(name)).replace(/\.\w+$/, '')) &&
				(set.archives.length > 0 || set.artifacts.length > 0)
			);
		case 'log':
			return set.logs.some(({file}) => file !== place.file) || set.artifacts.length > 0;
		case 'report':
			return set.reports.some(({file}) => file !== place.file) || set.artifacts.length > 0;
		case 'counts':
			return set.counts.length > 0 || set.artifacts.length > 0;
		case 'folder':
			return isFolderOwed(set, name) || isBesideGiven(set, {name, role, place});
		// Named artifacts are looked for by another rule.
		case 'artifact':
			return false;
		case 'other':
			return (/[\\/]/.test(name) && isPathGiven(set, name)) || isBesideGiven(set, {name, role, place});
	}
}

/** Only beside folders that were given: who hands over single files hands over no folder. */
function isFolderOwed(set: AuditedSet, name: string): boolean {
	const above = posix.dirname(foldedPath(name).replace(/\/+$/, ''));
	return above !== '.' && !/^(?:[a-z]:|\/|\.\.)|[*?]/i.test(name) && isFolderGiven(set, above);
}

/** What is made to be looked at and handed over: recordings, pictures, tables and documents. */
const handedOver = /\.(?:mp4|mov|webm|mkv|avi|gif|png|jpe?g|pdf|docx?|xlsx?|pptx?|ods|odt)$/i;

/**
 * A folder at the top, or a picture or table, that is named in one breath with a file that was given: both are told to be
 * there. A bare name of a program or source file may be anything.
 */
function isBesideGiven(set: AuditedSet, {name, role, place}: NamedFile): boolean {
	if (/^(?:[a-z]:|\/|\.\.|~)|[*?<>{}]/i.test(name) || !(role === 'folder' || handedOver.test(name))) {
		return false;
	}

	return [...set.reports, ...set.logs]
		.filter(({file}) => file === place.file)
		.some(({named}) =>
			named.some(
				other =>
					other.name !== name &&
					other.place.line === place.line &&
					other.role !== 'folder' &&
					/[\\/]/.test(other.name) &&
					isGiven(set, other.name),
			),
		);
}
