/** What stands on a row of formatted JSON. */
export const rowKind = {
	string: 0,
	number: 1,
	/** `true`, `false` or `null`. */
	literal: 2,
	objectStart: 3,
	arrayStart: 4,
	objectEnd: 5,
	arrayEnd: 6,
	emptyObject: 7,
	emptyArray: 8,
	/** A long value goes on. */
	more: 9,
} as const;

export type RowKind = (typeof rowKind)[keyof typeof rowKind];
