/** A request's body that is not being written, as rows: its lines, each with what its variables stand for behind it. */
import {bodyFacts, bodyLines} from '../body-facts.ts';
import {variablesBetween} from '../json-line.ts';
import {shortened, spansWidth, type Span} from '../spans.ts';
import type {World} from '../ui-state.ts';
import {variableWords} from '../variable-words.ts';
import {wrapText} from '../wrap-text.ts';
import {lineMarks, remarks, searched} from './edited-body-view.ts';
import {markedSpans} from './marked-spans.ts';
import type {Content} from './pane-view.ts';

/**
 * The rows of a body. What a variable stands for is said once a line: behind it, or where that would be cut, below the
 * body.
 */
export function bodyRows(body: string, world: World, width: number): Content {
	const lines = bodyLines(body);
	// As wide as in the editor, so that no text jumps when it is opened or left.
	const digits = String(lines.length).length;
	const room = width - digits - 2;
	const below = rowsBelow(body, {world, width, room});
	return {
		length: lines.length + below.length,
		selected: null,
		row(index) {
			const line = lines[index];
			if (line === undefined) {
				return below[index - lines.length] ?? [];
			}

			const remark = remarks(line, world);
			return [
				[` ${String(index + 1).padStart(digits)} `, 'muted'],
				...markedSpans(line, lineMarks(line, world)),
				...(remark.length === 0 || isCut(line, remark, room) ? [] : [['  '] as const, ...remark]),
			];
		},
	};
}

function isCut(line: string, remark: readonly Span[], room: number): boolean {
	return spansWidth([[shortened(line, room)], ['  '], ...remark]) > room;
}

type Below = {
	readonly body: string;
	readonly variables: ReadonlyMap<string, string>;
	readonly width: number;
	readonly rows: ReadonlyArray<readonly Span[]>;
};

/** Every frame asks, and a body can have thousands of lines. */
let latest: Below | null = null;

function rowsBelow(
	body: string,
	{world, width, room}: {world: World; width: number; room: number},
): Below['rows'] {
	if (bodyFacts(body).variables.length === 0) {
		return [];
	}

	const variables = world.variables();
	if (latest?.body !== body || latest.variables !== variables || latest.width !== width) {
		const names = bodyLines(body)
			.filter(line => line.includes('{{') && isCut(line, remarks(line, world), room))
			.flatMap(line => variablesBetween(line, 0, searched).map(({name}) => name ?? ''));
		const rows = [...new Set(names)]
			.map(name => variableWords(name, world))
			.toSorted((a, b) => Number(a.isKnown) - Number(b.isKnown))
			.flatMap(({value, tone, isKnown}) =>
				wrapText(value, width).map((row): readonly Span[] => [[row, isKnown ? 'muted' : tone, 'safe']]),
			);
		latest = {body, variables, width, rows};
	}

	return latest.rows;
}
