import type {Claim} from '../../audited-set.ts';
import type {ClaimContext} from './claims.ts';
import {countedPart} from './counted-part.ts';
import {isAboutThisRun, isOfAnotherTime, withBars} from './phrases.ts';

const code = String.raw`(?<![\d.,/-])(?<!(?:lines?|rows?|ports?|orders?|events?|ids?|seats?|shows?|строк\p{L}|порт\p{L}?|заказ\p{L}?|событи\p{L}|мест\p{L}|сеанс\p{L}?)\s{0,2}[#№]?)([1-5]\d\d)`;
const count = String.raw`(\d{1,6})(?![\d/-]|[.,:]\d|\s?(?:ms|мс|s|с|сек|sec|%|KB|MB|КБ|МБ)(?!\p{L}))`;
/** `404: 3`, `404 — 3`, `404 × 3`. */
const series = new RegExp(String.raw`${code}\s?(?:[:=×x]|\s[—–-]\s)\s?${count}`, 'giu');
const saysCodes =
	/(?<!\p{L})(?:http|status(?:es)?|codes?|answers?|responses?|errors?|код\p{L}*|статус\p{L}*|ответ\p{L}*|ошиб\p{L}+|из них|of which|of them)(?!\p{L})/iu;

/** `Код 403 получен дважды`, `HTTP 403 came once`. */
const times =
	/(?<!\p{L})(?:http|code|status|error|код|статус|ответ|ошибка)\s(?:HTTP\s|code\s|код\s)?([1-5]\d\d)(?!\d)(?:\s(?!не\s|not\s)\p{L}{2,20}){0,3}\s(once|twice|one time|two times|three times|один раз|однажды|дважды|трижды|два раза|три раза|(\d{1,5})\s(?:times|раза?))(?!\p{L})/giu;

/** Numbers of answers by status that stand apart from any noun: `(of them 404: 3, 403: 2)`. */
export function statusClaims(written: string, context: ClaimContext): readonly Claim[] {
	const text = withBars(written.slice(0, 20_000));
	const found = [...text.matchAll(series)].filter(match => isStatus(Number(match[1])));
	const isSeries = new Set(found.map(match => match[1])).size > 1 || saysCodes.test(text);
	const stated = [
		...(isSeries
			? found.map(match => ({
					at: match.index,
					of: match.index + match[0].lastIndexOf(match[2] ?? ''),
					status: Number(match[1]),
					value: Number(match[2]),
				}))
			: []),
		...[...text.matchAll(times)].map(match => ({
			at: match.index,
			of: match.index,
			status: Number(match[1]),
			value: match[3] === undefined ? timesOf(match[2] ?? '') : Number(match[3]),
		})),
	];
	return stated.flatMap(({at, of, status, value}): readonly Claim[] => {
		const [start, end] = sentenceAround(text, at);
		const sentence = text.slice(start, end);
		return !isAboutThisRun(sentence) || isOfAnotherTime(sentence)
			? []
			: [
					{
						place: context.placeAt(of),
						text: sentence.trim().slice(0, 200),
						subject: 'status',
						value,
						approximate: false,
						decimals: 0,
						unit: '',
						statuses: [status],
						// Ids in brackets say which answers these were, not among which they were counted.
						scope:
							countedPart(
								sentence.replaceAll(/\([^()]{1,200}\)/g, aside => ' '.repeat(aside.length)),
								of - start,
								context.named,
							) ?? context.scope,
					},
				];
	});
}

/** Statuses that servers answer with: 404: 3 counts, 117: 3 does not. */
function isStatus(number: number): boolean {
	return (
		(number >= 200 && number < 209) ||
		(number >= 300 && number < 309) ||
		(number >= 400 && number < 430) ||
		(number >= 500 && number < 512)
	);
}

function timesOf(word: string): number {
	return /^(?:once|one|один|однажды)/iu.test(word) ? 1 : /^(?:twice|two|дважды|два)/iu.test(word) ? 2 : 3;
}

function sentenceAround(text: string, at: number): readonly [start: number, end: number] {
	const before = [...text.slice(0, at).matchAll(/[.!?]\s+(?=\p{Lu})/gu)].at(-1);
	const behind = /[.!?](?=\s+\p{Lu}|$)/u.exec(text.slice(at));
	return [before === undefined ? 0 : before.index + 1, behind === null ? text.length : at + behind.index];
}
