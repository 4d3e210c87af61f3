import {Box} from 'ink';
import {Line} from '../components/line.tsx';
import {Lines} from '../components/lines.tsx';
import {PaneTitle} from '../components/pane-title.tsx';
import {TextField} from '../components/text-field.tsx';
import type {Area} from '../layout.ts';
import type {UiState} from '../ui-state.ts';
import {paletteContent} from '../views/palette-view.ts';

export type PaletteScreenProps = {
	readonly mode: Extract<UiState['mode'], {kind: 'palette'}>;
	readonly area: Area;
};

/** What is typed, and what it finds. */
export function PaletteScreen({mode, area}: PaletteScreenProps) {
	const {width, height} = area;
	const {found, row, top, buffer} = mode;
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<PaneTitle name="Find anything" spans={[[`${found.length} found`, 'muted']]} width={width} isFocused />
			<Box width={width} height={1} flexShrink={0}>
				<Line spans={[['> ', 'accent']]} width={2} />
				<TextField
					buffer={buffer}
					width={width - 2}
					isFocused
					placeholder="an endpoint, a command, a setting, a word of the help"
				/>
			</Box>
			<Lines
				content={paletteContent(found, row, width)}
				top={top}
				width={width}
				height={height - 2}
				hasCursor
			/>
		</Box>
	);
}
