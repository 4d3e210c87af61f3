import {windowTop} from '../layout.ts';
import {endpointRows} from '../endpoint-rows.ts';
import {bufferText} from '../text-buffer.ts';
import {hasFilterRow, type UiState, type World} from '../ui-state.ts';
import {bindingOf} from '../key-lookup.ts';
import {bodyFacts} from '../body-facts.ts';
import {withKeptTexts} from '../kept-buffers.ts';
import type {CommandId} from '../keymap.ts';
import {homeMode} from '../walk.ts';
import {commands} from './commands.ts';
import {applyOutside} from './body-commands.ts';
import {applyEdit, withPasteTold} from './editing.ts';
import {applyFlight} from './flights.ts';
import {layoutNow} from './moving.ts';
import {pointed} from './pointing.ts';
import {settledSearch} from './reading-moves.ts';
import {message, stay, type Action, type Step} from './step.ts';
import {begun, withCheck} from './walk-commands.ts';

/** The interface after an action. Pure: what must happen outside comes back as effects. */
export function reduceUi(state: UiState, action: Action, world: World): Step {
	const step = apply(state, action, world);
	const isSaved = action.type === 'command' && savingCommands.has(action.id);
	return {...step, state: inView(withKeptTexts(state, step.state, {world, isSaved}), world)};
}

/** After these a text is where it belongs. */
const savingCommands: ReadonlySet<CommandId> = new Set(['note.save', 'mark.save', 'reason.give']);

function apply(state: UiState, action: Action, world: World): Step {
	switch (action.type) {
		case 'command': {
			const calm: UiState = {...state, message: null, isLeaving: false};
			const reason = bindingOf(action.id, state.bindings).disabledReason?.(state, world) ?? null;
			if (reason !== null) {
				return stay({...calm, message: message('warning', reason)});
			}

			return commands[action.id](
				action.id === 'app.quit' ? {...calm, isLeaving: state.isLeaving} : calm,
				world,
			);
		}

		case 'edited': {
			return withPasteTold(
				applyEdit({...state, message: null, isLeaving: false}, action.edit, world),
				action,
			);
		}

		case 'pointed': {
			return pointed(state, action.event, world);
		}

		case 'resized': {
			return stay({...state, size: action.size});
		}

		case 'ticked': {
			return stay({...state, now: action.now});
		}

		case 'rested': {
			return stay({...state, isResting: false});
		}

		case 'body.checked': {
			// Drawn anew: what was found out is remembered by the text.
			bodyFacts(action.text);
			return stay({...state});
		}

		case 'outside.ended': {
			return applyOutside(state, action, world);
		}

		case 'told': {
			return stay({...state, message: action.message});
		}

		case 'read': {
			const {news} = state.reading;
			return stay(settledSearch({...state, reading: {...state.reading, news: news + 1}}, world));
		}

		case 'save.exists': {
			return stay(
				state.mode.kind === 'browse' ? {...state, mode: {kind: 'save-over', name: action.name}} : state,
			);
		}

		case 'unlocked': {
			const then = state.mode.kind === 'unlock' ? state.mode.then : null;
			const unlocked: UiState = {
				...state,
				mode: homeMode(state),
				message: message('info', `Writes to ${world.profile.host} are unlocked for this session.`),
			};
			if (then === 'begin-stage') {
				return begun(unlocked, world);
			}

			return {state: unlocked, effects: then === null ? [] : [{type: 'fire', firing: then}]};
		}

		case 'unlock.refused': {
			return stay(
				state.mode.kind === 'unlock'
					? {...state, mode: {...state.mode, refusal: action.message.text}}
					: {...state, message: action.message},
			);
		}

		case 'exported': {
			const status = {kind: 'done', summary: action.summary} as const;
			const exported = {
				...state,
				exportedAt: action.summary.journalEvents ?? world.session.last?.seq ?? null,
			};
			return stay(
				state.mode.kind === 'export'
					? {...exported, mode: {kind: 'export', top: 0, status}}
					: {...exported, message: message('info', `Exported to ${action.summary.archive}.`)},
			);
		}

		case 'export.failed': {
			const status = {kind: 'failed', message: action.message} as const;
			return stay(
				state.mode.kind === 'export'
					? {...state, mode: {kind: 'export', top: 0, status}}
					: {...state, message: action.message},
			);
		}

		case 'checks.listed': {
			const {walk} = state;
			return stay(walk === null ? state : {...state, walk: {...walk, checks: action.checks}});
		}

		case 'check.ended': {
			return stay(withCheck(state, action));
		}

		case 'flight.started':
		case 'flight.stored':
		case 'flight.progressed':
		case 'flight.landed':
		case 'flight.refused': {
			return applyFlight(state, action, world);
		}
	}
}

/** Keeps the selected endpoint among the rows of the list, whatever the filter and the size became. */
function inView(state: UiState, world: World): UiState {
	const rows = endpointRows(world.catalog, bufferText(state.filter));
	const height = listHeight(state);
	const row = rows.findIndex(entry => entry.kind === 'endpoint' && entry.endpoint.id === state.selected);
	// The heading of a section stays in sight with its first endpoint.
	const wanted = rows[row - 1]?.kind === 'section' && row - 1 < state.listTop ? row - 1 : row;
	const listTop = windowTop(
		Math.min(state.listTop, Math.max(0, rows.length - height)),
		Math.max(0, wanted),
		height,
	);
	return listTop === state.listTop ? state : {...state, listTop};
}

/** Rows of the list that are not its title or its filter. */
function listHeight(state: UiState): number {
	return Math.max(1, (layoutNow(state).list?.height ?? 3) - (hasFilterRow(state) ? 2 : 1));
}
