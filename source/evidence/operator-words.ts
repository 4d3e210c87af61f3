import {disagrees} from './tally.ts';
import type {TestRow} from './rows.ts';

/** What the operator said of single tests, as lines for a screen. Notes are untrusted text. */
export type OperatorWords = {
	/** `1 mark against the verdict: 3.5 fail (success), too slow`; `null` where none is. */
	readonly against: string | null;
	/** Notes of the other marks: `6.4 limitation: sold elsewhere`. */
	readonly notes: readonly string[];
};

/** What stands beside the verdicts: marks that say something else, and the notes of marks. */
export function operatorWords(rows: readonly TestRow[]): OperatorWords {
	const differing = rows.filter(disagrees);
	const marks = differing.length === 1 ? '1 mark' : `${differing.length} marks`;
	const told = differing.map(
		({testId, mark, outcome}) =>
			`${testId} ${mark?.mark ?? ''} (${outcome})${mark?.note ? `, ${mark.note}` : ''}`,
	);
	return {
		against: differing.length === 0 ? null : `${marks} against the verdict: ${told.join('; ')}`,
		notes: rows.flatMap(row =>
			row.mark === null || row.mark.note === '' || differing.includes(row)
				? []
				: [`${row.testId} ${row.mark.mark}: ${row.mark.note}`],
		),
	};
}
