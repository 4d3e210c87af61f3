import {stampsIn} from '../stamp.ts';

/** A text whose numbers are all counts or measures: what only looks like one is blanked out, offsets stay. */
export type Sanitised = {
	readonly text: string;
	/** Files, folders, globs and tables that it names, where they stood. */
	readonly names: ReadonlyArray<{readonly name: string; readonly start: number; readonly end: number}>;
};

const blank = '\u{b7}';

/** Quoted words are somebody else's. */
const quoted = /"[^"\n]{1,300}"|“[^”\n]{1,300}”|«[^»\n]{1,300}»|„[^“\n]{1,300}“/g;
/** `в каталоге «ответы»`: a folder, and no quotation. */
const quotedFolder =
	/(?<!\p{L})(?:folder|directory|папк\p{L}|каталог\p{L}{0,2}|директори\p{L})\s["“«]([\p{L}\d_.-]{1,60})["”»]/giu;
const urls = /https?:\/\/[^\s)>\]]{1,500}/gi;
const name =
	/(?<![\p{L}\d])(?:[A-Za-z]:\\)?(?:[\p{L}\d_*.-]{1,120}[\\/]){0,12}(?:[\p{L}\d_*?.-]{0,120}\.(?:jsonl?|md|zip|csv|txt|html?|xml|har|log|sha256|ya?ml|gz|7z|ts|js|py|sql)(?![\p{L}\d])|[\p{L}\d_.-]{0,80}\*[\p{L}\d_*.-]{0,80})|(?<![\p{L}\d])(?:[\p{L}\d_.-]{1,80}\/){1,12}(?![\p{L}\d])|(?<![\p{L}\d/])(?:artifacts?|evidence|outputs?|responses|exports)\/(?=[a-z_-]{0,40}[\d_-])[a-z\d_-]{1,60}(?![\p{L}\d./])|(?<![\p{L}\d/])[a-z][a-z0-9]{0,30}(?:_[a-z0-9*]{1,40}){1,8}(?![\p{L}\d])/giu;
/** An endpoint: a path with a slash in front. */
const paths =
	/(?:(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s{1,2})?(?<![\p{L}\d.])\/[\p{L}\d{}_.~%:-]{1,100}(?:\/[\p{L}\d{}_.~%:*-]{0,100}){0,20}(?:\?[^\s)]{0,300})?/gu;
