import {createHash} from 'node:crypto';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {makeArchive} from '../../source/evidence/archive.ts';
import {deriveEvidence} from '../../source/evidence/evidence-set.ts';
import {reporters} from '../../source/evidence/names.ts';
import {checkSums, fileDigests, sessionFolder} from './program.ts';

const samples = path.resolve(import.meta.dirname, '../../artifacts/sample');

test('the committed sample set is what its journal gives: every file, and the archive, byte for byte', async () => {
	const folder = sessionFolder(samples);
	const {name, files, archiveName, complete} = deriveEvidence(
		readFileSync(path.join(folder, 'session.jsonl')),
		{reporters},
	);
	expect([path.basename(folder), complete]).toEqual([name, true]);
	const derived = Object.fromEntries(
		Array.from(files, ([file, bytes]) => [file, createHash('sha256').update(bytes).digest('hex')]),
	);
	expect(derived).toEqual(fileDigests(folder));
	expect(checkSums(folder)).toEqual({wrong: [], unlisted: []});
	expect(readFileSync(path.join(samples, archiveName)).equals(await makeArchive(name, files))).toBe(true);
	const digest = createHash('sha256')
		.update(readFileSync(path.join(samples, archiveName)))
		.digest('hex');
	expect(readFileSync(path.join(samples, `${archiveName}.sha256`), 'utf8')).toBe(
		`${digest}  ${archiveName}\n`,
	);
	expect(readdirSync(samples)).toHaveLength(3);
});
