/** The clipboard: through the terminal (OSC 52) where it is likely to take it, else by a program of the system. */
import {spawn} from 'node:child_process';

/** How a text was copied; see tui/outside.ts, which says the same to the interface. */
export type Copied =
	| {readonly way: 'terminal'; readonly isSure: boolean}
	| {readonly way: 'program'; readonly name: string}
	| {readonly way: 'none'};

type Environment = Readonly<Record<string, string | undefined>>;

export type ClipboardOptions = {
	readonly stdout: {write(text: string): unknown};
	readonly environment: Environment;
	readonly platform: NodeJS.Platform;
	/** Gives a program the bytes on its stdin; `false` where it is missing, fails or hangs. */
	readonly pipe?: (program: Program, bytes: Uint8Array) => Promise<boolean>;
};

/** A program that puts its stdin on the clipboard. */
export type Program = {
	readonly name: string;
	readonly parameters: readonly string[];
	readonly encoding: 'utf8' | 'utf16le';
};

/** Terminals and what stands between cut a longer sequence off, in silence. Bytes before base64. */
export const longestOsc52 = 74_994;

/** A program that has not ended by then has taken nothing. Milliseconds. */
const patience = 5000;

/**
 * What is known about OSC 52 here. Terminals do not answer whether they took it, so only those count as likely that take
 * it as they are installed. tmux and screen keep it from the terminal unless they are told otherwise.
 */
export function takesOsc52(environment: Environment): 'likely' | 'perhaps' | 'no' {
	const {TERM: term = '', TERM_PROGRAM: program = ''} = environment;
	if (term === '' || term === 'dumb' || term === 'linux') {
		return 'no';
	}

	if (
		environment['TMUX'] !== undefined ||
		environment['STY'] !== undefined ||
		/^(?:screen|tmux)/.test(term)
	) {
		return 'perhaps';
	}

	return environment['WT_SESSION'] !== undefined ||
		environment['KITTY_WINDOW_ID'] !== undefined ||
		environment['ALACRITTY_WINDOW_ID'] !== undefined ||
		/^(?:xterm-kitty|xterm-ghostty|alacritty|foot|contour|rio|wezterm)/.test(term) ||
		/^(?:WezTerm|ghostty|vscode|rio|contour)$/i.test(program)
		? 'likely'
		: 'perhaps';
}

/** The programs to try, in order. */
export function clipboardPrograms(environment: Environment, platform: NodeJS.Platform): readonly Program[] {
	const utf8 = (name: string, ...parameters: string[]): Program => ({name, parameters, encoding: 'utf8'});
	const script =
		'[Console]::InputEncoding = [Text.UTF8Encoding]::new($false); Set-Clipboard -Value ([Console]::In.ReadToEnd())';
	const windows: readonly Program[] = [
		utf8('powershell.exe', '-NoProfile', '-NonInteractive', '-Command', script),
		// It guesses the encoding of what it gets; two bytes a letter is what it guesses best.
		{name: 'clip.exe', parameters: [], encoding: 'utf16le'},
	];
	if (platform === 'win32') {
		return windows;
	}

	if (platform === 'darwin') {
		return [utf8('pbcopy')];
	}

	const {WAYLAND_DISPLAY: wayland = '', DISPLAY: display = ''} = environment;
	return [
		...(wayland === '' ? [] : [utf8('wl-copy')]),
		...(display === ''
			? []
			: [utf8('xclip', '-selection', 'clipboard'), utf8('xsel', '--clipboard', '--input')]),
		...(environment['WSL_DISTRO_NAME'] === undefined ? [] : windows),
	];
}

/** @returns copies a text: never throws, says which way took it */
export function createClipboard(options: ClipboardOptions): (text: string) => Promise<Copied> {
	const {stdout, environment, platform, pipe = pipeTo} = options;

	function throughTerminal(text: string): boolean {
		const bytes = Buffer.from(text);
		if (bytes.length > longestOsc52) {
			return false;
		}

		stdout.write(`\u001b]52;c;${bytes.toString('base64')}\u0007`);
		return true;
	}

	return async text => {
		const known = takesOsc52(environment);
		if (known === 'likely' && throughTerminal(text)) {
			return {way: 'terminal', isSure: true};
		}

		for (const program of clipboardPrograms(environment, platform)) {
			if (await pipe(program, Buffer.from(text, program.encoding))) {
				return {way: 'program', name: program.name};
			}
		}

		return known === 'perhaps' && throughTerminal(text) ? {way: 'terminal', isSure: false} : {way: 'none'};
	};
}

/** Without a shell. What the program says is not heard: it must not reach the screen. */
function pipeTo({name, parameters}: Program, bytes: Uint8Array): Promise<boolean> {
	return new Promise(resolve => {
		const child = spawn(name, [...parameters], {stdio: ['pipe', 'ignore', 'ignore'], windowsHide: true});
		const timer = setTimeout(() => {
			child.kill();
			resolve(false);
		}, patience);
		const end = (isTaken: boolean): void => {
			clearTimeout(timer);
			resolve(isTaken);
		};
		child.once('error', () => end(false));
		// Not `close`: xclip and wl-copy leave a child behind that serves the clipboard.
		child.once('exit', code => end(code === 0));
		child.stdin.once('error', () => undefined);
		child.stdin.end(bytes);
	});
}
