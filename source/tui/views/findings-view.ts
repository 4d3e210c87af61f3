/** Stage 3 as rows: what the verdicts show, the operator's notes, what was left behind, and compliance. */
import type {Block, Line} from '../../evidence/report/document.ts';
import type {LeftBehind} from '../../session/walkthrough.ts';
import {draftOf} from '../../request/draft.ts';
import {exportBlock, findingsModel, type FindingsModel} from '../findings-model.ts';
import {keyOf, type Keyed} from '../key-lookup.ts';
import type {Span} from '../spans.ts';
import type {UiState, World} from '../ui-state.ts';
import {walkthroughNow, type Walk} from '../walk.ts';
import {wrapText} from '../wrap-text.ts';
import {contentOf} from './pane-view.ts';
import {templateUrl} from './template-url.ts';
import {signedRows, textRows} from './text-rows.ts';
import type {WalkContent} from './walk-view.ts';

type Row = readonly Span[];

type FindingsState = Keyed & Pick<UiState, 'exportedAt'>;

/** The rows of Stage 3; notes and things left behind can be chosen. */
export function findingsContent(walk: Walk, state: FindingsState, world: World, width: number): WalkContent {
	const model = findingsModel(world);
	if (model === null) {
		return {...contentOf([[['Nothing was done in this session yet.', 'muted']]]), choices: []};
	}

	const chosen = walk.row;
	const rows: Row[] = [...standRows({walk, model, state}, world, width), []];
	const choices: number[] = [];
	const choose = (text: string): void => {
		const isChosen = choices.length === chosen;
		choices.push(rows.length);
		wrapText(text, width - 2).forEach((row, index) =>
			rows.push([
				[isChosen && index === 0 ? '› ' : '  ', 'accent'],
				[row, isChosen ? 'strong' : 'plain', 'safe'],
			]),
		);
	};

	rows.push([
		['Your notes', 'strong'],
		[
			` ${keyOf('findings.note', state)} adds, ${keyOf('findings.edit', state)} edits, ${keyOf('findings.remove', state)} removes`,
			'muted',
		],
	]);
	model.notes.forEach(note => choose(note.text));
	const {notes} = model.words;
	rows.push(...notes.flatMap(note => textRows(`mark ${note}`, width, {indent: '  ', tone: 'muted'})));
	rows.push(...hintRows(model.notes.length + notes.length === 0, 'none'), []);
	rows.push([
		['Created and not removed', 'strong'],
		[` ${keyOf('findings.clean', state)} fires the request that removes it`, 'muted'],
	]);
	model.left.forEach(left => choose(leftText(left, world)));
	rows.push(...hintRows(model.left.length === 0, 'nothing'), []);
	const exporting = exportBlock(model, state.exportedAt, {
		session: world.session,
		key: keyOf('findings.export', state),
	});
	const compliance = [model.compliance, exporting].flatMap(block => blockRows(block, width));
	rows.push([['Compliance', 'strong']], ...compliance, []);
	rows.push([['Findings, drafted from the verdicts', 'strong']]);
	rows.push(...hintRows(model.findings.length === 0, 'none: no request was fired'));
	rows.push(...model.findings.flatMap(block => blockRows(block, width)));
	return {...contentOf(rows, chosen === null ? null : (choices[chosen] ?? null)), choices};
}

function hintRows(isEmpty: boolean, text: string): readonly Row[] {
	return isEmpty ? [[[`  ${text}`, 'muted']]] : [];
}

/** What the report will be stamped with, and why. */
function standRows(
	{
		walk: {stageId},
		model: {tally, words},
		state,
	}: {readonly walk: Walk; readonly model: FindingsModel; readonly state: Keyed},
	world: World,
	width: number,
): readonly Row[] {
	const exporting = keyOf('findings.export', state);
	const {steps, doneCount} = walkthroughNow(world, stageId);
	const {outcomes} = tally.groups.find(({group}) => group.stage === stageId)?.totals ?? tally.all;
	const notRun = tally.groups
		.flatMap(({group}) => group.rows)
		.filter(row => row.planned && row.outcome === 'not-run')
		.map(({testId}) => testId);
	const figures = Object.entries(outcomes)
		.filter(([name, count]) => count > 0 && name !== 'not-run')
		.map(([name, count]) => `${count} ${name}`)
		.join(', ');
	const unmarked = steps.filter(({phase}) => phase !== 'done').map(({endpoint}) => endpoint.id);
	return [
		...(tally.complete
			? signedRows(
					['✔ COMPLETE', 'ok'],
					`: ${doneCount} of ${steps.length} tests marked. ${exporting} exports.`,
					width,
				)
			: signedRows(
					['! INCOMPLETE', 'caution'],
					`: ${doneCount} of ${steps.length} tests marked. ${exporting} exports all the same.`,
					width,
				)),
		...(notRun.length === 0 ? [] : textRows(`not run: ${notRun.join(', ')}`, width, {tone: 'caution'})),
		...(unmarked.length === 0
			? []
			: textRows(`not marked: ${unmarked.join(', ')}`, width, {tone: 'caution'})),
		...textRows(figures, width, {tone: 'muted'}),
		...textRows(words.against ?? '', width, {tone: 'caution'}),
	];
}

/** A thing with the request that would remove it. */
function leftText({what, value, createdBy, removedBy}: LeftBehind, world: World): string {
	const made = `${what} ${value}, made by ${createdBy}`;
	const endpoint = removedBy === null ? undefined : world.catalog.endpoints.get(removedBy);
	if (endpoint === undefined) {
		return `${made}: no documented request removes it`;
	}

	const [variant] = endpoint.variants;
	const draft = draftOf(endpoint);
	return `${made}: ${endpoint.id} ${variant.method} ${templateUrl(draft, variant, world)} removes it`;
}

function blockRows(block: Block, width: number): readonly Row[] {
	switch (block.kind) {
		case 'heading': {
			return [[[`  ${block.text}`, 'accent']]];
		}

		case 'paragraph': {
			return textRows(lineText(block.line), width, {indent: '  ', tone: 'muted'});
		}

		case 'list': {
			return block.items.flatMap(item => textRows(lineText(item), width, {indent: '    '}));
		}

		case 'stamp': {
			return textRows(`${block.word}: ${block.text}`, width, {indent: '  '});
		}

		case 'table':
		case 'rule': {
			return [];
		}
	}
}

function lineText(line: Line): string {
	return line
		.map(part =>
			typeof part === 'string'
				? part
				: 'strong' in part
					? part.strong
					: 'code' in part
						? part.code
						: part.link,
		)
		.join('');
}
