import {describe, expect, test} from 'vitest';
import {fakeCatalog} from './fake-catalog.ts';
import {createFakeSession} from './fake-session.ts';
import {
	activeScopes,
	bindingFor,
	bindingOf,
	footerBindings,
	keyTable,
	scopesTogether,
	scopeTitles,
	textScopes,
} from '../../source/tui/key-lookup.ts';
import {bindings, type Scope} from '../../source/tui/keymap.ts';
import {commands} from '../../source/tui/reducer/commands.ts';
import {initialState, type UiState, type World} from '../../source/tui/ui-state.ts';
import {noReader} from './no-reader.ts';
import {keys, openApp} from './open-app.tsx';

const scopes = Object.keys(scopeTitles) as Scope[];

function worldOf(session = createFakeSession({catalog: fakeCatalog})): World {
	return {
		catalog: session.catalog,
		profile: session.profile,
		name: session.name,
		session: session.getState(),
		readOnlyReason: session.getReadOnlyReason(),
		reader: noReader,
		exchangeOf: () => undefined,
		curlOf: () => '',
		variables: () => new Map(),
	};
}

const world = worldOf();
const state: UiState = initialState(world, {columns: 80, rows: 24}, []);

describe('the keymap', () => {
	test('gives every command one id, some help and at least one key', () => {
		expect(new Set(bindings.map(({id}) => id)).size).toBe(bindings.length);
		for (const {id, help, keys, scope} of bindings) {
			expect(help, id).not.toBe('');
			expect(keys.length, id).toBeGreaterThan(0);
			expect(scopes, id).toContain(scope);
		}
	});

	test('never means two things by one key where the operator is', () => {
		for (const active of scopesTogether()) {
			const bound = bindings.filter(({scope}) => active.includes(scope)).flatMap(binding => binding.keys);
			expect(
				bound.filter((key, index) => bound.indexOf(key) !== index),
				active.join('+'),
			).toEqual([]);
		}
	});

	test('has a command behind every id, and an id behind every command', () => {
		expect(Object.keys(commands).sort()).toEqual(bindings.map(({id}) => id).sort());
	});

	// Suspending is what shells mean by Ctrl+Z; the palette runs it without the key.
	const ofTheShell: ReadonlySet<string> = new Set(['app.suspend', 'walk.suspend']);

	test('asks for Ctrl or Alt only where letters are text; elsewhere every command has a key without', () => {
		const texts = new Set<string>([...textScopes, 'text']);
		for (const {id, keys} of bindings.filter(({scope, id}) => !texts.has(scope) && !ofTheShell.has(id))) {
			const plain = keys.filter(key => !/^(?:ctrl|alt)\+./.test(key) || key === 'ctrl+c');
			expect(plain.length, id).toBeGreaterThan(0);
		}
	});

	test('never has a key alone that shells, tmux or terminals keep for themselves', () => {
		const taken = new Set(['ctrl+b', 'ctrl+s', 'ctrl+q', 'ctrl+z', 'ctrl+enter', 'ctrl+space']);
		for (const {id, keys} of bindings.filter(({id}) => !ofTheShell.has(id))) {
			expect(
				keys.every(key => taken.has(key)),
				id,
			).toBe(false);
		}
	});

	test('is the readme’s table', () => {
		const table = keyTable().split('\n');
		expect(table).toHaveLength(bindings.length + 2);
		expect(table).toContain('| List of endpoints | `Enter` | fire the selected request |');
	});
});

describe('the footer', () => {
	test('shows only keys that work now', () => {
		const labels = footerBindings(state, world).map(({label}) => label);
		expect(labels).toContain('fire');
		expect(labels).not.toContain('cancel');
		expect(labels).not.toContain('unlock');
		expect(labels).not.toContain('variant');
		expect(new Set(labels).size).toBe(labels.length);
	});

	test('says of a key only what it does here: what is nearer has it', async () => {
		const app = await openApp({columns: 200, rows: 60});
		const twice = () => {
			const {state: now, world: around} = app.store.getSnapshot();
			const shown = footerBindings(now, around).map(({keys}) => keys[0] ?? '');
			for (const {
				keys: [key = ''],
				id,
			} of footerBindings(now, around)) {
				expect(bindingFor(activeScopes(now, around), key, now.bindings)?.id).toBe(id);
			}

			return shown.filter((key, index) => shown.indexOf(key) !== index);
		};

		await app.press(keys.enter);
		app.answer({body: '{"a": 1}'});
		await app.settle();
		await app.press('3', '/', 'a', keys.enter);
		expect(app.frame()).toMatch(/n next/);
		expect(app.frame()).not.toMatch(/n note/);
		expect(twice()).toEqual([]);
		await app.press(keys.escape, ']');
		expect(app.frame()).toMatch(/\/ search/);
		expect(app.frame()).not.toMatch(/\/ filter/);
		expect(twice()).toEqual([]);
	});

	test('follows the mode', () => {
		const filtering: UiState = {...state, mode: {kind: 'filter'}};
		expect(footerBindings(filtering, world).map(({label}) => label)).toEqual(['keep', 'clear', 'select']);
	});
});

test('a key that cannot work has a reason for the operator', () => {
	const locked = worldOf(createFakeSession({catalog: fakeCatalog, readOnlyReason: 'The disk is full.'}));
	for (const {id, disabledReason} of bindings) {
		const reason = disabledReason?.(state, locked) ?? null;
		if (reason !== null) {
			expect(reason, id).toMatch(/^[A-Z].*\.$/);
		}
	}

	expect(bindingOf('request.fire').disabledReason?.(state, locked)).toBe('The disk is full.');
	expect(bindingFor(['list', 'app'], 'enter')?.id).toBe('list.fire');
	expect(bindingFor(['list', 'app'], 'ctrl+q')).toBeUndefined();
});
