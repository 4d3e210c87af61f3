/** What `{{variable}}` stands for now and where that comes from, in words. */
import {originOf} from '../session/variable-origin.ts';
import type {Tone} from './spans.ts';
import type {World} from './ui-state.ts';

export type VariableWords = {
	/** `event_id = 33`, or that it is not set. */
	readonly value: string;
	/** Where the value comes from, and what it is; empty where it is not set. */
	readonly origin: string;
	readonly tone: Tone;
	readonly isKnown: boolean;
};

/** A value longer than this is cut: the whole of it is sent, but nobody reads it here. */
const longestValue = 60;

/** A variable in words. What is shown is what would be sent; where that only stands in for a value, it says so. */
export function variableWords(name: string, world: World): VariableWords {
	const value = world.variables().get(name);
	if (value === undefined) {
		return {value: `✘ ${name} is not set`, origin: '', tone: 'bad', isKnown: false};
	}

	const {session, catalog, profile} = world;
	const lost = session.lost.get(name);
	const {from, endpointId} = originOf(name, session, catalog, profile.variables);
	const description = catalog.variables.get(name)?.description;
	const source =
		lost !== undefined
			? `stands in: the value ${lost.endpointId === null ? 'that you set' : `of ${lost.endpointId}`} ended with an earlier run`
			: from === 'operator'
				? 'set by you'
				: from === 'capture'
					? `from the answer of ${endpointId ?? 'an earlier request'}`
					: from === 'profile'
						? `of the profile ${profile.name}`
						: 'the example of the catalog';
	const shown = value.length > longestValue ? `${value.slice(0, longestValue)}…` : value;
	return {
		value: `${name} = ${shown}`,
		origin: description === undefined ? source : `${source}: ${description}`,
		tone: lost === undefined ? 'ok' : 'caution',
		isKnown: true,
	};
}
