import {expect, test} from 'vitest';
import {archiveLacksFile} from '../../../source/audit/rules/archive-lacks-file.ts';
import {findingsIn, testRule} from '../rule-case.ts';
import {artifact} from '../sets.ts';
import {zipOf} from '../zips.ts';

const name = 'artifacts/test_3_3_get_events.json';
const second = 'artifacts/test_3_4_get_event.json';
const zip = zipOf([{name: `run/${name}`, content: artifact('3.3')}]);

testRule(archiveLacksFile, {
	good: {[name]: artifact('3.3'), 'settings.json': '{"note": "none"}\n', 'run.zip': zip},
	bad: {[name]: artifact('3.3'), [second]: artifact('3.4', {path: '/api/rest/v1/events/33'}), 'run.zip': zip},
	mutant: {file: 'settings.json', from: '{"note"', to: '{"status": 200, "headers": {}, "url": "/", "body"'},
	finding: {
		place: {file: 'run.zip'},
		subject: 'artifact',
		claimed: '2 artifacts beside it',
		found: `lacks 1: ${second}`,
	},
});

test('an archive without anything', async () => {
	const {findings} = await findingsIn({[name]: artifact('3.3'), 'run.zip': zipOf([])}, {}, [
		archiveLacksFile,
	]);
	expect(findings).toMatchObject([{code: 'empty', found: 'no file in it'}]);
});

test('an archive of something else, one that was not given whole, and one of two are not judged', async () => {
	const other = zipOf([{name: 'sources/run.py', content: 'print()'}]);
	for (const files of [
		{[name]: artifact('3.3'), 'run.zip': other},
		{'run.zip': zip},
		{[name]: artifact('3.3'), [second]: artifact('3.4'), 'run.zip': zip, 'old.zip': zip},
		{
			[name]: artifact('3.3'),
			[second]: artifact('3.4'),
			'run.zip': zipOf([
				{name, content: artifact('3.3')},
				{name: second, flags: 1},
			]),
		},
	]) {
		expect((await findingsIn(files, {}, [archiveLacksFile])).findings).toEqual([]);
	}
});

test('an archive beside the folder of its name is judged by that folder alone', async () => {
	const {findings} = await findingsIn(
		{
			[`one/${name}`]: artifact('3.3'),
			'one.zip': zipOf([{name: `one/${name}`, content: artifact('3.3')}]),
			[`two/${name}`]: artifact('3.3'),
			[`two/${second}`]: artifact('3.4'),
			'two.zip': zipOf([{name: `two/${name}`, content: artifact('3.3')}]),
		},
		{},
		[archiveLacksFile],
	);
	expect(findings.map(({place, found}) => [place.file, found])).toEqual([
		['two.zip', `lacks 1: two/${second}`],
	]);
});
