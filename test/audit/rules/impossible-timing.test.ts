import {expect, test} from 'vitest';
import {impossibleTiming} from '../../../source/audit/rules/impossible-timing.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {
	artifactName,
	artifactOf,
	artifactsOf,
	line,
	logName,
	logOf,
	serialRun,
	stampOf,
} from '../timed-set.ts';

const record = (latency: number, finished: string) =>
	line({
		test_id: '6.1',
		endpoint: 'GET /api/v1/items/61',
		status: 200,
		latency_ms: latency,
		started_at: stampOf('21:49:31.100'),
		finished_at: stampOf(finished),
	});

testRule(impossibleTiming, {
	good: {[logName]: record(412, '21:49:31.514')},
	bad: {[logName]: record(412, '21:49:31.200')},
	mutant: {file: logName, from: '"latency_ms":412', to: '"latency_ms":812'},
	finding: {
		place: {file: logName, line: 1, pointer: '/finished_at'},
		subject: '6.1',
		claimed: 'took 412 ms',
		found: '100 ms from 21:49:31.100 to 21:49:31.200',
	},
});

async function found(files: Record<string, string>) {
	const {findings} = await findingsIn(files, {}, [impossibleTiming]);
	return findings.map(({code, claimed, found: words}) => `${code ?? ''} ${claimed} / ${words}`);
}

test('finds an end before its start, but not one in another zone', async () => {
	expect(await found({[logName]: record(412, '21:49:30.900')})).toEqual([
		'ends-before-start finished at 21:49:30.900 / started at 21:49:31.100',
	]);
	expect(await found({[logName]: record(412, '18:49:31.514')})).toEqual([]);
});

test('joins a line of the start with the line of its answer', async () => {
	const lines = (answered: string) =>
		[
			line({ts: stampOf('21:49:31.100'), event: 'test_start', test_id: '6.1'}),
			line({ts: stampOf(answered), event: 'test_end', test_id: '6.1', status: 200, latency_ms: 412}),
		].join('\n');
	expect(await found({[logName]: lines('21:49:31.515')})).toEqual([]);
	expect(await found({[logName]: lines('21:49:31.100')})).toEqual([]);
	expect(await found({[logName]: lines('21:49:31.215')})).toEqual([
		' took 412 ms / 115 ms from 21:49:31.100 to 21:49:31.215',
	]);
});

test('holds the sending in an artifact against the log', async () => {
	const files = {[logName]: logOf(serialRun), ...artifactsOf()};
	expect(await found(files)).toEqual([]);
	const late = artifactOf(serialRun[3]!, {sent_at: stampOf('21:49:33.300')});
	expect(await found({...files, [artifactName('3.6')]: late})).toEqual([
		'logged-before-answer answered by 21:49:33.691 / sent at 21:49:33.300, 905 ms long',
	]);
});

test('is silent where the log states starts', async () => {
	const starts = logOf(
		serialRun.map(one => ({
			...one,
			at: new Date(Date.parse(stampOf(one.at)) - one.latency).toISOString().slice(11, 23),
		})),
	);
	expect(await found({[logName]: starts, ...artifactsOf()})).toEqual([]);
});

test('reads an artifact’s own end', async () => {
	const artifact = (finished: string) =>
		artifactOf(serialRun[0]!, {sent_at: stampOf('21:49:31.039'), finished_at: stampOf(finished)});
	expect(await found({[artifactName('3.3')]: artifact('21:49:31.454')})).toEqual([]);
	expect(await found({[artifactName('3.3')]: artifact('21:49:31.154')})).toHaveLength(1);
});
