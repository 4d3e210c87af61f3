import type {StatedHash, Unread} from '../audited-set.ts';
import {baseName} from '../lookup.ts';
import {jsonHashes} from './checksums-json.ts';
import {algorithmNamed, algorithmOf, hashPattern, statedAlgorithm, type Algorithm} from './hash-words.ts';

type Read = {readonly hashes: StatedHash[]; readonly unread: Unread[]};

/** A line longer than this holds no checksum that a person or tool wrote. */
const maximumLine = 4096;

/**
 * Reads hashes in any layout that is in use: coreutils (`hash  path`, `hash *path`), BSD and OpenSSL (`SHA256 (path) =
 * hash`), PowerShell's `Get-FileHash` as table and list, certutil, `path: hash`, a hash alone in `<name>.sha256`, and JSON.
 *
 * @param file path of the checksum file: its name may say the algorithm, and what a lone hash is of
 */
export function readChecksums(file: string, text: string): Read {
	if (/^\s*[{[]/.test(text.slice(0, 1024))) {
		return {hashes: jsonHashes(file, text), unread: []};
	}

	const state: State = {
		file,
		named: algorithmNamed(baseName(file)),
		hashes: [],
		unread: [],
		pendingOf: null,
		pendingHash: null,
		algorithm: null,
		isSignature: false,
	};
	for (const [index, line] of text
		.replace(/^\uFEFF/, '')
		.split(/\r\n|\n|\r/)
		.entries()) {
		readLine(state, line.trim(), index + 1);
	}

	flush(state);
	return state;
}

type State = Read & {
	readonly file: string;
	/** Algorithm that the file's name says. */
	readonly named: Algorithm | null;
	/** File that a line before named, for a hash that follows. */
	pendingOf: string | null;
	/** Hash whose file a later line may name (`Get-FileHash | Format-List`). */
	pendingHash: {value: string; line: number; algorithm: Algorithm | null} | null;
	/** Algorithm that a line before named. */
	algorithm: Algorithm | null;
	isSignature: boolean;
};

const ignored =
	/^(?:#|;|\/\/|--|==|\*\*\*|```|certutil:|algorithm\s+hash\s+path|алгоритм\s+хэш|[-=\s|:+]+$|-----begin pgp signed)/i;
const labelled = /^([^\s:=|][^:=|]{0,40}?)\s*[:=]\s*(.*)$/;
const fileLabel = /^(?:file(?: ?name| ?path)?|path|name|archive|имя(?: файла)?|файл|путь|архив)$/i;
const hashLabel =
	/^(?:hash|checksum|digest|хэш|хеш|контрольная сумма|(?:sha|md)-?\d+(?:[ -](?:hash|checksum|sum))?)$/i;
const algorithmLabel = /^(?:algorithm|алгоритм)$/i;
const certutilTitle =
	/^(?:(\S+)\s+(?:hash of(?: file)?|хэш(?: файла)?)|(?:хэш|хеш)\s+(\S+)\s+(?:файла|для))\s+(.+?):$/i;

function readLine(state: State, line: string, number: number): void {
	if (/^-----begin pgp signature/i.test(line)) {
		state.isSignature = true;
	}

	if (line === '' || line.length > maximumLine || state.isSignature || ignored.test(line)) {
		if (line === '') {
			flush(state);
		} else if (line.length > maximumLine) {
			state.unread.push({
				place: {file: state.file, line: number},
				reason: 'a line too long to be a checksum',
			});
		}

		return;
	}

	if (readTitle(state, line) || readLabelled(state, line, number)) {
		return;
	}

	const found = hashesIn(line);
	if (found.values.length > 0) {
		for (const value of found.values) {
			push(state, {value, line: number, algorithm: found.algorithm}, found.rest === '' ? null : found.rest);
		}

		state.pendingOf = null;
	} else {
		readDoubtful(state, line, number);
	}
}

/** certutil's first line, and headings such as `SHA-256:` alone. */
function readTitle(state: State, line: string): boolean {
	const [, before = '', after = '', path] = certutilTitle.exec(line) ?? [];
	if (path === undefined) {
		return false;
	}

	state.algorithm = statedAlgorithm(before + after);
	state.pendingOf = path.trim();
	return true;
}

/** `Hash : …`, `Path : …`, `Algorithm : …`, `File: …`, `SHA256: …` on lines of their own. */
function readLabelled(state: State, line: string, number: number): boolean {
	const [, label = '', rest = ''] = labelled.exec(line.replaceAll(/[*`|]/g, ' ').trim()) ?? [];
	const value = rest.trim();
	if (algorithmLabel.test(label)) {
		flush(state);
		state.algorithm = statedAlgorithm(value);
		return true;
	}

	if (fileLabel.test(label) && !hashPattern.test(value)) {
		if (state.pendingHash === null) {
			state.pendingOf = trimmed(value);
		} else {
			push(state, state.pendingHash, trimmed(value));
			state.pendingHash = null;
		}

		return true;
	}

	if (!hashLabel.test(label) || /\s/.test(value)) {
		return false;
	}

	// The header of a signed message names its algorithm so.
	if (statedAlgorithm(value) === null && value !== '') {
		flush(state);
		state.pendingHash = {value, line: number, algorithm: statedAlgorithm(label) ?? state.algorithm};
		if (state.pendingOf !== null) {
			flush(state);
		}
	}

	return true;
}

/** A line without a hash of a known length: a hash that lacks something, or words. */
function readDoubtful(state: State, line: string, number: number): void {
	const spaced = /^(?:[\da-f]{2} ){15,63}[\da-f]{2}$/i.test(line) ? line.replaceAll(' ', '') : null;
	const [, token = '', path = ''] = /^\\?([\da-z]{8,140})(?:\s+[* ]?(\S.*))?$/i.exec(line) ?? [];
	const [, kind = '', inside = '', stated = ''] =
		/^(\S{2,10}) ?\(([^)]{1,1000})\) ?= ?(\S{1,200})$/.exec(line) ?? [];
	// A line of Get-FileHash's table.
	const [, column = '', cell = '', last = ''] =
		/^(\S{2,10})\s{1,20}([\da-z]{8,140})\s{1,20}(\S.*)$/i.exec(line) ?? [];
	if (spaced !== null) {
		push(state, {value: spaced, line: number, algorithm: state.algorithm}, null);
	} else if (statedAlgorithm(kind) !== null) {
		push(state, {value: stated, line: number, algorithm: statedAlgorithm(kind)}, inside);
	} else if (statedAlgorithm(column) !== null && isMeantAsHash(cell)) {
		push(state, {value: cell, line: number, algorithm: statedAlgorithm(column)}, trimmed(last));
	} else if (isMeantAsHash(token) && (path === '' || /[./]/.test(path))) {
		push(state, {value: token, line: number, algorithm: state.algorithm}, path === '' ? null : trimmed(path));
	} else if (state.named !== null && /\.\w/.test(line)) {
		state.unread.push({place: {file: state.file, line: number}, reason: 'a line without a hash'});
	}
}

/** Mostly hexadecimal digits, and a number among them: a hash of the wrong length or with a wrong letter, not a word. */
function isMeantAsHash(token: string): boolean {
	const digits = token.replaceAll(/[^\da-f]/gi, '').length;
	return digits >= token.length * 0.9 && /\d/.test(token) && !/^\d+$/.test(token);
}

/** Hashes of a line, and what is left of it without them and without marks: the file's name. */
function hashesIn(line: string): {values: string[]; algorithm: Algorithm | null; rest: string} {
	const values: string[] = [];
	const without = line.replaceAll(new RegExp(hashPattern, 'gi'), value => {
		values.push(value);
		return '\u0000';
	});
	const [, kind = '', inside = ''] = /^\\?([\w-]{2,12}) ?\((.{1,1000})\) ?= ?\u0000$/.exec(without) ?? [];
	if (statedAlgorithm(kind) !== null) {
		return {values, algorithm: statedAlgorithm(kind), rest: inside};
	}

	const pieces = without.split('\u0000').map(piece => trimmed(piece));
	const words = pieces.filter(piece => piece !== '').join(' ');
	const label =
		/^(?:sha-?\d{1,3}|md5)(?=[:\s]|$)/i.exec(words)?.[0] ??
		/(?<=[\s:(-])(?:sha-?\d{1,3}|md5)$/i.exec(words)?.[0] ??
		'';
	const rest = words.startsWith(label)
		? words.slice(label.length)
		: words.slice(0, words.length - label.length);
	return {values, algorithm: statedAlgorithm(label), rest: trimmed(rest)};
}

/** Separators, quotes and marks of lists, tables and links around a name. */
const marks = ' \t|,;:=*<>"\'`()[]-\\';

/** Without marks around it, though a closing mark stays where its opening one does: `run (1)`. Linear for any text. */
function trimmed(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && marks.includes(text.charAt(start))) {
		start++;
	}

	const inner = text.slice(start);
	const kept = [...(inner.includes('(') ? [')'] : []), ...(inner.includes('[') ? [']'] : [])];
	while (end > start && marks.includes(text.charAt(end - 1)) && !kept.includes(text.charAt(end - 1))) {
		end--;
	}

	return text.slice(start, end);
}

function push(
	state: State,
	found: {value: string; line: number; algorithm: Algorithm | null},
	path: string | null,
): void {
	// PowerShell cuts paths that its table has no room for.
	const of = (path ?? state.pendingOf ?? nameBeside(state.file))?.replace(/^\.[\\/]/, '') ?? null;
	state.hashes.push({
		place: {file: state.file, line: found.line},
		value: found.value,
		algorithm: found.algorithm ?? state.named ?? state.algorithm ?? algorithmOf(found.value),
		of: of === null || /(?:\.\.\.|…)$/.test(of) || of === '-' ? null : of,
		source: 'checksums',
	});
}

function flush(state: State): void {
	if (state.pendingHash !== null) {
		push(state, state.pendingHash, null);
		state.pendingHash = null;
		state.pendingOf = null;
	}
}

/** `run.zip` for `run.zip.sha256`: what a hash alone is of. */
function nameBeside(file: string): string | null {
	const name = /^(.+?)\.(?:sha-?\d+|md5)(?:sums?)?(?:\.txt)?$/i.exec(baseName(file))?.[1];
	return name !== undefined && /\.\w+$/.test(name) ? name : null;
}
