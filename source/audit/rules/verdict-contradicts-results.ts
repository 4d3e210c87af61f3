import type {AuditedSet, ReadArtifact, Statement} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {isGiven} from '../given-files.ts';
import {isInArchive} from '../lookup.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {lastResults, outcomeOf, tallyFor, wasRun, type Item} from '../tallies.ts';
import {testEvidence} from '../test-evidence.ts';

export const verdictContradictsResults: Rule = {
	id: 'verdict-contradicts-results',
	proves: 'a summary in words says more than the results do',
	severity: 'critical',
	circumstantial: false,
	why: 'Decisions are taken on the summary, and the results below it say otherwise.',
	needs: ['statements'],
	check(set) {
		let held = 0;
		const discoveries: Discovery[] = [];
		const told = new Set<string>();
		for (const {file, statements} of [...set.reports, ...set.logs]) {
			if (isInArchive(file)) {
				continue;
			}

			for (const statement of statements) {
				const contradiction = contradictionOf(statement, set);
				held += contradiction === undefined ? 0 : 1;
				const key = JSON.stringify([file, statement.place.line]);
				if (contradiction !== undefined && contradiction !== null && !told.has(key)) {
					told.add(key);
					discoveries.push({place: statement.place, claimed: statement.text.slice(0, 120), ...contradiction});
				}
			}
		}

		return held === 0 ? notEvaluated('no statement that results could be held against') : discoveries;
	},
};

type Contradiction = {readonly code: string; readonly found: string; readonly also: readonly Place[]};

/** `undefined`: nothing to hold it against. */
function contradictionOf(statement: Statement, set: AuditedSet): Contradiction | null | undefined {
	const tally = tallyFor(set, statement.place.file);
	const items = tally === null ? [] : lastResults(tally.items, statement.scope);
	if (items.length === 0) {
		return undefined;
	}

	return checks[statement.kind]?.(statement, items, set);
}

type Check = (
	statement: Statement,
	items: readonly Item[],
	set: AuditedSet,
) => Contradiction | null | undefined;

const checks: Partial<Record<Statement['kind'], Check>> = {
	'all-passed': (_, items, set) => failures(items, set) ?? notRun(items),
	// `Search works` without ids or a section may mean any test.
	works: ({scope}, items, set) =>
		scope.kind === 'all' ? undefined : (failures(items, set) ?? notRun(items)),
	completed: ({text}, items, set) => (/success|успе/iu.test(text) ? failures(items, set, false) : undefined),
	'all-executed': (statement, items, set) => notRun(items) ?? notListed(statement, items, set),
	'all-artifacts': (_, items, set) => withoutArtifact(items, set),
	requirement: ({ticked, scope}, items, set) =>
		ticked && scope.kind !== 'all' ? failures(items, set) : undefined,
};

/** Tests that failed; without one, successful ones whose artifact holds an error. */
function failures(items: readonly Item[], set: AuditedSet, bodiesToo = true): Contradiction | null {
	const failed = items.filter(
		item => ['failed', 'no-response'].includes(outcomeOf(item)) && !item.saysExpected,
	);
	if (failed.length > 0) {
		return {
			code: 'failed',
			found: `${failed.length} of ${items.length} failed: ${listed(failed)}`,
			also: placesOf(failed),
		};
	}

	const {artifacts} = testEvidence(set);
	const soft = bodiesToo
		? items.flatMap(({testId}) =>
				lastOf(artifacts.get(testId) ?? []).filter(({softError}) => softError !== null),
			)
		: [];
	return soft.length === 0
		? null
		: {
				code: 'soft-error',
				found: `${soft.length} of ${items.length} answers hold an error: ${(soft[0]?.softError ?? '').slice(0, 80)}`,
				also: soft.slice(0, 5).map(({file}) => ({file})),
			};
}

/** Of several attempts it stays open which one is meant. */
function lastOf(artifacts: readonly ReadArtifact[]): readonly ReadArtifact[] {
	return artifacts.length === 1
		? artifacts
		: artifacts.every(({softError}) => softError !== null)
			? artifacts.slice(0, 1)
			: [];
}

function notRun(items: readonly Item[]): Contradiction | null {
	const open = items.filter(
		item => !wasRun(item) && (item.judged !== null || items.some(other => wasRun(other))),
	);
	return open.length === 0
		? null
		: {
				code: 'not-run',
				found: `${open.length} of ${items.length} not run: ${listed(open)}`,
				also: placesOf(open),
			};
}

/** Mandatory tests of the catalog's stage that have neither a row nor a record. */
function notListed({text}: Statement, items: readonly Item[], set: AuditedSet): Contradiction | null {
	if (set.catalog === null || set.kind === 'own') {
		return null;
	}

	const {rowIds, results} = testEvidence(set);
	const [stage, ...others] = [...set.catalog.stages.values()].filter(({tests}) =>
		tests.some(id => rowIds.has(id)),
	);
	// `All 10 tests were executed` beside ten rows says what it means, whatever the catalog's stage holds.
	const saysHowMany = (text.match(/(?<![\d.])\d{1,6}(?![\d.])/g) ?? []).some(
		number => Number(number) === items.length,
	);
	if (
		stage === undefined ||
		others.length > 0 ||
		saysHowMany ||
		!/mandatory|обязательн|every|all|все/iu.test(text)
	) {
		return null;
	}

	const known = items.filter(({testId}) => stage.tests.includes(testId)).length;
	const lacking = stage.tests.filter(id => !rowIds.has(id) && !results.has(id));
	return lacking.length === 0 || known * 2 < stage.tests.length
		? null
		: {
				code: 'not-listed',
				found: `${lacking.length} of ${stage.tests.length} tests of ${stage.id} are missing: ${lacking.slice(0, 6).join(', ')}`,
				also: [],
			};
}

/** Only where artifacts were given at all. */
function withoutArtifact(items: readonly Item[], set: AuditedSet): Contradiction | null | undefined {
	if (set.artifacts.length === 0) {
		return undefined;
	}

	const {artifacts} = testEvidence(set);
	const rows = new Map(set.reports.flatMap(report => report.rows.map(row => [row.testId, row] as const)));
	const bare = items.filter(({testId}) => {
		const named = rows.get(testId)?.artifact ?? null;
		return !artifacts.has(testId) && (named === null || !isGiven(set, named));
	});
	return bare.length === 0
		? null
		: {
				code: 'no-evidence',
				found: `${bare.length} of ${items.length} tests have no artifact: ${listed(bare)}`,
				also: placesOf(bare),
			};
}

function listed(items: readonly Item[]): string {
	return `${items
		.slice(0, 6)
		.map(({testId}) => testId)
		.join(', ')}${items.length > 6 ? ', …' : ''}`;
}

function placesOf(items: readonly Item[]): readonly Place[] {
	return items.slice(0, 5).map(({place}) => place);
}
