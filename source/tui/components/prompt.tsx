import {Box} from 'ink';
import {spansWidth} from '../spans.ts';
import type {UiState, World} from '../ui-state.ts';
import {questionOf} from '../views/question-view.ts';
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
