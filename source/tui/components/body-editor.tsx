import {Box} from 'ink';
import type {Area} from '../layout.ts';
import type {UiState, World} from '../ui-state.ts';
import {spansWidth} from '../spans.ts';
import {editedBodyView} from '../views/edited-body-view.ts';
import {Line} from './line.tsx';
import {TextArea} from './text-area.tsx';
import {TextField} from './text-field.tsx';

export type BodyEditorProps = {
	readonly state: UiState;
	readonly world: World;
	/** Without the rows below the text. */
	readonly area: Area;
	/** Rows below the text: whether it is JSON, then the hint or what is looked for. */
	readonly below: number;
};

/** The body while it is edited. */
export function BodyEditor({state, world, area: {width, height}, below}: BodyEditorProps) {
	const view = editedBodyView(state, world);
	if (view === null) {
		return null;
	}

	const {mode} = state;
	const label = 'find ';
	const count = spansWidth(view.hint) + 1;
	return (
		<>
			<TextArea
				buffer={view.buffer}
				width={width}
				height={height}
				isFocused
				errorLine={view.errorLine}
				marksOf={view.marksOf}
				remarkOf={view.remarkOf}
			/>
			{(below > 1 || mode.kind === 'body') && <Line spans={view.status} width={width} />}
			{mode.kind === 'body-find' ? (
				<Box width={width} height={1} flexShrink={0}>
					<Line spans={[[label, 'accent']]} width={label.length} />
					<TextField buffer={mode.buffer} width={Math.max(1, width - label.length - count)} isFocused />
					<Line spans={[[' '], ...view.hint]} width={count} />
				</Box>
			) : (
				below > 1 && <Line spans={view.hint} width={width} />
			)}
		</>
	);
}
