import {expect, test} from 'vitest';
import {archiveCopyDiffers} from '../../../source/audit/rules/archive-copy-differs.ts';
import {findingsIn, testRule} from '../rule-case.ts';
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
