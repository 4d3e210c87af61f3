import type {ClaimSubject} from '../../audited-set.ts';
import type {Quantity} from './numbers.ts';

/** What a number is found to claim; `of` is the number itself where a phrase has two. */
export type ClaimFinding = {
	readonly subject: ClaimSubject;
	readonly value: number;
	readonly upTo?: number;
	readonly of?: Quantity;
	readonly bound?: 'at-most';
};

/** What is known of the sentence that a number stands in. */
export type Where = {
	readonly speaksOfTests: boolean;
	readonly heading: string;
	/** The sentence as written, offsets as in the phrase's clause. */
	readonly original: string;
};
