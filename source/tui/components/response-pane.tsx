import {Box} from 'ink';
import {clampTop} from '../layout.ts';
import {responseView} from '../views/response-view.ts';
import {BarLine} from './bar-line.tsx';
import {Line} from './line.tsx';
import {Lines} from './lines.tsx';
import type {Span} from '../spans.ts';
import type {PaneProps} from './list-pane.tsx';
import {PaneTitle} from './pane-title.tsx';

/** What came back, and above it always which request, when, and which attempt. */
export function ResponsePane({state, world, area}: PaneProps) {
	const {width, height} = area;
	const view = responseView(state, world, area);
	const isFocused = state.focus === 'response';
	const rows = Math.max(0, Math.min(view.contentHeight, height - 2 - (view.bars?.length ?? 0)));
	const bars = view.bars ?? [];
	const top = clampTop(view.top ?? state.responseTop, view.content.length, view.contentHeight);
	const {length} = view.content;
	const place: readonly Span[] =
		length > rows
			? [
					[` · ${top + 1}–${Math.min(length, top + rows)}`, 'muted'],
					[` of ${length}`, 'muted'],
				]
			: [];
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<PaneTitle name="3 Response" spans={[...view.title, ...place]} width={width} isFocused={isFocused} />
			{view.header.slice(0, Math.max(0, height - 3 - bars.length)).map((spans, index) => (
				<Line key={index} spans={spans} width={width} />
			))}
			<Line spans={view.tabs} width={width} />
			{bars.map((bar, index) => (
				<BarLine key={index} bar={bar} width={width} />
			))}
			<Lines content={view.content} top={top} width={width} height={rows} hasCursor={isFocused} />
		</Box>
	);
}
