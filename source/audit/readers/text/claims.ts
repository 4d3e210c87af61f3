import type {Claim, ClaimScope, ClaimSubject} from '../../audited-set.ts';
import type {Place} from '../../finding.ts';
import type {ClaimFinding, Where} from './claim-finding.ts';
import {testNoun} from './claim-subject.ts';
import {codesBehind, countFindings} from './count-findings.ts';
import {rateFindings, timeFindings} from './measure-findings.ts';
import type {Quantity} from './numbers.ts';
import {clausesOf, isAboutThisRun, isOfAnotherTime, phrasesOf, withBars, type Phrase} from './phrases.ts';
import {countedPart} from './counted-part.ts';
import {sanitised, type Sanitised} from './sanitised.ts';

/** What is known of the place where a text stands. */
export type ClaimContext = {
	readonly placeAt: (offset: number) => Place;
	/** What its section speaks about. */
	readonly scope: ClaimScope;
	/** What a text names itself. */
	readonly named: (text: string) => ClaimScope | null;
	/** Text of the headings above, nearest first: what bare words such as `Total` or `Max` count there. */
	readonly heading: string;
	/** The text wishes or plans: it claims nothing. */
	readonly isWish: boolean;
};

export const headingOfWishes =
	/recommend|next steps?|future|to ?do|improvement|action items|suggest|roadmap|follow-?up|plan for|open questions|рекомендац|следующие шаги|дальнейш|план(?:ы)?(?: работ| на|$)|предложени|улучшени|что делать/iu;

/**
 * Every number that a text states about a run.
 *
 * @param text without Markdown, such as a paragraph or a log's note
 */
export function claimsInText(written: string, context: ClaimContext): readonly Claim[] {
	if (context.isWish) {
		return [];
	}

	const text = withBars(written);
	const clean = sanitised(text);
	const claims: Claim[] = [];
	let speaksOfTests = false;
	for (const {text: original, start} of clausesOf(text)) {
		const clause = clean.text.slice(start, start + original.length);
		if (!isAboutThisRun(clause) || isOfAnotherTime(original)) {
			continue;
		}

		speaksOfTests ||=
			new RegExp(
				String.raw`(?<!\p{L})(?:${testNoun}|итог\p{L}*|result\p{L}*|результат\p{L}*|всего|total)(?!\p{L})`,
				'iu',
			).test(clause) ||
			/test|result|summary|итог|тест|результат|сводк/iu.test(context.heading) ||
			isTalliedTwice(clause) ||
			context.named(original) !== null;
		for (const phrase of phrasesOf(clause)) {
			const found = subjectsOf(phrase, {speaksOfTests, heading: context.heading, original});
			for (const {subject, value, upTo, of, bound} of found) {
				claims.push(
					claimOf(
						{
							phrase,
							subject,
							value,
							...(upTo === undefined ? {} : {upTo}),
							...(bound === undefined ? {} : {bound}),
							quantity: of ?? phrase.number,
						},
						{clean, text, clause, start},
						context,
					),
				);
			}
		}
	}

	return withoutRepeats(claims.filter(({subject, statuses}) => subject !== 'status' || statuses.length > 0));
}

function subjectsOf(phrase: Phrase, where: Where): readonly ClaimFinding[] {
	const {number, to} = phrase;
	const unit = number.unit === '' ? (to?.unit ?? '') : number.unit;
	if (unit === 'ms' || unit === 's' || unit === 'min' || unit === 'h') {
		return timeFindings(phrase, where);
	}

	if (unit === '%') {
		return rateFindings(phrase);
	}

	if (unit === 'B' || unit === 'kB' || unit === 'MB') {
		const words = `${phrase.before} ${phrase.after}`;
		return /(?:archive|zip|архив)/iu.test(words) && !/entry|entries|each|каждый/iu.test(words)
			? [{subject: 'archive-size', value: number.value}]
			: [];
	}

	return countFindings(phrase, where);
}

type Source = {
	readonly clean: Sanitised;
	readonly text: string;
	readonly clause: string;
	readonly start: number;
};

function claimOf(
	{
		phrase,
		subject,
		value,
		upTo,
		bound,
		quantity,
	}: {
		phrase: Phrase;
		subject: ClaimSubject;
		value: number;
		upTo?: number;
		bound?: 'at-most';
		quantity: Quantity;
	},
	{clean, text, clause, start}: Source,
	{placeAt, scope, named}: ClaimContext,
): Claim {
	const original = text.slice(start, start + clause.length);
	return {
		place: placeAt(start + quantity.start),
		text: original.trim().slice(0, 200),
		subject,
		value,
		...(upTo === undefined ? {} : {upTo}),
		...(bound === undefined ? {} : {bound}),
		approximate: phrase.approximate,
		decimals: quantity.decimals,
		unit: quantity.unit === '' && subject.startsWith('latency') ? 'ms' : quantity.unit,
		statuses:
			subject === 'status'
				? codesBehind(original, quantity === phrase.of ? phrase.number : (phrase.of ?? phrase.number))
				: subject === 'passed' || subject === 'failed'
					? statusesBeside(wordsAround(original, phrase.number))
					: [],
		scope: scopeOf({subject, at: start + phrase.number.start, offset: start, original}, clean, {
			scope,
			named,
		}),
	};
}

