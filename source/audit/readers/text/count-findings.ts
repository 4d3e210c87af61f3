import type {ClaimSubject} from '../../audited-set.ts';
import {
	countSubject,
	isBareTotal,
	outcomeSubject,
	saysExecuted,
	statusLabel,
	testNoun,
} from './claim-subject.ts';
import type {ClaimFinding, Where} from './claim-finding.ts';
import type {Quantity} from './numbers.ts';
import type {Phrase} from './phrases.ts';

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
	/^(?:(?:not )?(?:passed|pass|passes|successful|successfully|successes|success|succeeded|failed|fail|fails|failures?|failing|errors?|unsuccessful|skipped|blocked|limitations?|planned|executed|run|not run|no[- ]response|timed out|total|ok|okay|nok|green|red|expected failures?|expected errors?)|успешн\p{L}{1,3}|успехов|провал\p{L}{1,5}|неуспешн\p{L}{1,3}|неудачн\p{L}{1,3}|(?:не )?пройден\p{L}{0,2}|(?:не )?прошл[аио]|прош[её]л|упал[аио]?|с ошибк\p{L}{2,3}|ошиб(?:ок|ки|ка)|ошибочн\p{L}{1,3}|пропущен\p{L}{0,2}|заблокирован\p{L}{0,2}|ограничени(?:й|я|е)|без ответа|запланирован\p{L}{0,2}|(?:не )?(?:выполнен\p{L}{0,2}|выполнял\p{L}{2,3}|запускал\p{L}{2,3}|проводил\p{L}{2,3})|(?:не )?ок|зел[её]н\p{L}{1,2}|красн\p{L}{1,2}|всего|заверш\p{L}+ (?:успешно|с ошибк\p{L}+|ошибк\p{L}+))(?:\s(?:successfully|as expected|in total|so far|overall|with errors?|with (?:the )?status|в итоге))?$/iu;

