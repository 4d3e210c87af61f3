import {
	appendFileSync,
	mkdtempSync,
	readFileSync,
	readdirSync,
	statSync,
	writeFileSync,
	chmodSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Problem} from '../../source/catalog/problem.ts';
import {readJournal} from '../../source/session/journal.ts';
import {openJournal, realDisk, type Disk} from '../../source/session/journal-writer.ts';
import {openedEvent} from './sample-events.ts';

const now = (): Date => new Date('2026-11-22T15:30:00.000Z');
const note = (text: string) => ({type: 'note.added', endpoint_id: null, text}) as const;

function newDirectory(): string {
	return path.join(mkdtempSync(path.join(tmpdir(), 'journal-')), 'session');
}

function journalBytes(directory: string): Buffer {
	return readFileSync(path.join(directory, 'session.jsonl'));
}

test('every event is on disk, chained and readable, when append returns', () => {
	const directory = newDirectory();
	const {writer} = openJournal(directory, {now});
	writer.append(openedEvent);
	expect(readJournal(journalBytes(directory)).events).toHaveLength(1);
	writer.append(note('one'));
	expect(readJournal(journalBytes(directory)).events).toHaveLength(2);
	writer.close();
	const again = openJournal(directory, {now});
	again.writer.append(note('two'));
	expect(again.events.map(({type}) => type)).toEqual(['session.opened', 'note.added']);
	expect(readJournal(journalBytes(directory)).events).toHaveLength(3);
	again.writer.close();
});

test.skipIf(process.platform === 'win32')(
	'only its owner may read it, even when the file was readable before',
	() => {
		const directory = newDirectory();
		openJournal(directory, {now}).writer.close();
		const file = path.join(directory, 'session.jsonl');
		chmodSync(file, 0o644);
		openJournal(directory, {now}).writer.close();
		expect(statSync(file).mode & 0o777).toBe(0o600);
		expect(statSync(directory).mode & 0o777).toBe(0o700);
	},
);

describe('a torn last line', () => {
	test('is cut off, kept beside the journal and recorded, wherever it was cut', () => {
		const directory = newDirectory();
		const {writer} = openJournal(directory, {now});
		writer.append(openedEvent);
		const first = journalBytes(directory).length;
		writer.append(note('the last words'));
		writer.close();
		const whole = journalBytes(directory);
		for (const length of [first + 1, first + 20, whole.length - 1]) {
			writeFileSync(path.join(directory, 'session.jsonl'), whole.subarray(0, length));
			const opened = openJournal(directory, {now});
			const {events, torn} = readJournal(journalBytes(directory));
			expect(torn).toBeNull();
			expect(events.map(({type}) => type)).toEqual(['session.opened', 'journal.repaired']);
			expect(events[1]).toMatchObject({bytes: length - first});
			const kept = readdirSync(directory).find(name => name.includes('torn'));
			expect(readFileSync(path.join(directory, kept!))).toEqual(whole.subarray(first, length));
			opened.writer.close();
		}
	});
});

