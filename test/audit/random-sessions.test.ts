import {expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {reporters} from '../../source/evidence/names.ts';
import {honestJournal} from './own/honest-session.ts';
import {ownExport} from './own/own-export.ts';
import {randomOf} from './own/random.ts';
import {findingsIn, type Files} from './rule-case.ts';

const sessions = Number(process.env['SESSIONS'] ?? 200);
const options = {catalog: builtinCatalog(), own: {version: '0.1.0'}};

/** What was found, in one line each, so that a failure tells what it is about. */
async function linesOf(files: Files): Promise<readonly string[]> {
	const {findings, set} = await findingsIn(files, options);
	return [
		...findings.map(
			({rule, place, claimed, found}) => `${rule} ${JSON.stringify(place)}: ${claimed} → ${found}`,
		),
		...set.unread.map(({place, reason}) => `unread ${place.file}: ${reason}`),
	];
}

test(`${sessions} sessions of all kinds, exported and audited as folder and as archive: nothing is found`, async () => {
	const found: string[] = [];
	for (let seed = 1; seed <= sessions; seed++) {
		const random = randomOf(seed + 1_000_000);
		const journal = await honestJournal(seed);
		const exported = await ownExport(
			journal,
			reporters.filter(() => random.chance(0.6)),
		);
		for (const [name, files] of Object.entries({
			folder: exported.folder,
			archive: exported.package,
			...(seed % 10 === 0 ? {parent: exported.parent, journal: {'session.jsonl': journal}} : {}),
		})) {
			found.push(...(await linesOf(files)).map(line => `${seed} ${name}: ${line}`));
		}
	}

	expect(found).toEqual([]);
}, 120_000);
