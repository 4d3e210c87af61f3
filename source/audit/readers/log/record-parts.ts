import type {Judgement, LogRecord} from '../../audited-set.ts';
import {judgementOf} from '../judgement.ts';
import {isRecord} from '../json-place.ts';
import {codedTestId} from '../test-id.ts';
import {leadingTestId, testIdOf} from '../text/test-id.ts';
import type {LogValue} from './log-values.ts';
import {memberNamed, namesOf, textNamed, type Member, type Members} from './members.ts';

/** Parts of a log's record under the names that people give them. */

const strictIds = namesOf(
	'testid testcaseid caseid tcid testcase testno testnumber номертеста идтеста testidid',
);
const weakIds = namesOf('test case id name title тест scenario nodeid label testname');

/** `6.1`, however it is written; other ids only where the member is named so. */
export function testIdIn(members: Members, {source}: LogValue): string | null {
	const strict = memberNamed(members, strictIds) ?? idNamedSo(members);
	if (strict !== null && (typeof strict.value === 'string' || typeof strict.value === 'number')) {
		const text = typeof strict.value === 'number' ? digitsOf(strict, source) : strict.value.trim();
		const id = testIdOf(text) ?? leadingTestId(text)?.id ?? idInName(text);
		return id ?? (/^[^\s/]{1,40}$/u.test(text) ? text : null);
	}

	for (const name of weakIds) {
		const member = members.get(name);
		if (member === undefined || isRecord(member.value)) {
			continue;
		}

		const text = typeof member.value === 'number' ? digitsOf(member, source) : member.value;
		if (typeof text === 'string' && /\d/.test(text)) {
			const whole = testIdOf(text);
			const id =
				(whole?.includes('.') === true ? whole : null) ??
				leadingTestId(text)?.id ??
				idInName(text) ??
				codedTestId(text);
			if (id !== null) {
				return id;
			}
		}
	}

	return null;
}

/** `labels.qa_test_id`, `suite.case.test_id`: a name that ends so, wherever it stands. */
function idNamedSo(members: Members): Member | null {
	for (const [name, member] of members) {
		if (
			/(?:test|case)id$/.test(name) &&
			['string', 'number'].includes(typeof member.value) &&
			member.value !== ''
		) {
			return member;
		}
	}

	return null;
}

/** `tests/test_api.py::test_6_1_add` → `6.1`. */
function idInName(text: string): string | null {
	const match = /(?:^|[:/ ])test_(\d{1,3})_(\d{1,3})(?![\p{L}\d])/u.exec(text.slice(0, 300));
	return match === null ? null : match.slice(1).join('.');
}

/** The digits as written: a JSON number `6.10` is read as 6.1. */
function digitsOf({key, value}: Member, source: string): string {
	if (Number.isInteger(value)) {
		return String(value);
	}

	const from = source.indexOf(JSON.stringify(key));
	const rest = from === -1 ? '' : source.slice(from + JSON.stringify(key).length, from + 200);
	return /^\s{0,10}:\s{0,10}(\d{1,6}\.\d{1,6})/.exec(rest)?.[1] ?? String(value);
}

const methods = namesOf('method httpmethod requestmethod verb httpverb метод');
const paths = namesOf(
	'endpoint path url uri requesturl requesturi requestpath requestendpoint route target fullurl httpurl urlpath urlfull urloriginal requestline request эндпоинт путь адрес',
);
const verbs = 'GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS';
const verbFirst = new RegExp(String.raw`^(${verbs})[\s:]{1,4}(\S+)`, 'i');
const verbLast = new RegExp(String.raw`^(\S+)\s{1,4}[[(]?(${verbs})[\])]?$`, 'i');

