import {execFileSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {build} from 'esbuild';
import {afterAll, describe, expect, test} from 'vitest';
import yauzl from 'yauzl';
import {makeArchive, readArchive} from '../../source/evidence/archive.ts';
import {sha256} from '../../source/evidence/checksums.ts';

const files: ReadonlyMap<string, Buffer> = new Map([
	['b/two.json', Buffer.from('{"ключ":2}\n')],
	['a.txt', Buffer.from('one')],
	['empty', Buffer.alloc(0)],
]);
const temporary = mkdtempSync(path.join(tmpdir(), 'archive-'));

afterAll(() => rmSync(temporary, {recursive: true, force: true}));

describe('the archive', () => {
	test('is the same whatever the order of the files', async () => {
		const one = await makeArchive('name', files);
		const other = await makeArchive('name', new Map([...files].reverse()));
		expect(sha256(one)).toBe(sha256(other));
	});

	test('is the same in every time zone', async () => {
		const bundle = path.join(temporary, 'archive.cjs');
		await build({
			stdin: {
				contents: `
					import {makeArchive} from './archive.ts';
					import {createHash} from 'node:crypto';
					makeArchive('name', new Map([['a', Buffer.from('a')]]))
						.then(zip => console.log(createHash('sha256').update(zip).digest('hex')));`,
				resolveDir: path.resolve('source/evidence'),
				loader: 'ts',
			},
			bundle: true,
			platform: 'node',
			format: 'cjs',
			outfile: bundle,
			logLevel: 'silent',
		});
		const hashes = ['UTC', 'Asia/Kamchatka', 'America/Los_Angeles', 'Asia/Kathmandu', 'Pacific/Apia'].map(
			zone => execFileSync(process.execPath, [bundle], {env: {...process.env, TZ: zone}}).toString(),
		);
		expect(new Set(hashes).size).toBe(1);
		expect(hashes[0]).toMatch(/^[\da-f]{64}\n$/);
	});

	test('is read by another zip reader, entry by entry', async () => {
		const zip = await makeArchive('name', files);
		const read = await entriesOf(zip);
		expect(read.map(({name, text}) => [name, text])).toEqual([
			['name/a.txt', 'one'],
			['name/b/two.json', '{"ключ":2}\n'],
			['name/empty', ''],
		]);
		for (const {entry} of read) {
			expect(entry.externalFileAttributes >>> 16).toBe(0o100644);
			expect([entry.lastModFileDate, entry.lastModFileTime]).toEqual([(1 << 5) | 1, 0]);
			expect(entry.extraFields).toEqual([]);
		}
	});

	test('is read back by us, and anything else is refused', async () => {
		const zip = await makeArchive('name', files);
		expect([...readArchive(zip)].map(([name, bytes]) => [name, bytes.toString()])).toEqual([
			['name/a.txt', 'one'],
			['name/b/two.json', '{"ключ":2}\n'],
			['name/empty', ''],
		]);
		expect(() => readArchive(Buffer.from('PK no'))).toThrow('cannot be read back');
		expect(() => readArchive(zip.subarray(40))).toThrow('cannot be read back');
	});
});

async function entriesOf(zip: Buffer): Promise<Array<{name: string; text: string; entry: yauzl.Entry}>> {
	return new Promise((resolve, reject) => {
		const found: Array<{name: string; text: string; entry: yauzl.Entry}> = [];
		yauzl.fromBuffer(zip, {lazyEntries: true}, (error, file) => {
			if (error !== null) {
				reject(error);
				return;
			}

			file.on('entry', (entry: yauzl.Entry) => {
				file.openReadStream(entry, (openError, stream) => {
					if (openError !== null) {
						reject(openError);
						return;
					}

					const chunks: Buffer[] = [];
					stream.on('data', chunk => chunks.push(chunk as Buffer));
					stream.on('end', () => {
						found.push({name: entry.fileName, text: Buffer.concat(chunks).toString(), entry});
						file.readEntry();
					});
				});
			});
			file.on('end', () => resolve(found));
			file.readEntry();
		});
	});
}
