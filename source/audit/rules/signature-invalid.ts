import type {Rule} from '../rule.ts';

export const signatureInvalid: Rule = {
	id: 'signature-invalid',
	proves: 'a signature does not belong to these files',
	severity: 'high',
	circumstantial: false,
	why: 'Whoever signed has signed something else.',
	needs: ['signature'],
};
