import {execFile} from 'node:child_process';
import {arch, release, type} from 'node:os';
import {promisify} from 'node:util';
import type {Secrets} from '../catalog/catalog.ts';
import type {SessionOpened} from '../session/event.ts';

const execute = promisify(execFile);

/** What the report says about the machine. Names tokens, never shows them. */
export async function describeEnvironment(
	directory: string,
	secrets: Secrets,
): Promise<SessionOpened['environment']> {
	const [revision, status] = await Promise.all([
		git(directory, ['rev-parse', 'HEAD']),
		git(directory, ['status', '--porcelain', '--untracked-files=no']),
	]);
	return {
		node: process.version,
		os: `${type()} ${release()} ${arch()}`,
		git_revision: revision,
		git_dirty: status === null ? null : status !== '',
		tokens: [...secrets.keys()].sort(),
	};
}

/** Trimmed output; `null` where git is missing, or the folder is no repository. */
async function git(directory: string, arguments_: readonly string[]): Promise<string | null> {
	try {
		const {stdout} = await execute('git', arguments_, {cwd: directory, timeout: 2000, windowsHide: true});
		return stdout.trim();
	} catch {
		return null;
	}
}
