import {nearestName} from '../catalog/nearest-name.ts';
import {Problem} from '../catalog/problem.ts';
import type {SessionOpened} from '../session/event.ts';
import type {WalkthroughInput} from '../session/inputs.ts';
import type {Session} from '../session/session.ts';
import {endpointState, latestAttempt, plannedTests, type Attempt} from '../session/state.ts';

/** What a session must run: the stage that was entered last, or what it was begun for. */
export function plannedOf(session: Session): SessionOpened['plan'] {
	const state = session.getState();
	// Before the first event the state knows nothing.
	return state.opened === null ? session.plan : {...session.plan, ...plannedTests(state)};
}

/** The latest attempt of every planned test, in the plan's order; `undefined` where it was not run. */
export function plannedAttempts(session: Session): ReadonlyArray<Attempt | undefined> {
	const {tests, stage} = plannedOf(session);
	return tests.map(id => latestAttempt(session.getState(), id, stage));
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
	const {mark} = endpointState(session.getState(), id);
	if (earlier === undefined && (mark?.mark === 'skipped' || mark?.mark === 'blocked')) {
		return `marked ${mark.mark}${mark.note === '' ? '' : `: ${mark.note}`}`;
	}

	// A write that may have been applied is never sent again by itself.
	return earlier !== undefined && (earlier.outcomeSeq !== null || earlier.intent.writes)
		? 'from the journal'
		: null;
}

/** What stands in for a value that an earlier test should have given, as a sentence. */
export function missingInputText(
	endpointId: string,
	{variable, value, from, endpointId: giver}: WalkthroughInput,
): string {
	const why =
		giver === null
			? 'which stands masked in the journal and is not known any more'
			: `which ${giver} should have given`;
	const instead = {
		example: 'the example',
		profile: 'the value of the profile',
		capture: 'an earlier answer',
		operator: 'what was set',
	}[from];
	return `${endpointId} lacks ${variable}, ${why}; ${instead} is sent instead: ${value ?? 'none'}`;
}
