import {EventEmitter} from 'node:events';
import {render, useInput, type Key} from 'ink';

/** A keyboard that types one chunk. */
class Keyboard extends EventEmitter {
	isTTY = true;
	chunk: string | null = null;
	read = (): string | null => {
		const {chunk} = this;
		this.chunk = null;
		return chunk;
	};

	setEncoding(): void {}
	setRawMode(): void {}
	ref(): void {}
	unref(): void {}
}

/** What Ink's `useInput` tells of a chunk. */
export async function inkEvents(chunk: string): Promise<ReadonlyArray<{input: string; key: Key}>> {
	const events: Array<{input: string; key: Key}> = [];
	const keyboard = new Keyboard();
	const screen = Object.assign(new EventEmitter(), {columns: 80, write: () => true});
	function Listener() {
		useInput((input, key) => {
			events.push({input, key});
		});
		return null;
	}

	const app = render(<Listener />, {
		stdin: keyboard as unknown as NodeJS.ReadStream,
		stdout: screen as unknown as NodeJS.WriteStream,
		debug: true,
		exitOnCtrlC: false,
		patchConsole: false,
	});
	keyboard.chunk = chunk;
	keyboard.emit('readable');
	// Ink lets a lone Escape through after a turn.
	for (let turn = 0; turn < 3; turn++) {
		await new Promise(resolve => setImmediate(resolve));
	}

	app.unmount();
	app.cleanup();
	return events;
}
