import type {AuditedSet, Claim, ReadArchive} from '../audited-set.ts';
import {baseName} from '../lookup.ts';
import type {Rule} from '../rule.ts';

export const archiveSizeMismatch: Rule = {
	id: 'archive-size-mismatch',
	proves: 'the archive has another size than stated',
	severity: 'critical',
	circumstantial: false,
	why: 'The archive that is described is not the one that was handed over.',
	needs: ['archive', 'claims'],
	*check(set) {
		const claims = [...set.reports, ...set.logs].flatMap(source => source.claims);
		for (const claim of claims) {
			const archive = claim.subject === 'archive-size' ? archiveOf(set, claim) : undefined;
			if (archive !== undefined && !isSize(claim, archive.size)) {
				yield {
					place: claim.place,
					subject: archive.file,
					claimed: claim.text,
					found: `${archive.size} bytes`,
					also: [{file: archive.file}],
				};
			}
		}
	},
};

function archiveOf({archives}: AuditedSet, {scope, place}: Claim): ReadArchive | undefined {
	// What a report says of the archive that it stands in was written before that archive was.
	const others = archives.filter(({file}) => !place.file.startsWith(`${file}!/`));
	if (scope.kind === 'name') {
		const name = baseName(scope.name).toLowerCase();
		return others.find(({file}) => baseName(file).toLowerCase() === name);
	}

	return others.length === 1 && archives.length === 1 ? others[0] : undefined;
}

/** A kilobyte is 1000 bytes to some and 1024 to others, whichever the reader of the claim took it for. */
function isSize({value, upTo, unit, decimals, approximate}: Claim, size: number): boolean {
	const bytes = unit === 'MB' ? 1_000_000 : unit === 'kB' ? 1000 : 1;
	const stretch = unit === 'MB' ? 1.048_576 : unit === 'kB' ? 1.024 : 1;
	const slack = bytes === 1 ? 0 : (bytes * stretch) / 10 ** decimals;
	const about = approximate ? value * 0.1 : 0;
	return [1, stretch, 1 / stretch].some(
		factor => size >= value * factor - slack - about && size <= (upTo ?? value) * factor + slack + about,
	);
}
