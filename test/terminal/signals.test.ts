import {EventEmitter} from 'node:events';
import {describe, expect, test} from 'vitest';
import {restoreOnExit, type RestoreOptions} from '../../source/terminal/signals.ts';

/** A process that only notes what happens to it, in order. */
function guarded(options: Partial<RestoreOptions> = {}) {
	const steps: string[] = [];
	const fake = Object.assign(new EventEmitter(), {
		exit(code: number) {
			steps.push(`exit ${code}`);
			fake.emit('exit', code);
		},
	});
	const guard = restoreOnExit({
		screen: {
			leave() {
				if (!steps.includes('leave')) {
					steps.push('leave');
				}
			},
		},
		unmount: () => steps.includes('unmount') || steps.push('unmount'),
		stdin: {isTTY: true, setRawMode: isRaw => steps.includes('raw false') || steps.push(`raw ${isRaw}`)},
		onSignal: signal => steps.push(signal),
		onFatal: error => steps.push(`fatal ${String(error)}`),
		lastWords: () => 'The journal is in /tmp/x',
		writeError: text => steps.push(text),
		process: fake,
		...options,
	});
	return {steps, fake, guard};
}

describe('leaving the program', () => {
	test.each([
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGQUIT', 131],
	])('by %s gives the terminal back, closes the journal and exits with %i', (signal, code) => {
		const {steps, fake} = guarded();
		fake.emit(signal);
		expect(steps).toEqual([
			'unmount',
			'leave',
			'raw false',
			signal,
			'The journal is in /tmp/x\n',
			`exit ${code}`,
		]);
	});

	test.each(['uncaughtException', 'unhandledRejection'])(
		'by %s says what happened and exits with 1',
		event => {
			const {steps, fake} = guarded();
			const error = new Error('broken \u001b[2J');
			fake.emit(event, error);
			expect(steps.slice(0, 3)).toEqual(['unmount', 'leave', 'raw false']);
			expect(steps[3]).toContain('broken ␛[2J');
			expect(steps[3]).toContain('signals.test.ts');
			expect(steps.slice(4)).toEqual([`fatal ${String(error)}`, 'The journal is in /tmp/x\n', 'exit 1']);
		},
	);

	test('by a closed terminal is a hang-up, not a crash', () => {
		const {steps, fake} = guarded();
		fake.emit(
			'uncaughtException',
			Object.assign(new Error('write EPIPE'), {code: 'EPIPE', syscall: 'write'}),
		);
		expect(steps).toContain('SIGHUP');
		expect(steps.at(-1)).toBe('exit 129');
	});

	test('by process.exit elsewhere gives the terminal back', () => {
		const {steps, fake} = guarded();
		fake.exit(2);
		expect(steps).toEqual(['exit 2', 'unmount', 'leave', 'raw false']);
	});

	test('goes on when a step fails, and happens once', () => {
		const {steps, fake} = guarded({
			unmount() {
				throw new Error('unmount failed');
			},
			onSignal() {
				throw new Error('disk full');
			},
		});
		fake.emit('SIGTERM');
		fake.emit('SIGINT');
		expect(steps).toEqual(['leave', 'raw false', 'The journal is in /tmp/x\n', 'exit 143']);
	});

	test('the ordinary way leaves no handler behind', () => {
		const {steps, fake, guard} = guarded();
		guard.release();
		expect(steps).toEqual(['unmount', 'leave', 'raw false']);
		expect(fake.eventNames()).toEqual([]);
	});
});
