import {Problem} from '../catalog/problem.ts';
import type {Draft} from '../request/draft.ts';
import {variablesIn} from '../request/substitute.ts';
import {maskedPieces, valuesOf} from './masking/draft-values.ts';

/** What is left of values that only the disk knew, when a session is resumed. */
export type MaskedValues = {
	/** The draft as it was read from the journal, with what could be put back put back. */
	readonly kept: Draft | undefined;
	/** Variables whose value died with the process that knew it. */
	readonly lost: ReadonlySet<string>;
	/** False where personal data stands readable on disk. */
	readonly masking: boolean;
};

/**
 * Whether a draft would send a masked form to the server instead of the value that the operator meant: one that came
 * back from the journal and was not typed anew, or one of a variable.
 *
 * @returns `value-masked`, naming the field or the variable; `null` when every value is a real one
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
		if (lost.has(name)) {
			return maskedProblem(
				draft,
				`The value of the variable ${name}`,
				`Set ${name} again, or fire the request that captures it.`,
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
