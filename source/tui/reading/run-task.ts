import {Worker} from 'node:worker_threads';
import type {RunTask, Task, TaskResult} from './task.ts';

/** What takes longer is stopped. Milliseconds. */
export const taskLimit = 30_000;
/** Memory of the thread, so that a filter cannot take the program down with it. Megabytes. */
const mostMemory = 3072;

/** Runs each task in a thread of its own, which ends with it. */
export const runTask: RunTask = task => {
	let stop: (why: string) => void = () => undefined;
	const stopped = new Promise<TaskResult>(resolve => {
		stop = why => resolve({kind: 'failed', why});
	});
	const timer = setTimeout(
		() => stop(`It took longer than ${taskLimit / 1000} s and was stopped.`),
		taskLimit,
	);
	timer.unref();
	return {
		done: run(task, stopped).finally(() => clearTimeout(timer)),
		stop: () => stop('It was stopped.'),
	};
};

async function run(task: Task, stopped: Promise<TaskResult>): Promise<TaskResult> {
	const {default: code} = await import('./worker.ts?code');
	const worker = new Worker(code, {
		eval: true,
		workerData: task,
		resourceLimits: {maxOldGenerationSizeMb: mostMemory},
		// What a library writes must not reach the terminal.
		stdout: true,
		stderr: true,
	});
	worker.unref();
	const answered = new Promise<TaskResult>(resolve => {
		worker.once('message', resolve);
		worker.once('error', error => resolve({kind: 'failed', why: whyOf(error)}));
		worker.once('exit', () => resolve({kind: 'failed', why: 'It ended without a result.'}));
	});
	const result = await Promise.race([answered, stopped]);
	void worker.terminate();
	return result;
}

function whyOf(error: unknown): string {
	if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
		return `It needs more than ${mostMemory / 1024} GB of memory.`;
	}

	return error instanceof Error ? error.message : String(error);
}
