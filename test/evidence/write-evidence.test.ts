import {execFileSync, execSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readArchive} from '../../source/evidence/archive.ts';
import {writeEvidence} from '../../source/evidence/write-evidence.ts';
import type {EventBody} from '../../source/session/event.ts';
import {completeEvents, intent, journalOf, opened, outcome, answer, sampleEvents} from './sample-session.ts';

const name = 'qtickets_test_run_20261122_153000';
const noSecrets = new Map<string, string>();
let parent = '';
let directory = '';

beforeEach(() => {
	parent = mkdtempSync(path.join(tmpdir(), 'evidence-'));
	directory = path.join(parent, name);
	mkdirSync(directory);
});

afterEach(() => rmSync(parent, {recursive: true, force: true}));

function keepJournal(events: readonly EventBody[]): void {
	writeFileSync(path.join(directory, 'session.jsonl'), journalOf(events));
}

/** What `sha256sum -c` does, in the folder of the file. */
function checkSums(file: string): void {
	for (const line of readFileSync(file, 'utf8').trimEnd().split('\n')) {
		const [hash, listed = ''] = line.split('  ');
		const bytes = readFileSync(path.join(path.dirname(file), listed));
		expect([listed, createHash('sha256').update(bytes).digest('hex')]).toEqual([listed, hash]);
	}
}

function filesUnder(folder: string): string[] {
	return readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => !entry.isDirectory())
		.map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
		.sort();
}

describe('an export', () => {
	test('writes a set that checks out, with an archive of the same files beside it', async () => {
		keepJournal(sampleEvents);
		const written = await writeEvidence({directory, reporters: ['html'], secrets: noSecrets});
		checkSums(path.join(directory, 'SHA256SUMS'));
		checkSums(`${written.archive.path}.sha256`);
		const listed = readFileSync(path.join(directory, 'SHA256SUMS'), 'utf8').match(/(?<= {2}).*$/gm) ?? [];
		expect(['SHA256SUMS', ...listed].sort()).toEqual(filesUnder(directory));
		const entries = readArchive(readFileSync(written.archive.path));
		expect([...entries.keys()]).toEqual(filesUnder(directory).map(file => `${name}/${file}`));
		for (const [entry, bytes] of entries) {
			expect(readFileSync(path.join(parent, entry)).equals(bytes)).toBe(true);
		}

		expect(written).toMatchObject({complete: false, extra: [], removed: [], tornBytes: 0});
		expect(path.basename(written.archive.path)).toBe(`${name}_INCOMPLETE.zip`);
	});

	test('again gives the same bytes', async () => {
		keepJournal(sampleEvents);
		const one = await writeEvidence({directory, reporters: ['html', 'ctrf'], secrets: noSecrets});
		const other = await writeEvidence({directory, secrets: noSecrets});
		expect(other.archive.sha256).toBe(one.archive.sha256);
		expect(other.removed).toEqual([]);
	});

	test('of a session that went on removes what no longer belongs to the set, and nothing else', async () => {
		keepJournal([...completeEvents.slice(0, 2), intent('6.2', {artifact: 'test_old'})]);
		await writeEvidence({directory, reporters: ['html'], secrets: noSecrets});
		writeFileSync(path.join(directory, 'my notes.txt'), 'mine');
		writeFileSync(path.join(directory, 'artifacts/screenshot.json'), 'mine');
		writeFileSync(
			path.join(directory, 'reports/.export-0f8fad5b-d9cb-469f-a165-70867728950e.tmp'),
			'left behind',
		);
		keepJournal(completeEvents);
		const written = await writeEvidence({directory, reporters: ['markdown'], secrets: noSecrets});
		expect(written.removed).toEqual([
			'artifacts/stage2_mandatory_tests/test_old.json',
			'reports/.export-0f8fad5b-d9cb-469f-a165-70867728950e.tmp',
			'reports/qtickets_stage2_final_report.html',
		]);
		expect(written.extra).toEqual(['artifacts/screenshot.json', 'my notes.txt']);
		expect(filesUnder(directory)).toEqual(
			expect.arrayContaining(['artifacts/screenshot.json', 'my notes.txt']),
		);
		expect(filesUnder(directory)).not.toContain('reports/qtickets_stage2_final_report.html');
		expect(readdirSync(parent).sort()).toEqual([name, `${name}.zip`, `${name}.zip.sha256`]);
		checkSums(path.join(directory, 'SHA256SUMS'));
	});

	test('never writes the journal, and leaves a torn last line out of the set', async () => {
		const torn = Buffer.concat([journalOf(completeEvents), Buffer.from('{"seq":')]);
		writeFileSync(path.join(directory, 'session.jsonl'), torn);
		const written = await writeEvidence({directory, secrets: noSecrets});
		expect(readFileSync(path.join(directory, 'session.jsonl')).equals(torn)).toBe(true);
		expect(written.tornBytes).toBe(7);
		const archived = readArchive(readFileSync(written.archive.path)).get(`${name}/session.jsonl`);
		expect(archived?.equals(journalOf(completeEvents))).toBe(true);
	});

	test('keeps what was cut off a repaired journal in the set', async () => {
		const tail = Buffer.from('{"seq":5,"at"');
		const repaired: EventBody = {
			type: 'journal.repaired',
			bytes: tail.length,
			sha256: createHash('sha256').update(tail).digest('hex'),
			kept_as: 'session.jsonl.torn-20261122153100',
			tail_base64: tail.toString('base64'),
		};
		keepJournal([...completeEvents, repaired]);
		const written = await writeEvidence({directory, secrets: noSecrets});
		expect(readFileSync(path.join(directory, repaired.kept_as)).equals(tail)).toBe(true);
		expect(written.extra).toEqual([]);
		checkSums(path.join(directory, 'SHA256SUMS'));
	});

	test('with a secret in it makes no archive, takes back the old one, and does not repeat the secret', async () => {
		const secret = 'super-secret-token-value';
		keepJournal(completeEvents);
		await writeEvidence({directory, secrets: noSecrets});
		const leaking = answer({body: JSON.stringify({echo: Buffer.from(secret).toString('base64')})});
		keepJournal([opened(), intent('6.1'), outcome(2, 'success', leaking)]);
		const before = filesUnder(directory);
		const failure = await writeEvidence({directory, secrets: new Map([['QTICKETS_TOKEN', secret]])}).catch(
			(error: unknown) => error,
		);
		expect(failure).toMatchObject({code: 'secret-found', exitCode: 1});
		expect(String(failure)).toMatch(/QTICKETS_TOKEN stands in the evidence \(as base64, at byte \d+\)/);
		expect(JSON.stringify(failure) + String(failure)).not.toContain(secret);
		expect(readdirSync(parent)).toEqual([name]);
		expect(filesUnder(directory)).toEqual(before);
	});

	test('of a folder without a journal says what to give', async () => {
		await expect(writeEvidence({directory, secrets: noSecrets})).rejects.toMatchObject({
			code: 'journal-missing',
		});
		await expect(
			writeEvidence({directory: path.join(parent, 'no'), secrets: noSecrets}),
		).rejects.toMatchObject({
			code: 'journal-missing',
		});
	});

	test('of a changed journal is refused with the line', async () => {
		const journal = journalOf(completeEvents).toString().replace('"success"', '"failure"');
		writeFileSync(path.join(directory, 'session.jsonl'), journal);
		await expect(writeEvidence({directory, secrets: noSecrets})).rejects.toMatchObject({
			code: 'journal-damaged',
			place: {line: 3},
		});
		expect(readdirSync(parent)).toEqual([name]);
	});
});

