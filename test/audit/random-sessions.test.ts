import {expect, test} from 'vitest';
import {builtinCatalog} from '../../source/catalog/builtin.ts';
import {reporters} from '../../source/evidence/names.ts';
import {honestJournal} from './own/honest-session.ts';
import {ownExport} from './own/own-export.ts';
import {randomOf} from './own/random.ts';
import {findingsIn, type Files} from './rule-case.ts';

const sessions = 200;
const options = {catalog: builtinCatalog(), own: {version: '0.1.0'}};

/** What was found, in one line each, so that a failure tells what it is about. */
async function linesOf(files: Files): Promise<readonly string[]> {
	const {findings, notEvaluated, set} = await findingsIn(files, options);
	return [
		...findings.map(
			({rule, place, claimed, found}) => `${rule} ${JSON.stringify(place)}: ${claimed} → ${found}`,
		),
		...set.unread.map(({place, reason}) => `unread ${place.file}: ${reason}`),
		// A rule that fails by a fault of its own says so in place of a reason.
		...notEvaluated
			.filter(({reason}) => /\b\w*Error\b/.test(reason))
			.map(({rule, reason}) => `${rule}: ${reason}`),
	];
}

test(`${sessions} sessions of all kinds, exported and audited by every rule: nothing is found`, async () => {
	const found: string[] = [];
	for (let seed = 1; seed <= sessions; seed++) {
		const random = randomOf(seed + 1_000_000);
		const journal = await honestJournal(seed);
		const exported = await ownExport(
			journal,
			reporters.filter(() => random.chance(0.6)),
		);
		// The folder with the archive beside it, or what a stranger gets: the archive alone.
		const given = seed % 2 === 0 ? exported.parent : exported.package;
		found.push(...(await linesOf(given)).map(line => `session ${seed}: ${line}`));
		if (seed % 20 === 0) {
			const alone = [...(await linesOf(exported.folder)), ...(await linesOf({'session.jsonl': journal}))];
			found.push(...alone.map(line => `folder or journal of session ${seed}: ${line}`));
		}
	}

	expect(found).toEqual([]);
}, 300_000);
