import {createHash} from 'node:crypto';
import {makeArchive} from '../../../source/evidence/archive.ts';
import {deriveEvidence} from '../../../source/evidence/evidence-set.ts';
import {reporters as allReporters, type Reporter} from '../../../source/evidence/names.ts';

/** What an export of a journal leaves on disk. */
export type OwnExport = {
	readonly name: string;
	/** The set's files by path in its folder. */
	readonly folder: Readonly<Record<string, Buffer>>;
	readonly archiveName: string;
	/** The archive and its hash file. */
	readonly package: Readonly<Record<string, Buffer>>;
	/** The folder that all of it stands in: the set's folder, and the archive beside it. */
	readonly parent: Readonly<Record<string, Buffer>>;
};

export async function ownExport(
	journal: Buffer,
	reporters: readonly Reporter[] = allReporters,
): Promise<OwnExport> {
	const {name, files, archiveName} = deriveEvidence(journal, {reporters});
	const archive = await makeArchive(name, files);
	const bundle = {[archiveName]: archive, [`${archiveName}.sha256`]: hashLine(archiveName, archive)};
	return {
		name,
		folder: Object.fromEntries(files),
		archiveName,
		package: bundle,
		parent: {
			...Object.fromEntries(Array.from(files, ([path, bytes]) => [`${name}/${path}`, bytes])),
			...bundle,
		},
	};
}

export function hashLine(name: string, bytes: Buffer): Buffer {
	return Buffer.from(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
}
