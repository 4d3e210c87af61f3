import {Box, Text} from 'ink';
import {memo, useContext} from 'react';
import {fitSpans, type Span} from '../spans.ts';
import {textWidth} from '../../terminal/width.ts';
import {currentLine, cursorOffset, type TextBuffer} from '../text-buffer.ts';
import {markedLine, scrolledLine, type LineMark, type LinePart} from './edited-line.ts';
import {ThemeContext} from './theme-context.ts';

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
	/** How a line (0-based) looks; asked only for lines on screen. */
	readonly marksOf?: (row: number) => readonly LineMark[];
	/** What stands quietly behind the text of a line (0-based) where there is room. */
	readonly remarkOf?: (row: number) => readonly Span[];
};

/** Fewer columns than this beside the line numbers are better used without them. */
const narrowest = 10;
/** Fewer columns than this are too few for a remark. */
const narrowestRemark = 8;

/** The first line in view: the cursor's line stays in the middle except near both ends. */
function firstLine(buffer: TextBuffer, height: number): number {
	const last = Math.max(0, buffer.lines.length - height);
	return Math.min(last, Math.max(0, buffer.row - Math.floor(height / 2)));
}

/** Several lines of text being edited, with line numbers; it scrolls with its cursor, sideways only in the cursor's line. */
export function TextArea({buffer, width, height, isFocused, errorLine, marksOf, remarkOf}: TextAreaProps) {
	const digits = String(buffer.lines.length).length;
	const gutter = width - digits - 2 < narrowest ? 0 : digits + 2;
	const columns = width - gutter;
	const offset = cursorOffset(buffer);
	const scrolled = scrolledLine(currentLine(buffer), offset, columns);
	const top = firstLine(buffer, height);

	function numberOf(row: number): LinePart | null {
		const isFaulty = row + 1 === errorLine;
		const isCurrent = row === buffer.row;
		const mark = isFaulty ? '✘' : isCurrent ? '›' : ' ';
		return gutter === 0
			? null
			: {
					text: `${mark}${String(row + 1).padStart(digits)} `,
					tone: isFaulty ? 'bad' : isCurrent ? 'strong' : 'muted',
				};
	}

	function partsOf(row: number): readonly LinePart[] {
		const line = buffer.lines[row];
		if (line === undefined) {
			return [];
		}

		const marks = marksOf?.(row) ?? [];
		const number = numberOf(row);
		const parts =
			row === buffer.row && isFocused
				? markedLine(
						scrolled.text,
						marks.map(mark => moved(mark, -scrolled.base)),
						{
							left: scrolled.left,
							columns,
							cursor: offset - scrolled.base,
						},
					)
				: markedLine(line, marks, {left: 0, columns, cursor: null});
		return [...(number === null ? [] : [number]), ...parts, ...remarkParts(row, parts)];
	}

	function remarkParts(row: number, parts: readonly LinePart[]): readonly LinePart[] {
		const remark = remarkOf?.(row) ?? [];
		const room = columns - parts.reduce((sum, {text}) => sum + textWidth(withoutStyle(text)), 0) - 2;
		return remark.length === 0 || room < narrowestRemark
			? []
			: [{text: '  ', tone: 'plain'}, ...fitSpans(remark, room)];
	}

	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			{Array.from({length: height}, (_, index) => (
				<Row key={index} parts={partsOf(top + index)} width={width} />
			))}
		</Box>
	);
}

function moved(mark: LineMark, by: number): LineMark {
	return {...mark, start: mark.start + by, end: mark.end + by};
}

function withoutStyle(text: string): string {
	return text.replaceAll(/\u001b\[[\d;]*m/g, '');
}

type RowProps = {readonly parts: readonly LinePart[]; readonly width: number};

const Row = memo(function Row({parts, width}: RowProps) {
	const theme = useContext(ThemeContext);
	return (
		<Box width={width} height={1} flexShrink={0}>
			{parts.length > 0 && (
				<Text wrap="truncate">
					{parts.map(({text, tone}, index) => (
						<Text key={index} {...theme[tone]}>
							{text}
						</Text>
					))}
				</Text>
			)}
		</Box>
	);
}, isSame);

function isSame(before: RowProps, after: RowProps): boolean {
	return (
		before.width === after.width &&
		before.parts.length === after.parts.length &&
		before.parts.every(
			({text, tone}, index) => text === after.parts[index]?.text && tone === after.parts[index].tone,
		)
	);
}
