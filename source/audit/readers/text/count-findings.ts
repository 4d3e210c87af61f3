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
	/^(?:(?:not )?(?:passed|pass|passes|successful|successfully|successes|success|succeeded|failed|fail|fails|failures?|failing|errors?|unsuccessful|skipped|blocked|limitations?|planned|executed|run|not run|no[- ]response|timed out|total|ok|green|expected failures?|expected errors?)|успешн\p{L}{1,3}|успехов|провал\p{L}{1,5}|неуспешн\p{L}{1,3}|неудачн\p{L}{1,3}|(?:не )?пройден\p{L}{0,2}|(?:не )?прошл[аио]|прош[её]л|упал[аио]?|с ошибк\p{L}{2,3}|ошиб(?:ок|ки|ка)|ошибочн\p{L}{1,3}|пропущен\p{L}{0,2}|заблокирован\p{L}{0,2}|ограничени(?:й|я|е)|без ответа|запланирован\p{L}{0,2}|выполнен\p{L}{0,2}|всего|заверш\p{L}+ (?:успешно|с ошибк\p{L}+|ошибк\p{L}+))(?:\s(?:successfully|as expected|in total|so far|overall|with errors?|with (?:the )?status|в итоге))?$/iu;

/** What a number without a unit counts, by the words around it. Empty when it counts nothing of a run. */
export function countFindings(phrase: Phrase, where: Where): readonly ClaimFinding[] {
	const {number, of, to, before, after} = phrase;
	if (number.decimals > 0 || to !== null) {
		return [];
	}

	const count = (subject: ClaimSubject): readonly ClaimFinding[] =>
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
	count: (subject: ClaimSubject) => readonly ClaimFinding[],
): readonly ClaimFinding[] {
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
