import {Box, Text} from 'ink';
import {safeText} from '../../terminal/safe-text.ts';
import type {UiState, World} from '../ui-state.ts';
import {linearLines} from '../views/linear-view.ts';
import {wrapText} from '../wrap-text.ts';

export type LinearScreenProps = {readonly state: UiState; readonly world: World};

/** The screen for a screen reader: one text from top to bottom. */
export function LinearScreen({state, world}: LinearScreenProps) {
	const {columns} = state.size;
	return (
		<Box flexDirection="column">
			{linearLines(state, world).map(({text, isSelected = false}, index) => (
				<Box key={index} flexDirection="column" aria-state={{selected: isSelected}}>
					<Text>{wrapText(text, columns - 12).join('\n') || safeText(' ')}</Text>
				</Box>
			))}
		</Box>
	);
}
