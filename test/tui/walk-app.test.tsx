/** The guided stages by their keys, as an operator uses them. */
import {describe, expect, test} from 'vitest';
import type {JournalEvent} from '../../source/session/event.ts';
import type {StageCheck} from '../../source/tui/stage-check.ts';
import {stageCatalog} from './fake-catalog.ts';
import {keys, openApp, type OpenAppOptions, type OpenedApp} from './open-app.tsx';

const fine: StageCheck = {
	id: 'program',
	title: 'Program',
	run: () => Promise.resolve({status: 'ok', found: 'version 0'}),
};

async function open(options: OpenAppOptions = {}): Promise<OpenedApp> {
	return openApp({catalog: stageCatalog, stageChecks: [fine], ...options});
}

/** On the first test of Stage 2. */
async function begun(options: OpenAppOptions = {}): Promise<OpenedApp> {
	const app = await open(options);
	await app.press('s', keys.enter, keys.enter);
	return app;
}

async function answered(app: OpenedApp, answer: Parameters<OpenedApp['answer']>[0] = {}): Promise<void> {
	await app.press(keys.enter);
	app.answer(answer);
	await app.settle();
}

const added = {captures: {ticket_id: '5012'}};
const refused = {status: 403, verdict: 'limitation', reason: 'expected before the run'} as const;

function eventsOf<Type extends JournalEvent['type']>(app: OpenedApp, type: Type) {
	return app.session.events.filter(
		(event): event is Extract<JournalEvent, {type: Type}> => event.type === type,
	);
}

describe('Stage 1', () => {
	test('cannot be left while a check is under way, and shows each line as it ends', async () => {
		let end: (() => void) | undefined;
		const slow: StageCheck = {
			id: 'dns',
			title: 'Name resolution',
			run: () =>
				new Promise(resolve => {
					end = () => resolve({status: 'ok', found: '127.0.0.1'});
				}),
		};
		const app = await open({stageChecks: [slow, fine]});
		await app.press('s');
		expect(app.frame()).toMatch(/… checking Name resolution\n✔ ok {6}Program/);
		await app.press(keys.enter);
		expect(app.frame()).toContain('Checks are still under way.');
		expect(eventsOf(app, 'stage.checked')).toEqual([]);
		end?.();
		await app.settle();
		await app.press(keys.enter);
		expect(eventsOf(app, 'stage.checked')).toMatchObject([
			{stage: 'stage2', override: null, checks: [{id: 'dns', status: 'ok', next: null}, {id: 'program'}]},
		]);
	});

	test('blocked: nothing goes on without a reason, which is journaled', async () => {
		const broken: StageCheck = {
			id: 'tls',
			title: 'Certificate',
			run: () => Promise.reject(new Error('it expired')),
		};
		const app = await open({stageChecks: [broken]});
		await app.press('s', keys.enter, '  ', keys.enter);
		expect(app.frame()).toContain('A reason is needed');
		expect(eventsOf(app, 'stage.checked')).toEqual([]);
		await app.press(keys.escape);
		expect(app.frame()).toContain('Stage 1 Prepare');
		await app.press(keys.enter, 'its owner knows', keys.enter);
		expect(eventsOf(app, 'stage.checked')).toMatchObject([
			{override: 'its owner knows', checks: [{status: 'blocked', found: 'it expired'}]},
		]);
		expect(app.frame()).toContain('Certificate (overridden)');
	});

	test('is run again with r', async () => {
		let runs = 0;
		const counting: StageCheck = {
			id: 'folder',
			title: 'Output folder',
			run: () => Promise.resolve({status: ++runs === 1 ? 'blocked' : 'ok', found: `run ${runs}`}),
		};
		const app = await open({stageChecks: [counting]});
		await app.press('s');
		expect(app.frame()).toContain('✘ Blocked');
		await app.press('r');
		expect(app.frame()).toMatch(/Nothing is blocked[^]*run 2/);
	});
});

