import {Box, Text} from 'ink';
import {useContext} from 'react';
import {safeText} from '../../terminal/safe-text.ts';
import {cutToWidth} from '../../terminal/width.ts';
import {bufferText, currentLine, cursorOffset, type TextBuffer} from '../text-buffer.ts';
import {cursorLine, plainLine, scrolledColumns, selectedLine} from './edited-line.ts';
import {ThemeContext} from './theme-context.ts';

export type TextFieldProps = {
	readonly buffer: TextBuffer;
	/** Columns, at least 1. */
	readonly width: number;
	/** The cursor is drawn only in the focused field. */
	readonly isFocused: boolean;
	/** Shown muted while the field is empty. */
	readonly placeholder?: string | undefined;
};

/** One row of text being edited; a longer text scrolls sideways with its cursor. */
export function TextField({buffer, width, isFocused, placeholder = ''}: TextFieldProps) {
	const theme = useContext(ThemeContext);
	const line = currentLine(buffer);
	const offset = cursorOffset(buffer);
	const isEmpty = bufferText(buffer) === '';
	const left = isFocused ? scrolledColumns(line, offset, width) : 0;
	const hint = cutToWidth(safeText(placeholder), isFocused ? width - 1 : width);
	return (
		<Box width={width} height={1} flexShrink={0}>
			<Text wrap="truncate" {...theme.plain}>
				{isFocused && !buffer.isSelected && cursorLine(line, offset, {left, columns: width})}
				{isFocused && buffer.isSelected && selectedLine(line, left, width)}
				{!isFocused && plainLine(line, left, width)}
				{isEmpty && <Text {...theme.muted}>{hint}</Text>}
			</Text>
		</Box>
	);
}
