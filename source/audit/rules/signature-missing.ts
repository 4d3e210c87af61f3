import type {Rule} from '../rule.ts';

export const signatureMissing: Rule = {
	id: 'signature-missing',
	proves: 'nobody has signed the set',
	severity: 'high',
	circumstantial: false,
	why: 'Without a signature the set proves what was recorded, not who recorded it.',
	needs: ['signature'],
};
