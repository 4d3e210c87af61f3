import {countSubject, outcomeSubject, saysExecuted, testNoun, timeSubject} from './claim-subject.ts';
import type {ClaimFinding, Where} from './claim-finding.ts';
import {unitFactor} from './numbers.ts';
import type {Phrase} from './phrases.ts';

/** What a time or a range of times measures. */
export function timeFindings(
	{number, to, before, after, clause}: Phrase,
	{heading}: Where,
): readonly ClaimFinding[] {
	const factor = number.unit === '' && to !== null ? unitFactor(to.unit) : 1;
	const label = before
		.replace(/[\s·:=—–~≈(-]{1,40}$/u, '')
		.replace(/^[^\p{L}\d]{1,20}/u, '')
		.replace(/^(?:the|a|an|and|with)\s/iu, '')
		.replace(/\s(?:is|was|were|are|equals|came to|amounted to|составля\p{L}+|состав\p{L}+|равн\p{L}+)$/iu, '')
		.split(/\s+/)
		.slice(-7)
		.join(' ');
	const headingSaysLatency =
		/latenc|performance|response time|задерж|производительност|время ответ|отклик/iu.test(heading);
	if (/(?:timeout|limit|threshold|sla|target|таймаут|лимит|порог)/iu.test(clause)) {
		return [];
	}

	const told = toldFindings({
		before: clause.slice(0, number.start),
		after,
		clause,
		value: number.value,
		isRange: to !== null,
	});
	if (told !== null) {
		return told;
	}

	const words = after.trim().split(/\s+/).slice(0, 3).join(' ');
	const stat =
		timeSubject(label, headingSaysLatency) ??
		(/^(?:on |in )?(?:average|avg|mean|median|min|minimum|max|maximum|total)|^в среднем|^(?:минимум|максимум|медиана)/iu.test(
			words,
		) && /latenc|response|ответ|задерж|отклик|request|запрос/iu.test(clause)
			? timeSubject(`${words} latency`, true)
			: null);
	const speaksOfLatency =
		headingSaysLatency ||
		saysStatistic.test(clause) ||
		/latenc|response time|respon|answer|задерж|время ответ|отклик|отвеч|ответ/iu.test(clause);
	if (to !== null) {
		const span = {value: number.value * factor, upTo: to.value};
		if (
			stat === 'duration' ||
			stat === 'latency-average' ||
			stat === 'latency-median' ||
			stat === 'latency-p95'
		) {
			return [{subject: stat, ...span}];
		}

		return speaksOfLatency
			? [
					{subject: 'latency-min', value: span.value},
					{subject: 'latency-max', value: span.upTo, of: to},
				]
			: [];
	}

	if (stat !== null && stat !== 'latency-range') {
		return [{subject: stat, value: number.value}];
	}

	const ranIn =
		/(?<!\p{L})(?:ran|run|executed|completed|performed|finished|выполнен\p{L}*|прогнан\p{L}*|пройден\p{L}*)\s(?:.{0,60}\s)?(?:tests?|suite|тест\p{L}{0,2}|прогон)\s(?:\p{L}+\s){0,2}(?:in|within|за)\s(?:about |около )?$/iu;
	const head = clause.slice(0, number.start);
	const took =
		/(?<!\p{L})(?:tests|suite|run|stage|session|testing|execution|тест\p{L}*|прогон|этап|сессия|выполнение)\s(?:.{0,60}\s)?(?:took|lasted|finished in|completed in|ran (?:in|for)|done in|executed in|занял[аои]?|длил\p{L}+|выполнен\p{L}* за|завершен\p{L}* за|пройден\p{L}* за|проведен\p{L}* за)\s{0,2}(?:about |около |примерно |~)?$/iu;
	return took.test(head) || ranIn.test(head) ? [{subject: 'duration', value: number.value}] : [];
}

/** Beside another statistic a range and a sum are of latencies too: `mean 344 ms, from 153 to 900 ms, 6871 ms in total`. */
const saysStatistic =
	/(?<!\p{L})(?:mean|median|avg|average|p95|медиан\p{L}*|средн\p{L}+)(?:\s\p{L}+){0,2}\s?[:—–-]?\s?\d[\d.,]*\s?(?:ms|мс|s|с)(?!\p{L})/iu;
const answers = String.raw`(?:the |all |all the |всех )?(?:responses?|requests?|answers?|calls?|tests?|ответ\p{L}{0,3}|запрос\p{L}{0,3}|тест\p{L}{0,3})`;
const halfOf = new RegExp(
	String.raw`(?<!\p{L})(?:half|50 ?%|половин\p{L})\s(?:of\s)?${answers}\s(?:\p{L}+\s){0,3}(?:within|in under|under|in less than|in|below|за|до|быстрее)\s(?:чем за\s)?$`,
	'iu',
);
const noneAbove = new RegExp(
	String.raw`(?<!\p{L})(?:(?:no|not a single|none of)\s${answers}\s(?:\p{L}+\s){0,3}(?:longer|more|slower|over|above|exceeded)(?:\sthan)?|ни один\s${answers}\s(?:\p{L}+\s){0,2}не\s(?:\p{L}+\s){1,2}?(?:дольше|более|больше|чем\s)?)\s(?:than\s)?$`,
	'iu',
);

/** Statistics that are told in a sentence of their own. `null`: the words tell none. */
function toldFindings({
	before,
	after,
	clause,
	value,
	isRange,
}: {
	before: string;
	after: string;
	clause: string;
	value: number;
	isRange: boolean;
}): readonly ClaimFinding[] | null {
	if (isRange) {
		return null;
	}

	if (halfOf.test(before)) {
		return [{subject: 'latency-median', value}];
	}

	if (noneAbove.test(before)) {
		return [{subject: 'latency-max', value, bound: 'at-most'}];
	}

	return saysStatistic.test(clause) &&
		/^\s{0,2}(?:in total|in all|total|всего|суммарно|в сумме)\.?\s{0,2}$/iu.test(after)
		? [{subject: 'latency-total', value}]
		: null;
}

/** What a percentage is a share of. */
export function rateFindings({number, before, after}: Phrase): readonly ClaimFinding[] {
	const subject = rateSubject(`${before} ${after}`);
	return subject === null ? [] : [{subject, value: number.value}];
}

/** What a percentage measures. */
export function rateSubject(words: string): 'success-rate' | 'failure-rate' | 'coverage' | null {
	const named = countSubject(
		words
			.replace(/[\s:=—–~≈(-]{1,8}$/u, '')
			.split(/\s+/)
			.slice(-8)
			.join(' '),
	);
	if (named === 'success-rate' || named === 'failure-rate' || named === 'coverage') {
		return named;
	}

	const isOfTests = new RegExp(
		String.raw`(?<!\p{L})(?:${testNoun}|rate|requests?|запрос\p{L}*)(?!\p{L})`,
		'iu',
	).test(words);
	const outcome = outcomeSubject(words);
	if (outcome === 'passed' && !saysExecuted(words) && (isOfTests || named === 'passed')) {
		return 'success-rate';
	}

	if (outcome === 'failed' && (isOfTests || named === 'failed')) {
		return 'failure-rate';
	}

	return isOfTests && saysExecuted(words) ? 'coverage' : null;
}
