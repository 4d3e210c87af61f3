import {decodeView} from './decode-view.ts';
import {foldSeparator, nextWord, type Word} from './fold.ts';
import type {ValueKind} from './mask-value.ts';

/** A clear value and what it is. */
export type LearnedValue = {readonly kind: ValueKind; readonly clear: string};

/** Values that were recognised once, to be recognised wherever they turn up again. */
export type LearnedValues = {
	/** Takes a value, unless it is too general to be looked for (see `isGeneral`) and not `mustHide`. */
	learn(kind: ValueKind, clear: string, mustHide?: boolean): void;
	/** Reports whole-word occurrences, without regard to case, accents and the kind of blanks. */
	find(text: string, report: (start: number, end: number, value: LearnedValue) => void): void;
	/** The phone, card or barcode with these digits, however they are grouped. */
	byDigits(digits: string): LearnedValue | undefined;
	/** Grows with every new value. */
	size(): number;
};

/** Words so common in answers that hiding them everywhere would hide the answer and protect nobody. */
const commonWords = new Set(
	(
		'true false null none undefined nan yes no ok on off api http https json html text utf get post put patch delete ' +
		'head options name surname email phone client clients user users test tests order orders event events ticket ' +
		'tickets seat seats show shows price status success error errors message code data result value values type ' +
		'field fields id ids date time page list item items full free paid new old default enabled disabled required ' +
		'optional active inactive unknown valid invalid bearer basic token secret password admin localhost example ' +
		'the and for not with from this that are was ооо оао зао пао ао ип нет да имя тест ошибка успешно билет заказ ' +
		'мероприятие клиент email телефон цена место ряд для или это как что'
	).split(' '),
);

type Node = {next: Map<string, Node> | undefined; value: LearnedValue | undefined};

/** Longer values are learned in pieces of about this many characters, so that a search never has to look far ahead. */
const pieceLength = 48;

/**
 * A tree over words: one step for a word, however many values begin with it. 10^5 values cost one map entry each, and
 * text without a learned first word costs one look-up a word.
 *
 * @param ordinary words of the catalog's own keys: they are no personal values either
 */
export function createLearnedValues(ordinary: Iterable<string>): LearnedValues {
	const root: Node = {next: new Map(), value: undefined};
	const digits = new Map<string, LearnedValue>();
	const general = new Set([...commonWords, ...ordinary]);
	let size = 0;

	function insert(words: readonly Word[], text: string, value: LearnedValue): void {
		let node = root;
		for (const [index, word] of words.entries()) {
			const before = words[index - 1];
			const step = stepOf(before === undefined ? '' : text.slice(before.end, word.start), word);
			node.next ??= new Map();
			let next = node.next.get(step);
			if (next === undefined) {
				next = {next: undefined, value: undefined};
				node.next.set(step, next);
			}

			node = next;
		}

		// The first meaning stays: equal values must look equal.
		if (node.value === undefined) {
			node.value = value;
			size++;
		}
	}

	return {
		learn(kind, clear, mustHide = false) {
			const words = wordsOf(clear);
			const value = {kind, clear};
			for (const piece of piecesOf(words)) {
				if (mustHide ? piece.length > 0 : !isGeneral(piece, kind, general)) {
					insert(piece, clear, value);
				}
			}

			const decoded = decodeView(clear)?.text;
			if (decoded !== undefined) {
				for (const piece of piecesOf(wordsOf(decoded)).filter(words => !isGeneral(words, kind, general))) {
					insert(piece, decoded, value);
				}
			}

			if (kind === 'name') {
				for (const part of partsOf(words).filter(part => !isGeneral(part, kind, general))) {
					insert(part, clear, {kind, clear: clear.slice(part[0]?.start, part.at(-1)?.end)});
				}
			}

			if (kind === 'phone' || kind === 'card' || kind === 'barcode') {
				const key = digitsKey(clear.replaceAll(/\D/g, ''));
				if (key !== undefined && !digits.has(key)) {
					digits.set(key, value);
				}
			}
		},
		find(text, report) {
			if (size === 0) {
				return;
			}

			for (let word = nextWord(text, 0); word !== undefined;) {
				const hit = longest(text, word, root);
				if (hit === undefined) {
					word = nextWord(text, word.end);
				} else {
					report(word.start, hit.end, hit.value);
					word = nextWord(text, hit.end);
				}
			}
		},
		byDigits(text) {
			const key = digitsKey(text);
			return key === undefined ? undefined : digits.get(key);
		},
		size: () => size,
	};
}

