/** With other keys in the settings file, no sentence on any screen may name the usual ones. */
import {describe, expect, test} from 'vitest';
import {bindings, type Bindings, type CommandId} from '../../source/tui/keymap.ts';
import type {StageCheck} from '../../source/tui/stage-check.ts';
import {fakeCatalog, stageCatalog} from './fake-catalog.ts';
import {keys, openApp, type OpenAppOptions, type OpenedApp} from './open-app.tsx';

/** A sign that stands nowhere else. */
const token = '§';

/** Every command has another key, but the one that nobody can change. */
const remapped: Bindings = bindings.map((binding, index) =>
	binding.id === 'app.interrupt' ? binding : {...binding, keys: [`${token}${index}`]},
);

const namedPattern =
	/(?<![\p{L}\p{N}+])(?:Enter|Esc|Tab|Space|PgUp|PgDn|Home|(?:Ctrl|Alt|Shift)\+(?!C\b)\p{L}+)(?!\p{L})|[↑↓←]/gu;

/** A letter by itself; not the sign of a message, a unit, a count, or the sign of a mark, which its word follows. */
const letterPattern =
	/(?<![^\s(])(?<!\d )[b-zNGEDM](?=[ ,.;:)](?!$))(?! pass| fail| limitation| blocked| skipped| \d)/gmu;

