import {Box, Text} from 'ink';
import {currentLine, cursorOffset, type TextBuffer} from '../text-buffer.ts';
import {cursorLine, plainLine, scrolledColumns} from './edited-line.ts';

export type TextAreaProps = {
	readonly buffer: TextBuffer;
	/** Columns with line numbers, at least 1. */
	readonly width: number;
	/** Rows; exactly so many are drawn. */
	readonly height: number;
	/** The cursor is drawn only in the focused area. */
	readonly isFocused: boolean;
	/** The line (1-based) to mark as faulty. */
	readonly errorLine?: number | undefined;
};

/** Fewer columns than this beside the line numbers are better used without them. */
const narrowest = 10;

/** The first line in view: the cursor's line stays in the middle except near both ends. */
function firstLine(buffer: TextBuffer, height: number): number {
	const last = Math.max(0, buffer.lines.length - height);
	return Math.min(last, Math.max(0, buffer.row - Math.floor(height / 2)));
}

/** Several lines of text being edited, with line numbers; it scrolls with its cursor, sideways only in the cursor's line. */
export function TextArea({buffer, width, height, isFocused, errorLine}: TextAreaProps) {
	const digits = String(buffer.lines.length).length;
	const gutter = width - digits - 2 < narrowest ? 0 : digits + 2;
	const columns = width - gutter;
	const offset = cursorOffset(buffer);
	const left = scrolledColumns(currentLine(buffer), offset, columns);
	const top = firstLine(buffer, height);

	function row(index: number) {
		const number = top + index;
		const line = buffer.lines[number];
		const isCurrent = number === buffer.row;
		const isFaulty = number + 1 === errorLine;
		const mark = isFaulty ? '✘' : isCurrent ? '›' : ' ';
		return (
			<Box key={index} width={width} height={1} flexShrink={0}>
				{line !== undefined && (
					<Text wrap="truncate">
						{gutter > 0 && (
							<Text dimColor={!isFaulty && !isCurrent} bold={isCurrent} {...(isFaulty ? {color: 'red'} : {})}>
								{`${mark}${String(number + 1).padStart(digits)} `}
							</Text>
						)}
						{isCurrent && isFocused ? cursorLine(line, offset, {left, columns}) : plainLine(line, 0, columns)}
					</Text>
				)}
			</Box>
		);
	}

	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			{Array.from({length: height}, (_, index) => row(index))}
		</Box>
	);
}
