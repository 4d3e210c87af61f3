/** Commands of reading: forms, folds, search, filter, copy, save, comparison. */
import type {Copy} from '../copying.ts';
import type {CommandId} from '../keymap.ts';
import {bodyCopy, lineCopy, pathCopy, valueCopy} from '../reading/copy-choices.ts';
import {filterOf, searchOf, type Reading, type Search} from '../reading/reading.ts';
import {queryOf} from '../reading/search-text.ts';
import {clampTop} from '../layout.ts';
import {bufferText, createBuffer} from '../text-buffer.ts';
import {selectedEndpoint, currentDraft, viewedAttempt, type UiState, type World} from '../ui-state.ts';
import {endpointState} from '../../session/state.ts';
import {Problem} from '../../catalog/problem.ts';
import {keyOf} from '../key-lookup.ts';
import {homeMode} from '../walk.ts';
import {diffContent} from '../views/diff-view.ts';
import {areaOf, focused, layoutNow} from './moving.ts';
import {foldAll, nextForm, readBody, seekMatch, settledSearch, toggleFold} from './reading-moves.ts';
import {leftRowSearch, openRowSearch, seekRow, withoutRowSearch} from './row-search.ts';
import {message, stay, type Command, type Step} from './step.ts';

function read(state: UiState, change: Partial<Reading>): UiState {
	return {...state, reading: {...state.reading, ...change}};
}

function oneLine(text: string) {
	return createBuffer(text, {multiline: false});
}

const leave: Command = state => stay({...state, mode: homeMode(state)});

const openSearch: Command = (state, world) => {
	const shown: UiState = {...focused(state, 'response'), responseTab: 'body'};
	const body = readBody(shown, world);
	const search = searchOf(state);
	const offset = body === null || body.rows.length === 0 ? 0 : body.rows.offset(body.place.row);
	return stay({
		...shown,
		mode: {
			kind: 'search',
			buffer: {...oneLine(search?.text ?? ''), isSelected: search !== null},
			origin: {kind: 'body', offset, place: body?.place ?? null, search},
		},
	});
};

/** The cursor follows what is typed, from where it was when the search began. */
export function searchedBody(state: UiState, world: World): UiState {
	const {mode} = state;
	if (mode.kind !== 'search' || mode.origin.kind !== 'body') {
		return state;
	}

	const back = read(state, {place: mode.origin.place});
	const text = bufferText(mode.buffer);
	if (queryOf(text) === null) {
		return read(back, {search: null});
	}

	const search: Search = {
		endpointId: state.selected,
		text,
		at: null,
		seek: {from: mode.origin.offset, step: 1},
	};
	return settledSearch(read(back, {search}), world);
}

const leaveSearch: Command = state => {
	const {mode} = state;
	return stay(
		mode.kind === 'search' && mode.origin.kind === 'body'
			? {...read(state, {search: mode.origin.search, place: mode.origin.place}), mode: homeMode(state)}
			: leftRowSearch(state),
	);
};

/** The next match, or the one before, of whatever is searched on screen. */
function seeking(step: 1 | -1): Command {
	return (state, world) =>
		stay(state.responseTab === 'body' ? seekMatch(state, world, step) : seekRow(state, world, step));
}

const openNarrow: Command = state =>
	stay({
		...focused(state, 'response'),
		responseTab: 'body',
		mode: {kind: 'narrow', buffer: {...oneLine(filterOf(state) ?? ''), isSelected: filterOf(state) !== null}},
	});

const applyNarrow: Command = state => {
	const {mode} = state;
	if (mode.kind !== 'narrow') {
		return stay(state);
	}

	const text = bufferText(mode.buffer).trim();
	const filters = new Map(state.reading.filters);
	if (text === '') {
		filters.delete(state.selected);
	} else {
		filters.set(state.selected, text);
	}

	return stay({...read(state, {filters}), responseLeft: 0, mode: homeMode(state)});
};

/** What Escape takes back first: the search, then the filter. */
const clear: Command = state => {
	if (state.responseTab !== 'body') {
		return stay(withoutRowSearch(state));
	}

	if (searchOf(state) !== null) {
		return stay(read(state, {search: null}));
	}

	const filters = new Map(state.reading.filters);
	filters.delete(state.selected);
	return stay({...read(state, {filters}), responseLeft: 0});
};

function copying(state: UiState, copy: Copy | null): Step {
	const calm: UiState = {...state, mode: homeMode(state)};
	return copy === null
		? stay({
				...calm,
				message: message(
					'warning',
					`The cursor is on no value of JSON: ${keyOf('copy.line', state)} copies the line, ${keyOf('copy.body', state)} the body.`,
				),
			})
		: {state: calm, effects: [{type: 'copy', copy}]};
}

function copyOf(
	choose: (body: NonNullable<ReturnType<typeof readBody>>, state: UiState, world: World) => Copy | null,
): Command {
	return (state, world) => {
		const body = readBody(state, world);
		return body === null
			? stay({...state, mode: homeMode(state), message: message('warning', 'There is no body to copy.')})
			: copying(state, choose(body, state, world));
	};
}

const copyCurl: Command = (state, world) => {
	const endpoint = selectedEndpoint(state, world);
	if (endpoint === undefined) {
		return leave(state, world);
	}

	try {
		const content = world.curlOf(currentDraft(state, endpoint));
		return copying(state, {
			what: 'the curl line of the request as it would be sent now',
			content,
			isMasked: false,
			wholeBodyOf: null,
		});
	} catch (error) {
		if (!(error instanceof Problem)) {
			throw error;
		}

		return stay({
			...state,
			mode: homeMode(state),
			message: message('problem', error.message, error.next ?? null),
		});
	}
};

