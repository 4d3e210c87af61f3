/** Everything that the palette can find, as it is when the palette is opened. */
import type {Catalog} from '../catalog/catalog.ts';
import {helpTopics, settingsTopic} from './help-topics.ts';
import {keyWord} from './key-lookup.ts';
import type {Binding} from './keymap.ts';
import type {Entry} from './palette.ts';
import {isPane, runnable} from './run-anywhere.ts';
import {settingChoices, type SettingName, type Settings} from './settings.ts';
import type {UiState, World} from './ui-state.ts';

/** Commands that only move: they stand behind what can be done. */
const movingPattern = /\.(?:up|down|left|right|page-up|page-down|first|last|previous-tab|next-tab)$/;

/**
 * What the operator can be led to: commands of the panes and of the guided stages where they work, endpoints, settings,
 * topics of the help.
 */
export function paletteEntries(state: UiState, world: World): readonly Entry[] {
	return [
		...commandEntries(state, world),
		...endpointEntries(world.catalog),
		settingsFileEntry(state),
		...settingEntries(state.settings),
		...topicEntries,
	];
}

function commandEntries(state: UiState, world: World): readonly Entry[] {
	const found = state.bindings.flatMap(binding => {
		// Ctrl+C cancels or leaves, by what is in flight: here each of the two is offered by itself.
		if (binding.id.endsWith('.palette') || binding.id === 'app.interrupt') {
			return [];
		}

		const {reason, isElsewhere} = runnable(binding, state, world);
		return isElsewhere ? [] : [{binding, reason}];
	});
	// What a pane's own key does (fire, edit) is offered once, by the command that does it from anywhere.
	return found
		.filter(
			({binding: {scope, label}}) =>
				label === null ||
				scope === 'app' ||
				!found.some(other => other.binding.scope === 'app' && other.binding.label === label),
		)
		.sort((a, b) => rankOf(a.binding) - rankOf(b.binding))
		.map(({binding, reason}) => ({
			id: `command:${binding.id}`,
			action: {kind: 'command', commandId: binding.id},
			text: textOf(binding),
			detail: binding.keys.map(keyWord).join(' '),
			reason,
			...(binding.id === 'app.quit' ? {words: leavingWords.join(' '), onlyFor: leavingWords} : {}),
		}));
}

/** Nobody leaves by accident: only these find it. */
const leavingWords: readonly string[] = ['leave', 'quit', 'exit'];

/** What works from anywhere first, what only moves last. */
function rankOf({id, scope}: Binding): number {
	return movingPattern.test(id) ? 2 : isPane(scope) ? 1 : 0;
}

function textOf({label, help}: Binding): string {
	return label === null || help.startsWith(label) ? help : `${label}: ${help}`;
}

const knownEndpoints = new WeakMap<Catalog, readonly Entry[]>();

function endpointEntries(catalog: Catalog): readonly Entry[] {
	const known =
		knownEndpoints.get(catalog) ??
		[...catalog.endpoints.values()].map(({id, title, variants: [{method, path}]}): Entry => ({
			id: `endpoint:${id}`,
			action: {kind: 'endpoint', endpointId: id},
			text: `${id} ${title} ${method} ${path}`,
			pathAt: `${id} ${title} ${method}`.length,
			detail: '',
			reason: null,
		}));
	knownEndpoints.set(catalog, known);
	return known;
}

const settingWords: Readonly<Record<SettingName, string>> = {
	theme: 'theme',
	motion: 'motion',
	mouse: 'mouse',
	screenReader: 'screen reader',
};

const settingSynonyms: Readonly<Record<SettingName, string>> = {
	theme: 'settings colours colors',
	motion: 'settings animation',
	mouse: 'settings',
	screenReader: 'settings accessibility',
};

/** The value of a setting as people read it. */
export function settingWord(value: string | boolean): string {
	return typeof value === 'string' ? value.replace('-', ' ') : value ? 'on' : 'off';
}

/** A setting with its value, as people read it: `theme: high contrast`. */
export function settingText(name: string, value: string | boolean): string {
	return `${settingWords[name as SettingName]}: ${settingWord(value)}`;
}

function settingEntries(settings: Settings): readonly Entry[] {
	const names = Object.keys(settingChoices) as SettingName[];
	return names.flatMap(name =>
		settingChoices[name].map((value): Entry => ({
			id: `setting:${name}=${value}`,
			action: {kind: 'setting', name, value},
			text: settingText(name, value),
			words: settingSynonyms[name],
			detail:
				settings[name] === value ? 'is so now' : name === 'screenReader' ? 'from the next start on' : '',
			reason: null,
		})),
	);
}

/** Where keys and settings are changed, by every word that one may look for it with. */
function settingsFileEntry({settingsFile}: UiState): Entry {
	return {
		id: `help:${settingsTopic}`,
		action: {kind: 'help', topicId: settingsTopic},
		text: 'The settings file',
		words: 'keys keymap keyboard shortcuts remap rebind bindings configuration preferences options',
		detail: settingsFile ?? '',
		reason: null,
	};
}

const topicEntries: readonly Entry[] = helpTopics
	.filter(({id}) => id !== settingsTopic)
	.map(({id, title}) => ({
		id: `help:${id}`,
		action: {kind: 'help', topicId: id},
		text: title,
		detail: '',
		reason: null,
	}));