describe.skipIf(process.platform === 'win32')('on a system with links and modes', () => {
	test('files are for the owner alone', async () => {
		keepJournal(completeEvents);
		const written = await writeEvidence({directory, secrets: noSecrets});
		expect(statSync(path.join(directory, 'VERIFY.md')).mode & 0o777).toBe(0o600);
		expect(statSync(path.join(directory, 'reports')).mode & 0o777).toBe(0o700);
		expect(statSync(written.archive.path).mode & 0o777).toBe(0o600);
	});

	test('a linked folder is refused, a linked file is replaced and not followed', async () => {
		keepJournal(completeEvents);
		const outside = path.join(parent, 'outside');
		mkdirSync(outside);
		writeFileSync(path.join(outside, 'victim'), 'untouched');
		symlinkSync(path.join(outside, 'victim'), path.join(directory, 'VERIFY.md'));
		await writeEvidence({directory, secrets: noSecrets});
		expect(readFileSync(path.join(outside, 'victim'), 'utf8')).toBe('untouched');
		rmSync(path.join(directory, 'logs'), {recursive: true});
		symlinkSync(outside, path.join(directory, 'logs'));
		await expect(writeEvidence({directory, secrets: noSecrets})).rejects.toMatchObject({
			code: 'evidence-not-writable',
		});
		expect(readdirSync(outside)).toEqual(['victim']);
	});
});

describe('the commands of VERIFY.md', () => {
	function chainCommand(): string {
		return readFileSync(path.join(directory, 'VERIFY.md'), 'utf8').match(/node -e ".*"/)?.[0] ?? '';
	}

	test('the chain check passes, and finds a changed, a missing and an added line', async () => {
		keepJournal(sampleEvents);
		const {summary} = await writeEvidence({directory, secrets: noSecrets});
		const command = chainCommand();
		const run = (): string =>
			execSync(command, {cwd: directory, stdio: ['ignore', 'pipe', 'ignore']}).toString();
		expect(run()).toBe(`intact: ${sampleEvents.length} events, head ${summary.journalHead}\n`);

		const journal = readFileSync(path.join(directory, 'session.jsonl'), 'utf8');
		const lines = journal.split('\n');
		for (const damaged of [
			journal.replace('looked fine', 'looked fime'),
			lines.toSpliced(4, 1).join('\n'),
			lines.toSpliced(4, 0, lines[4]!).join('\n'),
		]) {
			writeFileSync(path.join(directory, 'session.jsonl'), damaged);
			expect(run).toThrow();
		}
	});

	test('the chain check holds nothing that a shell would change', async () => {
		keepJournal(completeEvents);
		await writeEvidence({directory, secrets: noSecrets});
		const script = /^node -e "(.*)"$/.exec(chainCommand())?.[1] ?? '';
		expect(script.length).toBeGreaterThan(100);
		expect(script).not.toMatch(/["$`!%^\\](?!x22|n')/);
	});

	test.skipIf(process.platform !== 'linux')('sha256sum itself agrees', async () => {
		keepJournal(sampleEvents);
		const {archive} = await writeEvidence({directory, secrets: noSecrets});
		const check = (cwd: string, file: string): string =>
			execFileSync('sha256sum', ['-c', '--quiet', file], {cwd}).toString();
		expect(check(directory, 'SHA256SUMS')).toBe('');
		expect(check(parent, path.basename(`${archive.path}.sha256`))).toBe('');
		expect(existsSync(archive.path)).toBe(true);
	});
});
