import {execFile} from 'node:child_process';
import {readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {promisify} from 'node:util';
import {expect, onTestFinished, test} from 'vitest';
import {newFolder, plainEnvironment} from './program.ts';
import {spawn} from './terminal-driver.ts';

const execute = promisify(execFile);
const windows = process.platform === 'win32';
const root = path.resolve(import.meta.dirname, '../..');

async function npm(typed: readonly string[], directory: string): Promise<string> {
	// On Windows npm is a script, which only a shell can start; nothing typed here needs quoting.
	const {stdout} = await execute(windows ? 'npm.cmd' : 'npm', [...typed], {
		cwd: directory,
		env: plainEnvironment(),
		shell: windows,
	});
	return stdout;
}

test(
	'the packed tarball installs into an empty folder, and its run stage2 --sandbox works there',
	{timeout: 240_000},
	async () => {
		const packed = newFolder();
		await npm(['pack', '--ignore-scripts', '--silent', '--pack-destination', packed], root);
		const [tarball] = readdirSync(packed).filter(name => name.endsWith('.tgz'));
		const folder = newFolder();
		writeFileSync(path.join(folder, 'package.json'), '{"name": "empty", "private": true}');
		await npm(['install', '--no-audit', '--no-fund', '--omit=dev', path.join(packed, tarball!)], folder);
		const program = path.join(
			folder,
			'node_modules',
			'.bin',
			windows ? 'qtickets-explorer.cmd' : 'qtickets-explorer',
		);
		const {stderr} = await execute(program, ['run', 'stage2', '--sandbox'], {
			cwd: folder,
			env: plainEnvironment(),
			shell: windows,
		});
		expect(stderr).toContain('20 success');
		expect(readdirSync(path.join(folder, 'artifacts'))).toEqual([
			expect.stringMatching(/^qtickets_sandbox_run_\d{8}_\d{6}$/),
			expect.stringMatching(/\.zip$/),
			expect.stringMatching(/\.zip\.sha256$/),
		]);

		// jq is WebAssembly in a thread of its own: both must have come along.
		const robot = spawn(
			process.execPath,
			[path.join(folder, 'node_modules/qtickets-explorer/dist/cli.js'), 'explore', '--sandbox'],
			{cwd: folder, env: {XDG_CONFIG_HOME: folder}},
		);
		onTestFinished(() => {
			try {
				robot.kill('SIGKILL');
			} catch {
				// It has left already.
			}
		});
		await robot.waitFor('1.1 ');
		robot.type('/3.3');
		robot.press('enter');
		robot.type('f');
		await robot.waitFor(/ 200 .*✔/, {timeout: 30_000});
		robot.type('3F');
		await robot.waitFor('JSONPath or jq');
		robot.type('.data.id * 1000');
		robot.press('enter');
		await robot.waitFor(/│ +33000 *$/m, {timeout: 60_000});
		robot.type('q');
		await robot.exit;
	},
);
