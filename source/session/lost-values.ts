import {maskedPieces} from './masking/draft-values.ts';
import type {LostValue, SessionState} from './state.ts';

/**
 * The state for a process that knows only what stands on disk: values of which that is a masked form are `lost`. Taking
 * the form for the value would send it to the server.
 */
export function withoutMaskedValues(state: SessionState): SessionState {
	const masking = state.opened?.profile.masking ?? true;
	const isMasked = (stored: string): boolean => maskedPieces(stored, masking).length > 0;
	const ownMasked = [...state.variables].filter(([, value]) => isMasked(value));
	const capturedMasked = [...state.captured].filter(([, {value}]) => isMasked(value));
	return {
		...state,
		variables: without(
			state.variables,
			ownMasked.map(([name]) => name),
		),
		captured: without(
			state.captured,
			capturedMasked.map(([name]) => name),
		),
		lost: new Map<string, LostValue>([
			...state.lost,
			...capturedMasked.map(
				([name, {endpointId}]) => [name, {from: 'capture', endpointId, why: 'masked'}] as const,
			),
			...ownMasked.map(([name]) => [name, {from: 'operator', endpointId: null, why: 'masked'}] as const),
		]),
	};
}

/**
 * The state at a server that remembers nothing: what writes made, and their answers named, is `lost`. What reads found is
 * what the server begins with.
 */
export function withoutMadeValues(state: SessionState): SessionState {
	const writes = new Set(
		[...state.endpoints.values()].flatMap(({attempts}) =>
			attempts.flatMap(({intent}) => (intent.writes ? [intent.seq] : [])),
		),
	);
	const made = [...state.captured].filter(([, {intent}]) => writes.has(intent));
	return {
		...state,
		captured: without(
			state.captured,
			made.map(([name]) => name),
		),
		lost: new Map<string, LostValue>([
			...state.lost,
			...made.map(
				([name, {endpointId}]) => [name, {from: 'capture', endpointId, why: 'sandbox-anew'}] as const,
			),
		]),
	};
}

/** The map without some names; the same map when it has none of them. */
export function without<Value>(
	values: ReadonlyMap<string, Value>,
	names: readonly string[],
): ReadonlyMap<string, Value> {
	return names.some(name => values.has(name))
		? new Map([...values].filter(([name]) => !names.includes(name)))
		: values;
}
