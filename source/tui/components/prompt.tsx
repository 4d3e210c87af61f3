import {Box} from 'ink';
import {endpointState} from '../../session/state.ts';
import {keyWord} from '../key-lookup.ts';
import {bindings} from '../keymap.ts';
import {invalidBodyRows} from '../prompt-rows.ts';
import {spansWidth, type Span} from '../spans.ts';
import type {UiState, World} from '../ui-state.ts';
import {currentStep, giverOfMissing} from '../walk.ts';
import {Line} from './line.tsx';
import {TextField} from './text-field.tsx';

export type PromptProps = {readonly state: UiState; readonly world: World};

/** The question that has the keys, in rows above the footer; nothing while none is asked. */
export function Prompt({state, world}: PromptProps) {
	const {mode} = state;
	const {columns} = state.size;
	const question = questionOf(state, world);
	if (question === null) {
		return null;
	}

	const label = `${question.label} `;
	return (
		<Box flexDirection="column" width={columns} height={2 + question.detail.length} flexShrink={0}>
			<Line
				spans={[
					['━━ ', 'accent'],
					[`${question.title} `, 'strong'],
					['━'.repeat(Math.max(0, columns - spansWidth([[`━━ ${question.title} `]]))), 'accent'],
				]}
				width={columns}
			/>
			{question.detail.map((spans, index) => (
				<Line key={index} spans={spans} width={columns} />
			))}
			{'buffer' in mode ? (
				<Box width={columns} height={1} flexShrink={0}>
					<Line spans={[[label, 'accent']]} width={label.length} />
					<TextField
						buffer={mode.buffer}
						width={columns - label.length - 1}
						isFocused
						placeholder={question.placeholder}
					/>
				</Box>
			) : (
				<Line spans={[[question.label, 'accent']]} width={columns} />
			)}
		</Box>
	);
}

type Question = {
	readonly title: string;
	/** The rows below the title; `promptRowsOf` counts them. */
	readonly detail: ReadonlyArray<readonly Span[]>;
	readonly label: string;
	readonly placeholder: string;
};

function questionOf(state: UiState, world: World): Question | null {
	const {mode} = state;
	switch (mode.kind) {
		case 'mark':
		case 'mark-note': {
			const attempt = mode.attempt === null ? 'which was not fired' : `attempt ${mode.attempt}`;
			const title = `Mark ${mode.endpointId}, ${attempt}`;
			return mode.kind === 'mark'
				? {
						title,
						detail: [[['Your judgement. It stands beside the verdict and never replaces it.', 'muted']]],
						label: markChoices,
						placeholder: '',
					}
				: {
						title: `${title}: ${mode.mark}`,
						detail: [[['The note stands in the report beside the mark, labelled as yours.', 'muted']]],
						label: 'note',
						placeholder: 'optional; Enter saves',
					};
		}

		case 'note': {
			return {
				title: mode.endpointId === null ? 'Note on the session' : `Note on ${mode.endpointId}`,
				detail: [noteDetail(mode.endpointId, world)],
				label: 'note',
				placeholder: 'Enter saves',
			};
		}

		case 'reason': {
			return {
				title: mode.about === 'override' ? 'A check is blocked: go on all the same?' : 'Skip this test',
				detail: [[['The reason stands in the journal and in the report, labelled as yours.', 'muted']]],
				label: 'reason',
				placeholder: 'why; Enter goes on, Esc leaves',
			};
		}

		case 'missing': {
			const example = world.variables().get(mode.variable);
			const input = currentStep(state, world)?.inputs.find(({variable}) => variable === mode.variable);
			const giver = giverOfMissing(mode.endpointId, mode.variable, world) === null ? null : input?.endpointId;
			const isGone = input?.lost === 'sandbox-anew' && giver != null;
			return {
				title: `${mode.endpointId} needs ${mode.variable}, which is missing`,
				detail: [
					[
						[
							isGone
								? `The sandbox began anew: what ${giver} made is gone. g, then r, makes it anew.`
								: example === undefined
									? 'The catalog has no example of it.'
									: `The example is ${example}. It may name something that is not yours.`,
							'caution',
						],
					],
				],
				label: `x use the example  v enter a value  ${giver == null ? '' : `g go to ${giver}  `}b mark blocked  Esc leave`,
				placeholder: '',
			};
		}

		case 'variable': {
			return {
				title: `A value for ${mode.variable}`,
				detail: [[['It is used in this session from now on, and journaled as set by you.', 'muted']]],
				label: mode.variable,
				placeholder: 'Enter uses it',
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
				title: `The body of ${mode.firing.draft.endpointId} is not JSON`,
				detail: invalidBodyRows(state).map((row, index): readonly Span[] => [
					[index === 0 ? '✘ ' : '  ', 'bad'],
					[row, 'plain', 'safe'],
				]),
				label: 'Send it as typed? y sends, Esc goes back to the body.',
				placeholder: '',
			};
		}

		case 'browse':
		case 'walk':
		case 'filter':
		case 'field':
		case 'body':
		case 'help':
		case 'export': {
			return null;
		}
	}
}

/** The choices as the keymap has them; the footer leaves them out. */
const markChoices = bindings
	.filter(({scope, id}) => scope === 'mark' && id !== 'mark.leave')
	.map(({keys, id}) => `${keyWord(keys[0] ?? '')} ${id.slice('mark.'.length)}`)
	.join('  ');

/** The note that was written last on the same subject, so that nobody writes it twice. */
function noteDetail(endpointId: string | null, {session}: World): readonly Span[] {
	const notes = endpointId === null ? session.notes : endpointState(session, endpointId).notes;
	const last = notes.at(-1);
	return last === undefined
		? [['It stands in the report, labelled as an operator’s note.', 'muted']]
		: [[`last of ${notes.length}: `, 'muted'], [last.text]];
}
