import {createHash} from 'node:crypto';
import {realpathSync, rmSync} from 'node:fs';
import {connect, createServer, type Server} from 'node:net';
import path from 'node:path';
import {Problem} from '../catalog/problem.ts';

/** Held while a session may be written; the system lets go of it when the process dies, however it dies. */
export type Lock = {release(): void};

/**
 * Takes the one writer's lock of a session folder.
 *
 * A name that the kernel owns instead of a file: nothing is left behind by a kill, and no process id can be mistaken
 * (evidence-standards §3.6). Linux has abstract sockets, Windows named pipes; elsewhere a socket file is proved stale by
 * connecting to it.
 *
 * @param directory a folder that need not exist yet; links to it count as the folder itself
 * @returns `null` when another process holds it
 * @throws {Problem} `session-lock-failed` when the system refuses to lock anything
 */
export async function acquireLock(directory: string, platform: NodeJS.Platform): Promise<Lock | null> {
	const id = `qe-${createHash('sha256')
		.update(realPath(path.resolve(directory)))
		.digest('hex')
		.slice(0, 16)}`;
	try {
		if (platform === 'linux' || platform === 'win32') {
			return await listen(platform === 'linux' ? `\0${id}` : `\\\\.\\pipe\\${id}`);
		}

		// Not in the folder that TMPDIR names: macOS makes that so long that a socket's path of 104 bytes is passed.
		const socketFile = `/tmp/${id}`;
		const lock = await listen(socketFile);
		if (lock !== null || (await answers(socketFile))) {
			return lock;
		}

		rmSync(socketFile, {force: true});
		return await listen(socketFile);
	} catch (error) {
		throw new Problem('session-lock-failed', `The session cannot be locked (${(error as Error).message}).`, {
			place: {file: directory},
			next: 'Nothing was written or fired. See that the folder can be reached, and on macOS that /tmp can be written.',
			exitCode: 1,
			cause: error,
		});
	}
}

/** The one name of a folder, whatever links lead to it; what does not exist yet is named below what does. */
function realPath(directory: string): string {
	try {
		return realpathSync.native(directory);
	} catch (error) {
		const parent = path.dirname(directory);
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || parent === directory) {
			return directory;
		}

		return path.join(realPath(parent), path.basename(directory));
	}
}

async function listen(name: string): Promise<Lock | null> {
	const server: Server = createServer(socket => socket.destroy());
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE' || (error.code === 'EACCES' && name.startsWith('\\\\.\\pipe'))) {
				resolve(null);
			} else {
				reject(error);
			}
		});
		server.listen(name, () => {
			server.unref();
			resolve({release: () => server.close()});
		});
	});
}

async function answers(socketFile: string): Promise<boolean> {
	return new Promise(resolve => {
		const socket = connect(socketFile);
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}
