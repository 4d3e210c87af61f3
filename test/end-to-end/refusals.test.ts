import {existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {spawnSync} from 'node:child_process';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {journalOf, opened} from '../evidence/sample-session.ts';
import {newFolder, plainEnvironment, programFile, runProgram, sessionFolder} from './program.ts';

const environment = {
	QTICKETS_BASE_URL: 'http://127.0.0.1:9',
	QTICKETS_TOKEN: 'f3b1c5d7e9a8b6c4d2e0f1a3',
	QTICKETS_PARTNERS_TOKEN: 'a3b1c5d7e9a8b6c4d2e0f1b4',
};

describe('nothing is sent and nothing is written', () => {
	test('when a later test of the plan would be refused', async () => {
		const out = path.join(newFolder(), 'out');
		const ended = await runProgram(['run', '3.3', '6.1', '--profile', 'test', '--out', out], {environment});
		expect(ended.stderr).toContain('writes to production');
		expect(ended.stderr).not.toContain('session ');
		expect(ended.code).toBe(2);
		expect(existsSync(out) ? readdirSync(out) : []).toEqual([]);
	});

	test('when the session was begun without a plan', async () => {
		const folder = path.join(newFolder(), 'session');
		mkdirSync(folder);
		writeFileSync(
			path.join(folder, 'session.jsonl'),
			journalOf([opened({plan: {stage: null, tests: [], variant: 'documented'}})]),
		);
		const before = readFileSync(path.join(folder, 'session.jsonl'));
		const ended = await runProgram(['run', '--session', folder], {environment});
		expect(ended.stderr).toContain('Nothing was planned');
		expect(ended.code).toBe(2);
		expect(readFileSync(path.join(folder, 'session.jsonl'))).toEqual(before);
	});

	test('when the journal is a folder', async () => {
		const folder = path.join(newFolder(), 'session');
		mkdirSync(path.join(folder, 'session.jsonl'), {recursive: true});
		const ended = await runProgram(['run', '--session', folder, '--sandbox']);
		expect(ended.stderr).toContain('The journal cannot be read');
		expect(ended.stderr).not.toMatch(/^\s+at /m);
		expect(ended.code).toBe(2);
	});
});

test('ids that were interrupted leave an INCOMPLETE set', async () => {
	const out = newFolder();
	let isInterrupted = false;
	const ended = await runProgram(
		['run', '3.3', '3.1', '3.2', '--sandbox', '--fault', 'hang@2', '--out', out],
		{
			onStderr(text, kill) {
				if (text.includes(' 3.1 ') && !isInterrupted) {
					isInterrupted = true;
					kill('SIGINT');
				}
			},
		},
	);
	expect(ended.code).toBe(130);
	expect(ended.stderr).toContain('INCOMPLETE');
	expect(path.basename(sessionFolder(out))).not.toBe('');
	expect(readdirSync(out).some(name => name.endsWith('_INCOMPLETE.zip'))).toBe(true);
});

test.skipIf(!existsSync('/dev/full')).each([['--version'], ['--help']])(
	'%s into a full disk is told in one line, not as a crash',
	typed => {
		const full = openSync('/dev/full', 'w');
		const {status, stderr} = spawnSync(process.execPath, [programFile, typed], {
			env: plainEnvironment(),
			stdio: ['ignore', full, 'pipe'],
			encoding: 'utf8',
		});
		expect(stderr).toMatch(/^The output could not be written: .*ENOSPC.*\n$/);
		expect(status).toBe(1);
	},
);
