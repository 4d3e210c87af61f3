import {closeSync, fstatSync, openSync, readSync} from 'node:fs';
import type {JournalEvent} from './event.ts';
import {readJournal, type JournalContent} from './journal.ts';

/**
 * Reads what another process adds to a journal. Each call gives the events that came since the one before; a last line
 * that is still being written waits for the next call.
 *
 * @param file the journal
 * @param known what was read of it already
 * @returns a function that throws {Problem} `journal-damaged` where what was added does not go on from what was there
 */
export function followJournal(
	file: string,
	known: Pick<JournalContent, 'events' | 'head' | 'goodBytes'>,
): () => readonly JournalEvent[] {
	let {head, goodBytes} = known;
	let count = known.events.length;
	let seen = goodBytes;
	return () => {
		const descriptor = openSync(file, 'r');
		try {
			const {size} = fstatSync(descriptor);
			if (size <= goodBytes || size === seen) {
				return [];
			}

			seen = size;
			const added = Buffer.alloc(size - goodBytes);
			const bytes = readSync(descriptor, added, 0, added.length, goodBytes);
			const content = readJournal(added.subarray(0, bytes), file, {head, count});
			({head} = content);
			goodBytes += content.goodBytes;
			count += content.events.length;
			return content.events;
		} finally {
			closeSync(descriptor);
		}
	};
}
