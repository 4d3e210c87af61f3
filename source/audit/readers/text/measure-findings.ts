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
		.replace(/[\s:=—–~≈(-]{1,8}$/u, '')
		.split(/\s+/)
		.slice(-7)
		.join(' ');
	const headingSaysLatency =
		/latenc|performance|response time|задерж|производительност|время ответ|отклик/iu.test(heading);
	if (/(?:timeout|limit|threshold|sla|target|таймаут|лимит|порог)/iu.test(clause)) {
		return [];
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
