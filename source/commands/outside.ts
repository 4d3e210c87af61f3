import {mkdtemp, writeFile} from 'node:fs/promises';
import {homedir, tmpdir} from 'node:os';
import path from 'node:path';
import {createClipboard} from '../terminal/clipboard.ts';
import type {Outside, SaveResult} from '../tui/outside.ts';

/** Copies and saved bodies on this machine. Files are for their owner only. */
export function createOutside({
	stdout,
	environment,
}: {
	readonly stdout: {write(text: string): unknown};
	readonly environment: Readonly<Record<string, string | undefined>>;
}): Outside {
	return {
		copy: createClipboard({stdout, environment, platform: process.platform}),
		save: (name, bytes, {overwrite}) => write(fullPath(name), bytes, overwrite ? 'w' : 'wx'),
		async keepCopy(text) {
			try {
				const folder = await mkdtemp(path.join(tmpdir(), 'qtickets-copy-'));
				return await write(path.join(folder, 'copied.txt'), Buffer.from(text), 'wx');
			} catch (error) {
				return {kind: 'failed', why: wordsOf(error)};
			}
		},
	};
}

function fullPath(name: string): string {
	return path.resolve(name.replace(/^~(?=$|[\\/])/, homedir()));
}

async function write(file: string, bytes: Uint8Array, flag: 'w' | 'wx'): Promise<SaveResult> {
	try {
		await writeFile(file, bytes, {flag, mode: 0o600});
		return {kind: 'saved', path: file};
	} catch (error) {
		return isCode(error, 'EEXIST') ? {kind: 'exists', path: file} : {kind: 'failed', why: wordsOf(error)};
	}
}

function isCode(error: unknown, code: string): boolean {
	return error instanceof Error && 'code' in error && error.code === code;
}

function wordsOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
