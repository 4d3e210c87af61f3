import type {Place} from '../../finding.ts';
import {quantitiesIn} from '../text/numbers.ts';
import {sanitised} from '../text/sanitised.ts';
import {lineAt, type MarkdownDocument} from './document.ts';
import {isWished} from './unit-claims.ts';

/** Lines that are told at most. */
const most = 40;

/**
 * Sentences and list items with a number that counts or measures something, of which no reader understood anything: what
 * an audit of the report did not look at. Headings, code and recommendations are left out.
 *
 * @param understood everything that was read from the file, by its places
 */
export function unclearLines(
	file: string,
	{units}: MarkdownDocument,
	understood: ReadonlyArray<{readonly place: Place}>,
): ReadonlyArray<{readonly place: Place; readonly text: string}> {
	const known = new Set(understood.map(({place}) => place.line));
	const found: Array<{place: Place; text: string}> = [];
	for (const unit of units) {
		if (
			unit.kind === 'heading' ||
			unit.kind === 'code' ||
			unit.text.length > 5000 ||
			isWished(unit.heading)
		) {
			continue;
		}

		const [first] = quantitiesIn(sanitised(unit.text).text);
		const lines = unit.starts.map((_, index) => unit.line + index);
		if (first !== undefined && !lines.some(line => known.has(line))) {
			found.push({
				place: {file, line: lineAt(unit, first.start)},
				text: unit.text.slice(Math.max(0, first.start - 80), first.start + 120).trim(),
			});
			if (found.length === most) {
				break;
			}
		}
	}

	return found;
}
