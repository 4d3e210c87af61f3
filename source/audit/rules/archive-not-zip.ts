import type {Rule} from '../rule.ts';

export const archiveNotZip: Rule = {
	id: 'archive-not-zip',
	proves: 'what is handed over as a zip cannot be opened',
	severity: 'critical',
	circumstantial: false,
	why: 'Nobody can unpack the delivery, so nothing in it can be checked.',
	needs: ['archive'],
	*check(set) {
		for (const {file, notZip} of set.archives) {
			if (notZip !== null) {
				yield {place: {file}, subject: file, claimed: 'a zip archive', found: notZip};
			}
		}
	},
};
