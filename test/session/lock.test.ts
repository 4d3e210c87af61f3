import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {build} from 'esbuild';
import {expect, test} from 'vitest';
import {acquireLock} from '../../source/session/lock.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'lock-'));

test('a session has one writer; the second is told so, and gets it when the first lets go', async () => {
	const first = await acquireLock(directory, process.platform);
	expect(first).not.toBeNull();
	expect(await acquireLock(directory, process.platform)).toBeNull();
	first!.release();
	const next = await acquireLock(directory, process.platform);
	expect(next).not.toBeNull();
	next!.release();
});

test('where neither abstract sockets nor pipes exist, a socket file does the same', async () => {
	const first = await acquireLock(directory, 'darwin');
	expect(first).not.toBeNull();
	expect(await acquireLock(directory, 'darwin')).toBeNull();
	first!.release();
});

test.each([process.platform, 'darwin' as const])(
	'a holder that is killed leaves no stale lock behind (%s)',
	async platform => {
		const folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
		const script = path.join(folder, 'holder.mjs');
		await build({
			stdin: {
				contents: `import {acquireLock} from './source/session/lock.ts';
					const lock = await acquireLock(${JSON.stringify(folder)}, ${JSON.stringify(platform)});
					console.log(lock === null ? 'refused' : 'held');
					setInterval(() => {}, 1000);`,
				resolveDir: process.cwd(),
				loader: 'ts',
			},
			bundle: true,
			platform: 'node',
			format: 'esm',
			outfile: script,
		});
		const holder = spawn(process.execPath, [script], {stdio: ['ignore', 'pipe', 'inherit']});
		const [chunk] = (await once(holder.stdout, 'data')) as [Buffer];
		expect(chunk.toString()).toBe('held\n');
		expect(await acquireLock(folder, platform)).toBeNull();
		holder.kill('SIGKILL');
		await once(holder, 'exit');
		const lock = await acquireLock(folder, platform);
		expect(lock).not.toBeNull();
		lock!.release();
	},
);
