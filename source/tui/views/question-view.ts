/** The questions above the footer: what is asked, what to know about it, and what is typed. */
import {endpointState} from '../../session/state.ts';
import {bindingOf, choicesText, keyOf, type Keyed} from '../key-lookup.ts';
import type {CommandId} from '../keymap.ts';
import {invalidBodyRows} from '../prompt-rows.ts';
import type {Span} from '../spans.ts';
import {bufferText} from '../text-buffer.ts';
import type {UiState, World} from '../ui-state.ts';
import {currentStep, giverOfMissing} from '../walk.ts';
import {readingQuestion} from './reading-questions.ts';

/** What a mode asks. */
export type Question = {
	readonly title: string;
	/** The rows below the title; `promptRowsOf` counts them. */
	readonly detail: ReadonlyArray<readonly Span[]>;
	readonly label: string;
	readonly placeholder: string;
};

/** The question that has the keys; `null` while none is asked. */
export function questionOf(state: UiState, world: World): Question | null {
	const question = questionIn(state, world);
	const masked = question === null ? null : maskedAs(state, world);
	return question === null || masked === null
		? question
		: {...question, detail: [[['It is written MASKED: ', 'caution'], [masked]], ...question.detail.slice(1)]};
}

/** What the disk will have of a text that is typed, where that differs; `null` where it does not. */
function maskedAs({mode}: UiState, {previewText}: World): string | null {
	if (mode.kind !== 'mark-note' && mode.kind !== 'note' && mode.kind !== 'reason') {
		return null;
	}

	const text = bufferText(mode.buffer);
	const masked = previewText?.(text) ?? text;
	return masked === text ? null : masked;
}

function questionIn(state: UiState, world: World): Question | null {
	const {mode} = state;
	switch (mode.kind) {
		case 'mark':
		case 'mark-note': {
			const attempt = mode.attempt === null ? 'which was not fired' : `attempt ${mode.attempt}`;
			const title = `Mark ${mode.endpointId}, ${attempt}`;
			return mode.kind === 'mark'
				? {
						title,
						detail: [[['Your judgement; its note is typed next. The verdict stays.', 'muted']]],
						label: markChoices(state),
						placeholder: '',
					}
				: {
						title: `${title}: ${mode.mark}`,
						detail: [[['The note stands in the report beside the mark, labelled as yours.', 'muted']]],
						label: 'note',
						placeholder: `optional; ${keyOf('mark.save', state)} saves`,
					};
		}

		case 'note': {
			return {
				title: mode.endpointId === null ? 'Note on the session' : `Note on ${mode.endpointId}`,
				detail: [noteDetail(mode.endpointId, world)],
				label: 'note',
				placeholder: `${keyOf('note.save', state)} saves`,
			};
		}

		case 'reason': {
			return {
				title: mode.about === 'override' ? 'A check is blocked: go on all the same?' : 'Skip this test',
				detail: [[['The reason stands in the journal and in the report, labelled as yours.', 'muted']]],
				label: 'reason',
				placeholder: `why; ${keyOf('reason.give', state)} goes on, ${keyOf('reason.leave', state)} leaves`,
			};
		}

		case 'missing': {
			const example = world.variables().get(mode.variable);
			const input = currentStep(state, world)?.inputs.find(({variable}) => variable === mode.variable);
			const giver = giverOfMissing(mode.endpointId, mode.variable, world) === null ? null : input?.endpointId;
			const isGone = input?.lost === 'sandbox-anew' && giver != null;
			const [go, repeat] = [keyOf('missing.giver', state), keyOf('test.repeat', state)];
			return {
				title: `${mode.endpointId} needs ${mode.variable}, which is missing`,
				detail: [
					[
						[
							isGone
								? `The sandbox began anew: what ${giver} made is gone. ${go}, then ${repeat}, makes it anew.`
								: example === undefined
									? 'The catalog has no example of it.'
									: `The example is ${example}. It may name something that is not yours.`,
							'caution',
						],
					],
				],
				label: choices(
					[
						'missing.example',
						'missing.enter',
						...(giver == null ? [] : (['missing.giver'] as const)),
						'missing.block',
						'missing.leave',
					],
					state,
				),
				placeholder: '',
			};
		}

		case 'variable': {
			return {
				title: `A value for ${mode.variable}`,
				detail: [[['It is used in this session from now on, and journaled as set by you.', 'muted']]],
				label: mode.variable,
				placeholder: `${keyOf('variable.set', state)} uses it`,
			};
		}

		case 'unlock': {
			const {host} = world.profile;
			return {
				title: `Writes to ${host} are locked`,
				detail:
					mode.refusal === null
						? [
								[
									['This is PRODUCTION. ', 'bad'],
									[`Type its host name, ${host}, to let writes through in this session.`],
								],
							]
						: [[['✘ ', 'bad'], [mode.refusal]]],
				label: 'host',
				placeholder: host,
			};
		}

		case 'send-invalid': {
			return {
				title: mode.title,
				detail: invalidBodyRows(state).map((row, index): readonly Span[] => [
					[index === 0 ? '✘ ' : '  ', 'bad'],
					[row, 'plain', 'safe'],
				]),
				label: 'Send it as typed?',
				placeholder: '',
			};
		}

		case 'copy':
		case 'save':
		case 'save-over':
		case 'search':
		case 'narrow':
		case 'diff': {
			return readingQuestion(state, world, mode);
		}

		case 'browse':
		case 'walk':
		case 'filter':
		case 'session-filter':
		case 'field':
		case 'body':
		case 'body-find':
		case 'help':
		case 'help-search':
		case 'palette':
		case 'export': {
			return null;
		}
	}
}

/** Keys with their labels, as the keymap has them. */
function choices(ids: readonly CommandId[], state: Keyed): string {
	return choicesText(
		ids.map(id => [id, bindingOf(id).label ?? ''] as const),
		state,
	);
}

/** The choices as the keymap has them; the footer leaves them out. */
const markChoices = (state: Keyed) =>
	choicesText(
		state.bindings
			.filter(({scope, id}) => scope === 'mark' && id !== 'mark.leave' && id !== 'mark.note')
			.map(({id}) => [id, id.slice('mark.'.length)] as const),
		state,
		'  ',
	);

/** The note that was written last on the same subject, so that nobody writes it twice. */
function noteDetail(endpointId: string | null, {session}: World): readonly Span[] {
	const notes = endpointId === null ? session.notes : endpointState(session, endpointId).notes;
	const last = notes.at(-1);
	return last === undefined
		? [['It stands in the report, labelled as an operator’s note.', 'muted']]
		: [[`last of ${notes.length}: `, 'muted'], [last.text]];
}
