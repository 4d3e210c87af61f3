import {stripVTControlCharacters} from 'node:util';
import {renderToString} from 'ink';
import stringWidth from 'string-width';
import {describe, expect, test} from 'vitest';
import {SessionPane} from '../../../source/tui/components/session-pane.tsx';
import {draftOf} from '../../../source/request/draft.ts';
import {createBuffer} from '../../../source/tui/text-buffer.ts';
import {initialState, type SessionView, type UiState, type World} from '../../../source/tui/ui-state.ts';
import {stageCatalog} from '../fake-catalog.ts';
import {createFakeSession, type FakeAnswer, type FakeSession} from '../fake-session.ts';
import {noReader} from '../no-reader.ts';

function worldOf(session: FakeSession): World {
	return {
		catalog: session.catalog,
		profile: session.profile,
		name: session.name,
		session: session.getState(),
		readOnlyReason: null,
		reader: noReader,
		exchangeOf: intent => session.exchangeOf(intent),
		curlOf: () => '',
		variables: () => session.variables(),
	};
}

function fire(session: FakeSession, id: string, stage: string | null, answer?: FakeAnswer): void {
	void session.fire(draftOf(session.catalog.endpoints.get(id)!), {
		stage,
		signal: new AbortController().signal,
	});
	if (answer !== undefined) {
		session.answer(answer, id);
	}
}

/** A stage of three tests of which two were fired, one endpoint outside it, marks, a note, one request under way. */
function exampleSession(): FakeSession {
	const session = createFakeSession({catalog: stageCatalog});
	session.startStage('stage2');
	fire(session, '6.1', 'stage2', {
		status: 200,
		verdict: 'failure',
		latency: 123.4,
		reason: 'The body says error.',
	});
	session.mark('6.1', 1, 'fail', 'занято | с утра');
	fire(session, '6.4', 'stage2', {
		failure: {kind: 'timeout', message: 'No answer.', code: null, mayHaveBeenApplied: true},
	});
	fire(session, '6.1', null, {status: 200, verdict: 'success', latency: 20, connection: 'reused'});
	session.note('6.4', 'asked the server people');
	fire(session, '6.6', null);
	return session;
}

function frame(
	session: FakeSession,
	area: {width: number; height: number},
	change: Partial<UiState> & {view?: Partial<SessionView>} = {},
): string {
	const {view, ...rest} = change;
	const world = worldOf(session);
	const state = initialState(world, {columns: area.width, rows: area.height + 4}, []);
	return stripVTControlCharacters(
		renderToString(
			<SessionPane
				state={{
					...state,
					focus: 'session',
					...rest,
					sessionView: {...state.sessionView, ...view},
				}}
				world={world}
				area={area}
			/>,
			{columns: area.width},
		),
	)
		.split('\n')
		.map(row => row.trimEnd())
		.join('\n');
}

describe('the session pane', () => {
	test.each([
		[60, 12],
		[80, 20],
		[160, 46],
		[54, 56],
	])('stands as a person sees it at %i×%i', async (width, height) => {
		const shown = frame(exampleSession(), {width, height}, {selected: '6.4'});
		expect(shown.split('\n').length).toBeLessThanOrEqual(height);
		await expect(`${shown}\n`).toMatchFileSnapshot(`../frames/session-pane-${width}x${height}.txt`);
	});

	test('a row takes one line, and the columns keep their places whatever the widths of the characters', () => {
		const session = createFakeSession({
			catalog: {
				...stageCatalog,
				endpoints: new Map(
					['公演 in 東京', 'Список событий 🎫', 'e\u0301e\u0301e\u0301', 'plain', 'x\u202Ey\u001b[31mz'].map(
						(title, index) => [
							`6.${index}`,
							{...stageCatalog.endpoints.get('6.14')!, id: `6.${index}`, title},
						],
					),
				),
			},
		});
		for (let index = 0; index < 5; index++) {
			fire(session, `6.${index}`, null, {status: 200, verdict: 'success', latency: 12});
		}

		const rows = frame(session, {width: 90, height: 12}, {selected: '6.0'}).split('\n');
		const results = rows.slice(3, 8);
		expect(results.map(row => row.trim().replace('› ', '').slice(0, 3))).toEqual([
			'6.0',
			'6.1',
			'6.2',
			'6.3',
			'6.4',
		]);
		const places = results.map(row => stringWidth(row.slice(0, row.indexOf('200'))));
		expect(new Set(places).size).toBe(1);
		expect(rows.join('')).not.toContain('\u202e');
	});

	test('the heading stands over its columns wherever the cursor is', () => {
		const headings = ['6.1', '6.4', '6.14', '6.6'].map(
			selected => frame(exampleSession(), {width: 80, height: 20}, {selected}).split('\n')[2],
		);
		expect(new Set(headings).size).toBe(1);
		expect(headings[0]?.indexOf('verdict')).toBe(
			frame(exampleSession(), {width: 80, height: 20}, {selected: '6.1'})
				.split('\n')[3]
				?.indexOf('✘ failure'),
		);
	});

	test('columns go as the width goes; id and verdict stay longest', () => {
		const heading = (width: number) =>
			frame(exampleSession(), {width, height: 20}).split('\n')[2]!.trim().split(/\s+/);
		expect(heading(160)).toEqual(['id', 'title', 'status', 'latency', 'verdict', 'mark', 'attempts', 'note']);
		expect(heading(80)).toEqual(['id', 'title', 'status', 'latency', 'verdict', 'mark', 'attempts']);
		expect(heading(60)).toEqual(['id', 'title', 'status', 'verdict', 'mark']);
		expect(heading(48)).toEqual(['id', 'title', 'verdict', 'mark']);
	});

	test('says how many rows the filter hides, and with the totals of all rows still there', () => {
		const shown = frame(exampleSession(), {width: 80, height: 12}, {view: {outcome: 'failure'}});
		expect(shown).toContain('[✘ failure 1]');
		expect(shown).toContain('The filter hides 4 of 5.');
		expect(shown).toContain('run 2 of 3 planned');
		expect(shown).not.toContain('Seats of an event');
	});

	test('an empty session says how it is filled; a filter that fits nothing, how it is left', () => {
		expect(frame(createFakeSession({catalog: stageCatalog}), {width: 60, height: 12})).toMatch(
			/Nothing was fired yet\. 1 leads/,
		);
		const filter = createBuffer('nothing like it', {multiline: false});
		expect(frame(exampleSession(), {width: 60, height: 12}, {view: {filter}})).toContain(
			'No test fits the filter.',
		);
	});

	test('the rows of ten thousand tests that are not in sight are not even made', () => {
		const some = stageCatalog.endpoints.get('6.14')!;
		const asked = new Set<string>();
		const endpoints = new Map(
			Array.from({length: 10_000}, (_, index) => {
				const id = `7.${index}`;
				const endpoint = {
					...some,
					id,
					get title() {
						asked.add(id);
						return `Test ${index}`;
					},
				};
				return [id, endpoint] as const;
			}),
		);
		const session = createFakeSession({
			catalog: {
				...stageCatalog,
				endpoints,
				stages: new Map([['stage2', {id: 'stage2', title: 'Many', tests: [...endpoints.keys()]}]]),
			},
		});
		session.startStage('stage2');
		asked.clear();
		const shown = frame(session, {width: 80, height: 20}, {selected: '7.5000'});
		expect(shown).toContain('› 7.5000');
		expect(shown).toContain('of 10000');
		expect(asked.size).toBeLessThan(30);
	});
});