function longest(text: string, first: Word, root: Node): {end: number; value: LearnedValue} | undefined {
	let node = root.next?.get(stepOf('', first));
	let last = first;
	let hit: {end: number; value: LearnedValue} | undefined;
	while (node !== undefined) {
		if (node.value !== undefined && isWhole(text, first, last, node.value)) {
			hit = {end: last.end, value: node.value};
		}

		if (node.next === undefined) {
			break;
		}

		const word = nextWord(text, last.end);
		node = word === undefined ? undefined : node.next.get(stepOf(text.slice(last.end, word.start), word));
		last = word ?? last;
	}

	return hit;
}

/** Separators are at most this long inside a value; more stand for the same step. */
const longestSeparator = 16;

function stepOf(between: string, word: Word): string {
	return between === ''
		? word.text
		: `${foldSeparator(between.slice(0, longestSeparator))}\u0000${word.text}`;
}

/** Short values occur by chance: part of a number with decimals, a word written small. */
function isWhole(text: string, first: Word, last: Word, value: LearnedValue): boolean {
	if (first.start !== last.start) {
		return true;
	}

	if (first.isDigits) {
		const around = `${text.slice(Math.max(0, first.start - 2), first.start)}#${text.slice(first.end, first.end + 2)}`;
		return first.end - first.start >= 8 || !/\d[.,]#|#[.,]\d/.test(around);
	}

	const found = text.slice(first.start, first.end);
	return (
		value.kind === 'secret' ||
		!/^[A-Za-z]{1,4}$/.test(found) ||
		value.clear.includes(found) ||
		/^[A-Z][A-Za-z]*$/.test(found)
	);
}

function wordsOf(text: string): readonly Word[] {
	const words: Word[] = [];
	for (let word = nextWord(text, 0); word !== undefined; word = nextWord(text, word.end)) {
		words.push(word);
	}

	return words;
}

function piecesOf(words: readonly Word[]): ReadonlyArray<readonly Word[]> {
	const pieces: Word[][] = [];
	let piece: Word[] = [];
	for (const word of words) {
		piece.push(word);
		if (word.end - (piece[0]?.start ?? 0) >= pieceLength) {
			pieces.push(piece);
			piece = [];
		}
	}

	return piece.length > 0 ? [...pieces, piece] : pieces;
}

/** First name and surname by themselves; letters and digits that touch stay together. */
function partsOf(words: readonly Word[]): ReadonlyArray<readonly Word[]> {
	const parts: Word[][] = [];
	for (const word of words) {
		const last = parts.at(-1);
		if (last?.at(-1)?.end === word.start) {
			last.push(word);
		} else {
			parts.push([word]);
		}
	}

	return parts.length > 1 ? parts : [];
}

/** Too general to be looked for: fewer than five digits, words of fewer than three letters, common words. */
function isGeneral(words: readonly Word[], kind: ValueKind, general: ReadonlySet<string>): boolean {
	const [first] = words;
	if (first === undefined) {
		return true;
	}

	const count = (isDigits: boolean): number =>
		words.reduce((sum, word) => sum + (word.isDigits === isDigits ? word.text.length : 0), 0);
	const letters = count(false);
	const digits = count(true);
	if (words.length === 1 && general.has(first.text)) {
		return true;
	}

	if (kind === 'secret') {
		return letters + digits < 5;
	}

	return letters === 0 ? digits < 5 : letters < 3 && letters + digits < 5;
}

/** National numbers are compared without their prefix: +7, 8 and nothing at all mean the same. */
function digitsKey(digits: string): string | undefined {
	return digits.length < 7
		? undefined
		: digits.length === 11 && /^[78]/.test(digits)
			? digits.slice(1)
			: digits;
}
