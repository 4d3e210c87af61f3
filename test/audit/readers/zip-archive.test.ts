import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {bytesInMemory} from '../../../source/audit/readers/file-bytes.ts';
import {readZipArchive} from '../../../source/audit/readers/zip-archive.ts';
import {makeArchive} from '../../../source/evidence/archive.ts';
import {zipOf, type ZipEntry} from '../zips.ts';

const honest: readonly ZipEntry[] = [
	{name: 'run/report.md', content: '# Report\n'},
	{name: 'run/artifacts/'},
	{name: 'run/artifacts/test_6_1.json', content: '{"status": 200}', deflate: true},
];

async function read(bytes: Buffer) {
	const {archive, files, unread} = await readZipArchive('run.zip', bytesInMemory(bytes));
	return {
		archive,
		files,
		unread,
		names: [...archive.entries.keys()],
		problems: archive.unsafe.map(({name, code}) => `${code} ${name}`),
	};
}

test('reads stored and deflated files, not folders', async () => {
	const {archive, files, names, problems} = await read(zipOf(honest));
	expect(names).toEqual(['run/report.md', 'run/artifacts/test_6_1.json']);
	expect(problems).toEqual([]);
	expect(archive).toMatchObject({notZip: null, root: 'run/'});
	expect(files.map(({path, kind, archive}) => [path, kind, archive])).toEqual([
		['run.zip!/run/report.md', 'report', 'run.zip'],
		['run.zip!/run/artifacts/test_6_1.json', 'artifact', 'run.zip'],
	]);
	expect(String(await files[1]!.read())).toBe('{"status": 200}');
});

test('reads our own archive', async () => {
	const zip = await makeArchive('session', new Map([['a.json', Buffer.from('{}')]]));
	expect((await read(zip)).names).toEqual(['session/a.json']);
});

test('an entry has a time only where its zone is known', async () => {
	const extra = Buffer.alloc(9);
	extra.writeUInt16LE(0x5455, 0);
	extra.writeUInt16LE(5, 2);
	extra.writeUInt8(1, 4);
	extra.writeInt32LE(1_762_724_973, 5);
	const {files} = await read(
		zipOf([
			{name: 'a', content: 'x', extra},
			{name: 'b', content: 'x'},
		]),
	);
	expect(files.map(({modified}) => modified)).toEqual([new Date('2025-11-09T21:49:33Z'), null]);
});

describe('what is no zip', () => {
	test.each([
		['nothing', Buffer.alloc(0), 'the file is empty'],
		['text', Buffer.from('placeholder'), 'it is text of 11 bytes'],
		['a web page', Buffer.from('<!DOCTYPE html><p>404'), 'it is an HTML page of 21 bytes'],
		['gzip', Buffer.from('1f8b0800', 'hex'), 'it is a gzip file'],
		['zeros', Buffer.alloc(100), 'it is 100 zero bytes'],
		[
			'a cut off zip',
			zipOf(honest).subarray(0, 60),
			'it begins like a zip, but the directory at its end is missing: it was cut off',
		],
	])('%s', async (_, bytes, reason) => {
		expect((await read(bytes)).archive.notZip).toBe(reason);
	});
});

const innocent: ZipEntry = {name: 'good.txt', content: 'good'};
const mebibyte = 1024 * 1024;

