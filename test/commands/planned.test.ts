import {describe, expect, test} from 'vitest';
import {
	missingInputText,
	plannedFirings,
	plannedOf,
	standInsFor,
	whyNotFired,
} from '../../source/commands/planned.ts';
import {findEndpoint} from '../../source/catalog/find-endpoint.ts';
import {draftOf} from '../../source/request/draft.ts';
import {beginSession, resumeSession} from '../../source/session/open-session.ts';
import {answerOf, newParent, noPlan, sampleOptions} from '../session/sample-session.ts';
import {stageCatalog} from '../session/stage-catalog.ts';

const options = sampleOptions(() => answerOf('{"status":"success","result":{"id":5}}'), {
	catalog: stageCatalog,
});
const barcodeOptions = sampleOptions(
	() => answerOf('{"status":"success","result":{"id":5,"barcode":"872964999123"}}'),
	{catalog: stageCatalog},
);
const tests = stageCatalog.stages.get('stage2')!.tests;

function draft(id: string) {
	return draftOf(findEndpoint(stageCatalog, id));
}

test('a session that was begun to explore and entered a stage runs that stage', async () => {
	const session = await beginSession(newParent(), noPlan, options);
	expect(plannedOf(session)).toEqual(noPlan);
	session.startStage('stage2');
	expect(plannedOf(session)).toEqual({stage: 'stage2', tests, variant: 'documented'});
	session.end('stopped');
	const resumed = await resumeSession(session.directory, options);
	expect(plannedOf(resumed)).toEqual({stage: 'stage2', tests, variant: 'documented'});
	resumed.end('stopped');
});

describe('a run without a person', () => {
	test('fires what was not fired, leaves what has an outcome, and respects what a person skipped', async () => {
		const session = await beginSession(newParent(), {stage: 'stage2', tests, variant: 'documented'}, options);
		await session.fire(draft('6.1'), {stage: 'stage2', signal: new AbortController().signal});
		session.mark('6.2', null, 'skipped', 'no seats left');
		session.mark('6.6', null, 'pass', '');
		const [add, other, remove, find] = plannedFirings(session).map(({earlier}) => earlier);
		expect(whyNotFired(session, '6.1', add)).toBe('from the journal');
		expect(whyNotFired(session, '6.2', other)).toBe('marked skipped: no seats left');
		expect(whyNotFired(session, '6.6', remove)).toBeNull();
		expect(whyNotFired(session, '6.12', find)).toBeNull();
		session.end('finished');
	});

	test('never sends a write again whose outcome was not stored, and a read it does', async () => {
		const session = await beginSession(newParent(), {stage: 'stage2', tests, variant: 'documented'}, options);
		const unanswered = async (id: string) => {
			const {attempt} = await session.fire(draft(id), {
				stage: 'stage2',
				signal: new AbortController().signal,
			});
			return whyNotFired(session, id, {...attempt, outcomeSeq: null, exchange: null, verdict: 'unknown'});
		};
		expect(await unanswered('6.1')).toBe('from the journal');
		expect(await unanswered('6.12')).toBeNull();
		session.end('finished');
	});
});

test.each([
	['example', '6.6 lacks ticket_id, which 6.1 should have given; the example is sent instead: 120260'],
	[
		'profile',
		'6.6 lacks ticket_id, which 6.1 should have given; the value of the profile is sent instead: 120260',
	],
] as const)('what stands in for a missing value is said: %s', (from, text) => {
	const input = {variable: 'ticket_id', value: '120260', from, endpointId: '6.1', isMissing: true};
	expect(missingInputText('6.6', input)).toBe(text);
});

describe('of values that died with an earlier process, a run without a person', () => {
	test('takes a stand-in for what an answer gave, and none for what the operator set', async () => {
		const session = await beginSession(
			newParent(),
			{stage: 'stage2', tests, variant: 'documented'},
			barcodeOptions,
		);
		await session.fire(draft('6.1'), {stage: 'stage2', signal: new AbortController().signal});
		session.end('stopped');
		const resumed = await resumeSession(session.directory, barcodeOptions);
		expect(resumed.check(draft('6.12'), {})?.code).toBe('value-masked');
		expect(resumed.check(draft('6.12'), standInsFor(resumed, draft('6.12')))).toBeNull();
		resumed.setVariable('ticket_barcode', '872964555444');
		expect(resumed.check(draft('6.12'))).toBeNull();
		resumed.end('stopped');
		const again = await resumeSession(session.directory, barcodeOptions);
		expect(again.check(draft('6.12'), standInsFor(again, draft('6.12')))?.code).toBe('value-masked');
		again.end('stopped');
	});
});
