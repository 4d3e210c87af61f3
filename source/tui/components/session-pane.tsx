import {Box, Text} from 'ink';
import {wrapText} from '../wrap-text.ts';
import {sessionModel} from '../session-rows.ts';
import {bufferText} from '../text-buffer.ts';
import {matrixCells, matrixColumns} from '../views/matrix-columns.ts';
import {contentOf} from '../views/pane-view.ts';
import {emptyText, sessionPaneView} from '../views/session-view.ts';
import {Line} from './line.tsx';
import {Lines} from './lines.tsx';
import type {PaneProps} from './list-pane.tsx';
import {Matrix} from './matrix.tsx';
import {PaneTitle} from './pane-title.tsx';
import {TextField} from './text-field.tsx';

/** What became of every test: the matrix of results, totals, and what happened last. */
export function SessionPane({state, world, area}: PaneProps) {
	const {width, height} = area;
	const view = sessionPaneView(state, world, area);
	const isFocused = state.focus === 'session';
	const columns = matrixColumns(width, sessionModel(world).idWidth);
	const matrixHeight = view.height + 1;
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<PaneTitle name="4 Session" spans={view.title} width={width} isFocused={isFocused} />
			<Line spans={view.tabs} width={width} />
			{view.hasFilterRow && (
				<Box width={width} height={1} flexShrink={0}>
					<Text>/ </Text>
					<TextField
						buffer={state.sessionView.filter}
						width={width - 2}
						isFocused={state.mode.kind === 'session-filter'}
						placeholder={
							bufferText(state.sessionView.filter) === '' ? 'id, title, verdict, mark or note' : ''
						}
					/>
				</Box>
			)}
			{view.rows.length === 0 ? (
				<Lines
					content={contentOf(
						wrapText(emptyText(state, world), width).map(row => [[row, 'muted', 'safe'] as const]),
					)}
					top={0}
					width={width}
					height={matrixHeight}
				/>
			) : (
				<Matrix
					columns={columns}
					rows={view.rows.map((row, index) =>
						matrixCells(row, columns, {state, world, isCursor: view.top + index === view.cursor}),
					)}
					selected={view.cursor === null ? null : view.cursor - view.top}
					hasCursor={isFocused}
					width={width}
					height={matrixHeight}
				/>
			)}
			{view.below.map((spans, index) => (
				<Line key={index} spans={spans} width={width} />
			))}
		</Box>
	);
}
