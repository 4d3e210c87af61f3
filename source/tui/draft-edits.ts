/** Changes of a draft, one value at a time. Pure. */
import type {Endpoint} from '../catalog/catalog.ts';
import {draftOf, variantOf, type Draft, type Pair} from '../request/draft.ts';
import type {FieldTarget, RequestTab} from './ui-state.ts';

/** The text of a field; empty when there is no such field. */
export function fieldText(draft: Draft, target: FieldTarget): string {
	if (target.kind === 'path') {
		return draft.path[target.name] ?? '';
	}

	const pair = draft[target.kind][target.index];
	return (target.part === 'name' ? pair?.[0] : pair?.[1]) ?? '';
}

/** The draft with another text in a field. */
export function withFieldText(draft: Draft, target: FieldTarget, text: string): Draft {
	if (target.kind === 'path') {
		return {...draft, path: {...draft.path, [target.name]: text}};
	}

	const pairs = draft[target.kind].map((pair, index): Pair => {
		if (index !== target.index) {
			return pair;
		}

		return target.part === 'name' ? [text, pair[1]] : [pair[0], text];
	});
	return {...draft, [target.kind]: pairs};
}

/** The draft with an empty pair after its last one. */
export function withNewPair(draft: Draft, kind: 'query' | 'headers'): Draft {
	return {...draft, [kind]: [...draft[kind], ['', '']]};
}

/** The draft without the pair at a 0-based place. */
export function withoutPair(draft: Draft, kind: 'query' | 'headers', index: number): Draft {
	return {...draft, [kind]: draft[kind].filter((_, at) => at !== index)};
}

/** The field that a row of a tab edits; `undefined` where the row is none. */
export function fieldOfRow(
	draft: Draft,
	endpoint: Endpoint,
	tab: RequestTab,
	row: number,
): FieldTarget | undefined {
	if (tab === 'path') {
		const parameter = variantOf(endpoint, draft.variant).pathParameters[row];
		return parameter === undefined ? undefined : {kind: 'path', name: parameter.name};
	}

	if (tab === 'query' || tab === 'headers') {
		return draft[tab][row] === undefined ? undefined : {kind: tab, index: row, part: 'value'};
	}

	return undefined;
}

/** The first tab whose values a draft has; the path's where it has none at all. */
export function firstFilledTab(draft: Draft): RequestTab {
	const tabs = ['path', 'query', 'body', 'headers'] as const;
	return tabs.find(tab => hasValues(draft, tab)) ?? 'path';
}

/** True where a tab holds something of the draft that can be edited. */
export function hasValues(draft: Draft, tab: 'path' | 'query' | 'headers' | 'body'): boolean {
	if (tab === 'body') {
		return draft.body !== null;
	}

	return tab === 'path' ? Object.keys(draft.path).length > 0 : draft[tab].length > 0;
}

/** True when the draft differs from the catalog's example. */
export function isEdited(draft: Draft, endpoint: Endpoint): boolean {
	return JSON.stringify(draft) !== JSON.stringify(draftOf(endpoint, draft.variant));
}
