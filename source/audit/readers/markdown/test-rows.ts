import type {Judgement, ReportRow} from '../../audited-set.ts';
import {judgementOf, signOf} from '../judgement.ts';
import {quantityOf} from '../text/numbers.ts';
import {leadingTestId, testIdOf, testIdOfFile} from '../text/test-id.ts';
import {isDash, statusOf, statusesIn, type ColumnRole, type Columns} from './columns.ts';
import {linksIn, plainText} from './plain-text.ts';

type Text = ReportRow['text'];

/** One line of a table of tests, cells in Markdown. */
export type TestLine = {
	readonly line: number;
	readonly cells: readonly string[];
};

/** Makes rows of a table's lines. Lines without a test id (sums, notes between) are left out. */
export function testRows(
	{
		file,
		section,
		header,
	}: {readonly file: string; readonly section: string; readonly header: readonly string[]},
	columns: Columns,
	lines: readonly TestLine[],
): readonly ReportRow[] {
	const titles = namesOf(columns, header);
	return lines.flatMap(({line, cells}): ReportRow[] => {
		const of = (role: ColumnRole): string | undefined => {
			const index = columns.at[role];
			return index === undefined ? undefined : plainText(cells[index] ?? '');
		};

		const idCell = of('id') ?? '';
		const led = columns.idLeads ? leadingTestId(idCell) : null;
		const artifact = artifactName(cells[columns.at.artifact ?? -1] ?? '');
		const testId =
			led?.id ??
			(columns.idLeads ? null : testIdOf(idCell)) ??
			(artifact === null ? null : testIdOfFile(artifact));
		if (testId === null) {
			return [];
		}

		const texts: Record<string, string> = {};
		for (const role of textRoles) {
			const text = of(role);
			if (text !== undefined) {
				texts[role] = text;
			}
		}

		if (led !== null && texts['title'] === undefined && led.rest !== '') {
			texts['title'] = led.rest;
		}

		const text: Text = texts;
		const endpoint =
			endpointIn(text.endpoint ?? '') ??
			endpointIn(of('method') ?? '') ??
			endpointIn(led?.rest ?? '') ??
			endpointIn(text.title ?? '');
		const method = methodIn(of('method') ?? '') ?? endpoint?.method ?? null;
		const {status, expected} = codesOf(text, columns.pair);
		const latency = quantityOf(text.latency ?? '', columns.latencyUnit);
		return [
			{
				place: {file, line},
				section,
				testId,
				method,
				path: endpoint?.path ?? barePath(text.endpoint ?? '', method),
				status,
				text,
				columns: titles,
				judged: judgedOf(text, idCell),
				expectedStatus: expected,
				saysExpected: saysExpected(text, status, expected),
				latencyMs: latency === null || isNotMeasured(text.latency ?? '') ? null : latency.value,
				latencyDecimals: latency?.decimals ?? 0,
				artifact,
			},
		];
	});
}

const textRoles = [
	'endpoint',
	'status',
	'expected',
	'result',
	'latency',
	'artifact',
	'notes',
	'mark',
	'title',
	'sent',
] as const;

function namesOf({at}: Columns, header: readonly string[]): ReportRow['columns'] {
	const names: Record<string, string> = {};
	for (const role of textRoles) {
		const index = at[role];
		if (index !== undefined) {
			names[role] = header[index] ?? '';
		}
	}

	return names;
}

