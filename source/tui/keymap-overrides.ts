/** The keymap with the operator's own keys: a table like the one in keymap.ts, or the reason why it cannot be one. */
import {nearestName} from '../catalog/nearest-name.ts';
import {Problem} from '../catalog/problem.ts';
import {countGraphemes} from '../terminal/graphemes.ts';
import {isNamedKey, latinKey} from '../terminal/keys.ts';
import {keyWord, scopesTogether, textScopes} from './key-lookup.ts';
import type {Binding, Bindings, Scope} from './keymap.ts';

/** Control keys that reach every program as another key. */
const twins: Readonly<Record<string, string>> = {
	'ctrl+h': 'backspace',
	'ctrl+i': 'tab',
	'ctrl+j': 'enter',
	'ctrl+m': 'enter',
	'ctrl+[': 'escape',
};

/** What the response shows has keys that are meant to be nearer than the same keys of the pane and of every pane. */
const scopesOfResponse: ReadonlyArray<readonly Scope[]> = [
	['found', 'narrowed', 'tree', 'answer', 'response', 'app', 'always'],
	['found', 'narrowed', 'attempts', 'response', 'rows', 'app', 'always'],
];

/** The way out that must work whatever a file says. */
const fixed = 'app.interrupt';

/**
 * The table with other keys for some commands.
 *
 * @param overrides keys by id of the command, such as `{"request.fire": ["!"], "request.curl": []}`; no keys: the command
 *   is left to the palette
 * @throws {Problem} `keys-refused` with the first reason: no such command, a key that no terminal sends or that is text,
 *   two commands on one key where both work, no key left for a way out or for the help
 */
export function overriddenBindings(overrides: unknown, table: Bindings): Bindings {
	if (typeof overrides !== 'object' || overrides === null || Array.isArray(overrides)) {
		refuse('"keys" must be an object of command ids with their keys.');
	}

	const given = new Map(
		Object.entries(overrides).map(([id, keys]) => [id, keysOf(id, keys, table)] as const),
	);
	const changed = table.map(binding => ({...binding, keys: given.get(binding.id) ?? binding.keys}));
	for (const [index, binding] of changed.entries()) {
		if (binding.keys.length === 0 && isEssential(table[index] ?? binding)) {
			refuse(`"${binding.id}" (${binding.help}) must keep a key.`);
		}
	}

	const clash = clashOf(changed, table);
	if (clash !== null) {
		refuse(clash);
	}

	return changed;
}

function keysOf(id: string, keys: unknown, table: Bindings): readonly string[] {
	const binding = table.find(known => known.id === id);
	if (binding === undefined) {
		const nearest = nearestName(
			id,
			table.map(known => known.id),
		);
		return refuse(
			`there is no command "${id}"${nearest === undefined ? '.' : `; did you mean "${nearest}"?`}`,
		);
	}

	if (id === fixed) {
		refuse(`"${id}" cannot be given other keys: Ctrl+C always works.`);
	}

	if (!Array.isArray(keys) || !keys.every(key => typeof key === 'string')) {
		return refuse(`"${id}" needs a list of keys, such as ["!"].`);
	}

	// What some command has already does come from terminals.
	const known = new Set(table.flatMap(other => other.keys));
	return keys.map(key => typedKey(key, binding, known));
}

/** The name under which a key press is known; a key that cannot come is refused. */
function typedKey(key: string, {id, scope}: Binding, known: ReadonlySet<string>): string {
	const isCharacter = countGraphemes(key) === 1;
	const name = isCharacter ? (key === ' ' ? 'space' : key) : key.toLowerCase();
	const [, modifier = '', bare = ''] = /^((?:ctrl|alt|shift)\+)?(.+)$/su.exec(name) ?? [];
	const why = `"${id}" cannot have the key "${key}":`;
	if (isCharacter && latinKey(key) !== key) {
		refuse(
			`${why} letters go by their place, so that they work under every layout; name it "${latinKey(key)}".`,
		);
	}

	const twin = twins[name];
	if (twin !== undefined) {
		refuse(`${why} terminals send it as ${keyWord(twin)}.`);
	}

	const isPrintable = /^[!-~]$/.test(bare);
	const isKnown =
		modifier === ''
			? isPrintable || isNamedKey(bare)
			: modifier === 'ctrl+'
				? /^[a-z]$/.test(bare)
				: modifier === 'alt+'
					? isPrintable
					: bare === 'tab';
	if (!isKnown && !known.has(name)) {
		refuse(
			`${why} no terminal sends it everywhere. Keys are characters, names such as enter, escape, pageup or space, ctrl+a to ctrl+z, alt with a character, shift+tab.`,
		);
	}

	if (modifier === '' && (scope === 'text' || textScopes.has(scope)) && (isPrintable || bare === 'space')) {
		refuse(`${why} it is text there.`);
	}

	return name;
}

/** Commands that somebody who lost them could not do without: the help, and every way out of something. */
function isEssential({id, keys}: Binding): boolean {
	return keys.includes('escape') || /\.(?:quit|help|palette)$/.test(id);
}

function clashOf(changed: Bindings, table: Bindings): string | null {
	const isAsBefore = (a: Binding, b: Binding, key: string) =>
		[a, b].every(({id}) => table.find(known => known.id === id)?.keys.includes(key) === true);
	for (const scopes of [...scopesTogether(table), ...scopesOfResponse]) {
		const owners = new Map<string, Binding>();
		for (const binding of changed.filter(({scope}) => scopes.includes(scope))) {
			for (const key of binding.keys) {
				const other = owners.get(key);
				if (other !== undefined && !isAsBefore(other, binding, key)) {
					return `the key ${keyWord(key)} would mean both "${other.id}" and "${binding.id}".`;
				}

				owners.set(key, binding);
			}
		}
	}

	return null;
}

function refuse(reason: string): never {
	throw new Problem('keys-refused', reason);
}
