import {
	closeSync,
	constants,
	fchmodSync,
	fdatasyncSync,
	fstatSync,
	fsyncSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	readFileSync,
	statSync,
	writeFileSync,
	writeSync,
} from 'node:fs';
import {createHash} from 'node:crypto';
import path from 'node:path';
import {Problem} from '../catalog/problem.ts';
import type {EventBody, JournalEvent} from './event.ts';
import {chainStart, journalFileName, journalLine, readJournal} from './journal.ts';

/** The calls that keep a journal on disk: a test replaces them to make a disk full or broken. */
export type Disk = {
	/** Writes `bytes` at `position` and gives how many of them were written. */
	readonly write: (descriptor: number, bytes: Buffer, position: number) => number;
	readonly sync: (descriptor: number) => void;
	readonly truncate: (descriptor: number, length: number) => void;
};

export const realDisk: Disk = {
	write: (descriptor, bytes, position) => writeSync(descriptor, bytes, 0, bytes.length, position),
	sync: fdatasyncSync,
	truncate: ftruncateSync,
};

/** Appends events, one write and one flush each. Synchronous: when `append` returns, the event is on disk. */
export type JournalWriter = {
	/**
	 * @throws {Problem} `journal-not-writable`, and from then on every append throws it; `event-too-large` when this one
	 *   event cannot be one line, which leaves the journal as it was
	 */
	append(body: EventBody): JournalEvent;
	getFailure(): Problem | null;
	close(): void;
};

/** What `openJournal` found: the writer, the events so far, and the repair that it made, if any. */
export type OpenedJournal = {readonly writer: JournalWriter; readonly events: readonly JournalEvent[]};

/**
 * Opens a session's journal for writing, or begins it. A torn last line is cut off, kept beside the journal and
 * recorded as `journal.repaired`.
 *
 * The caller holds the session's lock.
 *
 * @throws {Problem} `journal-damaged`, `journal-not-writable`, `out-not-writable`
 */
export function openJournal(directory: string, options: {now: () => Date; disk?: Disk}): OpenedJournal {
	const {now, disk = realDisk} = options;
	const file = path.join(directory, journalFileName);
	let descriptor: number;
	makeFolder(directory);
	try {
		// Not in append mode: Windows cannot cut a file back that was opened so. The lock keeps other writers away.
		descriptor = openSync(file, constants.O_RDWR | constants.O_CREAT, 0o600);
	} catch (error) {
		throw notWritable(file, error);
	}

	try {
		return openedJournal(directory, {file, descriptor, now, disk});
	} catch (error) {
		closeSync(descriptor);
		throw error;
	}
}