/** Numbers that count nothing: versions, stages, sections, ids, statuses. */
const labels: readonly RegExp[] = [
	/(?<!\p{L})(?:python|node(?:\.js)?|npm|windows|win|macos|ubuntu|debian|linux|java|php|clickhouse|requests|axios|curl|chrome|postman|newman|pytest|версия|version|ver\.?|v|http\/|tls|api|utf|sha|ipv|rfc|iso|gmt|utc|msk)[\s/-]?\d{1,6}(?:\.\d{1,6}){0,4}/giu,
	/(?<!\p{L})(?:stages?|steps?|phases?|sections?|sprint|level|priority|part|chapter|table|figure|day|week|item|event|show|order|seat|row|line|lines|page|port|job|run|build|attempt|exit code|code|№|no\.|этап\p{L}*|шаг\p{L}*|фаз\p{L}|стади\p{L}{1,3}|раздел\p{L}{0,3}|секци\p{L}{1,3}|спринт|уровень|приоритет|пункт\p{L}{0,2}|п\.|рис\.|таблиц\p{L}|событи\p{L}{1,2}|сеанс\p{L}{0,2}|заказ\p{L}{0,2}|строк[аеи]|порт|код\p{L}{0,2}|попытк[аеи]|пример)\s{0,2}[#№]?\d{1,9}(?:\s?[/–—,-]\s?\d{1,9}){0,4}(?![\d]|\.\d|\s{0,2}%)(?!\s(?:tests?|тест))/giu,
	/(?<!\p{L})(?:show|event|order|client|user|ticket|seat)?_?id\s{0,2}[:=#]?\s{0,2}\d{1,12}/giu,
	/[#№§]\s?\d{1,9}(?:\.\d{1,4}){0,3}/gu,
	/(?<![\d.,])\d{1,4}(?:\.\d{1,4}){2,4}(?![\d])/g,
	/\(\s{0,2}\d{1,3}\.\d{1,3}(?:\s{0,2}(?:,\s?(?:and|и)|[,;&]|and|и)\s{0,2}\d{1,3}\.\d{1,3}){1,30}\s{0,2}\)/giu,
	// Lists and ranges of test ids. A lone decimal stays unless the word before it says that it is a test.
	/(?<![\d.,])\d{1,3}\.\d{1,3}(?:\s{0,2}(?:[-–—,;&]|to|and|through|до|по|и|\.{2,3})\s{0,2}\d{1,3}\.\d{1,3}){1,30}(?![\d])(?!\s{0,2}(?:ms|мс|s|с|сек|sec|%|min|мин)(?!\p{L}))/giu,
	/(?<!\p{L})(?:tests?|cases?|тест\p{L}{0,3}|кейс\p{L}{0,2})\s{1,2}[#№]?\d{1,3}\.\d{1,3}(?![\d])/giu,
	/\(\s{0,2}\d{1,3}\.\d{1,3}\s{0,2}\)/g,
	// `the fastest: 3.7 — 104 ms`: a test and its time, no range.
	/(?<![\d.,])\d{1,2}\.\d{1,3}(?=\s[—–-]\s\d{1,7}\s?(?:ms|мс)(?!\p{L}))/giu,
	// `the longest: 3.3, 1448 ms`, `Slowest: 3.3 with 861 ms`.
	/(?<![\d.,])\d{1,3}\.\d{1,3}(?:,\s|\s(?:with|at|in|за|с)\s)(?=\d{1,7}(?:[.,]\d{1,3})?\s?(?:ms|мс|s|с|сек)(?!\p{L}))/giu,
	// `Test 6 failed` is one test.
	/(?<!\p{L})(?:test|case|тест|кейс)\s[#№]?\d{1,4}(?![\d.]\d|\d|\s?%)/giu,
	// 404/403, HTTP 200, 200 OK, status 404, returned 403, 404 errors.
	/(?<![\d.,/])[1-5]\d\d(?:\s?[/,|]\s?[1-5]\d\d){1,6}(?![\d/.])/g,
	/(?<!\p{L})(?:http|status(?: codes?)?|статус\p{L}{0,3}|codes?|код\p{L}{0,3}|returns?|returned|returning|got|gets|gave|answered|responded(?: with)?|возвра\p{L}{2,8}|вернул\p{L}{0,3}|отве\p{L}{1,5}|with|с кодом|expected|ожидаем\p{L}{1,3}|an?)[\s:=-]{1,3}[1-5]\d\d(?![\d.,]\d|\d)(?!\s{0,2}(?:ms|мс|s\b|с\b|tests?|тест|files?|файл|artifact|артефакт|rows?|%))(?:\s?(?:[/,]|or|and|и|или)\s?[1-5]\d\d(?!\d)){0,4}/giu,
	/(?<![\d.,])[1-5]\d\d\s{1,2}(?:OK|Not Found|Forbidden|Created|No Content|Unauthorized|Bad Request|(?:Internal )?Server Error|Unprocessable|Method Not Allowed)(?!\p{L})/gu,
	/(?<![\d.,])(?:200|201|204|301|302|304|400|401|403|404|405|409|410|415|422|429|500|501|502|503|504)\s{0,2}(?:errors?|status|responses?|answers?|codes?|ошиб\p{L}{1,3}|ответ\p{L}{0,3}|статус\p{L}{0,3})/giu,
	/(?<![\p{L}\d])[0-9a-f]{12,128}(?![\p{L}\d])/giu,
];

/** Blanks out everything in a text whose numbers claim nothing about a run. */
export function sanitised(text: string): Sanitised {
	const names: Array<{name: string; start: number; end: number}> = [];
	let rest = text;
	const erase = (start: number, length: number) => {
		rest = rest.slice(0, start) + blank.repeat(length) + rest.slice(start + length);
	};

	for (const match of rest.matchAll(quotedFolder)) {
		const start = match.index + match[0].length - 1 - (match[1] ?? '').length;
		names.push({name: `${match[1] ?? ''}/`, start, end: start + (match[1] ?? '').length});
	}

	for (const pattern of [quoted, urls]) {
		rest = rest.replaceAll(pattern, found => blank.repeat(found.length));
	}

	// An answer that is quoted without quotation marks.
	rest = rest.replaceAll(/\{[^{}\n]{0,500}\}/g, found => blank.repeat(found.length));
	for (const match of rest.matchAll(name)) {
		names.push({name: match[0], start: match.index, end: match.index + match[0].length});
	}

	for (const {start, end} of names) {
		erase(start, end - start);
	}

	rest = rest.replaceAll(paths, found => blank.repeat(found.length));
	for (const stamp of stampsIn(rest)) {
		erase(stamp.index, stamp.text.length);
	}

	for (const pattern of labels) {
		rest = rest.replaceAll(pattern, found => blank.repeat(found.length));
	}

	return {text: rest, names};
}
