import type {ClaimSubject} from '../../audited-set.ts';

/** Start and end of a word for Cyrillic too. */
function word(pattern: string): RegExp {
	return new RegExp(String.raw`(?<![\p{L}\d])(?:${pattern})(?![\p{L}\d])`, 'iu');
}

export const testNoun = String.raw`tests?|test[ -]?cases?|test[ -]?scenarios|тест(?:а|ов|ы)?|тест-кейс(?:а|ов|ы)?|тестов\p{L}+ (?:случа|сценари)\p{L}+|кейс(?:а|ов|ы)?|провер(?:ок|ки)|сценари(?:я|ев|и)`;

const aTest = word(testNoun);

/** Numbers with these words beside them are settings, wishes or about other things than this run. */
const notAboutTheRun = word(
	String.raw`mark|retry|retries|retried|documented|described|specified|existing|available|threshold|target|goal|sla|slo|port|version|concurrency|workers?|threads?|delay|interval|disagree|more than one|previous|prior|baseline|line|lines of code|pages?|missing|lost|size|weight|people|engineers?|hours?|days?|bugs?|defects?|issues? (?:found|opened)|порог\p{L}*|лимит\p{L}*|целев\p{L}+|норматив\p{L}*|повтор\p{L}*|верси\p{L}+|порт|предыдущ\p{L}+|прошл(?:ый|ого|ом) (?:раз|запуск\p{L}*|прогон\p{L}*)|отсутству\p{L}+|потерян\p{L}*|размер|документированн\p{L}+|задокументирован\p{L}*|описанн\p{L}+|существующ\p{L}+|дефект\p{L}*|баг\p{L}*|приоритет|отметк\p{L}*`,
);

const averages = word(String.raw`average|avg|mean|средн\p{L}+|в среднем`);
const medians = word(String.raw`median|p50|медиан\p{L}*|50-?(?:th|й) (?:percentile|перцентиль|процентиль)`);
const p95s = word(
	String.raw`p95|95th(?: percentile)?|95-?й (?:перцентиль|процентиль)|95 ?% (?:перцентиль|процентиль)|перцентиль 95|95 перцентиль`,
);
const minima = word(
	String.raw`min|minimum|minimal|fastest|lowest|shortest|quickest|best|минимум|минимальн\p{L}+|мин|быстрейш\p{L}+|сам\p{L}{2} быстр\p{L}+|наименьш\p{L}+`,
);
const maxima = word(
	String.raw`max|maximum|maximal|slowest|highest|longest|worst|peak|максимум|максимальн\p{L}+|макс|сам\p{L}{2} (?:медленн|долг)\p{L}+|наибольш\p{L}+`,
);
const sums = word(String.raw`total|sum|cumulative|суммарн\p{L}+|сумма|общ\p{L}+`);
export const latencyNoun = String.raw`latenc(?:y|ies)|response[ -]?times?|responses?|answer time|requests?|request times?|rtt|call|endpoint|test|врем(?:я|ени) (?:ответ|отклик|запрос)\p{L}*|задерж\p{L}+|отклик\p{L}*|латентност\p{L}+|ответ\p{L}*|запрос\p{L}*|тест\p{L}*|time|время|длительность (?:запрос|ответ)\p{L}*`;
const aLatency = word(
	String.raw`latenc(?:y|ies)|response[ -]?times?|rtt|врем(?:я|ени) (?:ответ|отклик|запрос)\p{L}*|задерж\p{L}+|отклик\p{L}*|латентност\p{L}+|длительность (?:запрос|ответ)\p{L}*|requests? times?|(?:time|spent|wait(?:ing|ed)?) (?:spent |waiting )?(?:of|for|in|on) (?:all )?(?:the )?(?:http )?(?:requests|calls|responses|answers)|время (?:всех |в )?(?:запрос|ответ)\p{L}*`,
);
const aDuration = word(
	String.raw`(?:total |overall |test |run |execution |elapsed |session |wall[ -]clock )*(?:duration|run ?time|elapsed(?: time)?|execution time|wall[ -]clock(?: time)?|total time|test time|run time)|длительность(?: (?:прогона|тестирования|тестов|сессии|выполнения|запуска))?|продолжительность(?: \p{L}+)?|(?:общее )?время (?:выполнения|прогона|тестирования|работы|сессии)|общее время`,
);

export type LatencyStat = Extract<ClaimSubject, `latency-${string}`> | 'latency-range';

