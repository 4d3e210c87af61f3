import {expect, test} from 'vitest';
import {staleArtifact} from '../../../source/audit/rules/stale-artifact.ts';
import {findingsIn, testRule, type Files} from '../rule-case.ts';
import {artifactName, artifactOf, logName, resultsOf, slowRun, stampOf} from '../timed-set.ts';

/** Artifacts with times of files: those of the run unless given, shifted by so many ms. */
function files(times: Record<string, string> = {}, shift = 0): Files {
	return {
		[logName]: resultsOf(slowRun),
		...Object.fromEntries(
			slowRun.map(one => {
				const modified = new Date(Date.parse(times[one.id] ?? stampOf(one.at)) + shift);
				return [artifactName(one.id), {bytes: artifactOf(one), modified}];
			}),
		),
	};
}

const file = artifactName('3.5');

testRule(staleArtifact, {
	good: files(),
	bad: files({'3.5': '2025-11-08T20:12:13Z'}),
	mutant: {file: logName, from: '21:30:10.454', to: '21:33:40.454'},
	finding: {
		place: {file},
		subject: '3.5',
		code: 'modified',
		found: 'written 2025-11-08T20:12:13.000Z, 25 h before',
	},
});

async function found(set: Files) {
	const {findings, notEvaluated} = await findingsIn(set, {}, [staleArtifact]);
	return notEvaluated.length > 0 ? 'not evaluated' : findings.map(({subject}) => subject);
}

test('finds the zone that an archive’s local times are in', async () => {
	expect(await found(files({}, 3 * 3_600_000))).toEqual([]);
	expect(await found(files({'3.5': '2025-11-09T17:12:13Z'}, 3 * 3_600_000))).toEqual(['3.5']);
});

test('trusts no times after a checkout, an unpacking or a reproducible archive', async () => {
	const fresh = Object.fromEntries(slowRun.map(({id}) => [id, '2026-01-05T10:00:00Z']));
	expect(await found(files(fresh))).toBe('not evaluated');
	expect(await found(files({...fresh, '3.5': '2025-11-08T20:12:13Z'}))).toBe('not evaluated');
	const same = Object.fromEntries(slowRun.map(({id}) => [id, stampOf('21:49:34.000')]));
	expect(await found(files(same))).toBe('not evaluated');
});

test('reads the day in a name', async () => {
	const named = (day: string) => ({
		[logName]: resultsOf(slowRun),
		[`artifacts/test_3_5_item_${day}.json`]: artifactOf(slowRun[2]!),
	});
	expect(await found(named('20251107'))).toEqual(['3.5']);
	expect(await found(named('20251109'))).not.toEqual(['3.5']);
});
