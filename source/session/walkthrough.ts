/** A stage as a walkthrough: where it stands, what each test takes and gives, what it leaves on the server. Pure. */
import type {Catalog, Endpoint, Profile, ProfileKind, Stage, Variant} from '../catalog/catalog.ts';
import {findStage} from '../catalog/find-endpoint.ts';
import {draftOf, variantOf, type Draft} from '../request/draft.ts';
import type {Verdict} from '../verdict/verdict.ts';
import type {Mark} from './event.ts';
import {inputsOf, phaseOf, type Known, type Phase, type WalkthroughInput} from './inputs.ts';
import {
	endpointState,
	latestAttempt,
	markInForce,
	type Attempt,
	type SessionState,
	type SetMark,
} from './state.ts';
import type {TestOrder} from './variable-origin.ts';

export type {Phase, WalkthroughInput};

export type WalkthroughStep = {
	readonly endpoint: Endpoint;
	/** The latest attempt within the stage. */
	readonly attempt: Attempt | undefined;
	/** The mark in force: that of the attempt, or one set without an attempt. */
	readonly mark: SetMark | null;
	readonly phase: Phase;
	/** What the verdict suggests; `null` while there is none. */
	readonly suggestedMark: Mark | null;
	/** What the request would take if it were fired now; what an attempt took stands in its intent. */
	readonly inputs: readonly WalkthroughInput[];
};

export type Walkthrough = {
	readonly stage: Stage;
	readonly steps: readonly WalkthroughStep[];
	/** Index of the first step that is not done; the number of steps when all are. */
	readonly current: number;
	readonly doneCount: number;
};

/** Something that was made on the server and not removed. */
export type LeftBehind = {
	readonly what: string;
	/** As it stands on disk, masked. */
	readonly value: string;
	readonly variable: string;
	/** Id of the endpoint that made it. */
	readonly createdBy: string;
	/** Id of the endpoint that removes it; `null` where no documented request does. */
	readonly removedBy: string | null;
	/** Method and path template of that endpoint, where the journal has them. */
	readonly removal?: string;
};

export type Preflight = {
	readonly tests: number;
	/** How many of them change something on the server. */
	readonly writes: number;
	readonly host: string;
	readonly kind: ProfileKind;
	/** What each test that writes does to the server, in words. */
	readonly changes: readonly string[];
	/** About how long a person takes for it. */
	readonly seconds: number;
};

const suggestions: Readonly<Record<Verdict, Mark>> = {
	success: 'pass',
	limitation: 'limitation',
	failure: 'fail',
	'no-response': 'blocked',
	unknown: 'blocked',
};

/**
 * Where a stage stands, as its session tells it.
 *
 * @throws {Problem} `stage-unknown`
 */
export function walkthroughOf(state: SessionState, catalog: Catalog, stageId: string): Walkthrough {
	const stage = findStage(catalog, stageId);
	const tests = state.stage?.id === stageId ? state.stage.tests : stage.tests;
	const steps = tests.flatMap(id => {
		const endpoint = catalog.endpoints.get(id);
		return endpoint === undefined ? [] : [stepOf(endpoint, {stage: stageId, tests}, {state, catalog})];
	});
	const current = steps.findIndex(({phase}) => phase !== 'done');
	return {
		stage,
		steps,
		current: current === -1 ? steps.length : current,
		doneCount: steps.filter(({phase}) => phase === 'done').length,
	};
}

function stepOf(endpoint: Endpoint, order: TestOrder, known: Known): WalkthroughStep {
	const {state} = known;
	const attempt = latestAttempt(state, endpoint.id, order.stage);
	const mark = markInForce(endpointState(state, endpoint.id), order.stage);
	const phase = phaseOf(state, attempt, mark);
	return {
		endpoint,
		attempt,
		mark,
		phase,
		suggestedMark: attempt === undefined || phase === 'in-flight' ? null : suggestions[attempt.verdict],
		inputs: inputsOf(draftInForce(endpoint, state), order, known),
	};
}

/** What the operator made of the request, else the planned variant. Only its variables matter here. */
function draftInForce(endpoint: Endpoint, state: SessionState): Draft {
	const kept = endpointState(state, endpoint.id).draft;
	return kept === null ? draftOf(endpoint, state.opened?.plan.variant) : {...kept, endpointId: endpoint.id};
}

/**
 * What the session made on the server and did not remove, oldest first. A removal takes away the latest thing of that
 * kind and value that was there.
 *
 * It cannot know what a request whose outcome was never stored has done. What was made in a sandbox that began anew since
 * is gone with it.
 */
export function leftBehind(state: SessionState): readonly LeftBehind[] {
	const gone = state.anew.at(-1)?.seq ?? 0;
	const attempts = [...state.endpoints.values()]
		.flatMap(endpoint => endpoint.attempts)
		.filter(({intent}) => intent.seq > gone)
		.toSorted((a, b) => (a.outcomeSeq ?? 0) - (b.outcomeSeq ?? 0));
	const there: LeftBehind[] = [];
	for (const {intent, created, removed} of attempts) {
		for (const {what, value} of removed) {
			const index = there.findLastIndex(thing => thing.what === what && thing.value === value);
			if (index !== -1) {
				there.splice(index, 1);
			}
		}

		for (const {what, variable, value, removed_by: removedBy, removal} of created) {
			there.push({
				what,
				value,
				variable,
				createdBy: intent.endpoint_id,
				removedBy,
				...(removal === undefined ? {} : {removal}),
			});
		}
	}

	return there;
}

/** About what a person needs to read, fire and judge one test. */
const secondsATest = 15;

/** What a stage is about to do, before it begins: for the card that the operator agrees to. */
export function preflight(
	catalog: Catalog,
	stage: Stage,
	profile: Pick<Profile, 'host' | 'kind'>,
	variantName = 'documented',
): Preflight {
	const endpoints = stage.tests.flatMap(id => catalog.endpoints.get(id) ?? []);
	const writing = endpoints.filter(endpoint => variantOf(endpoint, variantName).writes);
	return {
		tests: endpoints.length,
		writes: writing.length,
		host: profile.host,
		kind: profile.kind,
		changes: writing.map(
			endpoint => `${endpoint.id} ${endpoint.title}: ${changeOf(variantOf(endpoint, variantName))}`,
		),
		seconds: endpoints.length * secondsATest,
	};
}

function changeOf({creates, removes}: Variant): string {
	const changes = [
		...counted(
			creates.map(
				({what, removedBy}) =>
					`creates: ${what} (${removedBy === null ? 'no documented request removes it' : `${removedBy} removes it`})`,
			),
		),
		...counted(removes.map(({what}) => `removes: ${what}`)),
	];
	return changes.length === 0 ? 'changes what is there' : changes.join(', ');
}

/** Each text once, with how often it stands there: `removes: ticket ×3`. */
function counted(texts: readonly string[]): readonly string[] {
	return [...new Set(texts)].map(text => {
		const count = texts.filter(other => other === text).length;
		return count === 1 ? text : `${text} ×${count}`;
	});
}
