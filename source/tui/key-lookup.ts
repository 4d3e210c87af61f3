/** Readers of the keymap: what a key means now, what the footer and the readme show. */
import {bindings, type Binding, type CommandId, type Scope} from './keymap.ts';
import type {Mode, UiState, World} from './ui-state.ts';
import {phaseOf} from './walk.ts';

/** The scopes whose keys work now, nearest first. */
export function activeScopes(state: UiState, world: World): readonly Scope[] {
	const {mode, focus} = state;
	if (mode.kind === 'browse') {
		return [focus, 'app', 'always'];
	}

	return mode.kind === 'walk' ? [...walkScopes(state, world), 'walk', 'always'] : [mode.kind, 'always'];
}

function walkScopes(state: UiState, world: World): readonly Scope[] {
	const screen = state.walk?.screen ?? 'checks';
	return screen === 'test' ? [phaseOf(state, world), 'test'] : [screen];
}

/** The scopes that help shows first: where the operator is, whatever the test on screen waits for. */
export function hereScopes(state: UiState): readonly Scope[] {
	const {walk} = state;
	if (walk === null || walk.place !== 'open') {
		return [state.focus];
	}

	return walk.screen === 'test'
		? ['to-fire', 'in-flight', 'to-mark', 'done', 'test', 'walk']
		: [walk.screen, 'walk'];
}

/** True where keys that name no command are text. */
export function takesText(mode: Mode): boolean {
	return 'buffer' in mode || mode.kind === 'filter';
}

/** The command that a key stands for in the nearest scope that knows it. */
export function bindingFor(
	scopes: readonly Scope[],
	keyName: string,
): (Binding & {id: CommandId}) | undefined {
	for (const scope of scopes) {
		const found = bindings.find(binding => binding.scope === scope && binding.keys.includes(keyName));
		if (found !== undefined) {
			return found;
		}
	}

	return undefined;
}

/** What the footer shows: the keys that work now, nearest scope first, each label once. */
export function footerBindings(state: UiState, world: World): readonly Binding[] {
	const labels = new Set<string>();
	return activeScopes(state, world)
		.flatMap(scope => bindings.filter(binding => binding.scope === scope))
		.filter(binding => {
			const {label} = binding;
			if (label === null || labels.has(label) || (binding.disabledReason?.(state, world) ?? null) !== null) {
				return false;
			}

			labels.add(label);
			return true;
		});
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
	space: 'Space',
};

/** A key as people read it: `Enter`, `↑`, `q`. */
export function keyWord(key: string): string {
	return keyWords[key] ?? key;
}

/** The name of each scope as a heading, in the order of the help screen. */
export const scopeTitles: Readonly<Record<Scope, string>> = {
	app: 'Everywhere',
	list: 'List of endpoints',
	request: 'Request',
	response: 'Response',
	filter: 'While filtering',
	field: 'While editing a value',
	body: 'While editing the body',
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
	'send-invalid': 'Body that is not JSON',
	export: 'Export summary',
	help: 'Help',
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
export function bindingOf(id: CommandId): Binding {
	const found = bindings.find(binding => binding.id === id);
	if (found === undefined) {
		throw new Error(`The keymap has no command ${id}.`);
	}

	return found;
}