describe('unsafe entries are told, and the rest is read', () => {
	test.each<[string, ZipEntry, string]>([
		['a path to the root', {name: '/etc/passwd', content: 'x'}, 'absolute-path /etc/passwd'],
		['a drive', {name: 'C:/run.bat', content: 'x'}, 'absolute-path C:/run.bat'],
		['a drive with backslashes', {name: 'c:\\run.bat', content: 'x'}, 'absolute-path c:/run.bat'],
		['a share', {name: '\\\\server\\share', content: 'x'}, 'absolute-path //server/share'],
		['a path upwards', {name: 'a/../../b', content: 'x'}, 'parent-path a/../../b'],
		['a path upwards with backslashes', {name: '..\\b', content: 'x'}, 'parent-path ../b'],
		['a link', {name: 'link', content: '/etc/passwd', mode: 0o120777}, 'symlink link'],
		['a device', {name: 'device', mode: 0o020666}, 'special-file device'],
		['the same name', {name: 'good.txt', content: 'evil'}, 'duplicate-name good.txt'],
		['the same name in capitals', {name: 'GOOD.TXT', content: 'evil'}, 'duplicate-name GOOD.TXT'],
		['encryption', {name: 'locked', content: 'x', flags: 1}, 'encrypted locked'],
		['a bomb', {name: 'bomb', content: Buffer.alloc(4 * mebibyte), deflate: true}, 'bomb bomb'],
		[
			'a bomb that states another size',
			{name: 'bomb', content: Buffer.alloc(4 * mebibyte), deflate: true, stated: {size: 1000}},
			'bomb bomb',
		],
		['another size', {name: 'short', content: 'x', deflate: true, stated: {size: 5}}, 'damaged short'],
		['another content', {name: 'changed', content: 'x', stated: {crc32: 1}}, 'damaged changed'],
		['no local header', {name: 'lost', content: 'x', offset: 1}, 'damaged lost'],
		[
			'data after the end',
			{name: 'long', content: 'x', deflate: true, stated: {packedSize: 9999}},
			'damaged long',
		],
		['another name inside', {name: 'a.txt', content: 'x', localName: 'b.txt'}, 'bad-name a.txt'],
		['control characters', {name: 'a\u001b[2J', content: 'x'}, 'bad-name a\u001b[2J'],
		['a turned name', {name: 'a\u202Egpj.exe', content: 'x'}, 'bad-name a\u202Egpj.exe'],
		['no name', {name: '', content: 'x'}, 'bad-name '],
	])('%s', async (_, entry, problem) => {
		const {names, problems} = await read(zipOf([innocent, entry, {name: 'last.txt', content: 'last'}]));
		expect(problems).toEqual([problem]);
		expect(names).toEqual(['good.txt', 'last.txt']);
	});

	test.each<[string, ZipEntry, string, string]>([
		[
			'backslashes',
			{name: 'artifacts\\a.json', content: '{}'},
			'backslash-path artifacts/a.json',
			'artifacts/a.json',
		],
		[
			'a name in a console encoding',
			{name: Buffer.from([0xa0, 0xa1]), content: 'x', flags: 0},
			'bad-name аб',
			'аб',
		],
		['an archive', {name: 'inner.zip', content: zipOf(honest)}, 'nested-archive inner.zip', 'inner.zip'],
	])('%s: told, but read', async (_, entry, problem, name) => {
		const {names, problems} = await read(zipOf([innocent, entry]));
		expect(problems).toEqual([problem]);
		expect(names).toEqual(['good.txt', name]);
	});

	test('entries that share their bytes', async () => {
		const content = Buffer.concat([Buffer.from('data'), zipOf([{name: 'b.txt', content: 'x'}])]);
		const offset = 30 + 'a.bin'.length + 'data'.length;
		const {names, problems} = await read(
			zipOf([
				{name: 'a.bin', content},
				{name: 'b.txt', content: 'x', offset},
			]),
		);
		expect(names).toEqual(['a.bin']);
		expect(problems).toEqual(['bomb b.txt']);
	});

	test('names that are composed differently', async () => {
		const {problems} = await read(
			zipOf([
				{name: 'й.txt', content: 'x'},
				{name: 'й.txt'.normalize('NFD'), content: 'x'},
			]),
		);
		expect(problems).toEqual([`duplicate-name ${'й.txt'.normalize('NFD')}`]);
	});

	test('bytes before and after', async () => {
		const zip = zipOf(honest);
		const after = await read(Buffer.concat([zip, Buffer.from('tail')]));
		expect(after.names).toHaveLength(2);
		expect(after.archive.unsafe).toEqual([
			{name: '', code: 'damaged', detail: "4 bytes follow the archive's end"},
		]);
		const before = await read(Buffer.concat([Buffer.from('#!/bin/sh\n'), zip]));
		expect(before.names).toHaveLength(2);
		expect(before.archive.unsafe).toEqual([
			{name: '', code: 'damaged', detail: "10 bytes stand before the archive's first entry"},
		]);
	});

	test('a directory of more entries than it counts', async () => {
		const {problems} = await read(zipOf(honest, {count: 1}));
		expect(problems).toEqual(['damaged ']);
	});

	test('a packing that is not read', async () => {
		const {problems, unread} = await read(zipOf([{name: 'a', content: 'x', method: 12}]));
		expect(problems).toEqual([]);
		expect(unread[0]!.reason).toContain('method 12');
	});
});

test('a hundred thousand entries are one finding; fifteen thousand are read', async () => {
	const many = zipOf(Array.from({length: 60_000}, (_, index) => ({name: `${index}`})));
	expect((await read(many)).problems).toEqual(['too-many-entries ']);
	const own = await makeArchive(
		'session',
		new Map(Array.from({length: 15_000}, (_, index) => [`artifacts/test_${index}.json`, Buffer.from('{}')])),
	);
	const {names, problems} = await read(own);
	expect(names).toHaveLength(15_000);
	expect(problems).toEqual([]);
});

test('more content than may be read', async () => {
	const content = Buffer.alloc(60 * mebibyte);
	for (let at = 0; at < content.length; at += 256) {
		content.writeUInt32LE((at * 2_654_435_761) % 0xffffffff, at);
	}

	const entry = (name: string): ZipEntry => ({name, content, deflate: true});
	const {names, problems} = await read(zipOf([entry('a'), entry('b'), entry('c'), entry('d')]));
	expect(problems).toEqual(['too-large ']);
	expect(names).toEqual(['a', 'b', 'c']);
});

describe('never fails', () => {
	const zip = zipOf([...honest, {name: 'b.json', content: '{"a": [1, 2, 3]}'.repeat(20), deflate: true}]);

	test('on random bytes', async () => {
		await fc.assert(
			fc.asyncProperty(fc.uint8Array({maxLength: 300}), async bytes => {
				const {archive} = await read(Buffer.from(bytes));
				expect(archive.entries.size).toBe(0);
			}),
		);
	});

	test('on changed, cut and stretched archives', async () => {
		const change = fc.record({at: fc.nat(zip.length - 1), to: fc.nat(255)});
		await fc.assert(
			fc.asyncProperty(
				fc.array(change, {minLength: 1, maxLength: 8}),
				fc.nat(zip.length),
				fc.nat(3),
				async (changes, at, way) => {
					let bytes = Buffer.from(zip);
					for (const {at, to} of changes) {
						bytes[at] = to;
					}

					if (way === 1) {
						bytes = bytes.subarray(0, at);
					} else if (way === 2) {
						bytes = bytes.subarray(at);
					} else if (way === 3) {
						bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(7, 0xff), bytes.subarray(at)]);
					}

					const {files} = await read(bytes);
					for (const file of files) {
						expect((await file.read()).length).toBe(file.size);
					}
				},
			),
			{numRuns: 2000},
		);
	});
});

test('entries are read again from the archive', async () => {
	const zip = zipOf(honest);
	const {files} = await readZipArchive('run.zip', bytesInMemory(zip));
	expect(String(await files[0]!.read())).toBe('# Report\n');
});
