import {Box, Text} from 'ink';
import {ListPane} from '../components/list-pane.tsx';
import {RequestPane} from '../components/request-pane.tsx';
import {ResponsePane} from '../components/response-pane.tsx';
import {layoutNow} from '../reducer/moving.ts';
import type {UiState, World} from '../ui-state.ts';

/** The list, the request and the response, as many of them as there is room for. */
export function ExploreScreen({state, world}: {readonly state: UiState; readonly world: World}) {
	const {list, request, response, body} = layoutNow(state);
	return (
		<Box width={body.width} height={body.height} flexShrink={0}>
			{list !== null && <ListPane state={state} world={world} area={list} />}
			{list !== null && (request !== null || response !== null) && (
				<Box width={1} height={body.height} flexShrink={0}>
					<Text dimColor>{Array.from({length: body.height}, () => '│').join('\n')}</Text>
				</Box>
			)}
			<Box flexDirection="column" flexShrink={0}>
				{request !== null && <RequestPane state={state} world={world} area={request} />}
				{response !== null && <ResponsePane state={state} world={world} area={response} />}
			</Box>
		</Box>
	);
}