export function requestIn(members: Members): {method: string | null; path: string | null} {
	const named = textNamed(members, methods)?.toUpperCase() ?? null;
	for (const name of paths) {
		const text = textNamed(members, [name]);
		if (text === null || text.length > 4000) {
			continue;
		}

		const first = verbFirst.exec(text);
		const last = first === null ? verbLast.exec(text) : null;
		const path = first?.[2] ?? last?.[1] ?? text;
		if (/^(?:\/|https?:\/\/|\{)/i.test(path) && !/\s/.test(path)) {
			return {method: (first?.[1] ?? last?.[2])?.toUpperCase() ?? named, path};
		}
	}

	return {method: named, path: null};
}

const strictStatus = namesOf(
	'statuscode httpstatus httpstatuscode httpcode httpresponsecode responsestatus responsestatuscode responsecode responsehttpstatus actualstatus actualstatuscode receivedstatus resultstatuscode кодответа httpстатус кодстатуса replystatus answerstatus статусответа httpкод',
);
const looseStatus = namesOf('status code статус код actual response result got http rc sc resp res ответ');

export function statusIn(members: Members): {status: number | null; hasStatus: boolean} {
	let hasStatus = false;
	for (const [names, strict] of [
		[strictStatus, true],
		[looseStatus, false],
	] as const) {
		for (const name of names) {
			const value = members.get(name)?.value;
			const status = statusOf(value);
			if (status !== null) {
				return {status, hasStatus: true};
			}

			// A word such as `ready` is no status of HTTP; an empty member is one that says nothing.
			hasStatus ||=
				value !== undefined && (strict || ((value === null || value === '') && name === 'status'));
		}
	}

	return {status: null, hasStatus};
}

function statusOf(value: unknown): number | null {
	if (typeof value === 'number') {
		return Number.isInteger(value) && value >= 100 && value <= 999 ? value : null;
	}

	const match =
		typeof value === 'string' ? /^\s*(?:HTTP(?:\/\d(?:\.\d)?)?\s{1,3})?(\d{3})(?![\d.])/i.exec(value) : null;
	return match === null || Number(match[1]) < 100 ? null : Number(match[1]);
}

const judgements = namesOf(
	'verdict outcome result judgement judgment testresult testoutcome teststatus success passed pass ok ispassed issuccess issuccessful successful итог результат вердикт успех успешно пройден mark status статус',
);
const failures = namesOf('failed fail isfailed iserror');

export function judgedIn(members: Members, notes: string): Judgement | null {
	for (const name of judgements) {
		const value = members.get(name)?.value;
		if (typeof value === 'boolean') {
			return value ? 'pass' : 'fail';
		}

		const said = typeof value === 'string' && !/^\s*\d/.test(value) ? judgementOf(value) : null;
		if (said !== null) {
			return said;
		}
	}

	const failure = memberNamed(members, failures)?.value;
	if (typeof failure === 'boolean') {
		return failure ? 'fail' : 'pass';
	}

	// `Success - batch ticket add`: the note begins with the verdict.
	const first =
		/^\s*(success(?:ful(?:ly)?)?|pass(?:ed)?|ok|fail(?:ed|ure)?|успе(?:х|шно)|провал(?:ено)?|пройден[оа]?|ошибка)\s*(?:$|[-–—:.,;!])/iu.exec(
			notes,
		);
	return first?.[1] === undefined ? null : judgementOf(first[1]);
}

const noteNames = namesOf(
	'notes note message msg comment comments remark description detail details комментарий примечание примечания сообщение',
);
const errorNames = namesOf('error errormessage exception reason ошибка причина');
const longestNote = 4000;

export function notesIn(members: Members): string {
	const parts = [textNamed(members, noteNames), textNamed(members, errorNames)];
	const list = memberNamed(members, noteNames)?.value;
	if (parts[0] === null && Array.isArray(list)) {
		parts[0] = list.filter(item => typeof item === 'string').join('; ');
	}

	return parts
		.filter(part => part !== null && part !== '')
		.join('; ')
		.slice(0, longestNote);
}

const expectedNames = namesOf(
	'expectedstatus expectedstatuscode expectedcode expectedcodes expectedstatuses expectedhttpstatus expected expect expectation expectedstatusstatus ожидаемыйстатус ожидаемыйкод ожидается ожидание',
);

/** Status codes that the record calls expected, and whether it calls its own error expected. */
export function expectedIn(
	members: Members,
	notes: string,
	status: number | null,
): Pick<LogRecord, 'expectedStatus' | 'saysExpected'> {
	const member = memberNamed(members, expectedNames)?.value;
	const stated = codesIn(member);
	const inNotes = expectedInNotes(notes, status);
	const flagged =
		member === true || members.get('isexpected')?.value === true || members.get('asexpected')?.value === true;
	return {
		expectedStatus: [...new Set([...stated, ...inNotes.codes])],
		saysExpected: flagged || inNotes.says,
	};
}

function codesIn(value: unknown): readonly number[] {
	if (Array.isArray(value)) {
		return value.slice(0, 20).flatMap(codesIn);
	}

	if (isRecord(value)) {
		return codesIn(value['status'] ?? value['status_code'] ?? value['code']);
	}

	if (typeof value === 'number') {
		return statusOf(value) === null ? [] : [value];
	}

	return typeof value === 'string'
		? [...value.slice(0, 200).matchAll(/(?<!\d)[1-5]\d\d(?!\d)/g)].map(([code]) => Number(code))
		: [];
}

const expectation =
	/(?<!un)(?<!not )(?<!\p{L})(?:expected|as expected|ожидаем\p{L}{1,3}|как и ожидалось|ожидал\p{L}{1,3}|ожидается)(?!\p{L})[:\s]{0,3}(?:(?:status|code|http|статус|код)[:\s]{1,3}){0,2}(\d{3})?/iu;
const contrast =
	/(?<!\p{L})(?:got|but|received|instead|actual(?:ly)?|however|получен\p{L}*|вместо|но|фактическ\p{L}+|вернул\p{L}*)(?!\p{L})/iu;

function expectedInNotes(notes: string, status: number | null): {codes: readonly number[]; says: boolean} {
	const text = notes.slice(0, 600);
	const match = expectation.exec(text);
	if (match === null) {
		return {codes: [], says: false};
	}

	const code = match[1] === undefined ? null : Number(match[1]);
	const codes = code !== null && code >= 100 && code < 600 ? [code] : [];
	const says = code === null || status === null ? !contrast.test(text) : code === status;
	return {codes, says};
}

const beforeNames = namesOf(
	'clickhousebefore clickhousecountsbefore countsbefore rowsbefore dbbefore chbefore tablesbefore countbefore before clickhousecountsbeforetest',
);
const afterNames = namesOf(
	'clickhouseafter clickhousecountsafter countsafter rowsafter dbafter chafter tablesafter countafter after clickhousecountsaftertest',
);

/** Row counts before and after; a text such as `not measured` states none. */
export function countsIn(members: Members): Pick<LogRecord, 'countsBefore' | 'countsAfter'> {
	const around = memberNamed(
		members,
		namesOf('clickhouse counts clickhousecounts tablecounts rowcounts'),
	)?.value;
	const inner = isRecord(around) ? around : {};
	return {
		countsBefore: countsOf(memberNamed(members, beforeNames)?.value ?? inner['before']),
		countsAfter: countsOf(memberNamed(members, afterNames)?.value ?? inner['after']),
	};
}

function countsOf(value: unknown): ReadonlyMap<string, number | null> | null {
	if (Array.isArray(value)) {
		const rows = value.filter(isRecord);
		return new Map(
			rows.slice(0, 10_000).flatMap(row => {
				const table = row['table'] ?? row['table_name'] ?? row['name'];
				return typeof table === 'string' ? [[table, countOf(row)] as const] : [];
			}),
		);
	}

	return isRecord(value)
		? new Map(Object.entries(value).map(([table, count]) => [table, countOf(count)] as const))
		: null;
}

function countOf(value: unknown): number | null {
	if (isRecord(value)) {
		return countOf(value['count'] ?? value['rows'] ?? value['row_count'] ?? value['total'] ?? null);
	}

	if (typeof value === 'number') {
		return Number.isFinite(value) ? value : null;
	}

	return typeof value === 'string' && /^\d{1,15}$/.test(value.trim()) ? Number(value) : null;
}

const eventNames = namesOf('event eventtype eventname type kind action phase message msg status');
const startWords =
	/(?<!\p{L})(?:start(?:ed|ing|s)?|begin(?:ning|s)?|began|sending|sent|request(?:ing)?|intent|firing|dispatch(?:ed)?|in[ _-]progress|running|pending|начал[оа]?|старт\p{L}*|запуск\p{L}*|отправ\p{L}+)(?!\p{L})/iu;
const endWords =
	/(?<!\p{L})(?:end(?:ed|s)?|finish(?:ed)?|done|complete[ds]?|results?|response|received|outcome|passed|failed|заверш\p{L}+|результат\p{L}*|ответ\p{L}*|получен\p{L}*)(?!\p{L})/iu;
const progressWords = /(?<!\p{L})(?:progress|heartbeat|прогресс|partial|interim|промежуточ\p{L}+)(?!\p{L})/iu;

/** The words of those members, for who must know what kind of step a record is. */
export function wordsIn(members: Members): string {
	return namesOf('status event eventtype eventname type action phase')
		.flatMap(name => {
			const value = members.get(name)?.value;
			return typeof value === 'string' ? [value.slice(0, 80)] : [];
		})
		.join(' ');
}

/** What the record's own words say that it is; `null` when they say nothing. */
export function phaseIn(members: Members): 'start' | 'end' | 'progress' | null {
	for (const name of eventNames) {
		const value = members.get(name)?.value;
		// In `test_start` and `request.sent` the words are joined.
		const words = typeof value === 'string' ? value.slice(0, 80).replaceAll(/[_.:-]/g, ' ') : '';
		if (progressWords.test(words)) {
			return 'progress';
		}

		if (endWords.test(words)) {
			return 'end';
		}

		if (startWords.test(words)) {
			return 'start';
		}
	}

	return null;
}
