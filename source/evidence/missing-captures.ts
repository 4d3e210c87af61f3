import type {RequestInput} from '../session/event.ts';
import type {Firing} from './rows.ts';

/** A request that went out with a stand-in, because an earlier test did not give the value. */
export type MissingCapture = {readonly firing: Firing; readonly input: RequestInput & {endpoint_id: string}};

/** Inputs that another test should have given, and that were an example or the profile's instead. */
export function missingCaptures(firings: readonly Firing[]): readonly MissingCapture[] {
	return firings.flatMap(firing =>
		(firing.attempt.intent.inputs ?? []).flatMap(input => {
			const {from, endpoint_id: giver} = input;
			return giver !== null && (from === 'example' || from === 'profile')
				? [{firing, input: {...input, endpoint_id: giver}}]
				: [];
		}),
	);
}
