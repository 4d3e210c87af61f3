import {expect, test} from 'vitest';
import type {Draft} from '../../source/request/draft.ts';
import {createDraftKeeper} from '../../source/tui/draft-keeper.ts';
import {createFakeClock} from './open-app.tsx';

const draft = (body: string): Draft => ({
	endpointId: '6.1',
	variant: 'documented',
	path: {},
	query: [],
	headers: [],
	body,
});

test('a draft that says what was kept last is not kept again', () => {
	const kept: Array<string | null> = [];
	const keeper = createDraftKeeper(createFakeClock().clock, ({body}) => kept.push(body));
	for (const body of ['a', 'a', 'b', 'a']) {
		keeper.keep(draft(body));
		keeper.flush();
	}

	expect(kept).toEqual(['a', 'b', 'a']);
});
