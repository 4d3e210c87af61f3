import {beforeAll, describe, expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {readArchive} from '../../source/evidence/archive.ts';
import {reportPaths} from '../../source/evidence/names.ts';
import type {Finding} from '../../source/audit/finding.ts';
import {folderOf, lined, repacked, replaced, sumOf, without, type Tree} from './own/edits.ts';
import {honestJournal} from './own/honest-session.ts';
import {ownExport} from './own/own-export.ts';
import {edits, name, sample, zip, type Expected} from './own/sample-edits.ts';
import {findingsIn} from './rule-case.ts';

const options = {catalog: builtinCatalog(), own: {version: '0.1.0'}};

async function told(tree: Tree): Promise<readonly string[]> {
	const {findings} = await findingsIn(tree, options);
	return findings.map(({rule, place}) => `${rule} ${JSON.stringify(place)}`);
}

test('the sample as it is: nothing is found', async () => {
	expect(await told(sample)).toEqual([]);
	expect([...readArchive(sample[zip] ?? Buffer.alloc(0)).keys()].length).toBe(folderOf(sample, name).size);
});

/** Holds what was found against what must be: the right rule, the right file, the right place. */
function expectFound(findings: readonly Finding[], expected: readonly Expected[], before = ''): void {
	for (const [rule, file, place = {}] of expected) {
		const named = `${before}${file}`;
		const where: unknown = named.endsWith('*') ? expect.stringContaining(named.slice(0, -1)) : named;
		expect(findings).toContainEqual(
			expect.objectContaining({rule, place: expect.objectContaining({...place, file: where}) as unknown}),
		);
	}
}

describe(`${edits.length} kinds of edits of an export`, () => {
	test.each(edits)('$what', async ({change, expected}) => {
		const {findings} = await findingsIn(await change(sample), options);
		expectFound(findings, expected);
	});
});

describe('the same in an archive that is given alone, packed and hashed anew', () => {
	// Each third: they take the same way as those above once the archive is open.
	const inside = edits.filter(
		({expected}, index) => index % 3 === 0 && expected.every(([rule]) => !rule.startsWith('archive')),
	);
	test.each(inside)('$what', async ({change, expected}) => {
		const {findings} = await findingsIn(await repacked(await change(sample), name, zip), options);
		expectFound(findings, expected, `${zip}!/`);
	});
});

describe('an incomplete session with counts', () => {
	let tree: Tree = {};
	let incomplete = '';
	let archive = '';
	let csv = '';

	beforeAll(async () => {
		for (let seed = 1; csv === ''; seed++) {
			const exported = await ownExport(await honestJournal(seed));
			csv = Object.keys(exported.parent).find(file => file.endsWith('.csv')) ?? '';
			csv = exported.archiveName.includes('_INCOMPLETE') ? csv : '';
			tree = {...exported.parent};
			incomplete = exported.name;
			archive = exported.archiveName;
		}
	});

	test('as it is: nothing is found', async () => {
		expect(await told(tree)).toEqual([]);
	});

	test('a cell of the counts', async () => {
		const edited = replaced(tree, csv, /"\d+"/, '"77"');
		const {findings} = await findingsIn(edited, options);
		expect(findings).toContainEqual(
			expect.objectContaining({
				rule: 'report-not-derived',
				place: {file: csv, line: 2, column: 'count_before'},
				claimed: '77',
			}),
		);
	});

	test('a row of the counts taken out', async () => {
		const edited = lined(tree, csv, lines => lines.toSpliced(1, 1));
		expect(await told(edited)).toContainEqual(`report-not-derived ${JSON.stringify({file: csv, line: 2})}`);
	});

	test('the stamp INCOMPLETE taken out of the report', async () => {
		const report = `${incomplete}/${reportPaths.markdown}`;
		const edited = replaced(tree, report, /^.*INCOMPLETE.*\n/m, '');
		expect(
			(await told(edited)).filter(line => line.includes(`report-not-derived {"file":"${report}"`)),
		).not.toEqual([]);
	});

	test('the word INCOMPLETE taken out of the names of the archive and its hash file', async () => {
		const plain = archive.replace('_INCOMPLETE', '');
		const {[archive]: bytes = Buffer.alloc(0), ...rest} = without(tree, `${archive}.sha256`);
		const {findings} = await findingsIn(
			{...rest, [plain]: bytes, [`${plain}.sha256`]: sumOf(plain, bytes)},
			options,
		);
		expect(findings).toContainEqual(
			expect.objectContaining({
				rule: 'archive-not-derived',
				place: {file: plain},
				claimed: `named ${plain}`,
				found: archive,
			}),
		);
	});
});
