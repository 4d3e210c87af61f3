import {Box, Text} from 'ink';
import {Fragment} from 'react';
import {ListPane, type PaneProps} from '../components/list-pane.tsx';
import {RequestPane} from '../components/request-pane.tsx';
import {ResponsePane} from '../components/response-pane.tsx';
import {SessionPane} from '../components/session-pane.tsx';
import {columnsOf, type Pane} from '../layout.ts';
import {layoutNow} from '../reducer/moving.ts';
import type {UiState, World} from '../ui-state.ts';

const paneComponents: Readonly<Record<Pane, (props: PaneProps) => React.ReactNode>> = {
	list: ListPane,
	request: RequestPane,
	response: ResponsePane,
	session: SessionPane,
};

/** The list, the request, the response and the session, as many of them as there is room for. */
export function ExploreScreen({state, world}: {readonly state: UiState; readonly world: World}) {
	const layout = layoutNow(state);
	const {width, height} = layout.body;
	return (
		<Box width={width} height={height} flexShrink={0}>
			{columnsOf(layout).map((column, index) => (
				<Fragment key={index}>
					{index > 0 && <Rule height={height} />}
					<Box flexDirection="column" flexShrink={0}>
						{column.map(({pane, place}) => {
							const PaneComponent = paneComponents[pane];
							return <PaneComponent key={pane} state={state} world={world} area={place} />;
						})}
					</Box>
				</Fragment>
			))}
		</Box>
	);
}

function Rule({height}: {readonly height: number}) {
	return (
		<Box width={1} height={height} flexShrink={0}>
			<Text dimColor>{Array.from({length: height}, () => '│').join('\n')}</Text>
		</Box>
	);
}
