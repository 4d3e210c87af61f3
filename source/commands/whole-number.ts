import {Problem} from '../catalog/problem.ts';

/**
 * A whole number from the command line.
 *
 * @param text what was typed; `undefined` gives `fallback`
 * @throws {Problem} `option-invalid` outside `minimum` … `maximum`
 */
export function wholeNumber(
	option: string,
	text: string | undefined,
	range: {minimum: number; maximum: number; fallback: number},
): number {
	if (text === undefined) {
		return range.fallback;
	}

	const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
	if (!(value >= range.minimum && value <= range.maximum)) {
		throw new Problem(
			'option-invalid',
			`${option} takes a whole number from ${range.minimum} to ${range.maximum}, not ${JSON.stringify(text)}.`,
		);
	}

	return value;
}
