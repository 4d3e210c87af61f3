import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import yazl from 'yazl';
import {hashRecordedBeforeArchiveExisted} from '../../../source/audit/rules/hash-recorded-before-archive-existed.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {logName, logOf, serialRun} from '../timed-set.ts';

const hash = createHash('sha256').update('an archive').digest('hex');

async function zipOf(files: Record<string, string>): Promise<Buffer> {
	const zip = new yazl.ZipFile();
	for (const [name, text] of Object.entries(files)) {
		zip.addBuffer(Buffer.from(text), name, {mtime: new Date('2025-11-09T21:50:00Z')});
	}

	zip.end();
	const chunks: Buffer[] = [];
	for await (const chunk of zip.outputStream) {
		chunks.push(chunk as Buffer);
	}

	return Buffer.concat(chunks);
}

function log(archive: string) {
	return logOf(serialRun).replace('"completed"', `"completed","archive":"${archive}","sha256":"${hash}"`);
}

const checked = await zipOf({'readme.txt': 'An archive that holds no log.'});
const digest = createHash('sha256').update(checked).digest('hex');

testRule(hashRecordedBeforeArchiveExisted, {
	good: {[logName]: log('run_20251109_214931.zip').replace(hash, digest), 'run_20251109_214931.zip': checked},
	bad: {[logName]: log('run.zip'), 'run.zip': await zipOf({[logName]: log('run.zip')})},
	mutant: {file: logName, from: 'run_20251109_214931.zip', to: 'run_20251109_215700.zip'},
	finding: {
		place: {file: logName, line: 8, pointer: '/sha256'},
		subject: 'run.zip',
		code: 'inside',
		found: 'the same file stands in run.zip, hash included',
	},
});

test('lets an earlier copy of the log be in the archive', async () => {
	const files = {[logName]: log('run.zip'), 'run.zip': await zipOf({[logName]: logOf(serialRun)})};
	const {findings} = await findingsIn(files, {}, [hashRecordedBeforeArchiveExisted]);
	expect(findings).toEqual([]);
});

test.each([
	['run_20251109_214900.zip', 0],
	['run_20251109_214940.zip', 0],
	['run_20251109_215700.zip', 1],
	['run_20251110_005700.zip', 0],
	['run_20251110.zip', 0],
])('an archive that is named %s', async (name, count) => {
	const {findings} = await findingsIn({[logName]: log(name)}, {}, [hashRecordedBeforeArchiveExisted]);
	expect(findings).toHaveLength(count);
});
