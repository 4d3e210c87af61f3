import {Box} from 'ink';
import {clampTop} from '../layout.ts';
import {responseView} from '../views/response-view.ts';
import {Line} from './line.tsx';
import {Lines} from './lines.tsx';
import type {PaneProps} from './list-pane.tsx';
import {PaneTitle} from './pane-title.tsx';

/** What came back, and above it always which request, when, and which attempt. */
export function ResponsePane({state, world, area}: PaneProps) {
	const {width, height} = area;
	const view = responseView(state, world, area);
	const isFocused = state.focus === 'response';
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<PaneTitle name="3 Response" spans={view.title} width={width} isFocused={isFocused} />
			{view.header.slice(0, Math.max(0, height - 3)).map((spans, index) => (
				<Line key={index} spans={spans} width={width} />
			))}
			<Line spans={view.tabs} width={width} />
			<Lines
				content={view.content}
				top={clampTop(state.responseTop, view.content.length, view.contentHeight)}
				width={width}
				height={Math.min(view.contentHeight, height - 2)}
				hasCursor={isFocused}
			/>
		</Box>
	);
}