/** What a number without a unit counts, by the words around it. Empty when it counts nothing of a run. */
export function countFindings(phrase: Phrase, where: Where): readonly ClaimFinding[] {
	const {number, of, to, before, after, clause} = phrase;
	if (number.decimals > 0 || to !== null) {
		return [];
	}

	const count = (subject: ClaimSubject): readonly ClaimFinding[] =>
		withShare(
			phrase,
			subject,
			of === null ? [{subject, value: number.value}] : fraction(subject, number, of),
		);
	if (isOfOthers(before, after)) {
		return [];
	}

	const answered = answeredFindings(phrase, where);
	if (answered !== null) {
		return answered;
	}

	const tests = test.exec(after);
	if (tests !== null) {
		const [, middle = '', tail = ''] = tests;
		if (
			answersWith.test(tail) ||
			(/^\s?·{5}/u.test(tail) && codesBehind(where.original, number).length > 0)
		) {
			return of === null ? [{subject: 'status', value: number.value}] : [];
		}

		if (of === null && notOfThisRun.test(middle)) {
			return [];
		}

		return testSubject(middle, tail, before, of !== null).flatMap(subject => count(subject));
	}

	if (isPartOfFiles(phrase)) {
		return [{subject: 'files', value: number.value}];
	}

	const artifacts = artifactNoun.exec(after);
	if (artifacts !== null) {
		const noun = artifacts[2] ?? '';
		const words = `${before} ${artifacts[1] ?? ''} ${artifacts[3] ?? ''}`;
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
		/(?<!\p{L})(?:log|jsonl|лог\p{L}{0,2}|журнал\p{L}{0,2})(?!\p{L})[^.;]{0,80}$/iu.test(
			clause.slice(0, number.start),
		)
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

const answersWith =
	/^(?:\s\S{1,20}){0,2}\s(?:return\p{L}*|respond\p{L}*|answer\p{L}*|gave|got|end\p{L}*|with|верн\p{L}+|ответил\p{L}*|возвра\p{L}+|заверш\p{L}+|с)[\s·]*·/iu;
const calls = /^\s{0,2}(?:http\s)?(?:requests?|calls?|запрос(?:а|ов|ы)?|вызов(?:а|ов|ы)?)(?!\p{L})/iu;

/** Tests of a document, not of a run: `51 documented tests`. */
const notOfThisRun =
	/(?<!\p{L})(?:documented|described|specified|existing|available|known|defined|документированн\p{L}+|задокументированн\p{L}+|описанн\p{L}+|существующ\p{L}+|имеющ\p{L}+|известн\p{L}+)(?!\p{L})/iu;

/** Those that the words before did not speak of: how many there are in all stays open. */
function isOfOthers(before: string, after: string): boolean {
	return (
		/(?<!\p{L})(?:other|others|remaining|another|further|остальн\p{L}+|прочи\p{L}+|други\p{L}+|ещё|еще)\s{1,2}$/iu.test(
			before,
		) ||
		/(?<!\p{L})the rest\s{1,2}$/u.test(before) ||
		/^\s{0,2}(?:of the )?(?:others?|remaining|more|остальн\p{L}+|прочи\p{L}+|други\p{L}+)(?!\p{L})/iu.test(
			after,
		)
	);
}

/**
 * `18 of 20 requests answered HTTP 200, 2 answered 403`, `2 with 404`: answers by status. A request may have been sent
 * again, so their number is one of attempts. `null` when the words say something else.
 */
function answeredFindings({number, of}: Phrase, {original}: Where): readonly ClaimFinding[] | null {
	const behind = original.slice((of ?? number).end);
	const noun = calls.exec(behind);
	const isSaid =
		noun === null
			? of === null && answer.test(behind) && ofAnswers.test(original)
			: answer.test(behind.slice(noun[0].length));
	if (!isSaid || codesBehind(original, of ?? number).length === 0) {
		return null;
	}

	return [
		{subject: 'status', value: number.value},
		...(of === null ? [] : [{subject: 'attempts' as const, value: of.value, of}]),
	];
}

const answer =
	/^\s{0,2}(?:of (?:them|these)\s|из них\s)?(?:were |was )?(?:returned|responded|answered|got|ended|failed|refused|rejected|with|верн\p{L}+|ответил\p{L}*|заверш\p{L}+|отклон\p{L}+|отказ\p{L}+|с)\s(?:with |by |с )?(?:an? )?(?:(?:HTTP|status|code|код(?:ом)?|статус(?:ом)?)\s){0,3}[1-5]\d\d(?!\d)/iu;
const ofAnswers = new RegExp(
	String.raw`(?<!\p{L})(?:${testNoun}|requests?|calls?|запрос\p{L}*|вызов\p{L}*)(?!\p{L})`,
	'iu',
);

/** Codes that stand behind a number, before the next comma. */
export function codesBehind(original: string, {end}: Quantity): readonly number[] {
	const text =
		original
			.slice(end, end + 90)
			.replaceAll(/\([^()]{1,60}\)/g, ' ')
			.split(/[,;(]|\.\s|\s(?:and|и|а)\s(?=\d{1,6}\s\p{L})/u)[0]
			?.slice(0, 60) ?? '';
	return [...text.matchAll(/(?<![\d.,])[1-5]\d\d(?![\d.,]\d|\d)/g)].map(match => Number(match[0]));
}

/** `20 files in evidence/: 5 in rest/ and 15 in partners/`: parts of the files that were spoken of. */
function isPartOfFiles({after, before, clause, number, of}: Phrase): boolean {
	return (
		of === null &&
		/^\s{0,2}(?:in|under|inside|within|в)\s(?:(?:the )?(?:folder|directory|папк\p{L}|каталог\p{L}{0,2})\s)?·{2}/iu.test(
			after,
		) &&
		!/\p{L}{3}/u.test(
			(before.split(/:\s/).at(-1) ?? '').replaceAll(
				/(?<!\p{L})(?:and|including|with|из них|файл\p{L}*|files?)(?!\p{L})/giu,
				' ',
			),
		) &&
		/(?<!\p{L})(?:files?|artifacts?|artefacts?|responses|файл\p{L}{0,2}|артефакт\p{L}{0,2})(?!\p{L})/iu.test(
			clause.slice(0, number.start),
		)
	);
}

function isErrorCode(value: number): boolean {
	return value >= 400 && value < 600;
}

/** The words in front count: `passed: 7`, `Всего тестов — 22`, `успешно 7`. */
function labelledFindings(
	{number, before, after, clause}: Phrase,
	{speaksOfTests}: Where,
	count: (subject: ClaimSubject) => readonly ClaimFinding[],
): readonly ClaimFinding[] {
	const behind = after.trim();
	const label = before.replace(/[\s:=—–~≈-]{1,8}$/u, '').trim();
	// `Итог: пройдено 17`: the label of the line counts nothing.
	const words = (label.split(/:\s/).at(-1) ?? '')
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
		const isCode = subject === 'failed' && isErrorCode(number.value);
		return subject === null || isCode || !(separated || /^\P{L}*$/u.test(behind)) ? [] : count(subject);
	}

	const subject = separated && clause.length < 400 ? countSubject(words) : null;
	// `All failures are 404` names a status.
	if (subject === 'failed' && isErrorCode(number.value) && !/test|тест/iu.test(words)) {
		return [];
	}

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

const outcomeSubjects: ReadonlySet<ClaimSubject> = new Set([
	'passed',
	'failed',
	'limitation',
	'skipped',
	'blocked',
	'no-response',
]);

/** `7 of 20 passed` says how many tests there are, `20 of 33 executed` how many there should have been. */
function fraction(subject: ClaimSubject, number: Quantity, of: Quantity): readonly ClaimFinding[] {
	if (outcomeSubjects.has(subject)) {
		return [
			{subject, value: number.value},
			{subject: 'tests', value: of.value, of},
		];
	}

	return subject === 'tests' || subject === 'tests-planned'
		? [
				{subject: 'tests', value: number.value},
				{subject: 'tests-planned', value: of.value, of},
			]
		: [{subject, value: number.value}];
}

function withShare(
	{share}: Phrase,
	subject: ClaimSubject,
	found: readonly ClaimFinding[],
): readonly ClaimFinding[] {
	const rate =
		share === null
			? null
			: subject === 'passed'
				? 'success-rate'
				: subject === 'failed'
					? 'failure-rate'
					: null;
	return rate === null || share === null ? found : [...found, {subject: rate, value: share.value, of: share}];
}
