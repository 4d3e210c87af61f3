/** The thread of its own: filters and comparisons, which may take long or never end, never hold up a key. */
import {parentPort, workerData} from 'node:worker_threads';
import {diffRows} from './diff-rows.ts';
import {jqFilter} from './jq-filter.ts';
import {jsonPathFilter} from './jsonpath-filter.ts';
import type {Task, TaskResult} from './task.ts';

async function resultOf(task: Task): Promise<TaskResult> {
	switch (task.kind) {
		case 'jsonpath': {
			return {kind: 'filtered', value: jsonPathFilter(asBuffer(task.bytes), task.filter)};
		}

		case 'jq': {
			return {kind: 'filtered', value: await jqFilter(asBuffer(task.bytes), task.filter)};
		}

		case 'diff': {
			return {kind: 'diff', value: diffRows(task.left, task.right, task.cautions)};
		}
	}
}

function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function main(): Promise<void> {
	try {
		parentPort?.postMessage(await resultOf(workerData as Task));
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		parentPort?.postMessage({kind: 'failed', why} satisfies TaskResult);
	}
}

void main();
