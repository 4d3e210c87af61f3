import type {Endpoint} from '../catalog/catalog.ts';
import {findEndpoint} from '../catalog/find-endpoint.ts';
import {nearestName} from '../catalog/nearest-name.ts';
import {Problem} from '../catalog/problem.ts';
import type {SessionOpened} from '../session/event.ts';
import type {Draft} from '../request/draft.ts';
import {missingInputs, type WalkthroughInput} from '../session/inputs.ts';
import type {Consents, Session} from '../session/session.ts';
import {endpointState, latestAttempt, markInForce, plannedTests, type Attempt} from '../session/state.ts';

/** What a session must run: the stage that was entered last, or what it was begun for. */
export function plannedOf(session: Session): SessionOpened['plan'] {
	const state = session.getState();
	// Before the first event the state knows nothing.
	return state.opened === null ? session.plan : {...session.plan, ...plannedTests(state)};
}

/** The planned tests in the plan's order, with the latest attempt of each; `undefined` where it was not run. */
export function plannedFirings(
	session: Session,
): ReadonlyArray<{endpoint: Endpoint; earlier: Attempt | undefined}> {
	const {tests, stage} = plannedOf(session);
	return tests.map(id => ({
		endpoint: findEndpoint(session.catalog, id),
		earlier: latestAttempt(session.getState(), id, stage),
	}));
}

/**
 * Whether a test must not be fired again by itself: it has an outcome, or it may have changed something. One that was
 * cancelled has an outcome in the journal and yet none of its own.
 */
export function isDone(attempt: Attempt | undefined): boolean {
	if (attempt === undefined) {
		return false;
	}

	const {intent, outcomeSeq, exchange} = attempt;
	if (outcomeSeq === null) {
		return intent.writes;
	}

	const error = exchange?.error ?? null;
	return error?.kind !== 'aborted' || (intent.writes && error.may_have_been_applied);
}

/** @throws {Problem} `endpoint-unknown` for a test that the resumed session does not plan */
export function checkAgain(names: readonly string[], session: Session): void {
	const {tests} = plannedOf(session);
	const unplanned = names.find(name => !tests.includes(name));
	if (unplanned !== undefined) {
		const nearest = nearestName(unplanned, tests);
		throw new Problem(
			'endpoint-unknown',
			`The session does not plan ${JSON.stringify(unplanned)}; it runs what it was begun for.`,
			{
				next:
					nearest === undefined
						? `It plans ${tests.join(', ') || 'nothing'}.`
						: `Did you mean ${JSON.stringify(nearest)}? Or begin a new session.`,
			},
		);
	}
}

/** Why a run without a person passes a planned test over; `null` when it is to be fired. */
export function whyNotFired(session: Session, id: string, earlier: Attempt | undefined): string | null {
	const mark = markInForce(endpointState(session.getState(), id), plannedOf(session).stage);
	if (earlier === undefined && (mark?.mark === 'skipped' || mark?.mark === 'blocked')) {
		return `marked ${mark.mark}${mark.note === '' ? '' : `: ${mark.note}`}`;
	}

	return isDone(earlier) ? 'from the journal' : null;
}

/**
 * What a run without a person agrees to: a stand-in for a value that an answer gave and that is not known any more, as
 * for one that an answer did not give, because the report says so. Nothing stands in for what the operator set.
 */
export function standInsFor(session: Session, draft: Draft): Consents {
	const missing = missingInputs(draft, {state: session.getState(), catalog: session.catalog});
	return {useStandIns: missing.every(({endpointId}) => endpointId !== null)};
}

/** What stands in for a value that an earlier test should have given, as a sentence. */
export function missingInputText(
	endpointId: string,
	{variable, value, from, endpointId: giver}: WalkthroughInput,
): string {
	const instead = {
		example: 'the example',
		profile: 'the value of the profile',
		capture: 'an earlier answer',
		operator: 'what was set',
	}[from];
	return `${endpointId} lacks ${variable}, which ${giver ?? 'an earlier test'} should have given; ${instead} is sent instead: ${value ?? 'none'}`;
}