const openSave: Command = (state, world) => {
	const attempt = viewedAttempt(state, world.session, state.selected);
	const body = readBody(state, world);
	const extension =
		body === null || !body.document.isText ? 'bin' : body.document.json === null ? 'txt' : 'json';
	const name = `${state.selected}_attempt-${attempt?.intent.attempt ?? 0}.${extension}`.replaceAll(
		/[^\w.-]/g,
		'_',
	);
	return stay({...state, mode: {kind: 'save', buffer: {...oneLine(name), isSelected: true}}});
};

function saving(name: string, overwrite: boolean): Command {
	return (state, world) => {
		const body = readBody(state, world);
		const calm: UiState = {...state, mode: homeMode(state)};
		return body === null || name === ''
			? stay(calm)
			: {state: calm, effects: [{type: 'save', copy: bodyCopy(body), name, overwrite}]};
	};
}

/** Two attempts side by side: the one that was chosen and the one under the cursor, or this one and the one before. */
const openDiff: Command = (state, world) => {
	const {attempts} = endpointState(world.session, state.selected);
	const viewed = viewedAttempt(state, world.session, state.selected);
	const pointed =
		state.responseTab === 'attempts' ? attempts[attempts.length - 1 - state.attemptRow] : viewed;
	const right = pointed?.intent.attempt ?? 0;
	const chosen = state.reading.compared;
	const isChosen = chosen?.endpointId === state.selected && chosen.attempt !== right;
	const left = isChosen ? chosen.attempt : right - 1;
	return left < 1
		? stay({
				...state,
				message: message('warning', 'There is nothing to compare it with: it is the first attempt.'),
			})
		: stay({
				...state,
				mode: {
					kind: 'diff',
					endpointId: state.selected,
					left: Math.min(left, right),
					right: Math.max(left, right),
					top: 0,
				},
				responseLeft: 0,
			});
};

const chooseCompared: Command = (state, world) => {
	const {attempts} = endpointState(world.session, state.selected);
	const attempt = attempts[attempts.length - 1 - state.attemptRow]?.intent.attempt;
	const old = state.reading.compared;
	const isSame = old?.endpointId === state.selected && old.attempt === attempt;
	return stay(
		read(state, {
			compared: attempt === undefined || isSame ? null : {endpointId: state.selected, attempt},
		}),
	);
};

function scrollDiff(by: (state: UiState) => number): Command {
	return (state, world) => {
		const {mode} = state;
		if (mode.kind !== 'diff') {
			return stay(state);
		}

		const {width, height} = layoutNow(state).body;
		const {length} = diffContent(state, world, {mode, width});
		return stay({...state, mode: {...mode, top: clampTop(mode.top + by(state), length, height - 1)}});
	};
}

const pageRows = (state: UiState): number => Math.max(1, layoutNow(state).body.height - 3);

/** The commands of this file. */
export const readingCommands = {
	'answer.form': (state, world) => stay(nextForm(state, world)),
	'answer.search': openSearch,
	'answer.narrow': openNarrow,
	'answer.copy': state => stay({...state, mode: {kind: 'copy'}}),
	'answer.save': openSave,
	'answer.diff': openDiff,
	'answer.clear': clear,
	'rows.search': openRowSearch,
	'found.next': seeking(1),
	'found.previous': seeking(-1),
	'tree.fold': (state, world) => stay(toggleFold(state, world)),
	'tree.open-all': (state, world) => stay(foldAll(state, world, true)),
	'tree.fold-all': (state, world) => stay(foldAll(state, world, false)),
	'attempts.choose': chooseCompared,
	'attempts.diff': openDiff,
	'search.keep': state => stay({...state, mode: homeMode(state)}),
	'search.leave': leaveSearch,
	'search.next': seeking(1),
	'search.previous': seeking(-1),
	'narrow.apply': applyNarrow,
	'narrow.leave': leave,
	'copy.value': copyOf(valueCopy),
	'copy.line': copyOf((body, state, world) =>
		lineCopy(body, {width: areaOf(state, 'response').width, world}),
	),
	'copy.body': copyOf(bodyCopy),
	'copy.path': copyOf(pathCopy),
	'copy.curl': copyCurl,
	'copy.leave': leave,
	'save.write': (state, world) =>
		state.mode.kind === 'save'
			? saving(bufferText(state.mode.buffer).trim(), false)(state, world)
			: stay(state),
	'save.leave': leave,
	'save-over.write': (state, world) =>
		state.mode.kind === 'save-over' ? saving(state.mode.name, true)(state, world) : stay(state),
	'save-over.leave': state =>
		stay({
			...state,
			mode:
				state.mode.kind === 'save-over' ? {kind: 'save', buffer: oneLine(state.mode.name)} : homeMode(state),
		}),
	'diff.up': scrollDiff(() => -1),
	'diff.down': scrollDiff(() => 1),
	'diff.page-up': scrollDiff(state => -pageRows(state)),
	'diff.page-down': scrollDiff(pageRows),
	'diff.first': scrollDiff(() => Number.NEGATIVE_INFINITY),
	'diff.last': scrollDiff(() => Number.POSITIVE_INFINITY),
	'diff.left': state => stay({...state, responseLeft: Math.max(0, state.responseLeft - 8)}),
	'diff.right': state => stay({...state, responseLeft: Math.min(2000, state.responseLeft + 8)}),
	'diff.close': leave,
} satisfies Partial<Record<CommandId, Command>>;
