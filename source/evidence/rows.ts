import {endpointState, type Attempt, type Note, type SetMark} from '../session/state.ts';
import type {Verdict} from '../verdict/verdict.ts';
import {artifactPaths} from './artifact-paths.ts';
import {plansOf, type SessionRecord} from './record.ts';

/** A verdict, or that there is none because the test was never fired. */
export type Outcome = Verdict | 'not-run';

/** An attempt and where its artifact stands in the set. */
export type Firing = {readonly attempt: Attempt; readonly artifact: string};

export type SectionName = {readonly id: string; readonly title: string};

/** One test of a stage, or one endpoint fired outside a stage: a line of the matrix. */
export type TestRow = {
	readonly testId: string;
	/** The stage; `null` outside a stage. */
	readonly stage: string | null;
	readonly planned: boolean;
	/** `null` when the journal does not tell: the test was never fired, nor any other of its section. */
	readonly section: SectionName | null;
	/** Oldest first. */
	readonly firings: readonly Firing[];
	/** The one that the row's verdict comes from. */
	readonly latest: Firing | null;
	readonly outcome: Outcome;
	readonly mark: SetMark | null;
	/** The operator's notes on the endpoint; on its first row only, so that none is told twice. */
	readonly notes: readonly Note[];
};

/** The rows of one stage, or of everything outside a stage (`stage` is `null`). */
export type RowGroup = {
	readonly stage: string | null;
	/** Ids that must be run. */
	readonly plan: readonly string[];
	readonly rows: readonly TestRow[];
};

/** Every attempt of the session with its artifact, in the order of the intents. */
export function firingsOf({state}: SessionRecord): readonly Firing[] {
	const attempts = [...state.endpoints.values()].flatMap(endpoint => endpoint.attempts);
	const paths = artifactPaths(attempts);
	return attempts
		.sort((a, b) => a.intent.seq - b.intent.seq)
		.map(attempt => ({attempt, artifact: paths.get(attempt.intent.seq) ?? ''}));
}

/**
 * The matrix: one group for every stage that was planned or fired (its planned tests in order, then others fired within
 * it), then one for what was fired or marked outside.
 *
 * @param firings every attempt in the order of the intents; given by who has them already, or needs no artifacts
 */
export function rowGroupsOf(
	record: SessionRecord,
	firings: readonly Firing[] = firingsOf(record),
): readonly RowGroup[] {
	const planned = plansOf(record);
	const plans = new Map(
		planned.flatMap(({stage, tests}) => (stage === null ? [] : [[stage, tests] as const])),
	);
	for (const {attempt} of firings) {
		const {stage} = attempt.intent;
		if (stage !== null && !plans.has(stage)) {
			plans.set(stage, []);
		}
	}

	const told = new Set<string>();
	const sections = sectionsOf(firings);
	const byStage = byStageAndTest(firings);
	const row = (testId: string, stage: string | null, planned: boolean): TestRow => {
		const endpoint = endpointState(record.state, testId);
		const own = byStage.get(stage)?.get(testId) ?? [];
		const latest = own.at(-1) ?? null;
		const isFirst = !told.has(testId);
		told.add(testId);
		return {
			testId,
			stage,
			planned,
			section: sectionOf(testId, latest, sections),
			firings: own,
			latest,
			outcome: latest?.attempt.verdict ?? 'not-run',
			mark: latest?.attempt.mark ?? (isFirst ? standingMark(endpoint.mark, latest) : null),
			notes: isFirst ? endpoint.notes : [],
		};
	};

	const firedIn = (stage: string | null): readonly string[] => [...(byStage.get(stage)?.keys() ?? [])];
	const group = (stage: string | null, plan: readonly string[], others: readonly string[]): RowGroup => {
		const isPlanned = new Set(plan);
		const unplanned = sortedIds([...new Set(others)].filter(id => !isPlanned.has(id)));
		return {
			stage,
			plan,
			rows: [...plan.map(id => row(id, stage, true)), ...unplanned.map(id => row(id, stage, false))],
		};
	};

	const groups = Array.from(plans, ([stage, plan]) => group(stage, plan, firedIn(stage)));
	const onlyMarked = Array.from(record.state.endpoints)
		.filter(([id, {mark}]) => !told.has(id) && mark !== null)
		.map(([id]) => id);
	const outside = group(null, planned.find(({stage}) => stage === null)?.tests ?? [], [
		...firedIn(null),
		...onlyMarked,
	]);
	return outside.rows.length === 0 ? groups : [...groups, outside];
}

function byStageAndTest(
	firings: readonly Firing[],
): ReadonlyMap<string | null, ReadonlyMap<string, readonly Firing[]>> {
	const stages = new Map<string | null, Map<string, Firing[]>>();
	for (const firing of firings) {
		const {stage, endpoint_id: testId} = firing.attempt.intent;
		const tests = stages.get(stage) ?? new Map<string, Firing[]>();
		const own = tests.get(testId) ?? [];
		own.push(firing);
		tests.set(testId, own);
		stages.set(stage, tests);
	}

	return stages;
}

/**
 * A mark without an attempt (blocked, skipped) belongs to the first row of its endpoint, until that row itself has a later
 * attempt: one outside the stage says nothing about the test of the stage.
 */
function standingMark(mark: SetMark | null, latest: Firing | null): SetMark | null {
	return mark !== null && (latest === null || latest.attempt.intent.seq < mark.seq) ? mark : null;
}

function sectionsOf(firings: readonly Firing[]): ReadonlyMap<string, SectionName> {
	return new Map(
		firings.map(({attempt: {intent}}) => [intent.section, {id: intent.section, title: intent.section_title}]),
	);
}

/** A test that was never fired left no section in the journal; its number tells it where another of the section did. */
function sectionOf(
	testId: string,
	latest: Firing | null,
	sections: ReadonlyMap<string, SectionName>,
): SectionName | null {
	const id = latest?.attempt.intent.section ?? testId.slice(0, Math.max(0, testId.indexOf('.')));
	return sections.get(id) ?? null;
}

/** Ids in the order in which people number them: 6.2 before 6.10, numbers before names. Independent of the locale. */
export function compareIds(a: string, b: string): number {
	return compareParts(partsOf(a), partsOf(b));
}

/** The ids in that order; each is taken apart once, because a session can have ten thousand. */
function sortedIds(ids: readonly string[]): readonly string[] {
	return ids
		.map(id => ({id, parts: partsOf(id)}))
		.sort((a, b) => compareParts(a.parts, b.parts))
		.map(({id}) => id);
}

type IdPart = {readonly text: string; readonly number: number | null};

function partsOf(id: string): readonly IdPart[] {
	return id.split('.').map(text => ({text, number: /^\d{1,9}$/.test(text) ? Number(text) : null}));
}

const noPart: IdPart = {text: '', number: null};

function compareParts(left: readonly IdPart[], right: readonly IdPart[]): number {
	for (let index = 0; index < Math.max(left.length, right.length); index++) {
		const difference = comparePart(left[index] ?? noPart, right[index] ?? noPart);
		if (difference !== 0) {
			return difference;
		}
	}

	return 0;
}

function comparePart(a: IdPart, b: IdPart): number {
	if (a.number !== null && b.number !== null && a.number !== b.number) {
		return a.number - b.number;
	}

	return (a.number === null) === (b.number === null)
		? Number(a.text > b.text) - Number(a.text < b.text)
		: a.number === null
			? 1
			: -1;
}
