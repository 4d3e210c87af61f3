import type {AuditedFile, AuditedSet, Content, ReadArtifact} from './audited-set.ts';
import {foldedPath, pathFinder, pathInside, type PathFinder} from './copies.ts';
import {baseName} from './lookup.ts';
import {isRecord, pointerTo} from './readers/json-place.ts';

/** Which files a rule about text looks at, and which texts of an artifact are its writer's and not the server's. */

type Copies = {
	readonly onDisk: PathFinder<string>;
	/** Paths inside archives, by the first file that has each. */
	readonly firstInArchive: ReadonlyMap<string, string>;
};

const copies = new WeakMap<AuditedSet, Copies>();

/** True for a file in an archive that stands on disk too, or in another archive before: told once is enough. */
export function isArchivedCopy(path: string, set: AuditedSet): boolean {
	if (!path.includes('!/')) {
		return false;
	}

	const {onDisk, firstInArchive} = copies.get(set) ?? collect(set);
	const inside = foldedPath(pathInside(path));
	return onDisk.has(inside) || firstInArchive.get(inside) !== path;
}

function collect(set: AuditedSet): Copies {
	const onDisk = pathFinder(
		set.files.flatMap(({path, archive}) => (archive === null ? [path] : [])),
		path => path,
	);
	const firstInArchive = new Map<string, string>();
	for (const {path, archive} of set.files) {
		const inside = foldedPath(pathInside(path));
		if (archive !== null && !firstInArchive.has(inside)) {
			firstInArchive.set(inside, path);
		}
	}

	const found = {onDisk, firstInArchive};
	copies.set(set, found);
	return found;
}

const originals = new WeakMap<AuditedSet, ReadonlyMap<AuditedFile, AuditedFile>>();

/**
 * Files in archives by the one on disk that they repeat byte for byte, under the same name. What is true of one is true of
 * the other, so that the copy need not be looked at.
 */
export function originalsOf(set: AuditedSet): ReadonlyMap<AuditedFile, AuditedFile> {
	let found = originals.get(set);
	if (found === undefined) {
		const keyOf = ({path, sha256}: AuditedFile): string => `${sha256} ${baseName(path).toLowerCase()}`;
		const onDisk = new Map(
			set.files.filter(({archive}) => archive === null).map(file => [keyOf(file), file] as const),
		);
		found = new Map(
			set.files.flatMap(file => {
				const original = file.archive === null ? undefined : onDisk.get(keyOf(file));
				return original === undefined ? [] : [[file, original] as const];
			}),
		);
		originals.set(set, found);
	}

	return found;
}

/** Every artifact, of every run in the set, without copies in archives. */
export function artifactsOnce(set: AuditedSet): readonly ReadArtifact[] {
	return set.artifacts.filter(({file}) => !isArchivedCopy(file, set));
}

/** Whether a rule about an artifact's content should look at this file. */
export function isArtifactToCheck(file: AuditedFile, set: AuditedSet): boolean {
	return file.kind === 'artifact' && !isArchivedCopy(file.path, set);
}

/** A text of an artifact with the key that it stands under. */
export type OwnText = {readonly text: string; readonly key: string; readonly pointer: string};

/** Texts of an artifact that its writer decided: all strings but those in the answer's body. */
export function* textsOutsideBody({artifact}: Content): Generator<OwnText> {
	if (artifact === null || artifact.bodyPointer === '') {
		return;
	}

	const open: OwnValue[] = [{value: artifact.value, key: '', pointer: ''}];
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const {value, key, pointer} = next;
		if (pointer !== '' && pointer === artifact.bodyPointer) {
			continue;
		}

		if (typeof value === 'string') {
			yield {text: value, key, pointer};
		} else if (Array.isArray(value)) {
			const items: readonly unknown[] = value;
			// A pair such as ["Authorization", "…"] names its second part.
			const name = items.length === 2 && typeof items[0] === 'string' ? items[0] : key;
			open.push(
				...items
					.map((item, index) => ({
						value: item,
						key: index === 1 ? name : key,
						pointer: pointerTo(pointer, index),
					}))
					.reverse(),
			);
		} else if (isRecord(value)) {
			const name = typeof value['name'] === 'string' && 'value' in value ? value['name'] : null;
			open.push(
				...Object.entries(value)
					.map(([inner, member]) => ({
						value: member,
						key: inner === 'value' && name !== null ? name : inner,
						pointer: pointerTo(pointer, inner),
					}))
					.reverse(),
			);
		}
	}
}

type OwnValue = {readonly value: unknown; readonly key: string; readonly pointer: string};

/** 1-based line of an offset. */
export {lineAt} from './readers/artifact-text.ts';
