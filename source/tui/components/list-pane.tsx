import {Box} from 'ink';
import {endpointRows} from '../endpoint-rows.ts';
import type {Area} from '../layout.ts';
import {bufferText} from '../text-buffer.ts';
import {hasFilterRow, type UiState, type World} from '../ui-state.ts';
import {listContent} from '../views/list-view.ts';
import {Line} from './line.tsx';
import {Lines} from './lines.tsx';
import {PaneTitle} from './pane-title.tsx';
import {TextField} from './text-field.tsx';

export type PaneProps = {readonly state: UiState; readonly world: World; readonly area: Area};

/** Sections and endpoints with what became of them. */
export function ListPane({state, world, area}: PaneProps) {
	const {width, height} = area;
	const content = listContent(state, world, area);
	const hasFilter = hasFilterRow(state);
	const total = world.catalog.endpoints.size;
	const filter = bufferText(state.filter);
	const shown = endpointRows(world.catalog, filter).filter(({kind}) => kind === 'endpoint').length;
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<PaneTitle
				name="1 Endpoints"
				spans={[[filter === '' ? String(total) : `${shown} of ${total}`, 'muted']]}
				width={width}
				isFocused={state.focus === 'list'}
			/>
			{hasFilter && (
				<Box width={width} height={1} flexShrink={0}>
					<Line spans={[['/ ', 'accent']]} width={2} />
					<TextField
						buffer={state.filter}
						width={width - 2}
						isFocused={state.mode.kind === 'filter'}
						placeholder={filter === '' ? 'id, title, method or path' : ''}
					/>
				</Box>
			)}
			<Lines
				content={content}
				top={state.listTop}
				width={width}
				height={height - (hasFilter ? 2 : 1)}
				hasCursor={state.focus === 'list'}
			/>
		</Box>
	);
}
