import type {Claim, ClaimScope, ClaimSubject} from '../../audited-set.ts';
import type {Place} from '../../finding.ts';
import type {ClaimFinding, Where} from './claim-finding.ts';
import {testNoun} from './claim-subject.ts';
import {countFindings} from './count-findings.ts';
import {rateFindings, timeFindings} from './measure-findings.ts';
import type {Quantity} from './numbers.ts';
import {clausesOf, isAboutThisRun, phrasesOf, type Phrase} from './phrases.ts';
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
export function claimsInText(text: string, context: ClaimContext): readonly Claim[] {
	if (context.isWish) {
		return [];
	}

	const clean = sanitised(text);
	const claims: Claim[] = [];
	let speaksOfTests = false;
	for (const {text: original, start} of clausesOf(text)) {
		const clause = clean.text.slice(start, start + original.length);
		if (!isAboutThisRun(clause)) {
			continue;
		}

		speaksOfTests ||=
			new RegExp(
				String.raw`(?<!\p{L})(?:${testNoun}|итог\p{L}*|result\p{L}*|результат\p{L}*|всего|total)(?!\p{L})`,
				'iu',
			).test(clause) || /test|result|summary|итог|тест|результат|сводк/iu.test(context.heading);
		for (const phrase of phrasesOf(clause)) {
			const found = subjectsOf(phrase, {speaksOfTests, heading: context.heading});
			for (const {subject, value, upTo, of} of found) {
				claims.push(
					claimOf(
						{phrase, subject, value, ...(upTo === undefined ? {} : {upTo}), quantity: of ?? phrase.number},
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
		quantity,
	}: {phrase: Phrase; subject: ClaimSubject; value: number; upTo?: number; quantity: Quantity},
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
		approximate: phrase.approximate,
		decimals: quantity.decimals,
		unit: quantity.unit === '' && subject.startsWith('latency') ? 'ms' : quantity.unit,
		statuses:
			subject === 'status'
				? codesBehind(original.slice(phrase.number.end))
				: subject === 'passed' || subject === 'failed'
					? statusesBeside(original.slice(Math.max(0, phrase.number.start - 60), phrase.number.end + 60))
					: [],
		scope: scopeOf({subject, at: start + phrase.number.start, original}, clean, {scope, named}),
	};
}

function scopeOf(
	{subject, at, original}: {subject: ClaimSubject; at: number; original: string},
	clean: Sanitised,
	{scope, named}: Pick<ClaimContext, 'scope' | 'named'>,
): ClaimScope {
	const stated = named(original);
	// `Slowest: 1603 ms (6.15)` names the test that it was, among all.
	const isOne = stated?.kind === 'ids' && stated.from === stated.to;
	return (
		(isOfFiles(subject) ? nameBeside(clean, at, subject) : null) ??
		(isOne && subject.startsWith('latency') ? null : stated) ??
		scope
	);
}

function isOfFiles(subject: ClaimSubject): boolean {
	return subject === 'files' || subject === 'artifacts' || subject === 'rows';
}

/** The name that a count of files or rows belongs to: the nearest one before it, else the next one behind it. */
function nameBeside({names, text}: Sanitised, at: number, subject: ClaimSubject): ClaimScope | null {
	const fitting = names.filter(({name}) =>
		subject === 'rows' ? !/[./\\]/.test(name) : /[*/\\?.]/.test(name),
	);
	const behind = fitting.filter(({start}) => start > at && start - at < 120);
	const inside = behind.find(
		({start}) =>
			/(?<!\p{L})(?:rows? |строк\p{L}? )?(?:in|into|to|under|inside|within|from|of|в|во|из|по)[\s(·]{1,3}$/iu.test(
				text.slice(at, start),
			) && !/[,;.]/.test(text.slice(at, start)),
	);
	const before = fitting.filter(({end}) => end <= at && at - end < 60).at(-1);
	const near =
		subject === 'rows'
			? (inside ?? before)
			: (before ??
				inside ??
				(behind.length === 1 ? behind[0] : behind.find(({name}) => /[\\/]$/.test(name))));
	return near === undefined ? null : {kind: 'name', name: near.name};
}

/** `10 tests returned 404 or 403`. */
function codesBehind(text: string): readonly number[] {
	return [...text.slice(0, 60).matchAll(/(?<![\d.,])[1-5]\d\d(?![\d.,]\d|\d)/g)].map(match =>
		Number(match[0]),
	);
}

/** Codes in brackets beside an outcome: `Failed Tests (404/403)`. */
export function statusesBeside(text: string): readonly number[] {
	const inside = [...text.matchAll(/\(([^()]{1,60})\)/g)].map(match => match[1] ?? '').join(' ');
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
	return claims.filter(({subject, value, scope, place}) => {
		const key = JSON.stringify([subject, value, scope, place.line, place.pointer]);
		return seen.has(key) ? false : (seen.add(key), true);
	});
}
