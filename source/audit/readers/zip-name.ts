import type {Entry} from 'yauzl';
import type {UnsafeEntry} from '../audited-set.ts';

/** An entry's name as the directory has it, and what is wrong with it. */
export type EntryName = {
	/** With slashes only; never absolute in meaning for what has no `fault`. */
	readonly name: string;
	/** The entry must not even be read under this name. */
	readonly fault: {readonly code: UnsafeEntry; readonly detail: string} | null;
	/** It can be read, but unpacks differently from one program to another. */
	readonly doubt: {readonly code: UnsafeEntry; readonly detail: string} | null;
};

const utf8Flag = 0x800;
const unicodePathField = 0x7075;

/** Decodes and checks an entry's name (evidence-standards §4.7). */
export function nameOf(entry: Entry): EntryName {
	const {text, doubt} = decoded(entry);
	const name = text.replaceAll('\\', '/');
	const parts = name.split('/');
	const shown = JSON.stringify(text);
	if (name === '' || /[\p{Cc}\u200E\u200F\u202A-\u202E\u2066-\u2069]/u.test(name)) {
		const detail =
			name === '' ? 'a name without a character' : `${shown} holds control or direction characters`;
		return {name, fault: {code: 'bad-name', detail}, doubt: null};
	}

	if (name.startsWith('/') || /^[a-z]:/i.test(name)) {
		return {
			name,
			fault: {code: 'absolute-path', detail: `${shown} would be unpacked to a fixed place`},
			doubt: null,
		};
	}

	if (parts.includes('..')) {
		return {
			name,
			fault: {code: 'parent-path', detail: `${shown} would be unpacked outside of the folder`},
			doubt: null,
		};
	}

	if (text.includes('\\')) {
		return {
			name,
			fault: null,
			doubt: {code: 'backslash-path', detail: `${shown} has backslashes: outside of Windows it is no path`},
		};
	}

	return {name, fault: null, doubt};
}

function decoded(entry: Entry): {text: string; doubt: EntryName['doubt']} {
	// `decodeStrings: false` leaves bytes where the types promise text.
	const raw = entry.fileNameRaw;
	const field = entry.extraFields.find(
		({id, data}) => id === unicodePathField && data.length > 5 && data[0] === 1,
	);
	try {
		return {
			text: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(field?.data.subarray(5) ?? raw),
			doubt: null,
		};
	} catch {
		// The format's own encoding has no Cyrillic; Windows writes what its console uses.
		const text = new TextDecoder('ibm866').decode(raw);
		const flagged = (entry.generalPurposeBitFlag & utf8Flag) !== 0;
		return {
			text,
			doubt: {
				code: 'bad-name',
				detail: `${JSON.stringify(text)} is ${flagged ? 'said to be' : 'not'} UTF-8${flagged ? ', but is not' : ''}: it reads differently from one computer to another`,
			},
		};
	}
}

/** Names that some file system takes for one. */
export function foldedName(name: string): string {
	return name
		.normalize('NFC')
		.toLowerCase()
		.replaceAll(/\/+/g, '/')
		.replace(/^(?:\.\/)+/, '');
}
