import {EventEmitter} from 'node:events';
import {describe, expect, test} from 'vitest';
import type {TerminalLender} from '../../source/terminal/lend-terminal.ts';
import {createSuspender} from '../../source/terminal/suspend.ts';

/** A process that is stopped by a shell with job control, or one whose signals nobody heeds. */
function job({platform = 'linux', hasShell = true} = {}) {
	const events = new EventEmitter();
	const killed: Array<readonly [number, string]> = [];
	return {
		killed,
		events,
		process: {
			platform,
			on: events.on.bind(events),
			off: events.off.bind(events),
			kill(pid: number, signal: string) {
				killed.push([pid, signal]);
				if (hasShell) {
					events.emit('SIGCONT');
				}
			},
		} as unknown as NonNullable<Parameters<typeof createSuspender>[0]['process']>,
	};
}

function lender(steps: string[], isLent = false): TerminalLender {
	return {
		isLent: () => isLent,
		async lend(use) {
			steps.push('given back');
			try {
				return await use();
			} finally {
				steps.push('taken');
			}
		},
	};
}

function clock(): () => number {
	let time = 0;
	return () => (time += 1500);
}

describe('suspending', () => {
	test('gives the terminal back, stops the whole job, and says for how long', async () => {
		const steps: string[] = [];
		const {process, killed} = job();
		const {suspend} = createSuspender({
			lender: lender(steps),
			onRequest: () => undefined,
			process,
			now: clock(),
		});
		expect(await suspend()).toEqual({kind: 'resumed', time: 1500});
		expect(killed).toEqual([[0, 'SIGTSTP']]);
		expect(steps).toEqual(['given back', 'taken']);
	});

	test('where nothing stops the program takes the terminal again and says so', async () => {
		const steps: string[] = [];
		const {process} = job({hasShell: false});
		const {suspend} = createSuspender({lender: lender(steps), onRequest: () => undefined, process});
		expect(await suspend()).toEqual({kind: 'no-shell'});
		expect(steps).toEqual(['given back', 'taken']);
	});

	test('on Windows does nothing, and says that it does nothing', async () => {
		const steps: string[] = [];
		const {process, killed, events} = job({platform: 'win32'});
		const {suspend} = createSuspender({lender: lender(steps), onRequest: () => undefined, process});
		expect(await suspend()).toEqual({kind: 'unknown'});
		expect([...steps, ...killed, ...events.eventNames()]).toEqual([]);
	});

	test('does not listen to its own signal, and listens again afterwards', async () => {
		let requests = 0;
		const {process, events} = job();
		const suspender = createSuspender({
			lender: lender([]),
			onRequest: () => requests++,
			process: {
				...process,
				kill(pid, signal) {
					events.emit('SIGTSTP');
					return process.kill(pid, signal);
				},
			},
		});
		await suspender.suspend();
		expect(requests).toBe(0);
		events.emit('SIGTSTP');
		expect(requests).toBe(1);
		suspender.release();
		expect(events.listenerCount('SIGTSTP') + events.listenerCount('SIGCONT')).toBe(0);
	});

	test('while an editor has the terminal the program stops with it, and leaves the terminal to it', () => {
		const steps: string[] = [];
		let requests = 0;
		const {process, events, killed} = job();
		createSuspender({lender: lender(steps, true), onRequest: () => requests++, process});
		events.emit('SIGTSTP');
		expect(killed).toHaveLength(1);
		expect(requests).toBe(0);
		expect(steps).toEqual([]);
	});
});
