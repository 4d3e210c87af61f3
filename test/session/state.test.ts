import {expect, test} from 'vitest';
import {draftOf} from '../../source/request/draft.ts';
import {beginSession} from '../../source/session/open-session.ts';
import {endpointState, markInForce} from '../../source/session/state.ts';
import {answerOf, newParent, sampleCatalog, sampleOptions} from './sample-session.ts';

test('a test that was marked blocked stays so when it is fired outside its stage', async () => {
	const plan = {stage: 'stage2', tests: ['6.1', '6.9'], variant: 'documented'};
	const session = await beginSession(
		newParent(),
		plan,
		sampleOptions(() => answerOf('{}')),
	);
	const {signal} = new AbortController();
	const find = draftOf(sampleCatalog.endpoints.get('6.9')!);
	session.mark('6.9', null, 'blocked', 'no event');
	await session.fire(find, {stage: null, signal});
	const endpoint = endpointState(session.getState(), '6.9');
	expect(endpoint.mark).toMatchObject({mark: 'blocked'});
	expect(markInForce(endpoint, 'stage2')).toMatchObject({mark: 'blocked'});
	expect(markInForce(endpoint)).toBeNull();
	await session.fire(find, {stage: 'stage2', signal});
	expect(markInForce(endpointState(session.getState(), '6.9'), 'stage2')).toBeNull();
	session.end('finished');
});
