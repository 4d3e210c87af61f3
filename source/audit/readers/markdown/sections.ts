import type {ClaimScope, ReportRow} from '../../audited-set.ts';
import {compareIds, isInScope} from '../../lookup.ts';
import type {Heading} from './document.ts';

/** Which tests a piece of text speaks about: by ids, by `Section 6`, by the name of a table's heading, by where it stands. */
export type Sections = {
	/** Part of the tests that a text names, `null` when it names none or several. */
	named(text: string): ClaimScope | null;
	/** What a heading stands over: all tests, or those of its section. */
	under(heading: Heading | null): ClaimScope;
};

const all: ClaimScope = {kind: 'all'};

const idRange =
	/(?<![\d.])(\d{1,4}\.\d{1,4})\s{0,2}(?:-|–|—|\.{2,3}|…|to|through|thru|до|по)\s{0,2}(\d{1,4}\.\d{1,4})(?![\d.]\d)/giu;
/** Tests by their ids: `(6.13)`, `test 6.13`, `TC-6.13`, `tests 3.4, 3.5 and 3.6`. A bare decimal may be anything. */
const idList =
	/(?:[([]|(?<!\p{L})(?:tests?|cases?|requests?|calls?|failures|тест\p{L}{0,2}|кейс\p{L}{0,2}|запрос\p{L}{0,2}|вызов\p{L}{0,2})(?::\s|\s(?:are\s|were\s|—\s)?)|(?<!\p{L})(?=TC-)|(?:^|(?<=[.;:]\s))\s?(?=\d{1,3}\.\d{1,3}\s(?:answered|returned|failed|passed|was|is|got|ended|ответил|вернул|не пройден|пройден|упал|завершил)))(?:tests?\s|тест\p{L}{0,2}\s)?(?:TC-)?(\d{1,3}\.\d{1,3})((?:\s{0,2}(?:,\s?(?:and|и)\s|,|;|&|and\s|и\s)\s{0,2}(?:test\s|тест\s|TC-)?\d{1,3}\.\d{1,3}){0,40})(?![\d.]\d|\d|\s?(?:ms|мс|s\b|с\b|%))/giu;
const sectionWords =
	/(?<!\p{L})(?:section|раздел\p{L}{0,3}|секци\p{L}{1,3}|group|групп\p{L}{1,2}|§)\s{0,2}(\d{1,3})(?![\d.]\d|\d)|(?<![\d.])(\d{1,3})\.(?:x|х|\*|n)(?!\p{L})/giu;
const generic =
	/^(?:stage \d|этап \d|mandatory|обязательн\p{L}+|tests?|тест\p{L}*|matrix|матрица|results?|результат\p{L}*|all|все|test|table|таблица|summary|сводка|details?|подробн\p{L}+|endpoints?|section \d+|раздел \d+|\d+|api|apis|by section|по разделам|successful|failed|passed|успешн\p{L}*|неуспешн\p{L}*|провал\p{L}+|ошибк\p{L}+|\s)+$/iu;

export function sectionsOf(rows: readonly ReportRow[], headings: readonly Heading[]): Sections {
	const byHeading = new Map<Heading, ClaimScope | null>();
	const lines = rows.map(({place}) => place.line ?? 0);
	const scopeOver = (heading: Heading): ClaimScope | null => {
		const known = byHeading.get(heading);
		if (known !== undefined) {
			return known;
		}

		const inside = rows
			.slice(firstFrom(lines, heading.line), firstFrom(lines, heading.end + 1))
			.map(({testId}) => testId);
		const scope = inside.length === 0 ? null : inside.length === rows.length ? all : scopeOfIds(inside, rows);
		byHeading.set(heading, scope);
		return scope;
	};

	const known = new Set(rows.map(({testId}) => testId));
	const prefixes = new Set(rows.map(({testId}) => testId.replace(/\..*$/s, '.')));
	const holds = (scope: ClaimScope) => {
		if (rows.length === 0) {
			return true;
		}

		if (scope.kind === 'section') {
			return prefixes.has(scope.prefix);
		}

		if (scope.kind === 'list') {
			return scope.ids.every(id => known.has(id));
		}

		return scope.kind === 'ids' && scope.from === scope.to
			? known.has(scope.from)
			: rows.some(({testId}) => isInScope(testId, scope));
	};

	const names = namesOf(headings, scopeOver);
	const apis = apisOf(rows);
	return {
		named: text => namedScope(text, holds, names) ?? apiNamed(text, apis),
		under(heading) {
			for (const above of heading === null ? [] : [heading, ...heading.path.toReversed()]) {
				const scope = namedScope(above.text, holds, new Map()) ?? scopeOver(above);
				if (scope !== null) {
					return scope;
				}
			}

			return all;
		},
	};
}

/** Index of the first line that is not before `line`; lines ascend. */
function firstFrom(lines: readonly number[], line: number): number {
	let low = 0;
	let high = lines.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((lines[middle] ?? 0) < line) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}

	return low;
}

/** The narrowest scope that holds these ids and no other row's; all when there is none. */
function scopeOfIds(ids: readonly string[], rows: readonly ReportRow[]): ClaimScope | null {
	const inside = new Set(ids);
	const fits = (scope: ClaimScope) =>
		rows.every(({testId}) => isInScope(testId, scope) === inside.has(testId));
	const [first = ''] = ids;
	const prefix = first.replace(/\..*$/s, '.');
	const section: ClaimScope = {kind: 'section', prefix};
	if (first.includes('.') && fits(section)) {
		return section;
	}

	const sorted = [...ids].sort(compareIds);
	const range: ClaimScope = {kind: 'ids', from: sorted[0] ?? '', to: sorted.at(-1) ?? ''};
	return fits(range) ? range : null;
}

/** Telling parts of the headings that stand over one section each: `Partners API` of `Mandatory Tests - Partners API (Section 6)`. */
function namesOf(
	headings: readonly Heading[],
	scopeOver: (heading: Heading) => ClaimScope | null,
): ReadonlyMap<string, ClaimScope> {
	const names = new Map<string, ClaimScope | null>();
	for (const heading of headings) {
		const scope = scopeOver(heading);
		if (scope === null || scope.kind === 'all') {
			continue;
		}

		for (const part of heading.text.split(/[()[\]:|,/—–]|\s-\s/)) {
			const name = part
				.trim()
				.replace(/^\d+(?:\.\d+)*\.?\s+/, '')
				.replace(/\s(?:tests?|тесты|endpoints?)$/iu, '')
				.trim();
			for (const alias of new Set([name, name.replace(/\sAPI$/i, '')])) {
				if (alias.length >= 3 && !generic.test(alias)) {
					const known = names.get(alias);
					names.set(alias, known === undefined || sameScope(known, scope) ? scope : null);
				}
			}
		}
	}

	return new Map([...names].flatMap(([name, scope]) => (scope === null ? [] : [[name, scope] as const])));
}

/** Tests by the API that their paths name, `rest` of `/api/rest/v1/events`, where that divides them. */
function apisOf(rows: readonly ReportRow[]): ReadonlyMap<string, ClaimScope> {
	const idsOf = new Map<string, string[]>();
	for (const {path, testId} of rows) {
		const api = /\/api\/([a-z]{3,20})\//i.exec(path?.slice(0, 200) ?? '')?.[1]?.toLowerCase();
		if (api === undefined) {
			return new Map();
		}

		const ids = idsOf.get(api) ?? [];
		ids.push(testId);
		idsOf.set(api, ids);
	}

	return new Map(
		[...idsOf].flatMap(([api, ids]) => {
			const scope = idsOf.size > 1 && idsOf.size < 6 ? scopeOfIds(ids, rows) : null;
			return scope === null ? [] : [[api, scope] as const];
		}),
	);
}

/** `every REST call`, `partner tests`, `Partners: 15`. The rest of the tests is no API. */
function apiNamed(text: string, apis: ReadonlyMap<string, ClaimScope>): ClaimScope | null {
	const found = [...apis].filter(([api]) => {
		const stem = api === 'rest' ? 'REST' : api.replace(/s$/, '');
		const name =
			api === 'rest'
				? 'REST'
				: `(?:[${stem[0]?.toUpperCase() ?? ''}${stem[0] ?? ''}]${stem.slice(1)}s?${api === 'partners' ? '|[Пп]артн[её]рск\\p{L}{1,3}' : ''})`;
		return new RegExp(
			String.raw`(?<!\p{L})${name}(?:[ -]API)?(?:\s(?:tests?|calls?|requests?|cases?|endpoints?|methods?|тест\p{L}{0,3}|запрос\p{L}{0,2}|метод\p{L}{0,2}|вызов\p{L}{0,2})(?!\p{L})|\s?(?:[:—–]|$))|(?:тест\p{L}{0,2}|запрос\p{L}{0,2}|метод\p{L}{0,2})\s${name}(?!\p{L})`,
			'u',
		).test(text);
	});
	return found.length === 1 ? (found[0]?.[1] ?? null) : null;
}

function namedScope(
	text: string,
	holds: (scope: ClaimScope) => boolean,
	names: ReadonlyMap<string, ClaimScope>,
): ClaimScope | null {
	const ranges = [...text.matchAll(idRange)];
	if (ranges.length > 0) {
		const [range] = ranges;
		const scope: ClaimScope = {kind: 'ids', from: range?.[1] ?? '', to: range?.[2] ?? ''};
		return ranges.length === 1 && compareIds(scope.from, scope.to) <= 0 && holds(scope) ? scope : null;
	}

	const lists = new Set(
		[...text.matchAll(idList)].map(([, id = '', more = '']) =>
			[...new Set([id, ...(more.match(/\d{1,3}\.\d{1,3}/g) ?? [])])].join(' '),
		),
	);
	if (lists.size > 0) {
		const [list = ''] = lists;
		const ids = list.split(' ');
		const [id = ''] = ids;
		const scope: ClaimScope = ids.length === 1 ? {kind: 'ids', from: id, to: id} : {kind: 'list', ids};
		return lists.size === 1 && holds(scope) ? scope : null;
	}

	const sections = new Set([...text.matchAll(sectionWords)].map(match => match[1] ?? match[2] ?? ''));
	if (sections.size > 0) {
		const scope: ClaimScope = {kind: 'section', prefix: `${[...sections][0] ?? ''}.`};
		return sections.size === 1 && holds(scope) ? scope : null;
	}

	const lower = text.toLowerCase();
	// `REST` is a name, the rest is not.
	const found = [...names].filter(([name]) =>
		name.length < 6 ? wordsOf(text).includes(name) : lower.includes(name.toLowerCase()),
	);
	const [first] = found;
	return first !== undefined && found.every(([, scope]) => sameScope(scope, first[1])) ? first[1] : null;
}

function wordsOf(text: string): readonly string[] {
	return text.split(/[^\p{L}\d]+/u);
}

function sameScope(a: ClaimScope | null, b: ClaimScope | null): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}