describe('before Stage 2', () => {
	test('production is begun only after the name of the host was typed', async () => {
		const app = await open({kind: 'production'});
		await app.press('s', keys.enter, keys.enter, 'elsewhere', keys.enter);
		expect(app.frame()).toContain('is not the name of the host');
		expect(eventsOf(app, 'stage.started')).toEqual([]);
		await app.press(keys.escape);
		expect(app.frame()).toContain('Before Stage 2');
		await app.press(keys.enter, 'qtickets.example', keys.enter);
		expect(eventsOf(app, 'stage.started')).toMatchObject([{stage: 'stage2'}]);
		expect(app.frame()).toContain('Stage 2 Test 1/3');
		expect(app.session.fired).toEqual([]);
	});

	test('a session that cannot be written does not begin, and says why', async () => {
		const app = await open();
		await app.press('s', keys.enter);
		app.session.setReadOnly('The disk is full.');
		await app.press(keys.enter);
		expect(app.frame()).toContain('The disk is full.');
		expect(eventsOf(app, 'stage.started')).toEqual([]);
	});
});

describe('Stage 2', () => {
	test('two keys a test: Enter fires within the stage, Enter accepts what the verdict suggests', async () => {
		const app = await begun();
		await answered(app, added);
		await app.press(keys.enter);
		await answered(app, {verdict: 'failure', reason: 'soft error'});
		await app.press(keys.enter);
		await answered(app, refused);
		await app.press(keys.enter);
		expect(eventsOf(app, 'request.intent').map(({stage}) => stage)).toEqual(['stage2', 'stage2', 'stage2']);
		expect(eventsOf(app, 'mark.set')).toMatchObject([
			{endpoint_id: '6.1', attempt: 1, mark: 'pass', note: ''},
			{endpoint_id: '6.4', attempt: 1, mark: 'fail', note: ''},
			{endpoint_id: '6.14', attempt: 1, mark: 'limitation', note: ''},
		]);
		expect(app.frame()).toContain('Stage 3');
	});

	test('Enter pressed once too often neither fires twice nor accepts what was not seen', async () => {
		const app = await begun();
		await app.press(keys.enter, keys.enter, keys.enter);
		expect(app.session.fired).toHaveLength(1);
		app.answer();
		await app.settle();
		expect(eventsOf(app, 'mark.set')).toEqual([]);
		expect(app.frame()).toContain('suggested P pass');
	});

	test('another mark is one key, with a note', async () => {
		const app = await begun();
		await app.press('p');
		expect(app.frame()).toContain('Nothing was sent yet');
		await answered(app, added);
		await app.press('l', 'известно с мая', keys.enter);
		expect(eventsOf(app, 'mark.set')).toMatchObject([{mark: 'limitation', note: 'известно с мая'}]);
		expect(app.frame()).toContain('Stage 2 Test 2/3');
	});

	test('a skip needs its reason, and is no attempt', async () => {
		const app = await begun();
		await app.press('s', keys.enter);
		expect(app.frame()).toContain('A reason is needed');
		await app.press('no seats left', keys.enter);
		expect(eventsOf(app, 'mark.set')).toMatchObject([
			{endpoint_id: '6.1', attempt: null, mark: 'skipped', note: 'no seats left'},
		]);
		expect(app.frame()).toContain('Stage 2 Test 2/3');
	});

	test('back shows a test that is done with its mark; r fires it once more', async () => {
		const app = await begun();
		await answered(app, added);
		await app.press(keys.enter, keys.left);
		expect(app.frame()).toMatch(/Test 1\/3[^]*mark {6}P pass/);
		await app.press('r');
		app.answer({verdict: 'failure', reason: 'gone'});
		await app.settle();
		expect(app.frame()).toContain('suggested F fail');
		await app.press('[');
		expect(app.frame()).toContain('Stage 2 Test 1/3');
		await app.press(keys.enter);
		expect(eventsOf(app, 'mark.set')).toMatchObject([{attempt: 1}, {attempt: 2, mark: 'fail'}]);
		expect(app.frame()).toContain('Stage 2 Test 2/3');
	});

	test('a request in flight is cancelled; it cannot be marked before', async () => {
		const app = await begun();
		await app.press(keys.enter, 'b');
		expect(app.frame()).toContain('still in flight');
		await app.press('x');
		expect(app.frame()).toContain('no-response');
		expect(app.frame()).toContain('suggested B blocked');
	});

	test('e edits in the explorer, and f there fires within the stage and comes back', async () => {
		const app = await begun();
		await app.press('e', '77', keys.enter);
		expect(app.frame()).toContain('2 Request 6.1');
		await app.press('f');
		expect(app.frame()).toContain('Stage 2 Test 1/3');
		expect(app.session.fired[0]?.draft.path).toEqual({event_id: '77'});
		expect(eventsOf(app, 'request.intent')).toMatchObject([{stage: 'stage2'}]);
	});

	test('Escape comes back from editing too, with what was typed', async () => {
		const app = await begun();
		await app.press('e', '77', keys.enter, keys.escape);
		expect(app.frame()).toMatch(/Stage 2 Test 1\/3[^]*tickets\/add\/77\n[^]*edited/);
	});

	test('what is fired in the explorer after leaving belongs to no stage; s goes on at the same test', async () => {
		const app = await begun();
		await answered(app, added);
		await app.press(keys.enter, keys.escape, 'f');
		app.answer();
		await app.settle();
		expect(eventsOf(app, 'request.intent').map(({stage}) => stage)).toEqual(['stage2', null]);
		await app.press('s');
		expect(app.frame()).toMatch(/Stage 2 Test 2\/3[^]*Enter fire/);
	});

	test('v takes the next variant, n writes a note, ? shows the keys, and all come back to the test', async () => {
		const app = await begun();
		await app.press('v');
		expect(app.frame()).toContain('variant reported');
		await app.press('n', 'a note', keys.enter, '?');
		expect(app.frame()).toContain('Stage 2, test to be fired (where you are)');
		await app.press(keys.escape);
		expect(app.frame()).toContain('Stage 2 Test 1/3');
		expect(app.session.getState().endpoints.get('6.1')?.notes).toMatchObject([{text: 'a note'}]);
	});

	test('a body that is not JSON is asked about, and sent within the stage', async () => {
		const app = await begun();
		await app.press('e', keys.escape, 'b', 'e', keys.backspace, keys.backspace, keys.escape, keys.escape);
		await app.press(keys.enter);
		expect(app.frame()).toContain('The body of 6.1 is not JSON');
		await app.press('y');
		expect(app.session.fired).toMatchObject([{sendInvalidBody: true}]);
		expect(eventsOf(app, 'request.intent')).toMatchObject([{stage: 'stage2'}]);
		expect(app.frame()).toContain('Stage 2 Test 1/3');
	});

	test('is resumed at the same test by another process', async () => {
		const first = await begun();
		await answered(first, added);
		await first.press(keys.enter);
		const again = await open({session: first.session.resumed()});
		await again.press('s');
		expect(again.frame()).toMatch(/Stage 2 Test 2\/3[^]*ticket_id = 5012 \(from 6\.1\)/);
	});

	test('an intent without an outcome is judged, never fired again by itself', async () => {
		const first = await begun();
		await first.press(keys.enter);
		const again = await open({session: first.session.resumed()});
		await again.press('s');
		expect(again.frame()).toMatch(/\? unknown[^]*may have been applied[^]*suggested B blocked/);
		expect(again.session.fired).toEqual([]);
	});

	test('rows are counted before the first test and around each, and after the last one at the export', async () => {
		const order: string[] = [];
		let counted: (() => void) | undefined;
		const app = await begun({
			stageCounting: {
				before: () =>
					new Promise(resolve => {
						order.push('before');
						counted = resolve;
					}),
				async around(draft, fire) {
					order.push(`around ${draft.endpointId}`);
					return fire();
				},
				after() {
					order.push('after');
					return Promise.resolve();
				},
			},
			exportSession: () => Promise.reject(new Error('not reached')),
		});
		await app.press(keys.enter);
		expect(app.session.fired).toEqual([]);
		expect(app.frame()).toContain('in flight');
		counted?.();
		await app.settle();
		expect(app.session.fired).toHaveLength(1);
		app.answer();
		await app.settle();
		await app.press('w', keys.enter);
		expect(order).toEqual(['before', 'around 6.1', 'after']);
	});
});

