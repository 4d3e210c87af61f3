import {expect, test} from 'vitest';
import {artifactTimestampOutsideRun} from '../../../source/audit/rules/artifact-timestamp-outside-run.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifactName, artifactOf, artifactsOf, logName, logOf, serialRun} from '../timed-set.ts';

const good = {[logName]: logOf(serialRun), ...artifactsOf()};
const file = artifactName('3.5');
const sent = '2025-11-09T21:49:32.331Z';

testRule(artifactTimestampOutsideRun, {
	good,
	bad: {...good, [file]: artifactOf(serialRun[2]!, {sent_at: '2025-11-08T10:12:13.331Z'})},
	mutant: {file, from: sent, to: '2025-11-09T22:10:32.331Z'},
	finding: {
		place: {file, pointer: '/sent_at'},
		subject: '3.5',
		claimed: 'run of 2025-11-09T21:49:31Z to 21:49:34',
		found: '2025-11-08T10:12:13.331Z',
	},
});

async function found(files: Record<string, string>) {
	const {findings} = await findingsIn(files, {}, [artifactTimestampOutsideRun]);
	return findings.map(({subject, found: words}) => `${subject} ${words}`);
}

test('uses the server’s clock where the artifact has none', async () => {
	const dated = (date: string) =>
		artifactOf(serialRun[2]!, {
			sent_at: undefined,
			headers: {Date: date, 'Content-Type': 'application/json'},
		});
	expect(await found({...good, [file]: dated('Sun, 09 Nov 2025 21:47:00 GMT')})).toEqual([]);
	expect(await found({...good, [file]: dated('Sat, 08 Nov 2025 21:47:00 GMT')})).toHaveLength(1);
});

test('is silent for artifacts of tests that are not of this run, and of other attempts', async () => {
	expect(
		await found({
			...good,
			[artifactName('9.9')]: artifactOf({...serialRun[2]!, id: '9.9'}, {sent_at: '2025-11-08T10:12:13.331Z'}),
		}),
	).toEqual([]);
});

test('lets a zone that is not named explain hours', async () => {
	expect(await found({...good, [file]: artifactOf(serialRun[2]!, {sent_at: '2025-11-10T00:49:32'})})).toEqual(
		[],
	);
	expect(
		await found({...good, [file]: artifactOf(serialRun[2]!, {sent_at: '2025-11-06T00:49:32'})}),
	).toHaveLength(1);
});

test('tells a set of which nothing lies in the run once', async () => {
	const old = Object.fromEntries(
		serialRun.map(one => [
			artifactName(one.id),
			artifactOf(one, {sent_at: `2025-11-07T10:12:${10 + (one.latency % 40)}.331Z`}),
		]),
	);
	expect(await found({...good, ...old})).toHaveLength(1);
});

test('goes by the day of the report where there is no log', async () => {
	const report =
		'# Test report\n\n**Date:** 2025-11-09\n\n| Test ID | Endpoint | Status |\n|---|---|---|\n| 3.5 | GET /api/v1/items/35 | 200 |\n';
	const artifact = (day: string) => artifactOf(serialRun[2]!, {sent_at: `${day}T21:49:32.331Z`});
	expect(await found({'report.md': report, [file]: artifact('2025-11-09')})).toEqual([]);
	expect(await found({'report.md': report, [file]: artifact('2025-11-03')})).toHaveLength(1);
});