const endpointPattern =
	/(?:^|[\s`(:—–-])(?:(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b[\s:`]{0,4})?((?:https?:\/\/[^\s`<>"«»]{1,2000})|\/[\p{L}\d{}<>:._~%?=&@+,;*[\]-][^\s`"«»]{0,2000})/iu;

/** Method and path that a text names: `POST /api/x`, `https://host/api`. */
export function endpointIn(text: string): {readonly method: string | null; readonly path: string} | null {
	const match = endpointPattern.exec(text.slice(0, 4000));
	return match === null
		? null
		: {
				method: match[1]?.toUpperCase() ?? methodIn(text),
				path: (match[2] ?? '').replace(/[,;.:)]{1,4}$/, ''),
			};
}

function methodIn(text: string): string | null {
	return (
		/\b(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/.exec(text)?.[1] ??
		(/^(?:get|post|put|patch|delete|head|options)$/i.test(text.trim()) ? text.trim().toUpperCase() : null)
	);
}

/** `events/33` in a column of paths, where a method stands beside it. */
function barePath(cell: string, method: string | null): string | null {
	const rest = cell.replace(/^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s{1,4}/i, '');
	return method !== null && /^[\w{}:.-]+(?:\/[\w{}:.?=&%-]+){1,12}$/.test(rest) ? rest : null;
}

function codesOf(
	{status = '', expected = '', result = '', notes = ''}: Text,
	pair: Columns['pair'],
): {status: number | null; expected: readonly number[]} {
	if (pair !== null) {
		const [first = null, second = first] = codesInOrder(status);
		return pair === 'expected-first'
			? {status: second, expected: first === null ? [] : [first]}
			: {status: first, expected: second === null ? [] : [second]};
	}

	// In words: `404 (expected 200)`, `expected 404`.
	const said = expectedCodes([status, result, notes].join(' ; '));
	const actual = status.replaceAll(expectedWords, ' ');
	return {
		status:
			statusOf(actual) ??
			(statusesIn(status).length === 1 ? statusOf(status) : null) ??
			(status === '' || judgementOf(status) !== null ? statusOf(result) : null),
		expected: [...new Set([...statusesIn(expected), ...said])],
	};
}

function codesInOrder(text: string): readonly number[] {
	return [...text.matchAll(/(?<!\d)[1-5]\d\d(?!\d)/g)].map(match => Number(match[0]));
}

const expectedWords =
	/(?<!\p{L})(?:expected|expecting|ожидал\p{L}{0,4}|ожидаем\p{L}{0,4}|ожидается)[\s:=–—-]{0,4}(?:HTTP\s)?([1-5]\d\d)(?!\d)/giu;

/** Codes that a text calls expected: `Expected 404 - event not found`, `404 expected`, `ожидаемый 403`. */
export function expectedCodes(text: string): readonly number[] {
	const before = [...text.matchAll(expectedWords)].map(match => Number(match[1]));
	const after = [
		...text.matchAll(
			/(?<!\d)([1-5]\d\d)\s{0,2}(?:\(|—|–|-|,)?\s{0,2}(?:is |was |as )?(?:expected(?!\s{0,2}:?\s{0,2}[1-5]\d\d)|ожидаем\p{L}{0,3}(?!\s{0,2}:?\s{0,2}[1-5]\d\d)|как и ожид)/giu,
		),
	].map(match => Number(match[1]));
	return [...new Set([...before, ...after])];
}

/** Whether a text calls an error expected. `unexpected`, `not expected`, `expected 200` do not. */
export function callsErrorExpected(text: string): boolean {
	const codes = expectedCodes(text);
	if (codes.length > 0) {
		return codes.some(code => code >= 400);
	}

	return (
		/(?<![\p{L}])(?:expected|as expected|ожидаем\p{L}*|ожидался|ожидалось|как и ожидалось|штатн\p{L}+ (?:ошибк|отказ)\p{L}*|by design)(?![\p{L}])/iu.test(
			text,
		) &&
		!/(?:not|n['’]t|than|другого|не)\s{1,3}(?:as\s)?(?:expected|ожида)|unexpected|неожидан|(?:expected|ожида\p{L}{1,6})\s{1,3}(?:2\d\d|2xx|success|успе)|expected\s(?:result|value|format|response)|but (?:got|was|received)/iu.test(
			text,
		)
	);
}

function saysExpected(
	{notes = '', status = '', result = '', mark = ''}: Text,
	code: number | null,
	expected: readonly number[],
): boolean {
	return (
		[notes, status, result, mark].some(cell => callsErrorExpected(cell)) ||
		(code !== null && code >= 400 && expected.includes(code))
	);
}

function judgedOf({result = '', status = '', notes = '', title = ''}: Text, id: string): Judgement | null {
	const words = status.replaceAll(
		/(?:HTTP\s{0,2})?(?<!\d)[1-5]\d\d(?!\d)\s{0,2}(?:OK\b|Not Found\b|Forbidden\b|Created\b|Bad Request\b|Unauthorized\b|(?:Internal )?Server Error\b|Unprocessable Entity\b|Method Not Allowed\b)?/giu,
		' ',
	);
	const word = judgementOf(words);
	return (
		judgementOf(result) ??
		// A dash is no answer: whether the test was run is for other cells to say.
		(word === 'not-run' && isDash(status) ? null : word) ??
		signOf(id) ??
		signOf(title) ??
		signOf(notes)
	);
}

const fileName =
	/[\p{L}\d_*.()\\/:-]{1,300}\.(?:jsonl?|har|txt|xml|html?|log|md|csv|http|yaml|yml)(?![\p{L}\d])/iu;

/** File that a cell names or links to. */
export function artifactName(cell: string): string | null {
	const link = linksIn(cell).find(({target}) => !/^(?:https?:|#|mailto:)/i.test(target));
	if (link !== undefined) {
		return decoded(link.target.replace(/^(?:\.{1,2}\/)+/, ''));
	}

	const text = plainText(cell);
	return (
		fileName.exec(text)?.[0].replace(/^[(:]{1,2}/, '') ??
		(/^[\w*.-]+(?:\/[\w*.-]+)+$/.test(text) && /[a-z]/i.test(text) ? text : null)
	);
}

function decoded(target: string): string {
	try {
		return decodeURIComponent(target);
	} catch {
		return target;
	}
}

function isNotMeasured(cell: string): boolean {
	return /not measured|n\/a|не измер/iu.test(cell);
}
