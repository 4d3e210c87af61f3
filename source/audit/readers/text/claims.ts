import type {Claim, ClaimScope, ClaimSubject} from '../../audited-set.ts';
import type {Place} from '../../finding.ts';
import {
	countSubject,
	isBareTotal,
	outcomeSubject,
	saysExecuted,
	statusLabel,
	testNoun,
	timeSubject,
} from './claim-subject.ts';
import {unitFactor, type Quantity} from './numbers.ts';
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

/** What a number is found to claim; `of` is the number itself where a phrase has two. */
type Finding = {
	readonly subject: ClaimSubject;
	readonly value: number;
	readonly upTo?: number;
	readonly of?: Quantity;
};

const test = new RegExp(
	String.raw`^\s{0,2}((?:[\p{L}][\p{L}'’/+-]{0,24}\s{1,2}|·{1,80}\s{0,2}|\d[\w/.-]{0,6}\s){0,5}?)(?:${testNoun})(?![\p{L}\d-])(.*)$`,
	'iu',
);
const artifactNoun =
	/^\s{0,2}((?:[\p{L}][\p{L}'’/+-]{0,24}\s{1,2}){0,4}?)(artifacts?|artefacts?|артефакт(?:а|ов|ы)?|(?:json[ -]?)?files?|(?:json-)?файл(?:а|ов|ы)?)(?![\p{L}\d-])(.*)$/iu;
const otherNoun: ReadonlyArray<readonly [RegExp, ClaimSubject]> = [
	[
		/^\s{0,2}(?:jsonl?[ -]|log[ -]|структурированн\p{L}+ )*(?:log (?:records?|lines?|entries)|(?:records?|lines?|entries) (?:in|of) (?:the )?(?:jsonl |test |run )?log|(?:запис(?:ь|и|ей)|строк(?:а|и)?) (?:в |из )?(?:jsonl|лог\p{L}*|журнал\p{L}*))/iu,
		'log-records',
	],
	[/^\s{0,2}(?:\p{L}{2,20}\s){0,2}?(?:attempts?|попыт(?:ок|ки|ка))(?!\p{L})/iu, 'attempts'],
	[/^\s{0,2}(?:\p{L}{2,20}\s){0,3}?(?:endpoints?|эндпо[ий]нт(?:а|ов|ы)?)(?!\p{L})/iu, 'endpoints'],
];
/** An outcome directly behind a number, and nothing else that it could belong to. */
const outcomeBehind =
	/^\s{0,2}(?:(?:is|are|were|was|have|has|had|been|of them|of which|из них|[✅❌⚠✔✘]\u{fe0f}?)\s{1,2}){0,2}([\p{L}][\p{L}' -]{1,40}|[✅❌✔✘]\u{fe0f}?)\.?\s{0,2}$/iu;
const bareOutcome =
	/^(?:(?:not )?(?:passed|pass|passes|successful|successfully|successes|success|succeeded|failed|fail|fails|failures?|failing|errors?|unsuccessful|skipped|blocked|limitations?|planned|executed|run|not run|no[- ]response|timed out|total|ok|green|expected failures?|expected errors?)|успешн\p{L}{1,3}|успехов|провал\p{L}{1,5}|неуспешн\p{L}{1,3}|неудачн\p{L}{1,3}|(?:не )?пройден\p{L}{0,2}|(?:не )?прошл[аио]|прош[её]л|упал[аио]?|с ошибк\p{L}{2,3}|ошиб(?:ок|ки|ка)|ошибочн\p{L}{1,3}|пропущен\p{L}{0,2}|заблокирован\p{L}{0,2}|ограничени(?:й|я|е)|без ответа|запланирован\p{L}{0,2}|выполнен\p{L}{0,2}|всего|заверш\p{L}+ (?:успешно|с ошибк\p{L}+|ошибк\p{L}+))(?:\s(?:successfully|as expected|in total|so far|overall|with errors?|with (?:the )?status|в итоге))?$/iu;

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

type Where = {readonly speaksOfTests: boolean; readonly heading: string};

function subjectsOf(phrase: Phrase, where: Where): readonly Finding[] {
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

function timeFindings({number, to, before, after, clause}: Phrase, {heading}: Where): readonly Finding[] {
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
		/(?<!\p{L})(?:tests?|suite|run|stage|session|testing|execution|тест\p{L}*|прогон|этап|сессия|выполнение)\s(?:.{0,60}\s)?(?:took|lasted|finished in|completed in|ran (?:in|for)|done in|executed in|занял[аои]?|длил\p{L}+|выполнен\p{L}* за|завершен\p{L}* за|пройден\p{L}* за|проведен\p{L}* за)\s{0,2}(?:about |около |примерно |~)?$/iu;
	return took.test(head) || ranIn.test(head) ? [{subject: 'duration', value: number.value}] : [];
}

function rateFindings({number, before, after}: Phrase): readonly Finding[] {
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

function countFindings(phrase: Phrase, where: Where): readonly Finding[] {
	const {number, of, to, before, after} = phrase;
	if (number.decimals > 0 || to !== null) {
		return [];
	}

	const count = (subject: ClaimSubject): readonly Finding[] =>
		withShare(
			phrase,
			subject,
			of === null ? [{subject, value: number.value}] : fraction(subject, number, of),
		);
	const tests = test.exec(after);
	if (tests !== null) {
		const [, middle = '', tail = ''] = tests;
		if (
			/^(?:\s\S{1,20}){0,2}\s(?:return\p{L}*|respond\p{L}*|answer\p{L}*|gave|got|with|верн\p{L}+|ответил\p{L}*|возвра\p{L}+|с)[\s·]*·|^\s?·{5}/iu.test(
				tail,
			)
		) {
			return of === null ? [{subject: 'status', value: number.value}] : [];
		}

		return testSubject(middle, tail, before, of !== null).flatMap(subject => count(subject));
	}

	const artifacts = artifactNoun.exec(after);
	if (artifacts !== null) {
		const noun = artifacts[2]!;
		const words = `${before} ${artifacts[1]!} ${artifacts[3]!}`;
		return /(?:each|every|per|кажд\p{L}+|на) $/iu.test(before) ||
			/missing|lost|changed|modified|отсутств|изменен|deleted|lines|source|per\s|each|на каждый/iu.test(words)
			? []
			: count(/^arti?e?f|^артеф/iu.test(noun) || /артефакт|artifact/iu.test(before) ? 'artifacts' : 'files');
	}

	for (const [pattern, subject] of otherNoun) {
		if (pattern.test(after)) {
			return /(?<!\p{L})(?:each|every|per|with|has|have|кажд\p{L}+|по)(?!\p{L})/iu.test(
				subject === 'attempts' ? before : '',
			)
				? []
				: count(subject);
		}
	}

	if (
		/^\s{0,2}(?:records?|lines|entries|запис(?:ь|и|ей)|строк[аи]?)(?!\p{L})/iu.test(after) &&
		/(?<!\p{L})(?:log|jsonl|лог\p{L}{0,2}|журнал\p{L}{0,2})(?!\p{L})/iu.test(before)
	) {
		return count('log-records');
	}

	const rows = /^\s{0,2}(?:rows?|строк[аи]?|запис(?:ь|и|ей))(?!\p{L})/iu.test(after);
	if (rows) {
		return [{subject: 'rows', value: number.value}];
	}

	if (where.speaksOfTests || of !== null) {
		const behind = outcomeBehind.exec(after)?.[1]?.trim();
		const outcome =
			behind !== undefined && (bareOutcome.test(behind) || /^[✅❌✔✘]/u.test(behind))
				? wordSubject(behind)
				: null;
		if (outcome !== null) {
			return count(outcome);
		}
	}

	return labelledFindings(phrase, where, count);
}

/** The words in front count: `passed: 7`, `Всего тестов — 22`, `успешно 7`. */
function labelledFindings(
	{number, before, after, clause}: Phrase,
	{speaksOfTests}: Where,
	count: (subject: ClaimSubject) => readonly Finding[],
): readonly Finding[] {
	const behind = after.trim();
	const label = before.replace(/[\s:=—–~≈-]{1,8}$/u, '').trim();
	const words = label
		.split(/\s+/)
		.slice(-4)
		.join(' ')
		.replace(/^(?:of (?:them|which)|из них|and|и|with|including)\s/iu, '');
	const separated =
		/[:=—–]\s{0,2}[~≈]?\s{0,2}$|\s-\s$|(?<!\p{L})(?:is|was|are|were|equals|составля?\p{L}+|состав\p{L}+|равно|равен)\s$/iu.test(
			before,
		);
	if (
		words === '' ||
		(behind !== '' &&
			!/^[.!]?$/.test(behind) &&
			!/^(?:шт|pcs|pieces|in total|total|всего|итого)\.?$/iu.test(behind))
	) {
		return [];
	}

	const statuses = statusLabel(words);
	if (statuses.length > 0) {
		return [];
	}

	if (bareOutcome.test(words) && (speaksOfTests || separated)) {
		const subject = wordSubject(words);
		// `Errors: 404` names a status.
		const isCode = subject === 'failed' && number.value >= 400 && number.value < 600;
		return subject === null || isCode || !(separated || /^\P{L}*$/u.test(behind)) ? [] : count(subject);
	}

	const subject = separated && clause.length < 400 ? countSubject(words) : null;
	return subject === null ||
		subject === 'success-rate' ||
		subject === 'failure-rate' ||
		subject === 'coverage'
		? []
		: count(subject);
}

function wordSubject(words: string): ClaimSubject | null {
	const subject = outcomeSubject(words);
	if (subject !== null) {
		return saysExecuted(words) && subject === 'passed' && !/успешн|успех|pass|success|заверш/iu.test(words)
			? 'tests'
			: subject;
	}

	return saysExecuted(words) || isBareTotal(words) ? 'tests' : null;
}

/** What `7 of 20 mandatory tests passed` counts, by the words between number and noun and behind it. */
function testSubject(
	middle: string,
	tail: string,
	before: string,
	isFraction: boolean,
): readonly ClaimSubject[] {
	const inner = countSubjectOfWords(middle);
	if (
		/(?:data|токен|token|env|user|account|method|artifact|артефакт|file|файл|suite|report)\p{L}{0,6}\s{0,2}$/iu.test(
			middle,
		) ||
		/^\s{0,2}(?:artifacts?|files?|results?|reports?|cases? files?|data|users?|accounts?|events?|orders?|tickets?|tokens?|envs?|environments?|clients?|suites?)(?!\p{L})/iu.test(
			tail,
		)
	) {
		return /^\s{0,2}arti?e?facts?/iu.test(tail)
			? ['artifacts']
			: /^\s{0,2}files?/iu.test(tail)
				? ['files']
				: [];
	}

	if (inner !== null) {
		return [inner];
	}

	const near = tail.split(/\s+/).slice(0, 7).join(' ');
	const outcome = outcomeSubject(near);
	if (
		outcome !== null &&
		!(outcome === 'passed' && saysExecuted(near) && !/pass|пройден|прошл/iu.test(near)) &&
		!/(?:with|without|без|с)\s(?:\p{L}{3,12}\s)?(?:success|успе)|(?:without|no|без)\s(?:\p{L}{3,12}\s)?(?:errors?|fail|ошиб|сбо)/iu.test(
			near,
		)
	) {
		return [outcome];
	}

	const label = outcomeSubject(before.split(/\s+/).slice(-4).join(' '));
	if (
		label !== null &&
		(isFraction ||
			/[:—–=]\s{0,2}$/.test(before) ||
			/(?:passed|failed|прошл[иоа]|пройдено|провалено|упало|успешно|skipped|пропущено)\s{0,2}$/iu.test(
				before,
			))
	) {
		return [label];
	}

	return /^\s{0,2}(?:per|each)(?!\p{L})/iu.test(tail) ? [] : ['tests'];
}

function countSubjectOfWords(words: string): ClaimSubject | null {
	return words.trim() === '' ? null : outcomeSubject(words);
}

function fraction(subject: ClaimSubject, number: Quantity, of: Quantity): readonly Finding[] {
	switch (subject) {
		case 'passed':
		case 'failed':
		case 'limitation':
		case 'skipped':
		case 'blocked':
		case 'no-response':
			return [
				{subject, value: number.value},
				{subject: 'tests', value: of.value, of},
			];
		case 'tests':
		case 'tests-planned':
			return [
				{subject: 'tests', value: number.value},
				{subject: 'tests-planned', value: of.value, of},
			];
		default:
			return [{subject, value: number.value}];
	}
}

function withShare({share}: Phrase, subject: ClaimSubject, found: readonly Finding[]): readonly Finding[] {
	const rate =
		share === null
			? null
			: subject === 'passed'
				? 'success-rate'
				: subject === 'failed'
					? 'failure-rate'
					: null;
	return rate === null ? found : [...found, {subject: rate, value: share!.value, of: share!}];
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
		scope: isOfFiles(subject)
			? (nameBeside(clean, start + phrase.number.start, subject) ?? named(original) ?? scope)
			: (named(original) ?? scope),
	};
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
	const inside = [...text.matchAll(/\(([^()]{1,60})\)/g)].map(match => match[1]!).join(' ');
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
