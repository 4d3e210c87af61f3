import type {Judgement} from '../audited-set.ts';

/**
 * Signs, worst meaning last where a text has several: a `✅` beside a `❌` says nothing. The signs of our own reports are
 * among them.
 */
const signs: ReadonlyArray<readonly [RegExp, Judgement]> = [
	[/[✅✔✓☑🟢👍🎉]/u, 'pass'],
	[/[❌✘✗✖❎🔴🚫👎⛔☒🛑]/u, 'fail'],
	[/[◐⚠🟡🟠🔶]/u, 'limitation'],
	[/[∅⌛⏱⏰]/u, 'no-response'],
	[/[⏭⏩⤼]/u, 'skipped'],
	[/[🔒]/u, 'blocked'],
];

/** Start and end of a word for Cyrillic too, where `\b` does not work. */
function words(pattern: string): RegExp {
	return new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${pattern})(?![\p{L}\p{N}_])`, 'iu');
}

/** Looked for in this order; what matches is taken out, so that the `passed` of `not passed` is not seen again. */
const phrases: ReadonlyArray<readonly [RegExp, Judgement]> = [
	[
		words(
			'not[ -]?run|not executed|not tested|never run|untested|pending|n/?a|не запуска\\p{L}+|не выполнял\\p{L}+|не проводил\\p{L}+|не тестировал\\p{L}+|ожидает запуска',
		),
		'not-run',
	],
	[words('skip(?:ped)?|пропущен\\p{L}*|пропуск|отложен\\p{L}*'), 'skipped'],
	[words('blocked|заблокирован\\p{L}*|блокирован\\p{L}*'), 'blocked'],
	[
		words('no[ -]?(?:response|answer)|timed?[ -]?out|timeout|нет ответа|без ответа|таймаут|тайм-аут'),
		'no-response',
	],
	[
		words(
			'limitation|limited|xfail|expected (?:fail(?:ure|ed)?|error)|known issue|ограничени\\p{L}+|ожидаем\\p{L}+ (?:ошибк\\p{L}+|отказ\\p{L}*|неудач\\p{L}+)|(?:ошибк\\p{L}+|отказ) ожидаем\\p{L}+|partial(?:ly)?|warn(?:ing)?|частично',
		),
		'limitation',
	],
	[
		words(
			"(?:success|ok)\\s?[:=]\\s?(?:false|0|no)|(?:did |does )?(?:not|n’t|n't) (?:pass(?:ed)?|ok|successful|work(?:s|ing)?)|unsuccessful|failed|fails?|failures?|failing|errors?|broken|rejected|ko|nok|no go|не пройден\\p{L}*|не прош[её]л|не прошл\\p{L}+|не успеш\\p{L}+|неуспеш\\p{L}+|неудач\\p{L}*|провал\\p{L}*|упал[аио]?|ошибк\\p{L}*|ошибоч\\p{L}+|не работа\\p{L}+|не ок|сбой|отказ\\p{L}*",
		),
		'fail',
	],
	[
		words(
			'pass(?:es|ed)?|ok|okay|success(?:ful|fully|es)?|succeeded|succeeds?|green|done|успе(?:х|шн\\p{L}+)|пройден\\p{L}*|прош[её]л|прошл[аио]|ок|выполнен\\p{L}*|работает',
		),
		'pass',
	],
	[words('unknown|неизвестн\\p{L}+|not stored'), 'unknown'],
];

/** All that stands in a column `OK?`. */
const plainAnswers: ReadonlyMap<string, Judgement> = new Map([
	['yes', 'pass'],
	['да', 'pass'],
	['no', 'fail'],
	['нет', 'fail'],
] as const);

/** Worst first: of `Passed with errors` the errors count. */
const negations = words(
	'(?:no|without|zero|0|без|нет) (?:errors?|failures?|issues?|ошиб\\p{L}+|сбо\\p{L}+|замечани\\p{L}+)',
);

/**
 * What a tick, a cross or a word says a result is, English or Russian: `✅ 200`, `FAIL`, `не пройден`, `◐ limitation`.
 * Signs weigh more than words. `null` when nothing says it, or when a text says two things that exclude each other.
 *
 * @param text a table cell, a member's value: short. Longer than 200 characters is prose and says nothing.
 */
export function judgementOf(text: string): Judgement | null {
	if (text.length > 200) {
		return signOf(text.slice(0, 4));
	}

	const said = signOf(text);
	if (said !== null) {
		return said;
	}

	const plain = plainAnswers.get(text.trim().toLowerCase());
	if (plain !== undefined) {
		return plain;
	}

	let rest = text.replaceAll(/[_*`]/g, ' ').replace(negations, ' ok ');
	const found: Judgement[] = [];
	for (const [pattern, judgement] of phrases) {
		if (pattern.test(rest)) {
			found.push(judgement);
			rest = rest.replace(pattern, ' ');
		}
	}

	const [first, second] = found;
	if (first === undefined || second === undefined) {
		return first ?? null;
	}

	// `Skipped: no response before`, `limitation (expected error)`: the more special word explains the failure.
	return second === 'pass' && first !== 'limitation' ? null : first;
}

/** By signs alone: for texts whose words are about something else, such as notes. */
export function signOf(text: string): Judgement | null {
	const found = new Set(signs.filter(([pattern]) => pattern.test(text)).map(([, judgement]) => judgement));
	return found.size === 1 ? ([...found][0] ?? null) : null;
}
