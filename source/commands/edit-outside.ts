/**
 * A body in the operator's own editor.
 *
 * This is the one place where a body stands clear in a file (design.md §7): an editor works on files, and it is the
 * operator who asked for it. So the file lives only as long as the editor: readable by nobody else, in a fresh folder that
 * nobody else can look into, removed whatever happens, on signals and crashes too; and should this process be killed
 * outright, the next one that opens an editor removes it.
 */
import {spawn} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {safeText} from '../terminal/safe-text.ts';
import type {TerminalLender} from '../terminal/lend-terminal.ts';
import type {EditOutside, Outside} from '../tui/edit-outside.ts';
import {editorCommand, startOf, type EditorCommand, type Start, type Surroundings} from './editor-command.ts';

export type EditOutsideOptions = {
	readonly lender: TerminalLender;
	readonly environment: NodeJS.ProcessEnv;
	readonly stdout: {write(text: string): unknown};
};

const prefix = 'qtickets-explorer-body-';

/** An editor that is back sooner than this, in ms, and changed nothing, has most likely gone on in a window of its own. */
const soon = 2000;

/** The way to the operator's editor, for the interface. */
export function createEditOutside({lender, environment, stdout}: EditOutsideOptions): EditOutside {
	return async text => {
		const surroundings: Surroundings = {environment, platform: process.platform, isFile};
		const command = editorCommand(surroundings);
		if (command === null) {
			return unchanged(
				'No editor is set.',
				'Set VISUAL or EDITOR, as in EDITOR=nano, and start again; the body can be edited here all the same.',
			);
		}

		if (/[\ud800-\udfff]/u.test(text)) {
			return unchanged('The body holds half of a character, which no file can hold: edit it here.', null);
		}

		const file = newFile(text);
		if (file === null) {
			return unchanged(
				`No file for the editor can be written in ${safeText(tmpdir())}.`,
				'Set TMPDIR to a folder that can be written.',
			);
		}

		const folder = path.dirname(file);
		try {
			return await lender.lend(async () => {
				const waiting = `Waiting for ${safeText(nameOf(command))} to end …`;
				stdout.write(waiting);
				const ended = await run(startOf(command, file, surroundings), folder);
				stdout.write('\r\u001b[K');
				return outcome(ended, {command, file, text});
			});
		} finally {
			remove(folder);
		}
	};
}

function isFile(file: string): boolean {
	return file !== '' && (statSync(file, {throwIfNoEntry: false})?.isFile() ?? false);
}

function nameOf({words: [program]}: EditorCommand): string {
	return path.basename(program);
}

/** A file with the text, in a fresh folder that only this user can look into; `null` where none can be written. */
function newFile(text: string): string | null {
	let folder: string | null = null;
	try {
		removeForgotten();
		// 0700, which is what `mkdtemp` is for.
		folder = mkdtempSync(path.join(tmpdir(), `${prefix}${process.pid}-`));
		const file = path.join(folder, 'body.json');
		writeFileSync(file, text, {mode: 0o600, flag: 'wx'});
		return file;
	} catch {
		if (folder !== null) {
			remove(folder);
		}

		return null;
	}
}

/** Removes what processes left that were killed outright. Folders of other users refuse that by themselves. */
function removeForgotten(): void {
	for (const name of readdirSync(tmpdir())) {
		const owner = Number(name.startsWith(prefix) ? name.slice(prefix.length).split('-')[0] : Number.NaN);
		if (Number.isInteger(owner) && owner > 0 && !isRunning(owner)) {
			remove(path.join(tmpdir(), name));
		}
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it runs, and is somebody else's.
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
}

function remove(folder: string): void {
	try {
		rmSync(folder, {recursive: true, force: true});
	} catch {
		// Windows: the editor still has it open. The next one that opens an editor tries again once this process is gone.
	}
}

type Ended = {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	/** Why it did not start. */
	readonly failure: string | null;
	readonly time: number;
};

/** Runs the editor in the terminal. Whatever ends this process meanwhile ends the editor and removes the folder. */
function run({file, args, isVerbatim}: Start, folder: string): Promise<Ended> {
	return new Promise(resolve => {
		const begun = performance.now();
		const child = spawn(file, [...args], {stdio: 'inherit', windowsVerbatimArguments: isVerbatim});

		function leaveNothing(): void {
			child.kill();
			remove(folder);
		}

		function end(ended: Omit<Ended, 'time'>): void {
			process.off('exit', leaveNothing);
			resolve({...ended, time: performance.now() - begun});
		}

		process.once('exit', leaveNothing);
		child.once('error', (error: NodeJS.ErrnoException) =>
			end({
				code: null,
				signal: null,
				failure: error.code === 'ENOENT' ? 'there is no such program' : error.message,
			}),
		);
		child.once('exit', (code, signal) => end({code, signal, failure: null}));
	});
}

type Edited = {
	readonly command: EditorCommand;
	readonly file: string;
	readonly text: string;
};

function outcome(ended: Ended, edited: Edited): Outside {
	const {command, file, text} = edited;
	const name = safeText(nameOf(command));
	if (ended.failure !== null) {
		return unchanged(
			`${name} could not be started: ${safeText(ended.failure)}. The body is as it was.`,
			`It is what ${command.source} names: ${safeText(command.words.join(' '))}`,
		);
	}

	const saved = read(file);
	const isFailed = ended.code !== 0;
	const how = ended.signal === null ? `ended with ${ended.code}` : `was ended by ${ended.signal}`;
	if (saved === null) {
		return unchanged(`${name} left no file: the body is as it was.`, null);
	}

	const savedText = decoded(saved);
	if (savedText === null) {
		const kept = keep(path.dirname(file));
		return unchanged(
			`What ${name} saved is not UTF-8: the body is as it was.`,
			`What was saved is kept in ${safeText(path.join(kept, path.basename(file)))}; it may hold personal data, delete it when you are done.`,
		);
	}

	// Editors end a file with a line break; alone, that is no change of anybody's.
	const isSame = savedText === text || savedText === `${text}\n`;
	if (isFailed) {
		return {
			text: null,
			refused: isSame ? null : savedText,
			told: {
				tone: 'warning',
				text: `${name} ${how}: the body is as it was.`,
				next: isSame ? null : 'What it had saved is a redo away in the body.',
			},
		};
	}

	if (isSame) {
		const isSoon = ended.time < soon;
		return unchanged(
			`Nothing was changed in ${name}.`,
			isSoon ? 'One that opens a window of its own must be told to wait, as in EDITOR="code --wait".' : null,
		);
	}

	return {
		text: savedText,
		refused: null,
		told: {
			tone: 'info',
			text: `The body is what ${name} saved. Undo, in the body, brings the old text back.`,
			next: null,
		},
	};
}

function unchanged(text: string, next: string | null): Outside {
	return {text: null, refused: null, told: {tone: next === null ? 'info' : 'warning', text, next}};
}

function read(file: string): Buffer | null {
	try {
		return readFileSync(file);
	} catch {
		return null;
	}
}

/** The text of the bytes exactly, a byte order mark included; `null` where they are not UTF-8. */
function decoded(bytes: Buffer): string | null {
	try {
		return new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes);
	} catch {
		return null;
	}
}

/** Keeps a folder that would be removed: nothing that was typed is lost. Gives where it is now. */
function keep(folder: string): string {
	const kept = path.join(
		path.dirname(folder),
		path.basename(folder).replace(prefix, 'qtickets-explorer-kept-'),
	);
	try {
		renameSync(folder, kept);
		return kept;
	} catch {
		return folder;
	}
}
