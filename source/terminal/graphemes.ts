/**
 * Text as the characters a person sees. `Intl.Segmenter` takes time that grows with the square of the text on Node 20,
 * so it is only ever given short pieces, and none at all of the text that needs no segmenting.
 */

const segmenter = new Intl.Segmenter('und');

/** Code units that the segmenter may get at once; no real character is near as long. */
const pieceLength = 200;

/** What joins with what stands before it; a text may be cut before anything else. */
const joiningPattern =
	/^[\p{M}\p{Cf}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Default_Ignorable_Code_Point}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\uff9e\uff9f]/u;

/** What may join with what follows it: an emoji joiner, a leading Hangul letter, an Indic sign before a consonant. */
const openPattern = /[\u200d\u1100-\u115f\ua960-\ua97f]$|\p{M}\p{Lo}$/u;

/**
 * Whether the UTF-16 code unit is a character of its own, one column wide, whatever stands around it (except that marks
 * may follow): letters, digits and signs of Latin, Greek and Cyrillic, box drawing, blocks, common punctuation.
 */
export function isSimple(codeUnit: number): boolean {
	if (codeUnit < 0x2010) {
		return (
			(codeUnit >= 0x20 && codeUnit <= 0x7e) ||
			(codeUnit >= 0x400 && codeUnit <= 0x52f && (codeUnit < 0x483 || codeUnit > 0x489)) ||
			(codeUnit >= 0xa0 &&
				codeUnit <= 0x2ff &&
				codeUnit !== 0xa9 &&
				codeUnit !== 0xad &&
				codeUnit !== 0xae) ||
			(codeUnit >= 0x391 && codeUnit <= 0x3ce && codeUnit !== 0x3a2)
		);
	}

	return (
		(codeUnit >= 0x2010 && codeUnit <= 0x2027) ||
		codeUnit === 0x2039 ||
		codeUnit === 0x203a ||
		(codeUnit >= 0x2190 && codeUnit <= 0x2193) ||
		(codeUnit >= 0x2400 && codeUnit <= 0x2421) ||
		(codeUnit >= 0x2500 && codeUnit <= 0x259f) ||
		codeUnit === 0x27e8 ||
		codeUnit === 0x27e9
	);
}

/** The end of the run of simple characters from `start` that no mark can join: its last is left to the segmenter. */
export function simpleEnd(text: string, start: number): number {
	let end = start;
	while (end < text.length && isSimple(text.charCodeAt(end))) {
		end++;
	}

	return end === text.length ? end : Math.max(start, end - 1);
}

function isHighSurrogate(codeUnit: number): boolean {
	return codeUnit >= 0xd800 && codeUnit <= 0xdbff;
}

function isBoundary(text: string, index: number): boolean {
	const after = String.fromCodePoint(text.codePointAt(index) ?? 0);
	return (
		!isHighSurrogate(text.charCodeAt(index - 1)) &&
		!joiningPattern.test(after) &&
		!openPattern.test(text.charAt(index - 1)) &&
		!openPattern.test(text.charAt(index - 1) + after)
	);
}

/** Where the piece that starts at `start` ends: before the next simple run, at most `pieceLength` further. */
function pieceEnd(text: string, start: number): number {
	const limit = Math.min(text.length, start + pieceLength);
	let end = start + 1;
	while (end < limit && !(isSimple(text.charCodeAt(end)) && isSimple(text.charCodeAt(end + 1)))) {
		end++;
	}

	if (end < limit || limit === text.length) {
		return end;
	}

	for (let boundary = limit; boundary > start + 1; boundary--) {
		if (isBoundary(text, boundary)) {
			return boundary;
		}
	}

	return isHighSurrogate(text.charCodeAt(limit - 1)) ? limit - 1 : limit;
}

/** A stretch of text: either simple characters only, or one character as a person sees it. */
export type Stretch = {readonly start: number; readonly end: number; readonly isSimple: boolean};

/**
 * The text as stretches in order, found lazily: stop early, and the rest is never looked at. Time is linear in the part
 * that is read.
 */
export function* stretches(text: string): Generator<Stretch> {
	let at = 0;
	while (at < text.length) {
		const simple = simpleEnd(text, at);
		if (simple > at) {
			yield {start: at, end: simple, isSimple: true};
			at = simple;
			continue;
		}

		const end = pieceEnd(text, at);
		for (const {segment} of segmenter.segment(text.slice(at, end))) {
			yield {start: at, end: at + segment.length, isSimple: false};
			at += segment.length;
		}
	}
}

/** The characters of a text as a person counts them; joined again they are the text. */
export function graphemes(text: string): string[] {
	const found: string[] = [];
	for (const {start, end, isSimple: isRun} of stretches(text)) {
		if (!isRun) {
			found.push(text.slice(start, end));
			continue;
		}

		for (let at = start; at < end; at++) {
			found.push(text.charAt(at));
		}
	}

	return found;
}

/** How many characters the text has. */
export function countGraphemes(text: string): number {
	let count = 0;
	for (const stretch of stretches(text)) {
		count += stretch.isSimple ? stretch.end - stretch.start : 1;
	}

	return count;
}

/** The UTF-16 offset where the character number `index` (from 0) starts; the text's length when it has fewer. */
export function graphemeOffset(text: string, index: number): number {
	let left = index;
	for (const {start, end, isSimple: isRun} of stretches(text)) {
		const count = isRun ? end - start : 1;
		if (left < count) {
			return start + left;
		}

		left -= count;
	}

	return text.length;
}

/** How many characters start before the UTF-16 `offset`: an offset inside a character counts that character. */
export function graphemeIndex(text: string, offset: number): number {
	let index = 0;
	for (const {start, end, isSimple: isRun} of stretches(text)) {
		if (start >= offset) {
			break;
		}

		index += isRun ? Math.min(end, offset) - start : 1;
	}

	return index;
}
