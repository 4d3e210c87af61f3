import type {Rule} from '../rule.ts';

export const csvWithoutHeader: Rule = {
	id: 'csv-without-header',
	proves: 'a CSV file of row counts has no header',
	severity: 'medium',
	circumstantial: false,
	why: 'Without a header nobody can tell which number is the count before, after, or something else.',
	needs: ['counts'],
	check: set =>
		set.counts.flatMap(({hasHeader, rows: [first]}) =>
			hasHeader || first === undefined
				? []
				: [
						{
							place: first.place,
							claimed: 'a table of row counts',
							found: `the first line is ${shortened(first.cells.join(','))}`,
						},
					],
		),
};

function shortened(text: string): string {
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
