import type {ClaimScope, StatementKind} from '../../audited-set.ts';
import {classDenied, statusFor} from './status-words.ts';

const id = String.raw`(?:(?:test|case|request|тест|запрос|кейс)\s|TC-)?\d{1,3}\.\d{1,3}`;
const behind = String.raw`(?:\s(?:tests?|requests?|calls?|cases?|endpoints?|responses?|answers?|one|тест|запрос|вызов|ответ|метод|was|is|were|был|стал|оказался)){0,3}\s?(?:[:—–-]\s?|\s)`;
const slow = String.raw`slowest|longest|сам\p{L}{2} (?:медленн|долг|длинн)\p{L}+`;
const fast = String.raw`fastest|quickest|shortest|сам\p{L}{2} (?:быстр|коротк)\p{L}+`;
const much = String.raw`(?:max(?:imum|imal)?|highest|максимальн\p{L}+|наибольш\p{L}+)(?:\s\p{L}+){0,3}`;
const little = String.raw`(?:min(?:imum|imal)?|lowest|минимальн\p{L}+|наименьш\p{L}+)(?:\s\p{L}+){0,3}`;
const inBrackets = String.raw`\s?[:—–-]?\s?\d[\d.,]{0,9}\s?(?:ms|мс|s|с|сек\.?)\s?\(${id}\)`;

function extreme(words: string, statistic: string): RegExp {
	return new RegExp(
		String.raw`(?<!\p{L})(?:${words})${behind}\(?${id}(?![\d.]\d|\d|\s?(?:ms|мс|s|с|sec\p{L}{0,4}|сек\p{L}{0,4}|milli\p{L}+|min\p{L}*|мин\p{L}*)(?!\p{L}))|${id}\s(?:was|is|were|proved|оказался|был|стал)\s(?:the\s)?(?:${words})(?!\p{L})|(?<!\p{L})(?:${statistic}|${words})${inBrackets}`,
		'iu',
	);
}

const slowest = extreme(slow, much);
const fastest = extreme(fast, little);
/** Not the one of all tests. */
const ofSome =
	/(?<!\p{L})(?:second|third|next|among|one of|some of|both|of the failed|of the passed|successful|failed|section|after|following|втор\p{L}{2}|трет\p{L}{2}|следующ\p{L}+|среди|один из|одна из|раздел\p{L}{0,2}|успешн\p{L}+|неуспешн\p{L}+)(?!\p{L})/iu;

const failuresAre =
	/(?<!\p{L})(?:failures?|failed tests?|failing tests?|failed (?:cases?|requests?|calls?)|(?:tests?|cases?|requests?) that failed|провал\p{L}{1,5}(?: тест\p{L}*)?|неуспешн\p{L}+ тест\p{L}*|непройденн\p{L}+ тест\p{L}*|упавш\p{L}+ тест\p{L}*|не пройдены(?: тесты)?|с ошибк\p{L}+ завершил\p{L}+(?: тест\p{L}*)?)\s?(?:\([^()]{0,20}\)\s?)?(?::|—|–|-|are|is|were|was|это)\s(?:tests?\s|тест\p{L}{0,2}\s|TC-)?\d{1,3}\.\d{1,3}/iu;
const failedThemselves =
	/(?:tests?|cases?|TC-|тест\p{L}{0,2}|запрос\p{L}{0,2})\s?(?:TC-)?\d{1,3}\.\d{1,3}(?:(?:\s?(?:,|and|и)\s?){1,2}\d{1,3}\.\d{1,3}){0,20}\s(?:(?:both|all|оба|все)\s)?(?:failed|did not pass|was not passed|were not passed|провален\p{L}*|не пройден\p{L}*|не прош\p{L}+|упал\p{L}*|завершил\p{L}+ (?:с ошибк\p{L}+|неуспешно|неудач\p{L}+))(?!\p{L})/iu;
const errorInBody =
	/(?<!\p{L})(?:errors?|failure|ошибк\p{L}*|[A-Z]{3,20}(?:_[A-Z]{2,20}){1,4})\s(?:\p{L}+\s){0,3}(?:in|inside|within|в)\s(?:(?:the|its|their|his)\s)?(?:(?:response|answer)\s)?(?:body|теле|ответе)(?!\p{L})|(?<!\p{L})(?:body|теле(?: ответа)?)\s(?:\p{L}+\s){0,3}(?:an?\s)?(?:errors?|ошибк\p{L}*|[A-Z]{3,20}(?:_[A-Z]{2,20}){1,4})/u;
const isHedged =
	/(?<!\p{L})(?:not|no|never|without|neither|retr\p{L}+|repeat\p{L}*|again|attempts?|until|expected to|повтор\p{L}*|попыт\p{L}+|ожида\p{L}+|first attempt|at first|initially|sometimes|maybe|before|после повтор\p{L}+|сначала|перв\p{L}+ попытк\p{L}|иногда|без|нет|никак\p{L}+)(?!\p{L})|n['’]t(?!\p{L})/iu;

/** What a sentence says of tests that it names by their ids, and of codes that no test is said to have. */
export function namedTestKinds(clause: string, scope: ClaimScope | null): readonly StatementKind[] {
	const found: StatementKind[] = [];
	if (classDenied(clause) !== null) {
		found.push('no-status');
	}

	if (!ofSome.test(clause) && idsIn(clause).length === 1) {
		const isSlow = slowest.test(clause);
		const isFast = fastest.test(clause);
		if (isSlow !== isFast) {
			found.push(isSlow ? 'slowest' : 'fastest');
		}
	}

	if (scope === null || (scope.kind !== 'ids' && scope.kind !== 'list')) {
		return found;
	}

	if ((failuresAre.test(clause) || failedThemselves.test(clause)) && !saysNo(clause)) {
		found.push('failures');
	}

	if (errorInBody.test(clause) && /(?<!\d)2\d\d(?!\d)/.test(clause) && !saysNo(clause)) {
		found.push('soft-error');
	} else if (scope.kind === 'list' && statusFor.test(clause) && !isHedged.test(clause)) {
		found.push('status-for');
	}

	return found;
}

/** `не пройден`, `did not pass` are what is said; other negations turn it round. */
function saysNo(clause: string): boolean {
	return isHedged.test(
		clause.replaceAll(
			/[A-Z]{2,20}(?:_[A-Z\d]{1,20}){1,6}|did not pass|(?:was|were) not passed|не (?:пройден\p{L}*|прош\p{L}+)|(?:поэтому|therefore|so it)[^.]{0,60}/giu,
			' ',
		),
	);
}

/** Test ids that a sentence names, in order. */
export function idsIn(clause: string): readonly string[] {
	return [
		...clause.matchAll(
			/(?<![\d.,])(\d{1,3}\.\d{1,3})(?![\d]|\.\d|\s?(?:ms|мс|s|с|sec\p{L}{0,4}|сек\p{L}{0,4}|milli\p{L}+|%)(?!\p{L}))/giu,
		),
	].map(match => match[1] ?? '');
}