function scopeOf(
	{subject, at, offset, original}: {subject: ClaimSubject; at: number; offset: number; original: string},
	clean: Sanitised,
	{scope, named}: Pick<ClaimContext, 'scope' | 'named'>,
): ClaimScope {
	const stated = countedPart(original, at - offset, named);
	// `Slowest: 1603 ms (6.15)` names the test that it was, among all.
	const isOne = stated?.kind === 'ids' && stated.from === stated.to;
	return (
		(isOfFiles(subject)
			? nameBeside(clean, at, {subject, from: offset, to: offset + original.length})
			: null) ??
		(isOne && subject.startsWith('latency') ? null : stated) ??
		scope
	);
}

function isOfFiles(subject: ClaimSubject): boolean {
	return subject === 'files' || subject === 'artifacts' || subject === 'rows';
}

/** The name that a count of files or rows belongs to: the nearest one before it, else the next one behind it. */
function nameBeside(
	{names, text}: Sanitised,
	at: number,
	{subject, from, to}: {subject: ClaimSubject; from: number; to: number},
): ClaimScope | null {
	const fitting = names.filter(
		({name, start, end}) =>
			(isInside({start, end}, {from, to}) || ofArchive(name, text.slice(from, to))) &&
			(subject === 'rows' ? !/[./\\]/.test(name) : holdsFiles(name)),
	);
	const behind = fitting.filter(({start}) => start > at && start - at < 120);
	const inside = behind.find(
		({start}) =>
			/(?<!\p{L})(?:rows? |строк\p{L}? )?(?:in|into|to|under|inside|within|from|of|в|во|из|по)[\s(·]{1,3}(?:(?:the )?(?:folder|directory|archive|папк\p{L}|каталог\p{L}{0,2}|директори\p{L}|архив\p{L}{0,2})\s)?$/iu.test(
				text.slice(at, start),
			) && !/[,;.:]|\s\d/.test(text.slice(at, start).replace(/^\s?\d+/, '')),
	);
	const before = fitting.filter(({end}) => end <= at && at - end < 60).at(-1);
	// `5 in rest/`: nothing stands between.
	const isPart = /^\d{1,9}\s(?:in|under|inside|within|в)\s/u.test(text.slice(at, at + 20));
	const near =
		subject === 'rows' || isPart
			? (inside ?? before)
			: (before ??
				inside ??
				(behind.length === 1 ? behind[0] : behind.find(({name}) => /[\\/]$/.test(name))));
	return near === undefined ? null : {kind: 'name', name: near.name};
}

function isInside(
	{start, end}: {start: number; end: number},
	{from, to}: {from: number; to: number},
): boolean {
	return start >= from && end <= to;
}

/** `Archive: run.zip. Files in archive: 23.`: the sentence names the archive that was spoken of. */
function ofArchive(name: string, sentence: string): boolean {
	return (
		/\.(?:zip|7z|gz)$/i.test(name) &&
		/(?<!\p{L})(?:archive|zip|package|архив\p{L}{0,2}|пакет\p{L}{0,2})(?!\p{L})/iu.test(sentence)
	);
}

/** A folder, an archive or a glob: other files hold none. */
function holdsFiles(name: string): boolean {
	return (
		/[*?]/.test(name) ||
		/[\\/]$/.test(name) ||
		/\.(?:zip|7z|gz)$/i.test(name) ||
		!/\.[a-z\d]{1,6}$/i.test(name)
	);
}

/** `14 passed, 1 failed` counts tests without saying so. */
function isTalliedTwice(clause: string): boolean {
	return (
		/\d\s{1,2}(?:passed|ok|green|успешн|пройден)(?!\p{Ll}{4})/iu.test(clause) &&
		/\d\s{1,2}(?:failed|not ok|red|провал|неуспешн|не пройден|с ошибк)/iu.test(clause)
	);
}

/** What stands around a number up to the next comma, those inside brackets left out. */
function wordsAround(text: string, {start, end}: Quantity): string {
	const before =
		text
			.slice(Math.max(0, start - 60), start)
			.split(/[,;](?![^(]*\))/)
			.at(-1) ?? '';
	const behind = text.slice(end, end + 60).split(/[,;](?![^(]*\))/)[0] ?? '';
	return before + text.slice(start, end) + behind;
}

/** Codes in brackets beside an outcome: `Failed Tests (404/403)`. */
export function statusesBeside(text: string): readonly number[] {
	// `(404: 3, 403: 2)` counts each of them: a claim of its own.
	const inside = [...text.matchAll(/\(([^()]{1,60})\)/g)]
		.map(match => match[1] ?? '')
		.filter(words => !/\d{3}\s?(?:[:=×x]|[—–-]\s)\s?\d/iu.test(words))
		.join(' ');
	return [
		...new Set(
			[...inside.matchAll(/(?<![\d.,])[1-5]\d\d(?![\d.,]\d|\d|\s?(?:ms|мс))/g)].map(match =>
				Number(match[0]),
			),
		),
	];
}

export function withoutRepeats(claims: readonly Claim[]): readonly Claim[] {
	const seen = new Set<string>();
	return claims.filter(({subject, value, scope, place, statuses, side}) => {
		const codes = subject === 'status' ? statuses : [];
		const key = JSON.stringify([subject, value, scope, place.line, place.pointer, codes, side ?? '']);
		return seen.has(key) ? false : (seen.add(key), true);
	});
}
