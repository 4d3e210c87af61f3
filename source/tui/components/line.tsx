import {Box, Text} from 'ink';
import {memo, useContext} from 'react';
import {fitSpans, type FittedSpan, type Span} from '../spans.ts';
import {ThemeContext} from './theme-context.ts';

export type LineProps = {
	readonly spans: readonly Span[];
	/** Columns; exactly so many are drawn. */
	readonly width: number;
	/** The row that the cursor is on. */
	readonly isSelected?: boolean;
};

/** One row of the screen. Untrusted text becomes safe here, and nothing is ever wider than the row. */
export function Line({spans, width, isSelected = false}: LineProps) {
	return <FittedLine spans={fitSpans(spans, width)} width={width} isSelected={isSelected} />;
}

type FittedLineProps = {
	readonly spans: readonly FittedSpan[];
	readonly width: number;
	readonly isSelected: boolean;
};

const FittedLine = memo(function FittedLine({spans, width, isSelected}: FittedLineProps) {
	const theme = useContext(ThemeContext);
	return (
		<Box width={width} height={1} flexShrink={0}>
			<Text wrap="truncate" inverse={isSelected}>
				{spans.map(({text, tone}, index) => (
					<Text key={index} {...theme[tone]}>
						{text}
					</Text>
				))}
			</Text>
		</Box>
	);
}, isSame);

function isSame(before: FittedLineProps, after: FittedLineProps): boolean {
	return (
		before.width === after.width &&
		before.isSelected === after.isSelected &&
		before.spans.length === after.spans.length &&
		before.spans.every(
			({text, tone}, index) => text === after.spans[index]?.text && tone === after.spans[index].tone,
		)
	);
}
