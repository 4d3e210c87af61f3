/** Ctrl+Z: the program stops, its shell has the terminal, and `fg` brings it back. */
import {setTimeout} from 'node:timers/promises';
import type {TerminalLender} from './lend-terminal.ts';

/** What became of it: stopped for a time in ms, or why it was not. */
export type Suspended =
	| {readonly kind: 'resumed'; readonly time: number}
	/** There is no shell that could bring the program back: the system left it running. */
	| {readonly kind: 'no-shell'}
	/** Windows knows nothing like it. */
	| {readonly kind: 'unknown'};

/** The part of `process` that is used; a test passes its own. */
export type SuspendProcess = Pick<NodeJS.EventEmitter, 'on' | 'off'> & {
	readonly platform: string;
	kill(pid: number, signal: NodeJS.Signals): unknown;
};

export type SuspendOptions = {
	readonly lender: TerminalLender;
	/** Somebody else asks the program to stop (`kill -TSTP`); it should call `suspend` when it is ready for it. */
	readonly onRequest: () => void;
	/** This process unless said. */
	readonly process?: SuspendProcess;
	/** Milliseconds on a clock that goes on while the program is stopped. */
	readonly now?: () => number;
};

export type Suspender = {
	/** Gives the terminal back, stops the whole job, and takes the terminal again when it goes on. */
	suspend(): Promise<Suspended>;
	/** Stops listening. */
	release(): void;
};

/** How long the word that the program goes on may take, in ms: after this, it was never stopped. */
const patience = 200;

/**
 * Suspending by SIGTSTP, which the system disregards where no shell could continue the job (SIGSTOP would stop it for
 * ever). The whole process group is stopped, as the terminal's own Ctrl+Z does: a runner such as npm waits for nobody.
 */
export function createSuspender(options: SuspendOptions): Suspender {
	const {lender, onRequest, now = () => performance.now()} = options;
	const job: SuspendProcess = options.process ?? process;
	if (job.platform === 'win32') {
		return {suspend: () => Promise.resolve({kind: 'unknown'}), release: () => undefined};
	}

	function heed(): void {
		if (lender.isLent()) {
			// An editor is stopped, and this program with it: the terminal is the editor's to give back.
			void stop();
		} else {
			onRequest();
		}
	}

	async function stop(): Promise<Suspended> {
		const begun = now();
		const over = new AbortController();
		let goOn: () => void = () => undefined;
		const continued = new Promise<Suspended>(resolve => {
			goOn = () => resolve({kind: 'resumed', time: now() - begun});
		});
		job.on('SIGCONT', goOn);
		job.off('SIGTSTP', heed);
		try {
			job.kill(0, 'SIGTSTP');
			// Only now: a timer that ran out while the program stood still would come before the word that it goes on.
			return await Promise.race([
				continued,
				setTimeout(patience, {kind: 'no-shell'} satisfies Suspended, {signal: over.signal}),
			]);
		} finally {
			over.abort();
			job.off('SIGCONT', goOn);
			job.on('SIGTSTP', heed);
		}
	}

	job.on('SIGTSTP', heed);
	return {
		suspend: () => (lender.isLent() ? Promise.resolve({kind: 'no-shell'}) : lender.lend(stop)),
		release() {
			job.off('SIGTSTP', heed);
		},
	};
}
