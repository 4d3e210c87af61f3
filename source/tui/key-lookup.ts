/** Readers of the keymap: what a key means now, what the footer and the readme show. */
import {bindings, type Binding, type Bindings, type CommandId, type Scope} from './keymap.ts';
import type {Mode, UiState, World} from './ui-state.ts';
import {readingScopes} from './reading/reading-scopes.ts';
import {phaseOf} from './walk.ts';

/** The scopes whose keys work now, nearest first. */
export function activeScopes(state: UiState, world: World): readonly Scope[] {
	const {mode, focus} = state;
	if (mode.kind === 'browse') {
		const isRows = focus === 'response' && state.responseTab !== 'body';
		// What the tab's own keys and those of the pane leave: the footer names them in this order.
		return [...readingScopes(state, world), focus, ...(isRows ? (['rows'] as const) : []), 'app', 'always'];
	}

	if (mode.kind === 'walk') {
		return [...walkScopes(state, world), 'walk', 'always'];
	}

	return takesText(mode) ? [mode.kind, 'text', 'always'] : [mode.kind, 'always'];
}

function walkScopes(state: UiState, world: World): readonly Scope[] {
	const screen = state.walk?.screen ?? 'checks';
	return screen === 'test' ? [phaseOf(state, world), 'test'] : [screen];
}

/** The scopes that help shows first: where the operator is, whatever the test on screen waits for. */
export function hereScopes(state: UiState): readonly Scope[] {
	const {walk, mode} = state;
	if ((mode.kind === 'help' || mode.kind === 'help-search') && mode.over !== undefined) {
		return ['diff'];
	}

	if (walk === null || walk.place !== 'open') {
		return state.focus === 'response'
			? ['found', 'narrowed', 'tree', 'answer', 'attempts', 'rows', 'response']
			: [state.focus];
	}

	return walk.screen === 'test'
		? ['to-fire', 'in-flight', 'to-mark', 'done', 'test', 'walk']
		: [walk.screen, 'walk'];
}

/** What a sentence that names a key is made from. */
export type Keyed = Pick<UiState, 'bindings'>;

/** The first key of a command as people read it, for sentences; where the settings leave it without one, the palette. */
export function keyOf(id: CommandId, {bindings: table}: Keyed): string {
	const [key] = bindingOf(id, table).keys;
	const [finding = ''] = bindingOf('app.palette', table).keys;
	return key === undefined ? `the palette (${keyWord(finding)})` : keyWord(key);
}

/** Keys with what they do, for a row of choices: `y send it as typed   Esc back to the body`. */
export function choicesText(
	choices: ReadonlyArray<readonly [CommandId, string]>,
	{bindings: table}: Keyed,
	between = '   ',
): string {
	return choices
		.flatMap(([id, words]) => {
			const [key] = bindingOf(id, table).keys;
			return key === undefined ? [] : [`${keyWord(key)} ${words}`];
		})
		.join(between);
}

/**
 * Sets of scopes whose keys work at the same time. Where a key stands in two of them the nearer one has it, which is
 * easily taken for a fault: neither the table nor the settings should do that.
 */
export function scopesTogether(table: Bindings = bindings): ReadonlyArray<readonly Scope[]> {
	const panes: readonly Scope[] = ['list', 'request', 'response', 'session'];
	const phases: readonly Scope[] = ['to-fire', 'in-flight', 'to-mark', 'done'];
	const screens: readonly Scope[] = ['checks', 'card', 'findings'];
	const shared: readonly Scope[] = ['app', 'walk', 'test', 'text', 'always'];
	const alone = [...new Set(table.map(({scope}) => scope))].filter(
		scope => ![...panes, ...phases, ...screens, ...shared].includes(scope),
	);
	return [
		...panes.map(scope => [scope, 'app', 'always'] as const),
		...screens.map(scope => [scope, 'walk', 'always'] as const),
		...phases.map(scope => [scope, 'test', 'walk', 'always'] as const),
		...alone.map(scope =>
			textScopes.has(scope) ? ([scope, 'text', 'always'] as const) : ([scope, 'always'] as const),
		),
	];
}

type TextKind = Extract<Mode, {readonly buffer: unknown}>['kind'] | 'filter' | 'session-filter';

/** Every kind of mode that takes text; a new one that is forgotten here does not compile. */
const textKinds: Readonly<Record<TextKind, true>> = {
	body: true,
	'body-find': true,
	field: true,
	filter: true,
	'help-search': true,
	'mark-note': true,
	narrow: true,
	note: true,
	palette: true,
	reason: true,
	save: true,
	search: true,
	'session-filter': true,
	unlock: true,
	variable: true,
};

/** The scopes where a character is text, never a command. */
export const textScopes: ReadonlySet<string> = new Set(Object.keys(textKinds));

/** True where keys that name no command are text. */
export function takesText(mode: Mode): boolean {
	return textScopes.has(mode.kind);
}

/** The command that a key stands for in the nearest scope that knows it. */
export function bindingFor(
	scopes: readonly Scope[],
	keyName: string,
	table: Bindings = bindings,
): (Binding & {id: CommandId}) | undefined {
	for (const scope of scopes) {
		const found = table.find(binding => binding.scope === scope && binding.keys.includes(keyName));
		if (found !== undefined) {
			return found;
		}
	}

	return undefined;
}

