import {describe, expect, test} from 'vitest';
import {readChecksums} from '../../../source/audit/readers/checksums.ts';

const sha256 = '5bdcad8a1568ce16149579c5200cda43daacbc198b0d2cf0f027c18b61fbf245';
const md5 = '0cc175b9c0f1b6a831c399e269772661';
const sha1 = '86f7e437faa5a7fce15d1ddcb9eaeaea377667b8';
const sha512 = sha256 + sha256;

function read(text: string, file = 'checksums.txt') {
	return readChecksums(file, text).hashes.map(({value, algorithm, of, place}) => [
		value,
		algorithm,
		of,
		place.line,
	]);
}

describe('layouts', () => {
	test.each([
		['coreutils text', `${sha256}  run.zip\n`],
		['coreutils binary', `${sha256} *run.zip\n`],
		['one space', `${sha256} run.zip\n`],
		['tab', `${sha256}\trun.zip\n`],
		['dot slash', `${sha256}  ./run.zip\n`],
		['byte-order mark and CRLF', `\uFEFF${sha256}  run.zip\r\n`],
		['BSD', `SHA256 (run.zip) = ${sha256}\n`],
		['OpenSSL', `SHA256(run.zip)= ${sha256}\n`],
		['OpenSSL 3', `SHA2-256(run.zip)= ${sha256}\n`],
		['path, colon, hash', `run.zip: ${sha256}\n`],
		['path, equals, hash', `run.zip = ${sha256}`],
		['path, hash', `run.zip ${sha256}\n`],
		['with the algorithm before', `SHA256: ${sha256}  run.zip\n`],
		['with the algorithm glued', `sha256:${sha256}  run.zip\n`],
		['path, algorithm, hash', `run.zip - SHA256: ${sha256}\n`],
		['CSV', `run.zip,${sha256}\n`],
		['a row of a Markdown table', `| \`run.zip\` | ${sha256} |\n`],
		['a Markdown list', `- run.zip: \`${sha256}\`\n`],
	])('%s', (_, text) => {
		expect(read(text)).toEqual([[sha256, 'sha256', 'run.zip', 1]]);
	});

	test('PowerShell, as a table', () => {
		const text = [
			'',
			'Algorithm       Hash                                                                   Path',
			'---------       ----                                                                   ----',
			`SHA256          ${sha256.toUpperCase()}       C:\\work\\run.zip`,
			`SHA256          ${sha256.toUpperCase()}       C:\\work\\artifacts\\test...`,
			'',
		].join('\r\n');
		expect(read(text)).toEqual([
			[sha256.toUpperCase(), 'sha256', 'C:\\work\\run.zip', 4],
			[sha256.toUpperCase(), 'sha256', null, 5],
		]);
	});

	test('PowerShell, as a list', () => {
		const text = `Algorithm : SHA256\r\nHash      : ${sha256}\r\nPath      : C:\\work\\run.zip\r\n\r\nAlgorithm : MD5\r\nHash      : ${md5}\r\nPath      : C:\\work\\a.json\r\n`;
		expect(read(text)).toEqual([
			[sha256, 'sha256', 'C:\\work\\run.zip', 2],
			[md5, 'md5', 'C:\\work\\a.json', 6],
		]);
	});

	test.each([
		['English', 'SHA256 hash of run.zip:', 'CertUtil: -hashfile command completed successfully.'],
		['Russian', 'Хэш SHA256 файла run.zip:', 'CertUtil: -hashfile — команда успешно выполнена.'],
		['another Russian', 'SHA256 хэш run.zip:', 'CertUtil: -hashfile — команда успешно выполнена.'],
	])('certutil, %s', (_, title, end) => {
		expect(read(`${title}\r\n${sha256}\r\n${end}\r\n`)).toEqual([[sha256, 'sha256', 'run.zip', 2]]);
		const spaced = sha256.replaceAll(/..(?=.)/g, '$& ');
		expect(read(`${title}\r\n${spaced}\r\n${end}\r\n`)).toEqual([[sha256, 'sha256', 'run.zip', 2]]);
	});

	test('file and hash on lines of their own', () => {
		expect(read(`File: run.zip\nSHA256: ${sha256}\n\nФайл: a.json\nMD5: ${md5}\n`)).toEqual([
			[sha256, 'sha256', 'run.zip', 2],
			[md5, 'md5', 'a.json', 5],
		]);
	});

	test('a hash alone is of the file beside', () => {
		expect(read(`${sha256}\n`, 'out/run.zip.sha256')).toEqual([[sha256, 'sha256', 'run.zip', 1]]);
		expect(read(sha256.toUpperCase(), 'run.zip.sha256.txt')[0]![2]).toBe('run.zip');
		expect(read(sha256, 'SHA256SUMS')).toEqual([[sha256, 'sha256', null, 1]]);
	});

	test('JSON', () => {
		expect(read(JSON.stringify({files: {'run.zip': sha256, 'a/b.json': md5}}, null, 1))).toEqual([
			[sha256, 'sha256', 'run.zip', 3],
			[md5, 'md5', 'a/b.json', 4],
		]);
		expect(read(JSON.stringify([{path: 'run.zip', sha256, size: 3}]))).toEqual([
			[sha256, 'sha256', 'run.zip', 1],
		]);
		expect(read(JSON.stringify({archive: 'run.zip', archive_sha256: sha256, git_rev: sha1}))).toEqual([
			[sha256, 'sha256', 'run.zip', 1],
		]);
		expect(read(JSON.stringify({'run.zip': {sha256, md5}}))).toEqual([
			[sha256, 'sha256', 'run.zip', 1],
			[md5, 'md5', 'run.zip', 1],
		]);
	});
});

test('the algorithm comes from the words, the name, else the length', () => {
	expect(read(`${md5}  a\n${sha1}  b\n${sha256}  c\n${sha512}  d\n`).map(hash => hash[1])).toEqual([
		'md5',
		'sha1',
		'sha256',
		'sha512',
	]);
	expect(read(`${md5}  a.json\n`, 'SHA256SUMS')[0]![1]).toBe('sha256');
});

test('a hash that lacks digits is kept as it is written', () => {
	expect(
		read(`${sha256.slice(0, 40)}x  run.zip\n5BDCAD8A1568  a.json\nSHA256 (b.json) = n/a\n`, 'SHA256SUMS'),
	).toEqual([
		[`${sha256.slice(0, 40)}x`, 'sha256', 'run.zip', 1],
		['5BDCAD8A1568', 'sha256', 'a.json', 2],
		['n/a', 'sha256', 'b.json', 3],
	]);
});

test('comments, headings and signatures are no hashes; lines without one are told', () => {
	const text = `# made by hand\n; 2025\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${sha256}  run.zip\nmissing.json\n-----BEGIN PGP SIGNATURE-----\niQIzBAEBCAAdFiEE\n`;
	const {hashes, unread} = readChecksums('SHA256SUMS', text);
	expect(hashes.map(hash => hash.of)).toEqual(['run.zip']);
	expect(unread).toEqual([{place: {file: 'SHA256SUMS', line: 7}, reason: 'a line without a hash'}]);
});

test('hostile lines cost little', () => {
	const started = process.hrtime.bigint();
	readChecksums('SHA256SUMS', `${'a '.repeat(2000)}\n`.repeat(500));
	readChecksums('SHA256SUMS', 'x'.repeat(5_000_000));
	readChecksums('SHA256SUMS', `SHA256 (${'('.repeat(1500)}\n`.repeat(500));
	expect(Number(process.hrtime.bigint() - started) / 1e9).toBeLessThan(5);
});
