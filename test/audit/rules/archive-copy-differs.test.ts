import {describe, expect, test} from 'vitest';
import {archiveCopyDiffers} from '../../../source/audit/rules/archive-copy-differs.ts';
import {archiveLacksFile} from '../../../source/audit/rules/archive-lacks-file.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifact} from '../sets.ts';
import {zipOf} from '../zips.ts';

const zip = zipOf([{name: 'run/notes.bin', content: 'one\n'}]);

testRule(archiveCopyDiffers, {
	good: {'notes.bin': 'one\n', 'run.zip': zip},
	bad: {'notes.bin': 'other\n', 'run.zip': zip},
	mutant: {file: 'notes.bin', from: 'one', to: 'One'},
	finding: {place: {file: 'run.zip!/run/notes.bin'}, subject: 'notes.bin'},
});

test('files of one name in different folders are not copies', async () => {
	const files = {'docs/readme.md': 'a', 'run.zip': zipOf([{name: 'source/readme.md', content: 'b'}])};
	expect((await findingsIn(files, {}, [archiveCopyDiffers])).findings).toEqual([]);
	const two = {'a/x.bin': 'a', 'b/x.bin': 'b', 'run.zip': zipOf([{name: 'x.bin', content: 'c'}])};
	expect((await findingsIn(two, {}, [archiveCopyDiffers])).findings).toEqual([]);
});

describe('among copies of artifacts', () => {
	const ids = ['3.3', '3.4', '3.5'];
	const disk = Object.fromEntries(ids.map(id => [`tests/${id}/exchange.json`, artifact(id)]));
	const packed = (more: readonly string[]) =>
		zipOf([...ids, ...more].map(id => ({name: `run/tests/${id}/exchange.json`, content: artifact(id)})));

	test('a file that only the archive has is told', async () => {
		const {findings} = await findingsIn({...disk, 'run.zip': packed(['6.16'])}, {}, [archiveCopyDiffers]);
		expect(findings).toMatchObject([
			{place: {file: 'run.zip!/run/tests/6.16/exchange.json'}, code: 'only-inside', severity: 'medium'},
		]);
		expect((await findingsIn({...disk, 'run.zip': packed([])}, {}, [archiveCopyDiffers])).findings).toEqual(
			[],
		);
	});

	test('what is missing inside is not replaced by a file of another folder', async () => {
		const some = zipOf(ids.slice(1).map(id => ({name: `tests/${id}/exchange.json`, content: artifact(id)})));
		const {findings} = await findingsIn({...disk, 'run.zip': some}, {}, [
			archiveCopyDiffers,
			archiveLacksFile,
		]);
		expect(findings).toMatchObject([{rule: 'archive-lacks-file', found: 'lacks 1: tests/3.3/exchange.json'}]);
	});
});
