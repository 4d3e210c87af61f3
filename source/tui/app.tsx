import {Box, useInput} from 'ink';
import {useCallback, useMemo, useSyncExternalStore} from 'react';
import {createKeyReader} from '../terminal/keys.ts';
import {Line} from './components/line.tsx';
import {Prompt} from './components/prompt.tsx';
import {ThemeContext} from './components/theme-context.ts';
import {isTooSmall} from './layout.ts';
import {layoutNow} from './reducer/moving.ts';
import {ExploreScreen} from './screens/explore-screen.tsx';
import {HelpScreen} from './screens/help-screen.tsx';
import {LinearScreen} from './screens/linear-screen.tsx';
import {PaletteScreen} from './screens/palette-screen.tsx';
import {TextScreen} from './screens/text-screen.tsx';
import {WalkScreen} from './screens/walk-screen.tsx';
import {TooSmallScreen} from './screens/too-small-screen.tsx';
import type {Store} from './store.ts';
import {paperOf, terminalColours, themeOf, type TerminalColours} from './theme.ts';
import type {UiState, World} from './ui-state.ts';
import {homeMode} from './walk.ts';
import {footerSpans, headerSpans, messageLines} from './views/chrome-view.ts';
import {diffContent, diffTitle} from './views/diff-view.ts';
import {exportContent} from './views/export-view.ts';

export type AppProps = {
	readonly store: Store;
	/** What the terminal shows; nothing is known of it unless given. */
	readonly colours?: TerminalColours;
};

const unknownTerminal = terminalColours({});

/** The whole screen, one row lower than the terminal, and the one place where keys come in. */
export function App({store, colours = unknownTerminal}: AppProps) {
	const {state, world} = useSyncExternalStore(store.subscribe, store.getSnapshot);
	const reader = useMemo(() => createKeyReader(), []);
	// Stable: an unstable handler makes Ink 6 subscribe anew with every frame.
	const handleInput = useCallback<Parameters<typeof useInput>[0]>(
		(input, key) => {
			for (const press of reader.read(input, key)) {
				store.press(press);
			}
		},
		[reader, store],
	);
	useInput(handleInput);
	const choice = state.settings.theme;
	const theme = useMemo(() => themeOf(choice, colours), [choice, colours]);
	const paper = paperOf(choice, colours);
	return (
		<ThemeContext.Provider value={theme}>
			<Box {...(paper === undefined ? {} : {backgroundColor: paper})}>
				{state.settings.screenReader ? (
					<LinearScreen state={state} world={world} />
				) : isTooSmall(state.size) ? (
					<TooSmallScreen size={state.size} />
				) : (
					<Frame state={state} world={world} />
				)}
			</Box>
		</ThemeContext.Provider>
	);
}

function Frame({state, world}: {readonly state: UiState; readonly world: World}) {
	const {columns, rows} = state.size;
	return (
		<Box flexDirection="column" width={columns} height={rows - 1} flexShrink={0}>
			<Line spans={headerSpans(state, world)} width={columns} />
			<Body state={state} world={world} />
			<Prompt state={state} world={world} />
			<Line spans={footerSpans(state, world)} width={columns} />
			{messageLines(state, world).map((spans, index) => (
				<Line key={index} spans={spans} width={columns} />
			))}
		</Box>
	);
}

function Body({state, world}: {readonly state: UiState; readonly world: World}) {
	const {mode} = state;
	const {body} = layoutNow(state);
	if (mode.kind === 'help' || mode.kind === 'help-search') {
		return <HelpScreen state={state} area={body} />;
	}

	if (mode.kind === 'palette') {
		return <PaletteScreen mode={mode} area={body} />;
	}

	if (mode.kind === 'diff') {
		return (
			<TextScreen
				name="Diff"
				detail={diffTitle(state, world, mode)}
				content={diffContent(state, world, {mode, width: body.width})}
				top={mode.top}
				area={body}
			/>
		);
	}

	if (mode.kind === 'export') {
		const content = exportContent(mode.status, body.width);
		return <TextScreen name="Export" content={content} top={mode.top} area={body} />;
	}

	return homeMode(state).kind === 'walk' ? (
		<WalkScreen state={state} world={world} area={body} />
	) : (
		<ExploreScreen state={state} world={world} />
	);
}