/** What a label of a time speaks of: a statistic of latency, or the run's length. */
export function timeSubject(label: string, headingSaysLatency: boolean): LatencyStat | 'duration' | null {
	if (
		notAboutTheRun.test(label) ||
		word('timeout|таймаут|limit|per request limit|should|allowed|допустим\\p{L}+').test(label)
	) {
		return null;
	}

	const stat = latencyStat(label);
	const onlyStat = label.split(/\s+/).length <= 2;
	if (
		stat !== null &&
		(aLatency.test(label) ||
			headingSaysLatency ||
			(onlyStat && stat !== 'latency-total') ||
			word(latencyNoun).test(label))
	) {
		return stat === 'latency-total' && !aLatency.test(label)
			? aDuration.test(label) && !spanOfOther.test(label)
				? 'duration'
				: null
			: stat;
	}

	if (
		word('range|диапазон|разброс|spread|between|от|from').test(label) &&
		(aLatency.test(label) || headingSaysLatency)
	) {
		return 'latency-range';
	}

	return aDuration.test(label) && !aLatency.test(label) && !spanOfOther.test(label) ? 'duration' : null;
}

/** How long something else lasts: `Duration of the sale`, `Длительность продажи`. */
const spanOfOther = word(
	String.raw`(?:duration|length|run ?time|elapsed time|time) (?:of|for) (?:the |a |an |each |one )?(?!the |a |an |each |one |(?:test|whole|full|entire|all|runs?|stage|session|execution|suite|phase|campaign)(?!\p{L}))\p{L}+|(?:длительность|продолжительность) (?!прогон|тест|сесси|выполн|запуск|этап|испыт|работ|провер|стади|всего|всех|полн|общ|запрос|ответ|состав|равн|была|заня|около|примерно|почти|более|менее|в |за |по |при |от |до )\p{L}+`,
);

function latencyStat(label: string): Exclude<LatencyStat, 'latency-range'> | null {
	if (p95s.test(label)) {
		return 'latency-p95';
	}

	if (
		word(
			String.raw`p\d\d|\d\dth percentile|\d\d-?й (?:перцентиль|процентиль)|std(?:dev)?|deviation|отклонени\p{L}+`,
		).test(label) &&
		!medians.test(label)
	) {
		return null;
	}

	const found = (
		[
			[medians, 'latency-median'],
			[averages, 'latency-average'],
			[minima, 'latency-min'],
			[maxima, 'latency-max'],
		] as const
	).filter(([pattern]) => pattern.test(label));
	return found.length > 1 ? null : (found[0]?.[1] ?? (sums.test(label) ? 'latency-total' : null));
}

const outcomes: ReadonlyArray<readonly [RegExp, ClaimSubject]> = [
	[
		word(
			String.raw`skip(?:ped|s)?|not[ -]?(?:run|executed|tested)|unexecuted|пропущен\p{L}*|пропуск\p{L}*|не (?:запуска|выполн|провод|тестиров)\p{L}+`,
		),
		'skipped',
	],
	[word(String.raw`blocked|заблокирован\p{L}*|блокирован\p{L}*`), 'blocked'],
	[
		word(
			String.raw`no[ -]?responses?|timed[ -]?out|timeouts?|без ответа|нет ответа|не ответил\p{L}*|таймаут\p{L}*`,
		),
		'no-response',
	],
	[
		word(
			String.raw`limitations?|expected[ -](?:fail\p{L}*|errors?)|known issues?|ограничени\p{L}+|ожидаем\p{L}+ (?:ошиб|отказ|неудач)\p{L}+`,
		),
		'limitation',
	],
	[
		word(
			String.raw`fail(?:ed|ures?|s|ing)?|errors?|unsuccessful|errored|red|❌|✘|(?:did |was |were |is |are )?not (?:pass(?:ed)?|successful|okay|ok|green)|nok|didn['’]t pass|не ок|красн\p{L}+|неуспешн\p{L}*|неудач\p{L}*|провал\p{L}*|ошиб\p{L}*|упал[аио]?|упавш\p{L}+|не прош\p{L}+|не пройден\p{L}*|с ошибк\p{L}+|сбо(?:й|и|ев|я)`,
		),
		'failed',
	],
	[
		word(
			String.raw`pass(?:ed|es|ing)?|success(?:es|ful|fully)?|succeeded|succeed|green|ok|ок|зел[её]н\p{L}+|успе(?:х|хов|шн\p{L}*)|удачн\p{L}*|пройден\p{L}*|прошл[аио]|прош[её]л|выполнен\p{L}* успешно|работа(?:ет|ют)`,
		),
		'passed',
	],
	[word(String.raw`planned|in plan|запланирован\p{L}*|по плану|предусмотрен\p{L}*`), 'tests-planned'],
];

/** Outcome that words speak of (`failed tests`, `успешно`), or `null`. A sign counts where there are no words. */
export function outcomeSubject(words: string): ClaimSubject | null {
	for (const [pattern, subject] of outcomes) {
		if (pattern.test(words)) {
			return subject;
		}
	}

	const sign = /\p{L}/u.test(words) ? '' : words;
	if (/[✅✔✓]/u.test(sign) && !/[❌✘✗]/u.test(sign)) {
		return 'passed';
	}

	return /[❌✘✗]/u.test(sign) && !/[✅✔✓]/u.test(sign) ? 'failed' : null;
}