/** What the footer shows: the keys that work now, nearest scope first, each label and each key once. */
export function footerBindings(state: UiState, world: World): readonly Binding[] {
	const labels = new Set<string>();
	const taken = new Set<string>();
	return activeScopes(state, world)
		.flatMap(scope => state.bindings.filter(binding => binding.scope === scope))
		.map((binding): Binding => {
			// What a nearer scope has means that here, even while it is only refused.
			const keys = binding.keys.filter(key => !taken.has(key));
			binding.keys.forEach(key => taken.add(key));
			return {...binding, keys};
		})
		.filter(({keys}) => keys.length > 0)
		.filter(binding => {
			const {label} = binding;
			if (label === null || labels.has(label) || (binding.disabledReason?.(state, world) ?? null) !== null) {
				return false;
			}

			labels.add(label);
			return true;
		})
		.sort((a, b) => rankOf(a.id) - rankOf(b.id));

	/** What the operator came for stands first: firing, and handing over what came of it. */
	function rankOf(id: string): number {
		return id === 'list.fire' || id === 'request.fire'
			? 0
			: id === 'app.export' && isExportDue(state, world)
				? 1
				: 2;
	}
}

/** Something was fired that is in no export of this process, and the keys are where the whole session is looked at. */
function isExportDue({focus, exportedAt}: UiState, {session}: World): boolean {
	return (
		(focus === 'list' || focus === 'session') &&
		session.endpoints.size > 0 &&
		exportedAt !== session.last?.seq
	);
}

const keyWords: Readonly<Record<string, string>> = {
	enter: 'Enter',
	escape: 'Esc',
	tab: 'Tab',
	'shift+tab': 'Shift+Tab',
	'ctrl+c': 'Ctrl+C',
	up: '↑',
	down: '↓',
	left: '←',
	right: '→',
	pageup: 'PgUp',
	pagedown: 'PgDn',
	home: 'Home',
	end: 'End',
	backspace: 'Backspace',
	space: 'Space',
};

/** A key as people read it: `Enter`, `↑`, `q`. */
export function keyWord(key: string): string {
	const [, modifier = '', bare = ''] = /^(ctrl|alt)\+(.+)$/su.exec(key) ?? [];
	const named = keyWords[key];
	return named !== undefined || modifier === ''
		? (named ?? key)
		: `${modifier === 'ctrl' ? 'Ctrl' : 'Alt'}+${keyWords[bare] ?? bare.toUpperCase()}`;
}

/** The name of each scope as a heading, in the order of the help screen. */
export const scopeTitles: Readonly<Record<Scope, string>> = {
	app: 'Everywhere',
	list: 'List of endpoints',
	request: 'Request',
	response: 'Response',
	found: 'Response, while a search is on',
	narrowed: 'Response, while a search or a filter is on',
	answer: 'Response, body',
	tree: 'Response, body as a tree',
	attempts: 'Response, attempts',
	rows: 'Response, headers, attempts and reasons',
	search: 'While searching the response',
	narrow: 'While filtering the body',
	copy: 'Choosing what to copy',
	save: 'Naming the file of a body',
	'save-over': 'File that is there already',
	diff: 'Comparing two attempts',
	session: 'Session',
	filter: 'While filtering',
	'session-filter': 'While filtering the session',
	field: 'While editing a value',
	body: 'While editing the body',
	'body-find': 'Finding in the body',
	text: 'While typing text',
	mark: 'Choosing a mark',
	'mark-note': 'Note of a mark',
	note: 'Note',
	checks: 'Stage 1, checks',
	card: 'Before Stage 2',
	'to-fire': 'Stage 2, test to be fired',
	'in-flight': 'Stage 2, test under way',
	'to-mark': 'Stage 2, test to be marked',
	done: 'Stage 2, test that is done',
	test: 'Stage 2, every test',
	findings: 'Stage 3, findings',
	walk: 'Guided stages',
	reason: 'Giving a reason',
	missing: 'Value that is missing',
	variable: 'Entering a value',
	unlock: 'Unlocking writes',
	'send-invalid': 'Request that looks half typed',
	export: 'Export summary',
	help: 'Help',
	'help-search': 'While searching the help',
	palette: 'Finding anything',
	always: 'Always',
};

/** The keys for the readme: a Markdown table that a test compares with what the readme shows. */
export function keyTable(): string {
	const rows = (Object.keys(scopeTitles) as Scope[]).flatMap(scope =>
		bindings
			.filter(binding => binding.scope === scope)
			.map(({keys, help}) => `| ${scopeTitles[scope]} | ${keys.map(keyCell).join(' ')} | ${help} |`),
	);
	return ['| where | key | does |', '| --- | --- | --- |', ...rows].join('\n');
}

function keyCell(key: string): string {
	return `\`${keyWord(key)}\``;
}

/** The binding of a command. */
export function bindingOf(id: CommandId, table: Bindings = bindings): Binding {
	const found = table.find(binding => binding.id === id);
	if (found === undefined) {
		throw new Error(`The keymap has no command ${id}.`);
	}

	return found;
}
