import {PassThrough} from 'node:stream';
import type {Context} from '../../source/commands/context.ts';

/** A context whose output is kept; `environment` is all that the command sees. */
export function commandContext(
	environment: Record<string, string>,
	{isTTY = false}: {isTTY?: boolean} = {},
): {context: Context; written: () => {stdout: string; stderr: string}} {
	const stdout = Object.assign(new PassThrough(), {isTTY, columns: 80});
	const stderr = Object.assign(new PassThrough(), {isTTY, columns: 80});
	const text = {stdout: '', stderr: ''};
	stdout.on('data', (chunk: Buffer) => {
		text.stdout += chunk.toString();
	});
	stderr.on('data', (chunk: Buffer) => {
		text.stderr += chunk.toString();
	});
	return {
		context: {
			stdin: process.stdin,
			stdout: stdout as unknown as NodeJS.WriteStream,
			stderr: stderr as unknown as NodeJS.WriteStream,
			environment,
			directory: import.meta.dirname,
			platform: 'linux',
			version: '0.0.0-test',
		},
		written: () => text,
	};
}
