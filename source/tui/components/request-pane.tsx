import {Box} from 'ink';
import {currentDraft, selectedEndpoint} from '../ui-state.ts';
import {fieldText} from '../draft-edits.ts';
import {clampTop} from '../layout.ts';
import {nameColumns, requestView} from '../views/request-view.ts';
import {BodyEditor} from './body-editor.tsx';
import {Line} from './line.tsx';
import {Lines} from './lines.tsx';
import type {PaneProps} from './list-pane.tsx';
import {PaneTitle} from './pane-title.tsx';
import {TextField} from './text-field.tsx';

/** What would be sent, and the editors of its values and its body. */
export function RequestPane({state, world, area}: PaneProps) {
	const {width, height} = area;
	const view = requestView(state, world, area);
	const {footer = []} = view;
	const isFocused = state.focus === 'request';
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<PaneTitle name="2 Request" spans={view.title} width={width} isFocused={isFocused} />
			{view.header.map((spans, index) => (
				<Line key={index} spans={spans} width={width} />
			))}
			<Line spans={view.tabs} width={width} />
			{state.mode.kind === 'body' || state.mode.kind === 'body-find' ? (
				<BodyEditor
					state={state}
					world={world}
					area={{width, height: view.contentHeight}}
					below={footer.length}
				/>
			) : state.mode.kind === 'field' ? (
				<FieldRows state={state} world={world} area={{width, height: view.contentHeight}} />
			) : (
				<Lines
					content={view.content}
					top={clampTop(state.requestTop, view.content.length, view.contentHeight)}
					width={width}
					height={view.contentHeight}
					hasCursor={isFocused}
				/>
			)}
			{state.mode.kind !== 'body' &&
				state.mode.kind !== 'body-find' &&
				footer.map((spans, index) => <Line key={index} spans={spans} width={width} />)}
		</Box>
	);
}

/** The rows of the tab, with an editor in place of the one value that is edited. */
function FieldRows({state, world, area}: PaneProps) {
	const endpoint = selectedEndpoint(state, world);
	if (state.mode.kind !== 'field' || endpoint === undefined) {
		return null;
	}

	const {width, height} = area;
	const {target, buffer} = state.mode;
	const draft = currentDraft(state, endpoint);
	const {content} = requestView(state, world, area);
	const top = clampTop(Math.max(0, state.requestRow - height + 1), content.length, height);
	const names = nameColumns(width);
	const isName = target.kind !== 'path' && target.part === 'name';
	const name = target.kind === 'path' ? target.name : fieldText(draft, {...target, part: 'name'});
	const row = state.requestRow - top;
	return (
		<>
			<Lines content={content} top={top} width={width} height={row} />
			<Box width={width} height={1} flexShrink={0}>
				<Line spans={[['› ', 'accent']]} width={2} />
				{isName ? (
					<TextField buffer={buffer} width={names} isFocused placeholder="name" />
				) : (
					<Line spans={[[name, 'accent']]} width={names} />
				)}
				{isName ? (
					<Line spans={[[' '], [fieldText(draft, {...target, part: 'value'})]]} width={width - names - 2} />
				) : (
					<TextField buffer={buffer} width={width - names - 2} isFocused placeholder="value" />
				)}
			</Box>
			<Lines content={content} top={top + row + 1} width={width} height={height - row - 1} />
		</>
	);
}
