import {expect, test} from 'vitest';
import {startedBeforeSession} from '../../../source/audit/rules/started-before-session.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {line, logName, logOf, serialRun, stampOf} from '../timed-set.ts';

const good = logOf(serialRun);

testRule(startedBeforeSession, {
	good: {[logName]: good},
	bad: {[logName]: good.replace('"latency_ms":412', '"latency_ms":912')},
	mutant: {file: logName, from: '21:49:31.454', to: '21:49:31.154'},
	finding: {
		place: {file: logName, line: 2, pointer: '/ts'},
		subject: '3.3',
		claimed: 'session opened at 21:49:31.017',
		found: '3.3 starts up to 475 ms before it',
	},
});

async function found(text: string) {
	const {findings} = await findingsIn({[logName]: text}, {}, [startedBeforeSession]);
	return findings.map(({found: words}) => words);
}

test('names all of them once', async () => {
	const text = good.replace('21:49:31.454', '21:49:31.018').replace('21:49:32.222', '21:49:31.019');
	expect(await found(text)).toEqual(['3.3, 3.4 start up to 729 ms before it']);
});

test('takes a record before the opening for one, whatever its stamp means', async () => {
	expect(await found(good.replace('21:49:31.454', '21:49:30.454'))).toHaveLength(1);
});

test('is silent where nothing opens the run, and where the first line was written after it', async () => {
	const late = good.replace('21:49:31.454', '21:49:31.154');
	expect(await found(late.split('\n').slice(1).join('\n'))).toEqual([]);
	expect(await found(`${line({ts: stampOf('21:55:00.000'), event: 'run started'})}\n${good}`)).toEqual([]);
});

test('is silent where stamps are starts', async () => {
	expect(
		await found(good.replaceAll('"ts"', '"started_at"').replace('21:49:31.454', '21:49:31.154')),
	).toEqual([]);
});
