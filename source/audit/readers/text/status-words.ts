import type {StatementKind} from '../../audited-set.ts';

/** That somebody answers with a code: `returned 404`, `were refused with 403`, `вернули HTML-страницу 404`. */
export const statusFor =
	/(?<!\p{L})(?:returns?|returned|return|gives?|gave|results? in|responds?|responded|answers?|answered|yields?|get|gets|got|ends?|ended|fails?|failed|refused|rejected|denied|возвраща\p{L}+|верн\p{L}+|отвеча\p{L}+|ответил\p{L}*|да[её]т|дал[аи]?|отдают?|заверш\p{L}+|отклон\p{L}+|отказ\p{L}+)\s{1,2}(?:an? |the |only |always |with |by |in |всегда |только |с |по |код(?:ом)? |статус(?:ом)? |ошибк\p{L}+ |отказом |HTTP |status |code |error |HTML[ -](?:page|страниц\p{L}+) |страниц\p{L}+ |page )*(?:HTTP )?([1-5]\d\d)(?!\d|\s?(?:ms|мс|rows?|строк|tests?|тест))(?:\s?(?:\/|or|and|и|или|and|,)\s?([1-5]\d\d)(?!\d))?/iu;

const noStatus =
	/(?<!\p{L})(?:no|not a single|none of the|zero)\s(?:\p{L}+\s){0,3}(?:(?:ended|answered|returned|responded|failed|got|came back|finished)\s(?:with\s|by\s|in\s|an?\s|the\s|any\s|status\s|code\s|HTTP\s)*|with\s(?:an?\s|status\s|code\s|HTTP\s)*)?([45])xx(?!\p{L})|(?<!\p{L})(?:ответов|ошибок|кодов|запросов|тестов|статусов)\s(?:(?:с|со|класса|серии|типа|вида|код\p{L}{0,3}|статус\p{L}{0,3}|ответ\p{L}{0,3}|http)\s){0,3}([45])xx\s(?:\p{L}+\s)?(?:не\s(?:было|получено|зафиксировано|возникло|обнаружено|встретилось|наблюдалось|выявлено)|нет)|(?<!\p{L})(?:ни один|ни одного)\s(?:\p{L}+\s){0,2}(?:не\s\p{L}+\s)?(?:(?:с|код\p{L}{0,3}|статус\p{L}{0,3})\s){0,2}([45])xx/iu;

/** The class of codes that no answer is said to have: 4 or 5; `null` when nothing is said. */
export function classDenied(clause: string): number | null {
	const match = noStatus.exec(clause);
	const digit = match?.[1] ?? match?.[2] ?? match?.[3];
	return digit === undefined ||
		/(?:except|besides|apart from|but one|other|unexpected|unhandled|further|new|retr|after|кроме|за исключением|друг|неожид|непредвид|нов|повтор|после)/iu.test(
			clause,
		)
		? null
		: Number(digit);
}

/** Codes that a statement of a kind names. */
export function statusesSaid(kind: StatementKind, clause: string): readonly number[] {
	if (kind === 'no-status') {
		return [classDenied(clause) ?? 0];
	}

	const match = kind === 'status-for' ? statusFor.exec(clause) : null;
	return [match?.[1], match?.[2]].flatMap(code => (code === undefined ? [] : [Number(code)]));
}
