/** The rows of the palette. */
import {graphemes} from '../../terminal/graphemes.ts';
import type {Found} from '../palette.ts';
import {fitSpans, spansWidth, spread, type Span, type Tone} from '../spans.ts';
import type {Content} from './pane-view.ts';

const kindWords: Readonly<Record<Found['action']['kind'], string>> = {
	endpoint: 'endpoint',
	command: 'command',
	setting: 'setting',
	help: 'help',
};
const kindColumns = 9;

/** What was found, as rows; the matched letters are underlined, and what cannot be done says why. */
export function paletteContent(found: readonly Found[], selected: number, width: number): Content {
	return found.length === 0
		? {length: 1, selected: null, row: () => [['Nothing fits. Fewer letters find more.', 'muted']]}
		: {
				length: found.length,
				selected,
				row(index) {
					const one = found[index];
					return one === undefined ? [] : foundRow(one, index === selected, width);
				},
			};
}

function foundRow(found: Found, isSelected: boolean, width: number): readonly Span[] {
	const {action, detail, reason} = found;
	const left: readonly Span[] = [
		[isSelected ? '› ' : '  ', 'accent'],
		[kindWords[action.kind].padEnd(kindColumns), 'muted'],
		...matchedSpans(found, reason === null ? 'plain' : 'muted'),
	];
	if (reason === null) {
		return spread(left, detail === '' ? [] : [[detail, 'strong']], width);
	}

	// Why it cannot be done is worth more room than what it would do.
	const room = Math.max(0, width - Math.min(spansWidth(left), Math.floor(width * 0.45)) - 1);
	const why = fitSpans([[`✘ ${reason}`, 'caution']], Math.min(room, spansWidth([[`✘ ${reason}`]])));
	return spread(
		left,
		why.map(({text, tone}): Span => [text, tone, 'safe']),
		width,
	);
}

/** The text in pieces, those that were matched in a tone of their own; a character is never split. */
function matchedSpans({text, positions}: Found, tone: Tone): readonly Span[] {
	if (positions.size === 0) {
		return [[text, tone]];
	}

	const spans: Array<{text: string; isMatched: boolean}> = [];
	let at = 0;
	for (const character of graphemes(text)) {
		const isMatched = Array.from(character, (_, index) => at + index).some(offset => positions.has(offset));
		const last = spans.at(-1);
		if (last?.isMatched === isMatched) {
			last.text += character;
		} else {
			spans.push({text: character, isMatched});
		}

		at += character.length;
	}

	return spans.map(({text: piece, isMatched}): Span => [piece, isMatched ? 'active' : tone]);
}
