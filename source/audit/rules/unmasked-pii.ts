import type {AuditedFile, AuditedSet} from '../audited-set.ts';
import {isArchivedCopy, lineAt} from '../file-text.ts';
import type {Discovery} from '../finding.ts';
import {findPersonalData, type PersonalHit} from '../personal-data.ts';
import {groupsBy} from '../same-answers.ts';
import type {Rule} from '../rule.ts';

const words: Readonly<Record<PersonalHit['kind'], string>> = {
	email: 'e-mail address',
	phone: 'phone number',
	name: 'name',
	card: 'payment card number',
	document: 'number of a personal document',
};

/** One finding for a file and kind, with the first value in its masked form. Samples and test data are left out. */
export const unmaskedPii: Rule = {
	id: 'unmasked-pii',
	proves: 'personal data stands in a file in clear',
	severity: 'high',
	circumstantial: false,
	why: 'Evidence is handed on and kept: personal data in it is disclosed to everybody who gets the file.',
	needs: ['text'],
	checkFile(file, content, set) {
		return content.isText && mayHoldPersonalData(file, set) ? discoveriesIn(file, content.text) : [];
	},
};

/** Documentation holds samples; sets of ours say themselves when a sandbox was not masked. */
export function mayHoldPersonalData(file: AuditedFile, set: AuditedSet): boolean {
	// A journal's first event, and no other: asked for each file, all of them would be looked through each time.
	const opened = set.journal?.events[0];
	const isOurSandbox = opened?.type === 'session.opened' && !opened.profile.masking;
	const isOther = ['document', 'checksums', 'archive', 'journal', 'own-report'].includes(file.kind);
	return !isOther && !isOurSandbox && !isArchivedCopy(file.path, set);
}

function discoveriesIn(file: AuditedFile, text: string): readonly Discovery[] {
	const people = findPersonalData(text).filter(({isSample}) => !isSample);
	return [...groupsBy(people, ({kind}) => kind).values()].map(same => {
		const [first] = same;
		return {
			place: {file: file.path, line: lineAt(text, first.offset)},
			code: first.kind,
			claimed: 'no personal data in clear',
			found: `${words[first.kind]} ${first.masked}${same.length === 1 ? '' : ` and ${same.length - 1} more`}`,
		};
	});
}
