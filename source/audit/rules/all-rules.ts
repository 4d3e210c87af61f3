import type {Rule} from '../rule.ts';

/** Every rule, by id. A test holds this list against the files of the folder. */
export const allRules: readonly Rule[] = [];
