/** Two attempts compared: what was added, what was taken away, and what is the same around it. */
import {endpointState} from '../../session/state.ts';
import {comparedPair, sideOf, type ComparedPair} from '../compared-sides.ts';
import {timeText} from '../format.ts';
import type {ReadingMode} from '../reading/reading.ts';
import type {Span, Tone} from '../spans.ts';
import type {UiState, World} from '../ui-state.ts';
import {wrapText} from '../wrap-text.ts';
import {scrolled} from './body-view.ts';
import {contentOf, type Content} from './pane-view.ts';

export type DiffMode = Extract<ReadingMode, {kind: 'diff'}>;

const looks: Readonly<Record<string, {readonly tone: Tone; readonly word: string}>> = {
	'+': {tone: 'ok', word: '+ '},
	'-': {tone: 'bad', word: '- '},
	'@': {tone: 'strong', word: ''},
	'…': {tone: 'muted', word: '  … '},
	'!': {tone: 'caution', word: '! '},
	' ': {tone: 'plain', word: '  '},
};

/** What stands behind the name of the screen: which two attempts, and how much differs. */
export function diffTitle(state: UiState, world: World, mode: DiffMode): readonly Span[] {
	const pair = pairOf(world, mode);
	const rows = pair === null ? null : comparisonOf(world, pair);
	const words = [mode.left, mode.right].map((number, index) => {
		const at = pair?.sides[index]?.attempt.intent.at;
		return `attempt ${number}${at === undefined ? '' : ` (${timeText(at)})`}`;
	});
	return [
		[mode.endpointId, 'strong'],
		[` − ${words[0] ?? ''}  + ${words[1] ?? ''}`],
		...(rows?.status === 'done'
			? [[` · +${rows.value.added} −${rows.value.removed} lines`, 'muted'] as const]
			: []),
	];
}

/** The rows of the comparison. */
export function diffContent(
	state: UiState,
	world: World,
	{mode, width}: {mode: DiffMode; width: number},
): Content {
	const pair = pairOf(world, mode);
	if (pair === null) {
		return contentOf([[['One of the two attempts has no outcome yet.', 'muted']]]);
	}

	const rows = comparisonOf(world, pair);
	if (rows.status !== 'done') {
		const text = rows.status === 'failed' ? `They could not be compared: ${rows.why}` : 'Comparing …';
		return contentOf(wrapText(text, width).map(row => [[row, 'muted', 'safe']]));
	}

	const {signs, texts} = rows.value;
	return {
		length: texts.length,
		selected: null,
		row(index) {
			const look = looks[signs[index] ?? ' '] ?? {tone: 'plain', word: '  '};
			return [
				[look.word, look.tone],
				...scrolled([[texts[index] ?? '', look.tone]], state.responseLeft, width - look.word.length),
			];
		},
	};
}

function pairOf(world: World, {endpointId, left, right}: DiffMode): ComparedPair | null {
	const {attempts} = endpointState(world.session, endpointId);
	const [before, after] = [left, right].map(number => attempts.find(({intent}) => intent.attempt === number));
	return before === undefined || after === undefined ? null : comparedPair([before, after], world.exchangeOf);
}

function comparisonOf(world: World, {sides: [left, right], cautions}: ComparedPair) {
	return world.reader.compared({
		left: left.answer.source,
		right: right.answer.source,
		sides: () => [sideOf(left), sideOf(right)],
		cautions,
	});
}