/** What only a key can be in front of: an article and a figure are not. */
const doingPattern = /(?:^|[.,;:(] ?)(?:a|[1-4]) (?:adds|leads|shows|starts|goes|brings)\b/gmu;

/** The usual keys that a text names. */
function usualKeys(text: string): readonly string[] {
	const calm = text.replaceAll(/^ *i /gm, '  ');
	return [namedPattern, letterPattern, doingPattern].flatMap(pattern =>
		[...calm.matchAll(pattern)].map(
			({0: found, index}) => `${found} in “${calm.slice(index, index + 60).split('\n')[0] ?? ''}”`,
		),
	);
}

const blocked: StageCheck = {
	id: 'token',
	title: 'Token',
	run: () => Promise.resolve({status: 'blocked', found: 'It is not set.', next: 'Set it.'}),
};
const fine: StageCheck = {
	id: 'program',
	title: 'Program',
	run: () => Promise.resolve({status: 'ok', found: 'version 0'}),
};

/** A way through the screens; `look` is called on each. */
type Walk = {
	readonly name: string;
	readonly options?: OpenAppOptions;
	readonly go: (robot: Robot) => Promise<void>;
};

type Robot = {
	readonly app: OpenedApp;
	/** Runs commands, whatever their keys are, and looks after each. */
	run(...ids: readonly CommandId[]): Promise<void>;
	type(text: string): Promise<void>;
	answer(answer?: Parameters<OpenedApp['answer']>[0]): Promise<void>;
	look(): void;
};

const walks: readonly Walk[] = [
	{
		name: 'the list and the filter',
		async go({run, type}) {
			await run('app.back', 'list.last', 'app.filter');
			await type('6.1');
			await run('filter.keep', 'request.cancel', 'app.unlock', 'app.suspend');
		},
	},
	{
		name: 'a request without values',
		async go({run, type}) {
			await run('list.down', 'list.down', 'list.down', 'list.open', 'request.edit');
			await run('request.next-tab', 'request.edit-row', 'request.next-tab', 'request.edit-row');
			await run('request.next-tab', 'request.outside', 'request.format', 'request.edit-row', 'body.leave');
			await run('request.delete-row', 'request.reset', 'request.next-tab', 'request.edit-row');
			await run('request.next-tab', 'request.edit-row', 'request.outside', 'request.format');
			await run('request.body', 'request.edit-row');
			await type('{');
			await run('body.leave', 'request.fire', 'invalid.edit');
		},
	},
	{
		name: 'a request that is edited',
		async go({run, type}) {
			await run('list.open', 'request.add-row');
			await type('name');
			await run('field.done', 'request.delete-row', 'request.reset', 'request.reset', 'request.body');
			await run('request.edit-row', 'body.find');
			await type('where');
			await run('body-find.leave', 'body.format', 'body.example');
			await type('{{');
			await run('body.fault', 'body.leave', 'request.reset', 'request.curl', 'request.variant');
		},
	},
	{
		name: 'answers',
		async go({run, type, answer}) {
			await run('pane.response', 'request.fire');
			await answer({body: '{"a": 1, "b": [2, 3]}'});
			await run('answer.search');
			await type('a');
			await run('search.keep', 'answer.narrow');
			await type('$.b');
			await run('narrow.apply', 'answer.clear', 'answer.clear', 'answer.copy', 'copy.leave');
			await run(
				'answer.save',
				'save.leave',
				'answer.diff',
				'answer.form',
				'response.next-tab',
				'rows.search',
			);
			await type('request');
			await run('search.keep', 'found.next', 'answer.clear');
			await run('request.fire');
			await answer({status: 500, verdict: 'failure', reason: 'It broke.'});
			await run('response.next-tab', 'response.down', 'attempts.choose', 'response.choose');
			await run('answer.diff', 'diff.close', 'response.next-tab', 'app.back', 'mark.open', 'mark.pass');
			await run('mark.back', 'note.open', 'note.leave');
		},
	},
	{
		name: 'a request that leaves while another one is in flight',
		async go({run}) {
			await run('request.fire', 'pane.response', 'mark.open', 'app.quit');
		},
	},
	{
		name: 'an empty session and one with rows',
		async go({run, type, answer}) {
			await run('pane.session', 'note.open', 'mark.open', 'request.fire', 'pane.list', 'request.fire');
			await answer();
			await run('pane.session', 'app.filter');
			await type('zzz');
			await run('session-filter.keep', 'session.open', 'app.back', 'session.next-outcome');
			await run('session.next-outcome', 'session.next-outcome');
		},
	},
	{
		name: 'a session with stages',
		options: {catalog: stageCatalog},
		async go({run}) {
			await run('pane.session');
		},
	},
	{
		name: 'production',
		options: {kind: 'production'},
		async go({run}) {
			await run('app.unlock', 'unlock.leave');
		},
	},
	{
		name: 'the palette and settings',
		async go({run, type}) {
			await run('app.palette');
			await type('screen reader: on');
			await run('palette.run', 'settings.mouse', 'settings.mouse');
		},
	},
	{
		name: 'checks that are blocked',
		options: {catalog: stageCatalog, stageChecks: [blocked, fine]},
		async go({run}) {
			await run('walk.open', 'checks.go', 'reason.give', 'reason.leave', 'walk.leave');
		},
	},
	{
		name: 'the guided stages',
		options: {catalog: stageCatalog, stageChecks: [fine]},
		async go({run, type, answer}) {
			await run('walk.open', 'checks.go', 'card.begin', 'test.pass', 'test.repeat', 'test.edit');
			await run('app.back', 'field.leave', 'app.back', 'test.fire', 'test.blocked');
			await answer({status: 403, verdict: 'limitation', reason: 'expected before the run'});
			await run('test.accept', 'test.fire', 'missing.enter', 'variable.set', 'variable.leave');
			await run('test.fire', 'missing.giver', 'test.report', 'findings.edit', 'findings.clean');
			await run('findings.note');
			await type('why');
			await run('note.save', 'walk.down', 'findings.edit', 'note.leave');
		},
	},
	{
		name: 'a test that was made and a long body',
		options: {
			catalog: {
				...stageCatalog,
				endpoints: new Map(
					[...stageCatalog.endpoints].map(([id, endpoint]) => {
						const [variant] = endpoint.variants;
						const body = `[\n${Array.from({length: 60}, (_, at) => `  ${at}`).join(',\n')}\n]`;
						return [id, {...endpoint, variants: [{...variant, body}]}];
					}),
				),
			},
			stageChecks: [fine],
		},
		async go({run, answer}) {
			await run('walk.open', 'checks.go', 'card.begin', 'test.fire');
			await answer({captures: {ticket_id: '5012'}});
			await run('test.accept', 'test.report', 'findings.clean');
		},
	},
	{
		name: 'production, before the stage',
		options: {catalog: stageCatalog, stageChecks: [fine], kind: 'production'},
		async go({run}) {
			await run('walk.open', 'checks.go', 'card.begin');
		},
	},
];

async function robotOn(walk: Walk, table: Bindings, saw: (app: OpenedApp) => void): Promise<Robot> {
	const app = await openApp({
		catalog: fakeCatalog,
		columns: 120,
		rows: 60,
		...walk.options,
		bindings: table,
	});
	const look = (): void => saw(app);
	look();
	return {
		app,
		look,
		async run(...ids) {
			for (const id of ids) {
				app.store.dispatch({type: 'command', id});
				await app.settle();
				look();
			}
		},
		async type(text) {
			await app.press(...text);
			look();
		},
		async answer(answer) {
			app.answer(answer);
			await app.settle();
			look();
		},
	};
}

/** Everything that may be read: the screen, and why each key does nothing now. */
function textsOf({frame, store}: OpenedApp): string {
	const {state, world} = store.getSnapshot();
	const reasons = state.bindings.map(({disabledReason}) => disabledReason?.(state, world) ?? '');
	return [frame(), ...reasons].join('\n');
}

describe('with other keys', () => {
	test.each(walks)('$name: no sentence names a usual key', async walk => {
		const found = new Set<string>();
		const robot = await robotOn(walk, remapped, app => {
			expect(app.frame()).toContain(token);
			for (const key of usualKeys(textsOf(app))) {
				found.add(key);
			}
		});
		await walk.go(robot);
		expect([...found]).toEqual([]);
	});

	test('a journal that an ended program left names none either', async () => {
		const before = await openApp({catalog: stageCatalog, stageChecks: [fine]});
		await before.press('s', keys.enter, keys.enter, keys.enter);
		const session = before.session.resumed();
		const app = await openApp({session, bindings: remapped, columns: 160, rows: 60});
		app.store.dispatch({type: 'command', id: 'walk.open'});
		await app.settle();
		expect(app.frame()).toContain('It may have been applied.');
		expect(usualKeys(textsOf(app))).toEqual([]);
	});

	test('the help of a command names no key: it would be right under the usual ones only', () => {
		for (const {id, help} of bindings) {
			// Plain keys of text, which are not in the table.
			expect(usualKeys(help.replace(/, as (?:Home|End|Delete)$/, '')), id).toEqual([]);
		}
	});

	test.each(walks)('$name: with the usual keys the same eyes see them', async walk => {
		const robot = await robotOn(walk, bindings, app => {
			expect(usualKeys(textsOf(app))).not.toEqual([]);
		});
		await walk.go(robot);
	});

	test('a command without a key is found in the palette', async () => {
		const app = await openApp({
			bindings: bindings.map(binding => (binding.id === 'request.fire' ? {...binding, keys: []} : binding)),
			columns: 160,
		});
		await app.press('3');
		expect(app.frame()).toContain('the palette (:) fires the request');
	});
});
