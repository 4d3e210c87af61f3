/** The help: every key from the keymap, those of where the operator is first, and what the words mean. */
import {latinText} from '../../terminal/keys.ts';
import {topicsNow, type HelpTopic} from '../help-topics.ts';
import {hereScopes, keyWord, scopeTitles} from '../key-lookup.ts';
import type {Bindings, Scope} from '../keymap.ts';
import type {Span} from '../spans.ts';
import {bufferText} from '../text-buffer.ts';
import type {UiState} from '../ui-state.ts';
import {wrapText} from '../wrap-text.ts';

const keyColumns = 16;

/** Something that the cursor of the help can be on. */
export type HelpEntry = {
	readonly what:
		| {readonly kind: 'command'; readonly binding: Bindings[number]}
		| {readonly kind: 'topic'; readonly topic: HelpTopic};
	/** Index of its first row, and of the row after its last. */
	readonly start: number;
	readonly end: number;
};

export type HelpRows = {
	readonly rows: ReadonlyArray<readonly Span[]>;
	readonly entries: readonly HelpEntry[];
};

/** What the help is searched for; empty while everything is shown. */
export function helpQuery({mode}: UiState): string {
	return mode.kind === 'help-search' ? bufferText(mode.buffer) : mode.kind === 'help' ? mode.query : '';
}

/** The rows of the help that the search leaves, at most `width` columns wide. */
export function helpRows(state: UiState, width: number): HelpRows {
	const key = JSON.stringify([hereScopes(state), activeIn(state), width, helpQuery(state)]);
	if (last === undefined || last.key !== key || last.bindings !== state.bindings) {
		last = {key, bindings: state.bindings, made: makeRows(state, width)};
	}

	return last.made;
}

/** The scopes whose keys work where the help was opened. */
function activeIn({mode}: UiState): readonly Scope[] {
	return mode.kind === 'help' || mode.kind === 'help-search' ? mode.here : [];
}

/** The rows are asked for several times a key press, by the reducer and by the screen, and rarely change. */
let last: {key: string; bindings: Bindings; made: HelpRows} | undefined;

function makeRows(state: UiState, width: number): HelpRows {
	const here = hereScopes(state);
	const active = activeIn(state);
	const isHere = (scope: Scope) => here.includes(scope) && active.includes(scope);
	const near: readonly Scope[] = [
		...here.filter(isHere),
		...here.filter(scope => !isHere(scope)),
		...(here.includes('walk') ? [] : ['app' as const]),
	];
	const others = (Object.keys(scopeTitles) as Scope[]).filter(scope => !near.includes(scope));
	const fits = matcherOf(helpQuery(state));
	const rows: Array<readonly Span[]> = [];
	const entries: HelpEntry[] = [];

	function heading(spans: readonly Span[]): void {
		rows.push(...(rows.length === 0 ? [] : [[]]), spans);
	}

	function add(what: HelpEntry['what'], lines: ReadonlyArray<readonly Span[]>): void {
		entries.push({what, start: rows.length, end: rows.length + lines.length});
		rows.push(...lines);
	}

	function addScope(scope: Scope): void {
		const title = scopeTitles[scope];
		const found = state.bindings.filter(
			({scope: own, id, keys, help, label}) =>
				own === scope && fits([title, id, ...keys.map(keyWord), help, label ?? ''].join(' ')),
		);
		if (found.length === 0) {
			return;
		}

		heading([
			[title, 'active'],
			[isHere(scope) ? ' (where you are)' : '', 'muted'],
		]);
		for (const binding of found) {
			const keys = binding.keys.length === 0 ? 'no key' : binding.keys.map(keyWord).join(' ');
			add(
				{kind: 'command', binding},
				wrapText(binding.help, width - keyColumns - 4).map((row, at): readonly Span[] => [
					[`  ${at === 0 ? keys : ''}`.padEnd(keyColumns + 3), 'accent'],
					[row, 'plain', 'safe'],
				]),
			);
		}
	}

	function addTopics(): void {
		const found = topicsNow(state).filter(({title, text}) => fits(`${title} ${text}`));
		if (found.length > 0) {
			heading([['What the words mean', 'active']]);
		}

		for (const topic of found) {
			add({kind: 'topic', topic}, [
				[[`  ${topic.title}`, 'strong']],
				...wrapText(topic.text, Math.min(96, width - 6)).map((row): readonly Span[] => [
					['    '],
					[row, 'plain', 'safe'],
				]),
			]);
		}
	}

	near.forEach(addScope);
	addTopics();
	others.forEach(addScope);
	if (rows.length === 0) {
		rows.push([['Nothing in the help fits the search.', 'muted']]);
	}

	return {rows, entries};
}

/** Whether a text has every word of a search, as it was typed or as its keys stand on a Latin keyboard. */
function matcherOf(query: string): (text: string) => boolean {
	const typed = query.toLowerCase().split(/\s+/).filter(Boolean);
	const latin = typed.map(word => latinText(word).toLowerCase());
	return text => {
		const lower = text.toLowerCase();
		return [typed, latin].some(words => words.every(word => lower.includes(word)));
	};
}
