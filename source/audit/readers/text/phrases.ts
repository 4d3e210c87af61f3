import {quantitiesIn, type Quantity} from './numbers.ts';

/** A number, or a pair of them, with the words that belong to it. */
export type Phrase = {
	readonly number: Quantity;
	/** `7 of 20`, `7/20`: the 20. */
	readonly of: Quantity | null;
	/** `485–1603 ms`, `from 485 to 1603`: the 1603. */
	readonly to: Quantity | null;
	/** `(32 %)` behind a count. */
	readonly share: Quantity | null;
	/** Words in front, up to the number or separator before them. */
	readonly before: string;
	/** Words behind, up to the next separator or number. */
	readonly after: string;
	/** The sentence or part of one that it stands in. */
	readonly clause: string;
	readonly approximate: boolean;
};

const wishes =
	/(?<!\p{L})(?:should|shall|must|need(?:s|ed)?|recommend\p{L}*|consider|could|would|might|will|plan to|going to|additional(?:ly)?|further|more tests|another|at most|per (?:second|minute|hour|day|request)|requires?|to do|todo|suggest\p{L}*|propose\p{L}*|follow-?up|next (?:run|step|sprint)|increase|reduce|add|create|следует|нужно|надо|необходимо|рекоменд\p{L}*|стоит|предлага\p{L}*|планиру\p{L}*|буд(?:ет|ут)|дополнительн\p{L}*|ещ[её]|желательн\p{L}*|можно|должн\p{L}*|требу\p{L}*|увеличить|добавить|создать|если|if|unless|in case|e\.g\.|for example|например)(?!\p{L})/iu;
const history =
	/(?<!\p{L})(?:previous(?:ly)?|earlier|last (?:run|time|week|month|year|release|sprint|stage|night|monday|tuesday|wednesday|thursday|friday)|prior|formerly|used to|in the past|original(?:ly)?|compared (?:to|with)|instead of|rather than|baseline|yesterday|ранее|раньше|предыдущ\p{L}*|в прошл\p{L}+|прошл(?:ый|ого|ом|ая|ой|ые|ых) \p{L}+|вчера|по сравнению|вместо|было бы)(?!\p{L})/iu;

const approximations =
	/(?:[~≈<>≤≥]|(?<!\p{L})(?:about|approx(?:imately|\.)?|around|roughly|circa|ca\.|some|nearly|almost|over|more than|at least|up to|fewer than|less than|under|below|within|above|no more than|around|около|примерно|приблизительно|порядка|свыше|более(?: чем)?|больше|не менее|не более|менее|меньше|почти|до|в пределах|ориентировочно)(?: the| а)?)\s{0,2}$/iu;

/** Middots, bullets and dots between items as bars, which separate; offsets stay. */
export function withBars(text: string): string {
	return text.replaceAll(/(?<=\s)[·•∙⋅‧](?=\s)/g, '|');
}

/** Whether a sentence, as written, remembers another run: `Last week 12 of 20 passed`. */
export function isOfAnotherTime(sentence: string): boolean {
	return history.test(
		sentence.replaceAll(/"[^"]{1,300}"|«[^»]{1,300}»|“[^”]{1,300}”|[\w.-]{1,80}[_/][\w./-]{1,80}/g, ' '),
	);
}

/** Whether a sentence says what was in this run: no wish, no plan, no memory of another run. */
export function isAboutThisRun(clause: string): boolean {
	return !wishes.test(clause) && !history.test(clause);
}

/** Whether the words in front of a number make it inexact. */
export function isApproximate(before: string): boolean {
	return approximations.test(before.slice(-40));
}

/** Sentences of a text with their offsets; semicolons end one too. */
export function clausesOf(text: string): ReadonlyArray<{readonly text: string; readonly start: number}> {
	const clauses: Array<{text: string; start: number}> = [];
	let start = 0;
	for (const match of text.matchAll(/[.!?…](?=\s+[\p{Lu}\d([✅❌✔✘])|;\s|$/gu)) {
		const end = match.index + match[0].length;
		clauses.push({text: text.slice(start, end), start});
		start = end;
	}

	return clauses.filter(({text: clause}) => clause.trim() !== '');
}

/** Every number of a clause with its words; each number belongs to one phrase only. */
export function phrasesOf(clause: string): readonly Phrase[] {
	const numbers = quantitiesIn(clause);
	const phrases: Phrase[] = [];
	let index = 0;
	let last = 0;
	while (index < numbers.length) {
		const number = numbers[index];
		if (number === undefined) {
			break;
		}

		const gap = (at: number) => clause.slice(numbers[at]?.end ?? 0, numbers[at + 1]?.start ?? clause.length);
		let end = index;
		let of: Quantity | null = null;
		let to: Quantity | null = null;
		let share: Quantity | null = null;
		if (
			numbers[end + 1] !== undefined &&
			/^\s?(?:\/|of(?: the| all)?|out of(?: the)?|из(?: них| всех)?)\s?$/iu.test(gap(end))
		) {
			of = numbers[++end] ?? null;
		} else if (
			numbers[end + 1] !== undefined &&
			/^\s?(?:-|–|—|\.\.\.?|…|to|and|до|и|÷)\s?$/iu.test(gap(end)) &&
			isRange(clause.slice(last, number.start), gap(end), number, numbers[end + 1] ?? number)
		) {
			to = numbers[++end] ?? null;
		}

		// `7 tests (32 %)`: the words up to the bracket belong to the count.
		const bracket = /^([^()\d,;]{0,60})[(—–,=]\s?(?:это\s|или\s|i\.e\.\s)?[~≈]?\s?$/u.exec(gap(end));
		let words: string | null = null;
		let isOwnShare = true;
		if (
			numbers[end + 1]?.unit === '%' &&
			number.unit === '' &&
			bracket !== null &&
			number !== numbers[end + 1]
		) {
			words = bracket[1] ?? '';
			share = numbers[++end] ?? null;
			// `11 failures (45 % success)`: the share is of something else.
			isOwnShare = !/^[^)]{0,40}\p{L}/u.test(gap(end));
		}

		const tail = gap(end).replace(/^\)/, '');
		const before = clause.slice(last, number.start);
		phrases.push({
			number,
			of,
			to,
			share: isOwnShare ? share : null,
			before:
				before
					.split(
						/[,;()|•]|\s(?:and|и|а|но|but|with|including|из них|of (?:them|which|those|these))\s(?!\S{0,20}$)/iu,
					)
					.at(-1) ?? '',
			after: words !== null && /\p{L}/u.test(words) ? words : head(tail),
			clause,
			approximate: isApproximate(before),
		});
		last = numbers[end]?.end ?? clause.length;
		index = end + 1;
	}

	return phrases;
}

/** Words up to the next separator. */
function head(tail: string): string {
	return tail.split(/[,;:()[\]|•]|\s(?:and|и|а|но|but|including|of which|из них|—|–|-)\s/iu)[0] ?? '';
}

/** `and` joins a range only behind `between`; a dash joins numbers that ascend. */
function isRange(before: string, join: string, from: Quantity, to: Quantity): boolean {
	const word = join.trim().toLowerCase();
	if (word === 'and' || word === 'и') {
		return /(?:between|между)\s(?:[~≈]\s?)?$/iu.test(before);
	}

	return from.value <= to.value || from.unit !== to.unit;
}
