import {timingsDoNotAddUp} from '../../../source/audit/rules/timings-do-not-add-up.ts';
import {exchange, file} from '../exchange-file.ts';
import {expect, test} from 'vitest';
import {findingsIn, testRule} from '../rule-case.ts';

const timings = {blocked: -1, dns: 12.1, connect: 60.4, ssl: 31.2, send: 1.3, wait: 341.9, receive: 15.5};

testRule(timingsDoNotAddUp, {
	good: {[file]: exchange({timings})},
	bad: {[file]: exchange({timings: {...timings, receive: 215.5}})},
	mutant: {file, from: '"wait": 341.9', to: '"wait": 41.9'},
	finding: {claimed: '431.207 ms in all', place: {file, pointer: '/timings'}},
});

test('phases that do not cover everything prove nothing', async () => {
	const {findings} = await findingsIn({[file]: exchange({timings: {dns: 12.1, connect: 60.4}})}, {}, [
		timingsDoNotAddUp,
	]);
	expect(findings).toEqual([]);
});
