import type {LineMark} from '../components/edited-line.ts';
import type {Span} from '../spans.ts';

/** What is looked at of a line; the rest is out of view. */
const longest = 2000;

/** A line that nobody edits as spans; where marks overlap, the later one wins. */
export function markedSpans(line: string, marks: readonly LineMark[]): readonly Span[] {
	const seen = marks.filter(({start}) => start < longest);
	const places = [...new Set([0, ...seen.flatMap(({start, end}) => [start, end]), line.length])].toSorted(
		(a, b) => a - b,
	);
	return places.slice(0, -1).map((start, index): Span => {
		const mark = seen.findLast(other => other.start <= start && start < other.end);
		return [line.slice(start, places[index + 1]), mark?.tone ?? 'plain'];
	});
}