const executed = word(
	String.raw`executed|run|ran|performed|completed|conducted|done|выполнен\p{L}*|запущен\p{L}*|проведен\p{L}*|проведён\p{L}*|исполнен\p{L}*|завершен\p{L}*|завершён\p{L}*`,
);

/** Whether words say that tests were run, whatever came of it: `executed successfully` is not `passed`. */
export function saysExecuted(words: string): boolean {
	return executed.test(words);
}

/**
 * What a label counts: `Failed Tests`, `Всего тестов`, `Artifacts Generated`. `null` when it counts something else, or
 * nothing that a set could be held against.
 *
 * @param label without what stands in brackets, without its colon
 */
export function countSubject(label: string): ClaimSubject | null {
	const text = label.replace(/^verdict:?\s/i, '').trim();
	if (text === '' || text.length > 90 || notAboutTheRun.test(text)) {
		return null;
	}

	if (
		word(
			String.raw`(?:success|pass)(?:ing|ed)?[ -]?(?:rate|ratio|percentage|%)|успешность|(?:процент|доля|%) (?:успе|пройден)\p{L}+|rate of success`,
		).test(text)
	) {
		return 'success-rate';
	}

	if (
		word(
			String.raw`(?:fail(?:ure|ed)?|error)[ -]?(?:rate|ratio|percentage|%)|(?:процент|доля|%) (?:ошиб|неуспе|провал|неудач)\p{L}+`,
		).test(text)
	) {
		return 'failure-rate';
	}

	if (word('coverage|покрыти\\p{L}+').test(text)) {
		return 'coverage';
	}

	if (
		/(?:log|jsonl|лог|журнал)\p{L}{0,4}[\s-]{1,3}(?:file\s)?(?:record|line|entr|запис|строк)|(?:records?|lines|entries|запис\p{L}{1,3}|строк\p{L}{0,2})\s(?:in|of|в)\s(?:the\s|файле\s)?(?:jsonl|log|лог|журнал)/iu.test(
			text,
		)
	) {
		return 'log-records';
	}

	if (word(String.raw`arti?e?facts?|артефакт\p{L}*`).test(text)) {
		return 'artifacts';
	}

	if (word(String.raw`(?:json )?files?|файл\p{L}*`).test(text)) {
		return 'files';
	}

	if (word(String.raw`attempts?|попыт\p{L}+`).test(text)) {
		return 'attempts';
	}

	if (/^(?:test )?(?:cases?|кейс(?:ы|ов|а)?|scenarios|сценари(?:и|ев))$/iu.test(text)) {
		return 'tests';
	}

	const outcome = outcomeSubject(text);
	if (outcome !== null) {
		return saysExecuted(text) && outcome === 'passed' && aTest.test(text) && !/pass|пройден|прош/iu.test(text)
			? 'tests'
			: outcome;
	}

	if (
		aTest.test(text) &&
		!word(
			'environments?|data|tokens?|users?|accounts?|clients?|events?|orders?|tickets?|suites?|окружени\\p{L}+|данн\\p{L}+|токен\\p{L}*',
		).test(text)
	) {
		return 'tests';
	}

	if (word(String.raw`endpoints?|эндпо[ий]нт\p{L}*|методов api|api methods`).test(text)) {
		return 'endpoints';
	}

	return word('tables?|таблиц\\p{L}*').test(text) ? 'tables' : null;
}

/** `Total`, `Всего`: counts tests where its neighbours do. */
export function isBareTotal(label: string): boolean {
	return /^(?:grand total|total|overall|sum|всего|итого|все|all|количество|executed|выполнено|проведено|запущено|run)$/iu.test(
		label.trim(),
	);
}

/** The codes of a label that counts answers by status: `404`, `HTTP 403 Forbidden`, `Код 200`. */
export function statusLabel(label: string): readonly number[] {
	const match =
		/^(?:[^\p{L}\d]{0,4})(?:(?:http|status|code|код|статус|ответ|ответов|response|responses)[\s:-]{0,3}){0,3}([1-5]\d\d)(?!\d)[\s(—–-]{0,3}(?:ok|created|no content|not found|forbidden|unauthorized|bad request|(?:internal )?server error|unprocessable entity|method not allowed|too many requests|responses?|errors?|answers?|tests?|status|ответ\p{L}*|ошиб\p{L}+|тест\p{L}*|запрос\p{L}*|[\s)]){0,4}$/iu.exec(
			label.trim(),
		);
	return match === null ? [] : [Number(match[1])];
}