function openedJournal(
	directory: string,
	{file, descriptor, now, disk}: {file: string; descriptor: number; now: () => Date; disk: Disk},
): OpenedJournal {
	let bytes: Buffer;
	try {
		restrict(descriptor);
		syncDirectory(directory);
		bytes = readFileSync(file);
	} catch (error) {
		throw notWritable(file, error);
	}

	const content = readJournal(bytes, file);
	const events = [...content.events];
	let length = content.goodBytes;
	let head = content.head;
	let failure: Problem | null = null;

	function append(body: EventBody): JournalEvent {
		if (failure !== null) {
			throw failure;
		}

		const {line, head: newHead, event} = lineOf(body);
		const size = fstatSync(descriptor).size;
		if (size !== length) {
			failure = notWritable(file, new Error(`another program wrote to it: ${size} bytes, not ${length}`));
			throw failure;
		}

		try {
			const written = disk.write(descriptor, line, length);
			if (written < line.length) {
				throw new Error(`only ${written} of ${line.length} bytes could be written`);
			}

			disk.sync(descriptor);
		} catch (error) {
			failure = notWritable(file, error);
			cutBack();
			throw failure;
		}

		length += line.length;
		head = newHead;
		events.push(event);
		return event;
	}

	function lineOf(body: EventBody): ReturnType<typeof journalLine> {
		try {
			return journalLine(body, {seq: events.length + 1, at: now().toISOString(), previous: head});
		} catch (error) {
			throw new Problem('event-too-large', `A ${body.type} is too large for the journal.`, {
				place: {file},
				next: 'Ask for less at once, or lower --max-body.',
				exitCode: 1,
				cause: error,
			});
		}
	}

	// Half a line left behind would glue itself to the next one. If even this fails, resuming repairs the torn tail.
	function cutBack(): void {
		try {
			disk.truncate(descriptor, length);
			disk.sync(descriptor);
		} catch {
			// The journal is read-only from here on; the failure that counts is already being reported.
		}
	}

	if (content.torn !== null) {
		const keptAs = `${journalFileName}.torn-${now().toISOString().replaceAll(/\D/g, '').slice(0, 14)}`;
		try {
			writeFileSync(path.join(directory, keptAs), content.torn, {mode: 0o600});
			ftruncateSync(descriptor, content.goodBytes);
		} catch (error) {
			throw notWritable(file, error);
		}

		// A journal whose very first line is torn holds nothing yet: its first event must be `session.opened`.
		if (head !== chainStart) {
			append({
				type: 'journal.repaired',
				bytes: content.torn.length,
				sha256: createHash('sha256').update(content.torn).digest('hex'),
				kept_as: keptAs,
				tail_base64: content.torn.toString('base64'),
			});
		}
	}

	return {
		events: [...events],
		writer: {
			append,
			getFailure: () => failure,
			close: once(() => closeSync(descriptor)),
		},
	};
}

function notWritable(file: string, error: unknown): Problem {
	const reason = error instanceof Error ? error.message : String(error);
	const full =
		reason.includes('ENOSPC') || reason.includes('EDQUOT') || reason.includes('bytes could be written');
	return new Problem(
		'journal-not-writable',
		full
			? `The disk is full: the journal cannot be written (${reason}).`
			: `The journal cannot be written (${reason}).`,
		{
			place: {file},
			next: 'Nothing more is fired. What was acknowledged is on disk; free space or mend the folder, then resume with --session.',
			exitCode: 1,
			cause: error,
		},
	);
}

/** Level by level: the recursive call of Node never ends where a folder can be made nowhere, as below /proc. */
function makeFolder(directory: string): void {
	try {
		makeLevels(directory);
	} catch (error) {
		throw new Problem(
			'out-not-writable',
			`The folder of the session cannot be made (${(error as Error).message}).`,
			{
				place: {file: directory},
				next: 'Name another folder with --out; nothing was fired.',
				cause: error,
			},
		);
	}
}

function makeLevels(directory: string): void {
	if (statSync(directory, {throwIfNoEntry: false})?.isDirectory() === true) {
		return;
	}

	const parent = path.dirname(directory);
	if (parent !== directory) {
		makeLevels(parent);
	}

	try {
		mkdirSync(directory, {mode: 0o700});
	} catch (error) {
		// Another program may have been faster.
		if (statSync(directory, {throwIfNoEntry: false})?.isDirectory() !== true) {
			throw error;
		}
	}
}

/** The mode given to `open` does not tighten a file that exists already (evidence-standards §3.2). */
function restrict(descriptor: number): void {
	if ((fstatSync(descriptor).mode & 0o077) !== 0) {
		fchmodSync(descriptor, 0o600);
	}
}

/** A new file's name is durable only when its folder is flushed too. Windows cannot open folders, and need not. */
function syncDirectory(directory: string): void {
	let descriptor: number;
	try {
		descriptor = openSync(directory, 'r');
	} catch {
		return;
	}

	try {
		fsyncSync(descriptor);
	} catch {
		// Some file systems refuse to flush a folder; the journal's own flushes still hold.
	} finally {
		closeSync(descriptor);
	}
}

function once(action: () => void): () => void {
	let done = false;
	return () => {
		if (!done) {
			done = true;
			action();
		}
	};
}
