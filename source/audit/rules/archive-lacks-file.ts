import type {AuditedFile, FileKind} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {packagesOf, type Package} from '../packages.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const archiveLacksFile: Rule = {
	id: 'archive-lacks-file',
	proves: 'the archive does not hold files of the run that it packs',
	severity: 'critical',
	circumstantial: false,
	why: 'Who receives the archive alone does not receive all the evidence.',
	needs: ['archive'],
	check(set) {
		const complete = packagesOf(set).filter(({isPartial}) => !isPartial);
		const empty = set.archives.filter(
			archive => archive.notZip === null && archive.entries.size === 0 && archive.unsafe.length === 0,
		);
		if (complete.length === 0 && empty.length === 0) {
			return notEvaluated('no files beside an archive that could be looked through');
		}

		return [
			...empty.map(({file}) => ({
				place: {file},
				subject: file,
				code: 'empty',
				claimed: 'an archive of the run',
				found: 'no file in it',
			})),
			...complete.filter(({archive}) => !empty.includes(archive)).flatMap(one => lacking(one)),
		];
	},
};

const kindNames: Partial<Record<FileKind, string>> = {
	report: 'reports',
	log: 'logs',
	artifact: 'artifacts',
	counts: 'row counts',
	journal: 'journals',
	'own-report': 'derived reports',
};

/** Kinds are packed or left out as a whole by those who pack them; a kind of which only some are packed lost the others. */
function lacking({archive, copies, expected, lacking}: Package): Discovery[] {
	return Object.entries(kindNames).flatMap(([kind, words]) => {
		const missing = lacking.filter(file => file.kind === kind);
		const packed = copies.filter(({original}) => original.kind === kind);
		// An archive without a single copy packs something else; without artifacts or log it packs no run.
		const isOwed = packed.length > 0 || (copies.length > 0 && (kind === 'artifact' || kind === 'log'));
		if (missing.length === 0 || !isOwed) {
			return [];
		}

		return [
			{
				place: {file: archive.file},
				subject: kind,
				claimed: `${count(expected, kind)} ${words} beside it`,
				found: `lacks ${missing.length}: ${named(missing)}`,
				also: missing.slice(0, 20).map(({path}) => ({file: path})),
			},
		];
	});
}

function count(files: readonly AuditedFile[], kind: string): number {
	return files.filter(file => file.kind === kind).length;
}

function named(files: readonly AuditedFile[]): string {
	const shown = files.slice(0, 5).map(({path}) => path);
	return files.length > shown.length
		? `${shown.join(', ')} and ${files.length - shown.length} more`
		: shown.join(', ');
}
