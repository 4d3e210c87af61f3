/** The operator's own editor: what VISUAL and EDITOR mean, as words, and how that is started on each platform. */
import path from 'node:path';

export type EditorCommand = {
	/** The program and its arguments. */
	readonly words: readonly [string, ...string[]];
	/** What said so, for the message when it does not work. */
	readonly source: string;
};

export type Surroundings = {
	readonly environment: Readonly<Record<string, string | undefined>>;
	readonly platform: NodeJS.Platform;
	/** Whether a file is there. */
	readonly isFile: (file: string) => boolean;
};

/**
 * The editor that VISUAL names, else EDITOR, else Notepad on Windows; `null` where none is set. Elsewhere nothing is
 * guessed: somebody who never asked for vi is not helped by it.
 */
export function editorCommand(surroundings: Surroundings): EditorCommand | null {
	const {environment, platform, isFile} = surroundings;
	for (const source of ['VISUAL', 'EDITOR']) {
		const value = environment[source]?.trim() ?? '';
		const [program, ...rest] = isFile(value) ? [value] : commandWords(value, platform);
		if (program !== undefined) {
			return {words: [program, ...rest], source};
		}
	}

	return platform === 'win32' ? {words: ['notepad.exe'], source: 'Windows'} : null;
}

/**
 * A command line as words: blanks part them, quotes hold them together. A backslash takes the meaning from the character
 * after it, except on Windows, where it parts folders.
 */
export function commandWords(line: string, platform: NodeJS.Platform): readonly string[] {
	const words: string[] = [];
	let word: string | null = null;
	let quote = '';
	for (let at = 0; at < line.length; at++) {
		const character = line.charAt(at);
		if (character === '\\' && platform !== 'win32' && quote !== "'") {
			at++;
			word = (word ?? '') + line.charAt(at);
		} else if (quote !== '') {
			const isEnd = character === quote;
			quote = isEnd ? '' : quote;
			word = (word ?? '') + (isEnd ? '' : character);
		} else if (character === '"' || (character === "'" && platform !== 'win32')) {
			quote = character;
			word ??= '';
		} else if (/\s/.test(character)) {
			words.push(...(word === null ? [] : [word]));
			word = null;
		} else {
			word = (word ?? '') + character;
		}
	}

	return word === null ? words : [...words, word];
}

/** What is given to `spawn`. */
export type Start = {readonly file: string; readonly args: readonly string[]; readonly isVerbatim: boolean};

/**
 * How the editor is started with a file. On Windows, commands such as `code` are batch files, which no program can start
 * by itself: those go through the command processor, everything in quotes. Elsewhere no shell is between.
 */
export function startOf(
	{words: [program, ...rest]}: EditorCommand,
	file: string,
	surroundings: Surroundings,
): Start {
	const {environment, platform} = surroundings;
	const plain: Start = {file: program, args: [...rest, file], isVerbatim: false};
	if (platform !== 'win32') {
		return plain;
	}

	const found = foundOnWindows(program, surroundings) ?? program;
	return /\.(?:cmd|bat)$/i.test(found)
		? {
				file: environment['ComSpec'] ?? 'cmd.exe',
				args: [
					'/d',
					'/s',
					'/c',
					`"${[found, ...rest, file].map(word => `"${word.replaceAll('"', '""')}"`).join(' ')}"`,
				],
				isVerbatim: true,
			}
		: {...plain, file: found};
}

function foundOnWindows(program: string, {environment, isFile}: Surroundings): string | undefined {
	const {win32} = path;
	const endings = (environment['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';').filter(Boolean);
	const names = win32.extname(program) === '' ? endings.map(ending => program + ending) : [program];
	const folders = /[\\/]/.test(program)
		? ['']
		: (environment['PATH'] ?? environment['Path'] ?? '').split(';').filter(Boolean);
	return folders
		.flatMap(folder => names.map(name => (folder === '' ? name : win32.join(folder, name))))
		.find(isFile);
}
