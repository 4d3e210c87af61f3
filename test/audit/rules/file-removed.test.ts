import {expect, test} from 'vitest';
import {fileRemoved} from '../../../source/audit/rules/file-removed.ts';
import {without} from '../own/edits.ts';
import {goodSet} from '../own/good-set.ts';
import {findingsIn} from '../rule-case.ts';

const file = 'artifacts/stage2_mandatory_tests/test_6_1_add.json';
const options = {own: {version: '0.1.0'}};

test('silent on the whole set', async () => {
	const {findings, evaluated} = await findingsIn(goodSet.folder, options);
	expect(findings).toEqual([]);
	expect(evaluated).toContain('file-removed');
});

test.each(Object.keys(goodSet.folder).filter(path => path !== 'session.jsonl'))(
	'%s is missed',
	async path => {
		const {findings} = await findingsIn(without(goodSet.folder, path), options, [fileRemoved]);
		expect(findings).toMatchObject([
			{
				rule: 'file-removed',
				place: {file: path},
				severity: path.startsWith('artifacts/') ? 'critical' : 'high',
				claimed: 'a file of the set',
				found: 'no such file',
			},
		]);
	},
);

test('a file under another name is one finding', async () => {
	const {[file]: bytes = Buffer.alloc(0), ...rest} = goodSet.folder;
	const {findings} = await findingsIn({...rest, 'artifacts/other.json': bytes}, options);
	const own = findings.filter(({rule}) => ['file-removed', 'unexpected-file'].includes(rule));
	expect(own).toMatchObject([
		{
			rule: 'file-removed',
			place: {file},
			found: 'no such file; the same bytes stand in artifacts/other.json',
		},
	]);
});
