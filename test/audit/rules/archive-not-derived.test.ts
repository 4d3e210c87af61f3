import {expect, test} from 'vitest';
import {archiveNotDerived} from '../../../source/audit/rules/archive-not-derived.ts';
import {reportPaths} from '../../../source/evidence/names.ts';
import {replaced, repacked, zippedOtherwise} from '../own/edits.ts';
import {goodSet} from '../own/good-set.ts';
import {findingsIn, testRule} from '../rule-case.ts';

const {name, archiveName, parent} = goodSet;
const hashFile = `${archiveName}.sha256`;
const report = `${name}/${reportPaths.markdown}`;
const options = {own: {version: '0.1.0'}};
const edited = replaced(parent, report, '✔ success', '✘ failure');

testRule(archiveNotDerived, {
	good: parent,
	bad: {...parent, ...(await repacked(edited, name, archiveName))},
	mutant: {file: hashFile, from: archiveName, to: `x${archiveName}`},
	finding: {
		place: {file: `${archiveName}!/${report}`, column: 'Verdict'},
		severity: 'high',
		claimed: '✘ failure',
		found: '✔ success',
	},
	options,
});

test('the same edit outside and inside is told once', async () => {
	const both = {...edited, ...(await repacked(edited, name, archiveName))};
	const {findings} = await findingsIn(both, options, [archiveNotDerived]);
	expect(findings).toEqual([]);
});

test('the same files, packed by another program', async () => {
	const other = {...parent, [archiveName]: await zippedOtherwise(parent, name)};
	const {findings} = await findingsIn(other, options, [archiveNotDerived]);
	expect(findings).toMatchObject([
		{place: {file: archiveName}, found: expect.stringContaining('packed by another program')},
	]);
});

test('without an archive nothing is said', async () => {
	const {notEvaluated} = await findingsIn(goodSet.folder, options, [archiveNotDerived]);
	expect(notEvaluated).toEqual([{rule: 'archive-not-derived', reason: 'no archive'}]);
});
