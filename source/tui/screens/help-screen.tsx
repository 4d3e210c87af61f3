import {Box} from 'ink';
import {Line} from '../components/line.tsx';
import {Lines} from '../components/lines.tsx';
import {PaneTitle} from '../components/pane-title.tsx';
import {TextField} from '../components/text-field.tsx';
import type {Area} from '../layout.ts';
import type {Span} from '../spans.ts';
import type {UiState} from '../ui-state.ts';
import {contentOf} from '../views/pane-view.ts';
import {helpQuery, helpRows} from '../views/help-view.ts';

export type HelpScreenProps = {readonly state: UiState; readonly area: Area};

/** The help with its search; the id of the selected command stands in the title, for the settings file. */
export function HelpScreen({state, area}: HelpScreenProps) {
	const {mode} = state;
	const {width, height} = area;
	if (mode.kind !== 'help' && mode.kind !== 'help-search') {
		return null;
	}

	const {rows, entries} = helpRows(state, width);
	const selected = entries[mode.entry];
	const query = helpQuery(state);
	const hasSearch = mode.kind === 'help-search' || query !== '';
	const shown = height - (hasSearch ? 2 : 1);
	const last = Math.min(rows.length, mode.top + shown);
	const title: readonly Span[] = [
		...(selected?.what.kind === 'command' ? [[`${selected.what.binding.id} `, 'strong'] as const] : []),
		[rows.length > shown ? `rows ${mode.top + 1}–${last} of ${rows.length}` : `${entries.length} entries`, 'muted'],
	];
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<PaneTitle name="Help" spans={title} width={width} isFocused />
			{hasSearch && (
				<Box width={width} height={1} flexShrink={0}>
					<Line spans={[['/ ', 'accent']]} width={2} />
					{mode.kind === 'help-search' ? (
						<TextField
							buffer={mode.buffer}
							width={width - 2}
							isFocused
							placeholder="words of a key, a command or the help"
						/>
					) : (
						<Line spans={[[query]]} width={width - 2} />
					)}
				</Box>
			)}
			<Lines
				content={contentOf(rows, selected?.start ?? null)}
				top={mode.top}
				width={width}
				height={shown}
				hasCursor
			/>
		</Box>
	);
}
