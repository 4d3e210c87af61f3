const levels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** Stands where there is no value: a value of 0 has the lowest block. */
export const gapSign = '·';

/**
 * One block a value, as high as its share of the highest one, counted from 0; a gap for `null`. The charts at hand
 * (`@pppp606/ink-chart`) know no gaps, scale from the lowest value, so that 100 and 101 ms look like nothing and all,
 * and are components instead of text for our rows.
 *
 * @param values 0 or more each
 */
export function sparkline(values: ReadonlyArray<number | null>): string {
	const highest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
	return values
		.map(value =>
			value === null
				? gapSign
				: levels[highest === 0 ? 0 : Math.max(0, Math.ceil((value / highest) * levels.length) - 1)],
		)
		.join('');
}
