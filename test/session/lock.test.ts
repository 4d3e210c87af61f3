import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, symlinkSync} from 'node:fs';
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

test.skipIf(process.platform === 'win32').each(['exists', 'is not made yet'])(
	'a link to a folder that %s is no second way in',
	async how => {
		const parent = mkdtempSync(path.join(tmpdir(), 'lock-'));
		const link = path.join(mkdtempSync(path.join(tmpdir(), 'lock-')), 'link');
		symlinkSync(parent, link);
		const name = how === 'exists' ? '' : path.join('artifacts', 'session');
		const first = await acquireLock(path.join(parent, name), process.platform);
		expect(first).not.toBeNull();
		expect(await acquireLock(path.join(link, name), process.platform)).toBeNull();
		first!.release();
	},
);

test('where neither abstract sockets nor pipes exist, a socket file does the same', async () => {
	const first = await acquireLock(directory, 'darwin');
	expect(first).not.toBeNull();
	expect(await acquireLock(directory, 'darwin')).toBeNull();
	first!.release();
});

test('that file does not depend on TMPDIR, whose name is too long for a socket on macOS', async () => {
	const before = process.env['TMPDIR'];
	process.env['TMPDIR'] = `/tmp/${'x'.repeat(120)}`;
	try {
		const lock = await acquireLock(directory, 'darwin');
		expect(lock).not.toBeNull();
		lock!.release();
	} finally {
		if (before === undefined) {
			delete process.env['TMPDIR'];
		} else {
			process.env['TMPDIR'] = before;
		}
	}
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
