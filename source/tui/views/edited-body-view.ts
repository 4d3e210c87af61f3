/** The editor of a request's body as rows: how its lines look, and what stands below them. */
import {variantOf} from '../../request/draft.ts';
import {factsAtOnce, type BodyFacts} from '../body-facts.ts';
import {bodyHint, type HintSubject} from '../body-hints.ts';
import {bracketAt, type BracketPair} from '../brackets.ts';
import type {LineMark} from '../components/edited-line.ts';
import {findText, firstFrom, mostFound} from '../find-text.ts';
import {linePieces, variablesBetween, type LinePiece} from '../json-line.ts';
import type {Span, Tone} from '../spans.ts';
import {bufferText, cursorOffset, type TextBuffer} from '../text-buffer.ts';
import {currentDraft, selectedEndpoint, type UiState, type World} from '../ui-state.ts';
import {variableWords} from '../variable-words.ts';
import {bodyState} from './body-state.ts';

export type EditedBodyView = {
	readonly buffer: TextBuffer;
	/** 1-based line of the fault; none while the body is JSON or too long to be checked with every key. */
	readonly errorLine: number | undefined;
	readonly marksOf: (row: number) => readonly LineMark[];
	readonly remarkOf: (row: number) => readonly Span[];
	/** Below the text: whether it is JSON, then what is known of the place of the cursor. */
	readonly status: readonly Span[];
	readonly hint: readonly Span[];
};

/** How much of a line is searched for variables: what is further right is not on screen. */
export const searched = 4000;

let latest: {state: UiState; world: World; view: EditedBodyView | null} | null = null;

/** The editor of the body; `null` while the body is not edited. Several parts of a frame ask for it. */
export function editedBodyView(state: UiState, world: World): EditedBodyView | null {
	if (latest?.state !== state || latest.world !== world) {
		latest = {state, world, view: makeView(state, world)};
	}

	return latest.view;
}

function makeView(state: UiState, world: World): EditedBodyView | null {
	const {mode} = state;
	if (mode.kind !== 'body' && mode.kind !== 'body-find') {
		return null;
	}

	const buffer = mode.kind === 'body' ? mode.buffer : mode.body;
	const text = bufferText(buffer);
	const facts = factsAtOnce(text);
	const wanted = mode.kind === 'body-find' ? bufferText(mode.buffer) : '';
	const pair = bracketAt(buffer.lines, buffer.row, cursorOffset(buffer));
	return {
		buffer,
		errorLine: facts?.problem?.line,
		marksOf: row => [
			...lineMarks(buffer.lines[row] ?? '', world),
			...pairMarks(pair, row),
			...foundMarks(buffer, wanted, row),
		],
		remarkOf: row => remarks(buffer.lines[row] ?? '', world),
		status: statusOf(text, facts, {state, world}),
		hint:
			mode.kind === 'body-find' ? foundCount(buffer, wanted) : bodyHint(hintSubject(state, world, buffer)),
	};
}

/** What hints on a body are made from: the example is that of the variant in use. */
export function hintSubject(state: UiState, world: World, buffer: TextBuffer): HintSubject {
	const endpoint = selectedEndpoint(state, world);
	const example =
		endpoint === undefined ? null : variantOf(endpoint, currentDraft(state, endpoint).variant).body;
	return {buffer, example, world, keys: state};
}

const tones: Readonly<Partial<Record<LinePiece['kind'], Tone>>> = {
	key: 'key',
	string: 'string',
	number: 'number',
	word: 'literal',
};

/** The pieces of JSON, and variables by whether they have a value. */
export function lineMarks(line: string, world: World): readonly LineMark[] {
	const variables = world.variables();
	return linePieces(line).flatMap(({start, end, kind, name}): readonly LineMark[] => {
		if (kind === 'variable') {
			return [
				variables.has(name ?? '') ? {start, end, tone: 'ok'} : {start, end, tone: 'bad', style: 'missing'},
			];
		}

		const tone = tones[kind];
		return tone === undefined ? [] : [{start, end, tone}];
	});
}

/** What the variables of a line stand for, behind its text; one that is alone needs no name. */
export function remarks(line: string, world: World): readonly Span[] {
	const variables = world.variables();
	// Those without a value first: they must be seen where there is room for one.
	const names = [...new Set(variablesBetween(line, 0, searched).map(({name}) => name ?? ''))].toSorted(
		(a, b) => Number(variables.has(a)) - Number(variables.has(b)),
	);
	return names.flatMap((name, index): readonly Span[] => {
		const {value, tone, isKnown} = variableWords(name, world);
		return [
			[index === 0 ? '' : ', ', 'muted'],
			[isKnown && names.length === 1 ? value.slice(name.length + 1) : value, tone === 'ok' ? 'muted' : tone],
		];
	});
}

function pairMarks(pair: BracketPair | null, row: number): readonly LineMark[] {
	if (pair?.partner?.row !== row) {
		return [];
	}

	const {offset} = pair.partner;
	return [{start: offset, end: offset + 1, tone: pair.fits ? 'strong' : 'bad', style: 'pair'}];
}

function foundMarks({lines}: TextBuffer, wanted: string, row: number): readonly LineMark[] {
	return findText(lines, wanted)
		.filter(place => place.row === row)
		.map(({offset}) => ({start: offset, end: offset + wanted.length, tone: 'match', style: 'found'}));
}

function statusOf(
	text: string,
	facts: BodyFacts | undefined,
	about: {state: UiState; world: World},
): readonly Span[] {
	return facts === undefined
		? [[`${Math.round(text.length / 1000)} 000 characters: checked when typing rests`, 'muted']]
		: bodyState(text, facts, about);
}

function foundCount(buffer: TextBuffer, wanted: string): readonly Span[] {
	const found = findText(buffer.lines, wanted);
	if (wanted === '') {
		return [['type what to find', 'muted']];
	}

	if (found.length === 0) {
		return [['not in the body', 'caution']];
	}

	const at = firstFrom(found, {row: buffer.row, offset: cursorOffset(buffer)});
	const all = found.length === mostFound ? `more than ${mostFound - 1}` : String(found.length);
	return [[`${at + 1} of ${all}`, 'muted']];
}
