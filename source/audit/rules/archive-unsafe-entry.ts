import type {ReadArchive, UnsafeEntry} from '../audited-set.ts';
import type {Severity} from '../finding.ts';
import type {Discovery} from '../finding.ts';
import type {Rule} from '../rule.ts';

export const archiveUnsafeEntry: Rule = {
	id: 'archive-unsafe-entry',
	proves: 'unpacking the archive would harm or deceive who unpacks it',
	severity: 'critical',
	circumstantial: false,
	why: 'Whoever unpacks it may get files overwritten, a full disk, or other content than the next reader.',
	needs: ['archive'],
	check: set => set.archives.flatMap(archive => discoveriesIn(archive)),
};

/** Milder than an attack: what goes wrong by accident, or has to be known. */
const milder: Partial<Record<UnsafeEntry, Severity>> = {
	damaged: 'high',
	encrypted: 'high',
	'backslash-path': 'medium',
	'bad-name': 'medium',
	'nested-archive': 'low',
};

/** Ten thousand entries of one kind are one problem. */
const maximumShown = 10;

function discoveriesIn({file, unsafe}: ReadArchive): Discovery[] {
	const byCode = new Map<UnsafeEntry, Array<ReadArchive['unsafe'][number]>>();
	for (const entry of unsafe) {
		const same = byCode.get(entry.code) ?? [];
		same.push(entry);
		byCode.set(entry.code, same);
	}

	return [...byCode].flatMap(([code, entries]) =>
		entries.slice(0, maximumShown).map(({name, detail}, index) => ({
			place: {file: name === '' ? file : `${file}!/${name}`},
			subject: name === '' ? file : name,
			code,
			claimed: 'an archive that can be unpacked',
			found:
				index === maximumShown - 1 && entries.length > maximumShown
					? `${detail}; and ${entries.length - maximumShown} more of the kind`
					: detail,
			...(milder[code] === undefined ? {} : {severity: milder[code]}),
		})),
	);
}
