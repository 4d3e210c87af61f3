import {createHash} from 'node:crypto';
import {unlinkSync} from 'node:fs';
import {connect, createServer, type Server} from 'node:net';
import {tmpdir} from 'node:os';
import path from 'node:path';

/** Held while a session may be written; the system lets go of it when the process dies, however it dies. */
export type Lock = {release(): void};

/**
 * Takes the one writer's lock of a session folder.
 *
 * A name that the kernel owns instead of a file: nothing is left behind by a kill, and no process id can be mistaken
 * (evidence-standards §3.6). Linux has abstract sockets, Windows named pipes; elsewhere a socket file is proved stale by
 * connecting to it.
 *
 * @returns `null` when another process holds it
 */
export async function acquireLock(directory: string, platform: NodeJS.Platform): Promise<Lock | null> {
	const id = `qtickets-explorer-${createHash('sha256').update(path.resolve(directory)).digest('hex').slice(0, 32)}`;
	if (platform === 'linux' || platform === 'win32') {
		return listen(platform === 'linux' ? `\0${id}` : `\\\\.\\pipe\\${id}`);
	}

	const socketFile = path.join(tmpdir(), `${id}.sock`);
	const lock = await listen(socketFile);
	if (lock !== null || (await answers(socketFile))) {
		return lock;
	}

	unlinkSync(socketFile);
	return listen(socketFile);
}

async function listen(name: string): Promise<Lock | null> {
	const server: Server = createServer(socket => socket.destroy());
	return new Promise((resolve, reject) => {
		server.once('error', (error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE' || error.code === 'EACCES') {
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
