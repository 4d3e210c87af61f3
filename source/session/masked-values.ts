import {Problem} from '../catalog/problem.ts';
import type {Draft} from '../request/draft.ts';
import {variablesIn} from '../request/substitute.ts';
import {maskedPieces, valuesOf} from './masking/draft-values.ts';
import type {LostValue} from './state.ts';

/** What is left of values that only the disk knew, when a session is resumed. */
export type MaskedValues = {
	/** The draft as it was read from the journal, with what could be put back put back. */
	readonly kept: Draft | undefined;
	/** Variables whose value is not known any more, or names nothing any more. */
	readonly lost: ReadonlyMap<string, LostValue>;
	/** False where personal data stands readable on disk. */
	readonly masking: boolean;
};

/**
 * Whether a draft would send a masked form to the server instead of the value that the operator meant: one that came
 * back from the journal and was not typed anew, or one of a variable; or an example instead of what was lost.
 *
 * @returns `value-masked` or `value-lost`, naming the field or the variable; `null` when every value is a real one
 */
export function maskedValueIn(draft: Draft, {kept, lost, masking}: MaskedValues): Problem | null {
	const leftOver = new Set(
		(kept === undefined ? [] : valuesOf(kept)).flatMap(({text}) => maskedPieces(text, masking)),
	);
	for (const {where, text} of valuesOf(draft)) {
		const piece = maskedPieces(text, masking).find(candidate => leftOver.has(candidate));
		if (piece !== undefined) {
			return maskedProblem(draft, `The value ${piece} in ${where}`, `Type the value of ${where} again.`);
		}
	}

	for (const name of lost.size === 0 ? [] : namesIn(draft)) {
		const value = lost.get(name);
		if (value !== undefined) {
			const next = `Set ${name} again, or fire the request that captures it.`;
			return value.why === 'masked'
				? maskedProblem(draft, `The value of the variable ${name}`, next)
				: new Problem(
						'value-lost',
						`What the variable ${name} named is gone: the sandbox began anew when the session was resumed.`,
						{next, place: {endpoint: draft.endpointId}},
					);
		}
	}

	return null;
}

function namesIn(draft: Draft): ReadonlySet<string> {
	const texts = [
		...Object.values(draft.path),
		...[...draft.query, ...draft.headers].flat(),
		draft.body ?? '',
	];
	return new Set(texts.flatMap(text => [...variablesIn(text, 'text'), ...variablesIn(text, 'json')]));
}

function maskedProblem(draft: Draft, what: string, next: string): Problem {
	return new Problem('value-masked', `${what} was masked on disk; the real one is not known any more.`, {
		next,
		place: {endpoint: draft.endpointId},
	});
}
