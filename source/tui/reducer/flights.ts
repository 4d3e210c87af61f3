/** What becomes of the interface while requests leave, travel and land. */
import {describeProblem} from '../../catalog/problem.ts';
import {notJson} from '../doubtful-draft.ts';
import {createBuffer} from '../text-buffer.ts';
import type {Flight, UiState, World} from '../ui-state.ts';
import {message, stay, type Action, type Step} from './step.ts';

type FlightAction = Extract<Action, {type: `flight.${string}`}>;

/** Applies what happened to one request in flight. */
export function applyFlight(state: UiState, action: FlightAction, world: World): Step {
	switch (action.type) {
		case 'flight.started': {
			const flight: Flight = {
				id: action.id,
				endpointId: action.endpointId,
				startedAt: action.at,
				intent: null,
				phase: null,
				steps: [],
				receivedBytes: 0,
				isCancelling: false,
			};
			const viewed = new Map(state.viewed);
			// A new request clears the answer on screen: an old one must never look new.
			viewed.delete(action.endpointId);
			return stay({
				...withRefusal(state, action.endpointId, null),
				flights: [...state.flights, flight],
				now: action.at,
				viewed,
				...(state.selected === action.endpointId ? {responseTop: 0, responseLeft: 0, attemptRow: 0} : {}),
			});
		}

		case 'flight.stored': {
			return stay(withFlight(state, action.id, {intent: action.intent}));
		}

		case 'flight.progressed': {
			return stay(progressed(state, action));
		}

		case 'flight.landed': {
			return stay(withoutFlight(state, action.id));
		}

		case 'flight.refused': {
			const {problem, firing} = action;
			const told = withRefusal(state, firing.draft.endpointId, problem.message);
			return refused(withoutFlight(told, action.id), action, world);
		}
	}
}

function refused(state: UiState, action: Extract<Action, {type: 'flight.refused'}>, world: World): Step {
	const {problem, firing} = action;
	// A question may only interrupt an operator who is not answering another one.
	const isFree = state.mode.kind === 'browse' || state.mode.kind === 'walk';
	if (
		problem.code === 'writes-locked' &&
		isFree &&
		world.profile.kind === 'production' &&
		!world.profile.readOnly
	) {
		const buffer = createBuffer('', {multiline: false});
		return stay({...state, mode: {kind: 'unlock', buffer, refusal: null, then: firing}});
	}

	if (problem.code === 'body-not-json' && isFree && !firing.sendInvalidBody) {
		return stay({
			...state,
			mode: {kind: 'send-invalid', firing, ...notJson(firing.draft.endpointId, problem.message)},
		});
	}

	const [what = '', next] = describeProblem(problem).split('\n');
	return stay({...state, message: message('problem', what, next ?? null)});
}

/** Keeps why a request was not sent for as long as an older answer stands on screen. */
function withRefusal(state: UiState, endpointId: string, why: string | null): UiState {
	const refusals = new Map(state.reading.refusals);
	if (why === null) {
		refusals.delete(endpointId);
	} else {
		refusals.set(endpointId, why);
	}

	return {...state, reading: {...state.reading, refusals}};
}

function progressed(state: UiState, action: Extract<Action, {type: 'flight.progressed'}>): UiState {
	const {id, progress, at} = action;
	const steps = state.flights.find(flight => flight.id === id)?.steps ?? [];
	const isNew = steps.at(-1)?.phase !== progress.phase;
	return withFlight(state, id, {
		...progress,
		steps: isNew ? [...steps, {phase: progress.phase, at}] : steps,
	});
}

function withFlight(state: UiState, id: number, change: Partial<Flight>): UiState {
	return {
		...state,
		flights: state.flights.map(flight => (flight.id === id ? {...flight, ...change} : flight)),
	};
}

function withoutFlight(state: UiState, id: number): UiState {
	return {...state, flights: state.flights.filter(flight => flight.id !== id)};
}
