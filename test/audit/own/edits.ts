import {createHash} from 'node:crypto';
import {buffer} from 'node:stream/consumers';
import {ZipFile} from 'yazl';
import {makeArchive} from '../../../source/evidence/archive.ts';
import {chainHash, chainStart} from '../../../source/session/journal.ts';

/** Files by path, as a test edits them. */
export type Tree = Record<string, Buffer>;

/** Replaces the first match in a file of the tree; fails when there is none, so that no edit does nothing. */
export function replaced(tree: Tree, file: string, from: string | RegExp, to: string): Tree {
	const text = textOf(tree, file);
	const edited = text.replace(from, to);
	if (edited === text) {
		throw new Error(`${file} holds no ${String(from)}, or has it replaced already.`);
	}

	return {...tree, [file]: Buffer.from(edited)};
}

export function textOf(tree: Tree, file: string): string {
	const bytes = tree[file];
	if (bytes === undefined) {
		throw new Error(`There is no ${file} among ${Object.keys(tree).join(', ')}.`);
	}

	return bytes.toString();
}

export function without(tree: Tree, file: string): Tree {
	textOf(tree, file);
	return Object.fromEntries(Object.entries(tree).filter(([path]) => path !== file));
}

export function renamed(tree: Tree, file: string, name: string): Tree {
	return {...without(tree, file), [name]: Buffer.from(tree[file] ?? '')};
}

/** Edits the lines of a file, without their line feeds. */
export function lined(tree: Tree, file: string, edit: (lines: string[]) => readonly string[]): Tree {
	const lines = textOf(tree, file).split('\n').slice(0, -1);
	return {...tree, [file]: Buffer.from([...edit([...lines]), ''].join('\n'))};
}

export function swapped<Value>(values: readonly Value[], a: number, b: number): Value[] {
	const result = [...values];
	[result[a], result[b]] = [values[b] as Value, values[a] as Value];
	return result;
}

/** Gives the lines of a journal the hashes that its program would have given them. */
export function rechained(lines: readonly string[]): string[] {
	let head = chainStart;
	return lines.map(line => {
		const before = line.slice(0, -',"h":""}'.length - 64);
		head = chainHash(head, before);
		return `${before},"h":"${head}"}`;
	});
}

/** The set's folder of a tree as an archive of our own making, with its hash file, as a forger would hand it over. */
export async function repacked(tree: Tree, name: string, archiveName: string): Promise<Tree> {
	const files = folderOf(tree, name);
	const archive = await makeArchive(name, files);
	return {[archiveName]: archive, [`${archiveName}.sha256`]: sumOf(archiveName, archive)};
}

/** The same files by another program: compressed. */
export async function zippedOtherwise(tree: Tree, name: string): Promise<Buffer> {
	const zip = new ZipFile();
	for (const [path, bytes] of folderOf(tree, name)) {
		zip.addBuffer(bytes, `${name}/${path}`, {compress: true});
	}

	zip.end();
	return buffer(zip.outputStream);
}

export function folderOf(tree: Tree, name: string): Map<string, Buffer> {
	return new Map(
		Object.entries(tree)
			.filter(([path]) => path.startsWith(`${name}/`))
			.map(([path, bytes]) => [path.slice(name.length + 1), bytes]),
	);
}

export function sumOf(name: string, bytes: Buffer): Buffer {
	return Buffer.from(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
}

/** A note's line that continues the chain after a given one. */
export function noteAfter(line: string, seq: number): string {
	const before = JSON.stringify({
		seq,
		at: '2026-11-22T18:06:10.000Z',
		type: 'note.added',
		endpoint_id: null,
		text: 'ok',
	}).slice(0, -1);
	return `${before},"h":"${chainHash(line.slice(-66, -2), before)}"}`;
}

/** A session that somebody has gone on with: resumed, then noted. */
export function noteAfterResume(text: string): string {
	const lines = text.split('\n').slice(0, -1);
	const tool = {name: 'qtickets-explorer', version: '0.1.0'};
	const at = '2026-11-22T19:00:00.000Z';
	const events = [
		{type: 'session.resumed', tool},
		{type: 'note.added', endpoint_id: null, text: 'later'},
	].map(
		(event, index) =>
			`${JSON.stringify({seq: lines.length + index + 1, at, ...event}).slice(0, -1)},"h":"${'0'.repeat(64)}"}`,
	);
	return [...rechained([...lines, ...events]), ''].join('\n');
}

/** One bit changed, at that part of the bytes. */
export function flipped(bytes: Buffer = Buffer.alloc(0), where: number): Buffer {
	const copy = Buffer.from(bytes);
	const at = Math.floor((bytes.length - 1) * where);
	copy[at] = (copy[at] ?? 0) ^ 1;
	return copy;
}