test('a request that is cancelled while rows are counted before it is never sent', async () => {
	let counted: (() => void) | undefined;
	const app = await begun({
		stageCounting: {
			before: () =>
				new Promise(resolve => {
					counted = resolve;
				}),
			around: async (_draft, fire) => fire(),
			after: () => Promise.resolve(),
		},
	});
	await app.press(keys.enter, 'x');
	counted?.();
	await app.settle();
	expect(app.session.fired).toEqual([]);
	expect(app.frame()).toMatch(/nothing was sent/);
	expect(app.frame()).toContain('Enter fire');
});

describe('a value that an earlier test did not give', () => {
	async function missing(): Promise<OpenedApp> {
		const app = await begun();
		await answered(app, refused);
		await app.press(keys.enter, keys.enter);
		expect(app.frame()).toContain('6.4 needs ticket_id, which is missing');
		expect(app.session.fired).toHaveLength(1);
		return app;
	}

	test('is replaced by the example when the operator says so', async () => {
		const app = await missing();
		await app.press('x');
		expect(app.session.fired).toHaveLength(2);
		expect(app.session.waiting.at(-1)?.options.useStandIns).toBe(true);
		expect(app.frame()).toContain('in flight');
	});

	test('is entered, journaled, and used with the next Enter', async () => {
		const app = await missing();
		await app.press('v', '777', keys.enter);
		expect(eventsOf(app, 'variable.set')).toMatchObject([{name: 'ticket_id', value: '777'}]);
		expect(app.frame()).toContain('ticket_id = 777 (set by you)');
		await app.press(keys.enter);
		expect(app.session.fired).toHaveLength(2);
		expect(app.session.waiting.at(-1)?.options.useStandIns).toBe(false);
	});

	test('blocks the test, and the note says which value and which test', async () => {
		const app = await missing();
		await app.press('b', keys.enter);
		expect(eventsOf(app, 'mark.set').at(-1)).toMatchObject({
			endpoint_id: '6.4',
			attempt: null,
			mark: 'blocked',
			note: 'ticket_id is missing: 6.1 did not give it.',
		});
		expect(app.frame()).toContain('Stage 2 Test 3/3');
	});

	test('is given anew by its own test, one key away', async () => {
		const app = await missing();
		await app.press('g');
		expect(app.frame()).toContain('Stage 2 Test 1/3');
		expect(app.frame()).toContain('r fires it once more; then 6.4 takes the new ticket_id.');
		await app.press('r');
		app.answer(added);
		await app.settle();
		await app.press(keys.enter);
		expect(app.frame()).toContain('Stage 2 Test 2/3');
		expect(app.frame()).toContain('ticket_id = 5012 (from 6.1)');
	});

	test('can be left alone', async () => {
		const app = await missing();
		await app.press(keys.escape);
		expect(app.session.fired).toHaveLength(1);
		expect(app.frame()).toContain('Stage 2 Test 2/3');
	});
});

