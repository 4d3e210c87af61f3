import type {ClaimScope} from '../../audited-set.ts';

/**
 * The part of the tests that a number speaks about: what its own part of the sentence names, else the label in front of
 * it or the section that the sentence is about. Ids that stand elsewhere are of other tests: `18 of 20 were run, tests
 * 6.14 and 6.15 were not`.
 *
 * @param sentence as written
 * @param at offset of the number in it
 * @param named finds the part that a text names
 */
export function countedPart(
	sentence: string,
	at: number,
	named: (text: string) => ClaimScope | null,
): ClaimScope | null {
	const whole = named(sentence);
	if (whole === null && !/\d\.\d/.test(sentence)) {
		return null;
	}

	const [start, end] = segmentAround(sentence, at);
	const own = withoutAsides(sentence.slice(start, end), at - start);
	const near = named(own);
	if (near !== null) {
		return near;
	}

	const before = sentence.slice(0, start);
	const label = /^([^:]{1,80}):\s/u.exec(sentence.slice(0, at))?.[1];
	const ofLabel = label === undefined ? null : named(label);
	if (ofLabel !== null) {
		return ofLabel;
	}

	const earlier = outcome.test(before) ? null : named(before);
	return earlier ?? (whole?.kind === 'section' ? whole : null);
}

const outcome =
	/(?<!\p{L})(?:not|pass\p{L}*|fail\p{L}*|skip\p{L}*|block\p{L}*|succe\p{L}+|run|ran|executed|return\p{L}*|answer\p{L}*|не|пройден\p{L}*|прош\p{L}+|провал\p{L}*|успе\p{L}+|выполн\p{L}+|пропущ\p{L}+|вернул\p{L}*|ответил\p{L}*)(?!\p{L})/iu;

/** From the comma before an offset to the one behind it; commas inside brackets and between ids separate nothing. */
function segmentAround(sentence: string, at: number): readonly [start: number, end: number] {
	let depth = 0;
	let start = 0;
	for (let index = 0; index < sentence.length; index++) {
		const sign = sentence[index] ?? '';
		depth += sign === '(' ? 1 : sign === ')' ? -1 : 0;
		const isJoint =
			sign === ' ' && /^\s(?:and|и|а|while)\s\d{1,6}\s\p{L}/u.test(sentence.slice(index, index + 20));
		const ends =
			depth <= 0 &&
			(isJoint || sign === ',' || sign === ';' || sign === '|') &&
			!/^[,;]\s{0,2}(?:and |и )?\d{1,3}\.\d{1,3}(?![\d])/u.test(sentence.slice(index, index + 14));
		if (ends && index < at) {
			start = index + 1;
		} else if (ends) {
			return [start, index];
		}
	}

	return [start, sentence.length];
}

/** Brackets behind the number that say something of some tests: `18 tests (6.14 was not run)`. */
function withoutAsides(segment: string, at: number): string {
	return segment.replaceAll(/\([^()]{1,200}\)/g, (aside, index: number) =>
		index > at &&
		/\p{L}/u.test(
			aside.replaceAll(/(?<!\p{L})(?:tests?|section|раздел\p{L}*|тест\p{L}*|and|to|и|до|по)(?!\p{L})/giu, ''),
		)
			? ' '
			: aside,
	);
}
