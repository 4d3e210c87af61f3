import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {findEndpoint} from '../../source/catalog/find-endpoint.ts';
import {draftOf} from '../../source/request/draft.ts';
import type {PreparedRequest} from '../../source/request/exchange.ts';
import {beginSession, resumeSession} from '../../source/session/open-session.ts';
import type {Session} from '../../source/session/session.ts';
import {leftBehind, walkthroughOf} from '../../source/session/walkthrough.ts';
import {answerOf, eventsIn, newParent, noPlan, sampleOptions, sandboxProfile} from './sample-session.ts';
import {stageCatalog} from './stage-catalog.ts';

const barcode = '872964999123';
const plan = {stage: 'stage2', tests: stageCatalog.stages.get('stage2')!.tests, variant: 'documented'};

/** A session at a server that answers every request; `sent` holds what it was asked. */
async function begin(
	respond: (request: PreparedRequest) => string = () =>
		`{"status":"success","result":{"id":777001,"barcode":"${barcode}"}}`,
	planned: typeof plan | typeof noPlan = plan,
) {
	const sent: string[] = [];
	const options = sampleOptions(
		request => {
			sent.push(`${request.endpointId} ${request.body ?? ''}`);
			return answerOf(respond(request));
		},
		{catalog: stageCatalog, profile: {...sandboxProfile, variables: {seat_id: 'B-2;2'}}},
	);
	const session = await beginSession(newParent(), planned, options);
	return {session, sent, options};
}

async function fire(session: Session, id: string, body?: string, useStandIns = false): Promise<void> {
	const draft = draftOf(findEndpoint(stageCatalog, id));
	await session.fire(body === undefined ? draft : {...draft, body}, {
		stage: 'stage2',
		signal: new AbortController().signal,
		useStandIns,
	});
}

function journalOf(session: Session): string {
	return readFileSync(path.join(session.directory, 'session.jsonl'), 'utf8');
}

function inputsIn(session: Session, id: string) {
	const intent = eventsIn(session.directory).findLast(
		event => event.type === 'request.intent' && event.endpoint_id === id,
	);
	return intent?.type === 'request.intent' ? intent.inputs : undefined;
}

describe('a masked value', () => {
	test('goes out in clear while its process lives, and stands masked on disk', async () => {
		const {session, sent} = await begin();
		await fire(session, '6.1');
		await fire(session, '6.12');
		session.setVariable('ticket_barcode', '872964555444');
		await fire(session, '6.12');
		expect(sent.slice(1)).toEqual([
			`6.12 {"filter":{"barcode":"${barcode}"}}`,
			'6.12 {"filter":{"barcode":"872964555444"}}',
		]);
		expect(journalOf(session)).not.toMatch(/872964999123|872964555444/);
		session.end('finished');
	});

	test('that was captured is missing after a resume: the example goes out when asked to, never its masked form', async () => {
		const {session, sent, options} = await begin();
		await fire(session, '6.1');
		session.end('stopped');
		const again = await resumeSession(session.directory, options);
		expect(again.variables().get('ticket_barcode')).toBe('872964136579');
		expect(again.variables().get('ticket_id')).toBe('777001');
		expect(walkthroughOf(again.getState(), stageCatalog, 'stage2').steps[3]!.inputs).toEqual([
			{
				variable: 'ticket_barcode',
				value: '872964136579',
				from: 'example',
				endpointId: '6.1',
				isMissing: true,
				lost: 'masked',
			},
		]);
		await expect(fire(again, '6.12')).rejects.toThrow(
			expect.objectContaining({code: 'value-masked'}) as Error,
		);
		expect(sent).toHaveLength(1);
		await fire(again, '6.12', undefined, true);
		expect(sent.at(-1)).toBe('6.12 {"filter":{"barcode":"872964136579"}}');
		expect(inputsIn(again, '6.12')).toEqual([
			{variable: 'ticket_barcode', value: '..579', from: 'example', endpoint_id: '6.1'},
		]);
		again.end('finished');
	});

	test('that the operator set is missing after a resume as well, and can be set again', async () => {
		const {session, sent, options} = await begin();
		session.setVariable('ticket_barcode', '872964555444');
		session.end('stopped');
		const again = await resumeSession(session.directory, options);
		await expect(fire(again, '6.12')).rejects.toThrow(
			expect.objectContaining({code: 'value-masked'}) as Error,
		);
		again.setVariable('ticket_barcode', '872964555444');
		await fire(again, '6.12');
		expect(sent).toEqual(['6.12 {"filter":{"barcode":"872964555444"}}']);
		again.end('finished');
	});
});

