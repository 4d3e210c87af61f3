import {expect, test} from 'vitest';
import {timezoneMislabelled} from '../../../source/audit/rules/timezone-mislabelled.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifactName, artifactOf, artifactsOf, logName, logOf, serialRun, stampOf} from '../timed-set.ts';

const log = logOf(serialRun);
const local = log.replaceAll('2025-11-09T21:', '2025-11-10T00:');

testRule(timezoneMislabelled, {
	good: {[logName]: log, ...artifactsOf()},
	bad: {[logName]: local, ...artifactsOf()},
	mutant: {file: logName, from: log, to: local},
	finding: {
		place: {file: logName, line: 2, pointer: '/ts'},
		code: 'shifted',
		claimed: '2025-11-10T00:49:31.454Z',
		found: 'Date: Sun, 09 Nov 2025 21:49:31 GMT: 3 h apart, and so for 6 of 6 stamps',
	},
});

async function found(files: Record<string, string>) {
	const {findings} = await findingsIn(files, {}, [timezoneMislabelled]);
	return findings.map(({place, found: words}) => `${place.file}: ${words}`);
}

test('lets times without a zone, and with the right one, be local', async () => {
	expect(await found({[logName]: local.replaceAll('Z"', '"'), ...artifactsOf()})).toEqual([]);
	expect(await found({[logName]: local.replaceAll('Z"', '+03:00"'), ...artifactsOf()})).toEqual([]);
});

test('finds it in an artifact alone', async () => {
	const artifact = (sent: string) => ({[artifactName('3.3')]: artifactOf(serialRun[0]!, {sent_at: sent})});
	expect(await found(artifact(stampOf('21:49:31.039')))).toEqual([]);
	expect(await found(artifact('2025-11-10T00:49:31.039Z'))).toHaveLength(1);
	expect(await found(artifact('2025-11-10T00:12:31.039Z'))).toEqual([]);
});

test('leaves a single artifact of another time to other rules', async () => {
	const files = {...artifactsOf(), [artifactName('3.5')]: artifactOf({...serialRun[2]!, at: '18:49:32.722'})};
	expect(await found({[logName]: log, ...files})).toEqual([]);
});

test('finds a report that is whole hours off the end of the log', async () => {
	const report = (generated: string) =>
		`# Test report\n\n| Test ID | Endpoint | Status |\n|---|---|---|\n| 3.3 | GET /api/v1/items/33 | 200 |\n\n**Report Generated:** ${generated}\n`;
	const files = (generated: string) => ({[logName]: log, 'report.md': report(generated), ...artifactsOf()});
	expect(await found(files('2025-11-10T00:49:35Z'))).toEqual([
		'report.md: 3 h from the end of the log at 2025-11-09T21:49:34.731Z',
	]);
	expect(await found(files('2025-11-10T00:53:35Z'))).toEqual([]);
	expect(await found(files('2025-11-10T00:49:35'))).toEqual([]);
});
