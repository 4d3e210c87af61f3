import {mkdir, writeFile} from 'node:fs/promises';
import {homedir} from 'node:os';
import path from 'node:path';
import {createClipboard} from '../terminal/clipboard.ts';
import type {KeptCopies} from './kept-copies.ts';
import type {Outside, SaveResult} from '../tui/outside.ts';

/** Copies and saved bodies on this machine. Files are for their owner only. */
export function createOutside({
	stdout,
	environment,
	folder,
	copies,
}: {
	readonly stdout: {write(text: string): unknown};
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Where a bare name is saved; made when it is needed. */
	readonly folder: string;
	readonly copies: KeptCopies;
}): Outside {
	return {
		copy: createClipboard({stdout, environment, platform: process.platform}),
		async save(name, bytes, {overwrite}) {
			const isBare = path.basename(name) === name && name !== '~' && name !== '..';
			if (isBare) {
				await mkdir(folder, {recursive: true}).catch(() => undefined);
			}

			return write(isBare ? path.join(folder, name) : fullPath(name), bytes, overwrite ? 'w' : 'wx');
		},
		async keepCopy(text) {
			try {
				return {kind: 'saved', path: await copies.keep(text)};
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