describe('Stage 3', () => {
	test('notes are added, edited and removed; what was removed stays in the journal', async () => {
		const app = await begun();
		await app.press('w', 'n', 'first', keys.enter, 'n', 'second', keys.enter);
		expect(app.frame()).toMatch(/› first\n {2}second/);
		await app.press(keys.down, 'e', ' thoughts', keys.enter);
		expect(app.session.getState().notes.map(({text}) => text)).toEqual(['first', 'second thoughts']);
		await app.press(keys.up, 'd');
		expect(app.session.getState().notes.map(({text}) => text)).toEqual(['second thoughts']);
		expect(eventsOf(app, 'note.added').map(({text}) => text)).toEqual(['first', 'second', 'second thoughts']);
		expect(app.frame()).toContain('› second thoughts');
	});

	test('what was created and not removed is cleaned up on request, outside the stage', async () => {
		const app = await begun();
		await answered(app, added);
		await app.press('w');
		expect(app.frame()).toMatch(/› ticket 5012, made by 6\.1: 6\.6 POST .*tickets\/remove\/33 removes/);
		await app.press('c');
		expect(app.session.fired.at(-1)?.draft.endpointId).toBe('6.6');
		expect(eventsOf(app, 'request.intent').at(-1)).toMatchObject({endpoint_id: '6.6', stage: null});
		expect(eventsOf(app, 'variable.set')).toEqual([]);
		app.answer({verdict: 'failure', reason: 'The ticket is paid.'});
		await app.settle();
		expect(app.frame()).toContain('! 6.6: failure, HTTP 200: The ticket is paid.');
	});

	test('of two things under one name, the older one is cleaned up by its own id', async () => {
		const app = await begun();
		await answered(app, added);
		await app.press('r');
		app.answer({captures: {ticket_id: '5013'}});
		await app.settle();
		await app.press('w');
		expect(app.frame()).toMatch(/› ticket 5012[^]* {2}ticket 5013/);
		await app.press('c');
		expect(app.session.getState().variables.get('ticket_id')).toBe('5012');
		app.answer();
		await app.settle();
		expect(app.session.getState().variables.has('ticket_id')).toBe(false);
	});

	test('what is known in masked form only is not cleaned up: the form would go out in its place', async () => {
		const app = await begun();
		await app.press(keys.enter);
		app.answer({captures: {ticket_id: '..579'}});
		await app.settle();
		await app.press('r');
		app.answer({captures: {ticket_id: '5013'}});
		await app.settle();
		await app.press('w');
		expect(app.frame()).toContain('› ticket ..579');
		await app.press('c');
		expect(app.frame()).toContain('masked on disk');
		expect(app.session.fired).toHaveLength(2);
	});

	test('says what is not done, exports all the same, and comes back', async () => {
		const app = await begun({
			exportSession: () =>
				Promise.resolve({
					archive: '/out/a_INCOMPLETE.zip',
					sha256: 'ab'.repeat(32),
					directory: '/out/a',
					files: [],
					complete: false,
				}),
		});
		await answered(app, added);
		await app.press(keys.enter, 'w');
		expect(app.frame()).toMatch(/! INCOMPLETE: 1 of 3[^]*not run: 6\.4, 6\.14/);
		await app.press(keys.enter);
		expect(app.frame()).toContain('! Exported, INCOMPLETE');
		await app.press(keys.escape);
		expect(app.frame()).toContain('Stage 3');
		await app.press(keys.left, keys.left);
		expect(app.frame()).toContain('Stage 2 Test 2/3');
	});

	test('a key never works on a row that is out of sight', async () => {
		const app = await begun({rows: 16, columns: 60});
		await app.press('w', 'n', 'the only note', keys.enter);
		expect(app.frame()).toContain('› the only note');
		await app.press(keys.pageDown, keys.pageDown, 'd');
		expect(app.frame()).toContain('Choose one of your notes first');
		await app.press(keys.pageUp, keys.pageUp, 'd');
		expect(app.session.getState().notes).toEqual([]);
	});
});

test('a catalog without a stage says so', async () => {
	const app = await openApp();
	await app.press('s');
	expect(app.frame()).toContain('The catalog has no stage.');
});