describe('the journal tells', () => {
	test('which values a request took and from where', async () => {
		const {session} = await begin();
		await fire(session, '6.1');
		expect(inputsIn(session, '6.1')).toEqual([
			{variable: 'seat_id', value: 'B-2;2', from: 'profile', endpoint_id: null},
		]);
		await fire(session, '6.6');
		expect(inputsIn(session, '6.6')).toEqual([
			{variable: 'ticket_id', value: '777001', from: 'capture', endpoint_id: '6.1'},
		]);
		session.setVariable('ticket_id', '5');
		await fire(session, '6.6');
		expect(inputsIn(session, '6.6')).toEqual([
			{variable: 'ticket_id', value: '5', from: 'operator', endpoint_id: null},
		]);
		await fire(session, '6.12');
		expect(inputsIn(session, '6.12')).toEqual([
			{variable: 'ticket_barcode', value: '..123', from: 'capture', endpoint_id: '6.1'},
		]);
		session.end('finished');
	});

	test('that an example stood in for what an earlier test did not give', async () => {
		const {session} = await begin(() => '{"status":"error"}');
		await fire(session, '6.1');
		await fire(session, '6.6');
		expect(inputsIn(session, '6.6')).toEqual([
			{variable: 'ticket_id', value: '120260', from: 'example', endpoint_id: '6.1'},
		]);
		session.end('finished');
	});

	test('what was made and removed, and so what is left', async () => {
		const {session} = await begin();
		await fire(session, '6.1');
		await fire(session, '6.2');
		expect(leftBehind(session.getState())).toEqual([
			{
				what: 'ticket',
				variable: 'ticket_id',
				value: '777001',
				createdBy: '6.1',
				removedBy: '6.6',
				removal: 'POST /api/partners/v1/tickets/6.6',
			},
			{what: 'ticket', variable: 'second_ticket_id', value: '777001', createdBy: '6.2', removedBy: null},
		]);
		await fire(session, '6.6');
		expect(leftBehind(session.getState())).toHaveLength(1);
		session.end('finished');
	});

	test('what was made even where the answer is not as documented, and nothing where it was refused', async () => {
		let body = '{"status":"odd","result":{"id":5}}';
		const {session} = await begin(() => body);
		await fire(session, '6.1');
		expect(leftBehind(session.getState())).toMatchObject([{value: '5'}]);
		body = '{"status":"error"}';
		await fire(session, '6.1');
		await fire(session, '6.6');
		expect(leftBehind(session.getState())).toHaveLength(1);
		session.end('finished');
	});

	test('no removal of what an id typed over the variable may name', async () => {
		const {session} = await begin();
		await fire(session, '6.1');
		await fire(session, '6.6', '{"id":1}');
		expect(leftBehind(session.getState())).toHaveLength(1);
		session.end('finished');
	});
});

describe('a stage', () => {
	test('can be entered by an exploratory session', async () => {
		const {session} = await begin(undefined, noPlan);
		session.startStage('stage2');
		expect(session.getState().stage).toMatchObject({id: 'stage2', tests: plan.tests});
		expect(() => session.startStage('stage3')).toThrow('no stage "stage3"');
		session.end('finished');
	});

	test('keeps what Stage 1 found and why the operator went on, masked', async () => {
		const {session, options} = await begin();
		session.checkStage(
			'stage2',
			[{id: 'token', title: 'Tokens', status: 'blocked', found: 'asked as a@example.com', next: 'set it'}],
			'Ivan (ivan.petrov@mail.example) said so',
		);
		expect(journalOf(session)).not.toMatch(/a@example\.com|ivan\.petrov@/);
		session.end('finished');
		const again = await resumeSession(session.directory, options);
		expect(again.getState().checks).toMatchObject({
			stage: 'stage2',
			checks: [{id: 'token', status: 'blocked', next: 'set it'}],
			override: expect.stringContaining('said so') as string,
		});
		again.end('finished');
	});

	test('a note that is taken back is gone from the state and stays in the journal', async () => {
		const {session, options} = await begin();
		session.note(null, 'first');
		session.note('6.1', 'second');
		session.note('6.1', 'third');
		const [, first, second] = eventsIn(session.directory).map(({seq}) => seq);
		session.removeNote(first!);
		session.removeNote(second!);
		expect(() => session.removeNote(first!)).toThrow('no note');
		expect(() => session.removeNote(999)).toThrow('no note');
		session.end('finished');
		const again = await resumeSession(session.directory, options);
		expect(again.getState().notes).toEqual([]);
		expect(
			again
				.getState()
				.endpoints.get('6.1')
				?.notes.map(({text}) => text),
		).toEqual(['third']);
		expect(journalOf(again)).toContain('"second"');
		again.end('finished');
	});

	test('keeps row counts, and that there are none', async () => {
		const {session} = await begin();
		session.recordCounts({
			type: 'counts.taken',
			when: 'before',
			endpoint_id: null,
			server: {version: '25.8', time: '2026-11-22T15:30:01.000Z'},
			patterns: ['stg_*'],
			unmatched: [],
			tables: [],
			settled_ms: null,
		});
		session.recordCounts({
			type: 'counts.failed',
			when: 'after',
			endpoint_id: null,
			code: 'clickhouse-unreachable',
			message: 'no answer',
		});
		expect(session.getState().counts).toMatchObject({
			before: {patterns: ['stg_*']},
			failures: [{code: 'clickhouse-unreachable'}],
		});
		session.end('finished');
	});
});