describe('when the disk fails', () => {
	function failing(part: Partial<Disk>): {
		directory: string;
		fail: () => void;
		append: (text: string) => void;
	} {
		const directory = newDirectory();
		let broken = false;
		const disk: Disk = {
			write: (...call) => (broken && part.write ? part.write(...call) : realDisk.write(...call)),
			sync: descriptor => (broken && part.sync ? part.sync(descriptor) : realDisk.sync(descriptor)),
			truncate: (...call) => (broken && part.truncate ? part.truncate(...call) : realDisk.truncate(...call)),
		};
		const {writer} = openJournal(directory, {now, disk});
		writer.append(openedEvent);
		return {
			directory,
			fail: () => {
				broken = true;
			},
			append: text => writer.append(note(text)),
		};
	}

	const noSpace = (): never => {
		throw Object.assign(new Error('ENOSPC: no space left on device, write'), {code: 'ENOSPC'});
	};

	test.each<[string, Partial<Disk>]>([
		['no space', {write: noSpace}],
		[
			'a short write',
			{write: (descriptor, bytes, position) => realDisk.write(descriptor, bytes.subarray(0, 38), position)},
		],
		[
			'a failed flush',
			{
				sync: () => {
					throw new Error('EIO: i/o error, fdatasync');
				},
			},
		],
	])('%s: it is said, what was acknowledged stays, and nothing more is written', (_, part) => {
		const {directory, fail, append} = failing(part);
		append('acknowledged');
		fail();
		expect(() => append('lost')).toThrow(expect.objectContaining({code: 'journal-not-writable'}) as Error);
		expect(() => append('later')).toThrow(expect.objectContaining({code: 'journal-not-writable'}) as Error);
		const content = readJournal(journalBytes(directory));
		expect(content.events.map(({type}) => type)).toEqual(['session.opened', 'note.added']);
		expect(content.torn).toBeNull();
	});

	test('a full disk is called so, with what to do', () => {
		const {fail, append} = failing({write: noSpace});
		fail();
		try {
			append('lost');
			expect.unreachable();
		} catch (error) {
			expect((error as Problem).message).toMatch(/disk is full/);
			expect((error as Problem).next).toMatch(/free space/);
		}
	});

	test('half a line that cannot be cut back is repaired as torn at resume', () => {
		const {directory, fail, append} = failing({
			write: (descriptor, bytes, position) => realDisk.write(descriptor, bytes.subarray(0, 38), position),
			truncate: () => {
				throw new Error('EIO: i/o error, ftruncate');
			},
		});
		append('acknowledged');
		fail();
		expect(() => append('lost')).toThrow();
		expect(readJournal(journalBytes(directory)).torn).toHaveLength(38);
		const {writer} = openJournal(directory, {now});
		writer.close();
		expect(readJournal(journalBytes(directory)).events.map(({type}) => type)).toEqual([
			'session.opened',
			'note.added',
			'journal.repaired',
		]);
	});
});

test('what another program wrote is never written over: it is said, and nothing more is written', () => {
	const directory = newDirectory();
	const {writer} = openJournal(directory, {now});
	writer.append(openedEvent);
	appendFileSync(path.join(directory, 'session.jsonl'), 'a line of somebody else\n');
	const before = journalBytes(directory);
	for (const text of ['one', 'two']) {
		expect(() => writer.append(note(text))).toThrow(
			expect.objectContaining({
				code: 'journal-not-writable',
				exitCode: 1,
				message: expect.stringContaining('another program wrote to it') as string,
			}) as Error,
		);
	}

	expect(journalBytes(directory)).toEqual(before);
	writer.close();
});

test('an event that cannot be one line is refused and leaves the journal usable', () => {
	const {writer} = openJournal(newDirectory(), {now});
	writer.append(openedEvent);
	const huge = 'x'.repeat(2 ** 28);
	const event = {...note(''), text: huge, more: [huge, huge]};
	expect(() => writer.append(event)).toThrow(expect.objectContaining({code: 'event-too-large'}) as Error);
	expect(writer.append(note('next')).seq).toBe(2);
	writer.close();
});

test('a folder that cannot be made is wrong usage, said at once', () => {
	const file = path.join(mkdtempSync(path.join(tmpdir(), 'journal-')), 'file');
	writeFileSync(file, '');
	for (const directory of [
		path.join(file, 'a', 'b'),
		...(process.platform === 'linux' ? ['/proc/x/y'] : []),
	]) {
		expect(() => openJournal(directory, {now})).toThrow(
			expect.objectContaining({code: 'out-not-writable', exitCode: 2}) as Error,
		);
	}
});

test.runIf(process.platform === 'linux')('a journal that is refused leaves no file open', () => {
	const directory = newDirectory();
	openJournal(directory, {now}).writer.close();
	writeFileSync(path.join(directory, 'session.jsonl'), 'nonsense\n');
	const open = readdirSync('/proc/self/fd').length;
	for (let attempt = 0; attempt < 10; attempt++) {
		expect(() => openJournal(directory, {now})).toThrow();
	}

	expect(readdirSync('/proc/self/fd').length).toBe(open);
});
