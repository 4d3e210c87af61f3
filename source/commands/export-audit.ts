import path from 'node:path';
import {auditSet} from '../audit/audit.ts';
import {tally} from '../audit/output/audit-view.ts';
import {placeWords} from '../audit/output/place-words.ts';
import {folderSource} from '../audit/readers/folder-source.ts';
import {joinedSource} from '../audit/readers/joined-source.ts';
import {readSet} from '../audit/readers/read-set.ts';
import type {Catalog, Secrets} from '../catalog/catalog.ts';
import {archiveHashNameOf} from '../evidence/archive-name.ts';
import type {ExportAudit} from '../tui/export-summary.ts';

/**
 * Audits what an export has just written: the folder, the archive and its hash, read from the disk again as a stranger
 * would. An audit that could not be made is told as such and never as a clean one.
 *
 * @param exported absolute paths of the set's folder and archive
 * @param keys what is searched for, and the version of this program
 */
export async function auditExport(
	exported: {readonly directory: string; readonly archive: string},
	keys: {readonly catalog: Catalog; readonly secrets: Secrets; readonly version: string},
): Promise<ExportAudit> {
	const {directory, archive} = exported;
	const {catalog, secrets, version} = keys;
	const hash = path.join(path.dirname(archive), archiveHashNameOf(path.basename(archive)));
	const source = joinedSource(
		[
			{source: folderSource(directory), path: directory, isFolder: true},
			...[archive, hash].map(file => ({source: folderSource(file), path: file, isFolder: false})),
		],
		directory,
	);
	try {
		const set = await readSet(source, {catalog, secrets, own: {version}});
		const {findings, evaluated, notEvaluated} = await auditSet(set);
		const proven = findings.filter(({circumstantial}) => !circumstantial);
		const rules = `${evaluated.length} of ${evaluated.length + notEvaluated.length} rules evaluated`;
		return {
			isClean: proven.length === 0 && set.unread.length === 0,
			verdict:
				proven.length === 0
					? `no contradiction found, ${rules}${set.unread.length === 0 ? '' : `, ${set.unread.length} files not read`}`
					: `${tally(proven)}, ${rules}`,
			findings: findings.map(({rule, place, claimed, found, circumstantial}) => ({
				rule: circumstantial ? `${rule} (a hint)` : rule,
				place: placeWords(place),
				text: `${claimed} → ${found}`,
			})),
			command: `audit ${path.basename(directory)}`,
		};
	} catch (error) {
		return {
			isClean: false,
			verdict: `not made: ${error instanceof Error ? error.message : String(error)}`,
			findings: [],
			command: `audit ${path.basename(directory)}`,
		};
	}
}
