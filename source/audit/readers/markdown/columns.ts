import type {Claim} from '../../audited-set.ts';
import {judgementOf} from '../judgement.ts';
import {headerUnit, quantityOf} from '../text/numbers.ts';
import {leadingTestId, testIdOf} from '../text/test-id.ts';

/** What a column of a table of tests holds. */
export type ColumnRole =
	| 'id'
	| 'method'
	| 'endpoint'
	| 'status'
	| 'expected'
	| 'result'
	| 'latency'
	| 'artifact'
	| 'notes'
	| 'mark'
	| 'title'
	| 'sent';

export type Columns = {
	readonly at: Partial<Record<ColumnRole, number>>;
	readonly latencyUnit: Claim['unit'];
	/** Ids stand before other words in their cells: `6.1 Add a ticket`. */
	readonly idLeads: boolean;
	/** One column holds both codes: `404 / 200`; which of them comes first. */
	readonly pair: 'expected-first' | 'actual-first' | null;
};

const idHeader =
	/^(?:test[ _-]?(?:case)?[ _-]?(?:id|№|no\.?|#|number)|(?:test[ _-]?)?id(?: теста)?|ид|идентификатор(?: теста)?|identifier|№(?: ?теста| п\/п)?|n|#|no\.?|номер(?: теста)?|тест(?:[ -]?кейс)?|tests?|(?:test )?case|кейс|код теста|tc|ref|пункт|п\.|section|раздел)$/iu;

/** By header, most telling first; a role is given to one column only, a column to one role only. */
const headers: ReadonlyArray<readonly [ColumnRole, RegExp]> = [
	[
		'sent',
		/^(?:sent(?: at)?|timestamp|time ?stamp|started(?: at)?|start|date|when|ts|отправлен\p{L}*|дата.*|метка времени|начало|время (?:отправки|запуска|начала))(?:\s?\(?(?:utc|msk|мск)\)?)?$/iu,
	],
	['expected', /expect|ожид|should be|планов\p{L}+ (?:код|статус)/iu],
	['method', /^(?:http[ -]?)?(?:method|verb|метод)$/iu],
	['mark', /^(?:mark|operator.*|отметка.*|оценка оператора)$/iu],
	[
		'latency',
		/latenc|duration|elapsed|response time|resp\.? ?time|задержк|длительност|отклик|время|^time\b|^t,|^(?:ms|мс|s|с|msecs?|secs?|seconds?|milliseconds?|сек(?:унды?)?)\.?$|\((?:ms|мс|s|с|sec|сек)\)|, ?(?:ms|мс)$/iu,
	],
	[
		'artifact',
		/artifact|artefact|артефакт|evidence|доказательств|^(?:json )?files?$|^файл\p{L}*$|^(?:json|link|links|ссылка|log file|response file|proof)$|имя файла|file ?name/iu,
	],
	[
		'notes',
		/^notes?\b|comment|remark|detail|примечан|коммент|замечан|пояснен|причина|reason|^(?:info|message|observation)s?$/iu,
	],
	[
		'endpoint',
		/endpoint|\burl\b|\buri\b|\bpath\b|\broute\b|эндпоинт|эндпойнт|путь|маршрут|адрес|^(?:http )?(?:request|запрос|call|вызов|api|метод api|operation|операция)$/iu,
	],
	[
		'result',
		/result|verdict|outcome|pass|итог|результат|вердикт|^(?:ok\??|✓|✔|✅|оценка|успех|state|состояние)$/iu,
	],
	[
		'status',
		/status|статус|\bhttp\b|\bcode\b|\bкод\b|^(?:response|ответ|actual|факт|got|получено|actual code|rc)$|код ответа/iu,
	],
	[
		'title',
		/^(?:name|title|description|test name|test|тест|scenario|what|название|наименование|описание|сценарий|что проверя\p{L}+|назначение|проверка|operation|операция|case|test case)$/iu,
	],
];

/**
 * Finds out what the columns of a table hold, by header and, where that says two things, by content.
 *
 * @param header plain texts
 * @param rows plain texts of the cells
 * @returns `null` when it is no table of tests: no test ids, or nothing that a test run gives
 */
export function columnsOf(header: readonly string[], rows: ReadonlyArray<readonly string[]>): Columns | null {
	const sample = rows.slice(0, 200);
	const at: Partial<Record<ColumnRole, number>> = {};
	const taken = new Set<number>();
	const take = (role: ColumnRole, index: number) => {
		if (index >= 0 && at[role] === undefined && !taken.has(index)) {
			at[role] = index;
			taken.add(index);
		}
	};

	const share = (index: number, test: (cell: string) => boolean) => {
		const filled = sample.map(cells => cells[index] ?? '').filter(cell => cell !== '' && !isDash(cell));
		return filled.length === 0 ? 0 : filled.filter(cell => test(cell)).length / filled.length;
	};

	const titles = header.map(title => title.trim());
	const pairIndex = titles.findIndex(title =>
		/(?:expect|ожид).{0,30}(?:actual|got|факт|получ)|(?:actual|got|факт|получ).{0,30}(?:expect|ожид)/iu.test(
			title,
		),
	);
	const pair =
		pairIndex < 0
			? null
			: /^.{0,12}(?:expect|ожид)/iu.test(titles[pairIndex] ?? '')
				? 'expected-first'
				: 'actual-first';
	take('status', pairIndex);

	const id = idColumn(titles, share);
	if (id === null) {
		return null;
	}

	take('id', id.index);
	// A column of codes is the status, a `Status` of words beside it the result.
	const codes = titles.findIndex(
		(title, index) =>
			!taken.has(index) &&
			/status|статус|http|code|код|response|ответ|actual|факт|result|результат/iu.test(title) &&
			!/expect|ожид/iu.test(title) &&
			share(index, cell => statusOf(cell) !== null) > 0.3,
	);
	if (pair === null) {
		take('status', codes);
		for (const [index, title] of titles.entries()) {
			if (
				at.status !== undefined &&
				/status|статус|state/iu.test(title) &&
				share(index, cell => judgementOf(cell) !== null) > 0.5
			) {
				take('result', index);
			}
		}
	}

	for (const [role, pattern] of headers) {
		take(
			role,
			titles.findIndex((title, index) => !taken.has(index) && pattern.test(title)),
		);
	}

	takeByContent(take, titles, share);
	if (isSummary(titles, at, share, sample)) {
		return null;
	}

	const latencyUnit = at.latency === undefined ? '' : headerUnit(titles[at.latency] ?? '');
	const tells = ['status', 'result', 'latency', 'artifact', 'mark'].some(
		role => at[role as ColumnRole] !== undefined,
	);
	return tells ? {at, latencyUnit, idLeads: id.leads, pair} : null;
}

const countHeader =
	/^(?:tests?|cases?|total|passed|failed|ok|not ok|green|red|skipped|blocked|errors?|executed|run|count|planned|успешн\p{L}*|неуспешн\p{L}*|пройден\p{L}*|не пройден\p{L}*|провал\p{L}*|ошиб\p{L}*|пропущен\p{L}*|всего|итого|тест(?:ов|ы)|кейс(?:ов|ы)|выполнен\p{L}*|количество)$/iu;

/** A table that counts tests by section: its numbers are no ids and no results. */
function isSummary(
	titles: readonly string[],
	at: Partial<Record<ColumnRole, number>>,
	share: Share,
	sample: ReadonlyArray<readonly string[]>,
): boolean {
	if (at.endpoint !== undefined || at.method !== undefined || at.artifact !== undefined) {
		return false;
	}

	const isCount = (index: number) =>
		countHeader.test(titles[index] ?? '') && share(index, cell => /^\d{1,5}$/.test(cell)) > 0.7;
	const counts = titles.filter((_, index) => isCount(index)).length;
	const hasStatus = at.status !== undefined && share(at.status, cell => statusOf(cell) !== null) > 0.5;
	const isPlainId = at.id !== undefined && sample.every(cells => !/[._]/.test(cells[at.id ?? 0] ?? ''));
	return counts >= 2 && !hasStatus && (isPlainId || (at.result !== undefined && isCount(at.result)));
}

/** HTTP status code that a cell names: `❌ 404`, `HTTP 200 OK`. `null` when there is none or more than one. */
export function statusOf(cell: string): number | null {
	const found = statusesIn(cell);
	return found.length === 1 ? (found[0] ?? null) : null;
}

export function statusesIn(cell: string): readonly number[] {
	return [
		...new Set(
			[...cell.matchAll(/(?<![\d.,#])[1-5]\d\d(?![\d.,]\d|\d|\s?(?:ms|мс|s\b|с\b))/g)].map(match =>
				Number(match[0]),
			),
		),
	];
}

export function isDash(cell: string): boolean {
	return /^[\s—–-]*$/.test(cell);
}

type Share = (index: number, test: (cell: string) => boolean) => number;

/** The column with the ids: dotted ids win over `#` counters that stand before them. */
function idColumn(titles: readonly string[], share: Share): {index: number; leads: boolean} | null {
	const pattern = idHeader;
	const named = titles.flatMap((title, index) => (pattern.test(title) || title === '' ? [index] : []));
	const isDotted = (cell: string) => /\d[._]\d/.test(testIdOf(cell) ?? '');
	const withDots = titles.findIndex(
		(_, index) =>
			share(index, isDotted) > 0.5 &&
			!/version|latency|time|(?:ms|мс)\b|верси|врем/iu.test(titles[index] ?? ''),
	);
	if (withDots >= 0 && (named.includes(withDots) || withDots < 2)) {
		return {index: withDots, leads: false};
	}

	const leading = titles.findIndex(
		(title, index) =>
			index < 3 && !/latency|врем/iu.test(title) && share(index, cell => leadingTestId(cell) !== null) > 0.5,
	);
	if (leading >= 0) {
		return {index: leading, leads: true};
	}

	// `TC-01` is the id, a counter beside it is none.
	const coded = named.find(index => share(index, cell => /\p{L}/u.test(testIdOf(cell) ?? '')) > 0.5);
	if (coded !== undefined) {
		return {index: coded, leads: false};
	}

	const plain = named.find(
		index =>
			titles[index] !== '' &&
			!/^(?:section|раздел|n)$/iu.test(titles[index] ?? '') &&
			share(index, cell => testIdOf(cell) !== null) > 0.5,
	);
	return plain === undefined ? null : {index: plain, leads: false};
}

function takeByContent(
	take: (role: ColumnRole, index: number) => void,
	titles: readonly string[],
	share: Share,
): void {
	for (const index of titles.keys()) {
		if (share(index, cell => /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)$/i.test(cell)) > 0.5) {
			take('method', index);
		} else if (share(index, cell => /(?:^|\s)(?:https?:\/\/|\/)[\w{}:./?=&%*-]+/.test(cell)) > 0.5) {
			take('endpoint', index);
		} else if (share(index, cell => /^\S+\.(?:json|har|txt)$/i.test(cell)) > 0.5) {
			take('artifact', index);
		} else if (share(index, cell => ['ms', 's'].includes(quantityOf(cell)?.unit ?? '')) > 0.5) {
			take('latency', index);
		} else if (share(index, cell => judgementOf(cell) !== null && cell.length < 20) > 0.5) {
			take('result', index);
		}
	}
}
