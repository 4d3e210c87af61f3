/** Which columns of a table of row counts mean what, in CSV files and in the tables of reports alike. */
export type CountColumns = Partial<
	Record<
		| 'table'
		| 'before'
		| 'after'
		| 'count'
		| 'delta'
		| 'test'
		| 'phase'
		| 'takenAt'
		| 'takenBefore'
		| 'takenAfter'
		| 'maximum',
		number
	>
>;

const words = {
	table:
		/^(?:table|tables|table name|tablename|tbl|relation|таблица|таблицы|имя таблицы|название таблицы|название|name|entity|dataset)$/u,
	before: /(?:^| )(?:before|pre|prior|до|было|initial|baseline)(?: |$)/u,
	after: /(?:^| )(?:after|post|после|стало|final)(?: |$)/u,
	count:
		/(?:^| )(?:count|counts|rows|cnt|n|num|total|records|quantity|количество|кол во|строк|строки|записей|число)(?: |$)/u,
	delta:
		/(?:^| )(?:delta|diff|difference|change|changed|changes|added|inserted|прирост|изменение|изменения|разница|дельта|δ)(?: |$)/u,
	test: /^(?:test|test id|testid|test no|тест|id теста|номер теста)$/u,
	phase: /^(?:phase|when|moment|point|stage|момент|этап|фаза)$/u,
	time: /(?:^| )(?:ts|time|timestamp|datetime|date|taken|measured|at|время|дата|снимок|момент времени)(?: |$)/u,
	// The newest value in the table, not the time at which somebody counted.
	maximum: /(?:^| )(?:max|min|latest|newest|last|ver|version|макс|версия)(?: |$)/u,
};

/** Letters and digits of a header, in lower case, one space between words: `Count_Before` → `count before`. */
function wordsOf(header: string): string {
	return header
		.slice(0, 100)
		.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
		.toLowerCase()
		.replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
		.trim();
}

/**
 * Tells the columns of a table of row counts by their headers, in English or Russian. Of several that could mean the
 * same, the first counts.
 *
 * @returns indexes from 0; empty where no header is known
 */
export function countColumns(headers: readonly string[]): CountColumns {
	const columns: CountColumns = {};
	for (const [index, header] of headers.entries()) {
		const meaning = meaningOf(wordsOf(header));
		if (meaning !== null) {
			columns[meaning] ??= index;
		}
	}

	return columns;
}

function meaningOf(header: string): keyof CountColumns | null {
	if (words.maximum.test(header)) {
		return 'maximum';
	}

	if (words.time.test(header) || header === 'snapshot') {
		return words.before.test(header) ? 'takenBefore' : words.after.test(header) ? 'takenAfter' : 'takenAt';
	}

	const order = ['table', 'test', 'delta', 'before', 'after', 'count', 'phase'] as const;
	return order.find(meaning => words[meaning].test(header)) ?? null;
}

/** Whether these columns are those of row counts: a table's name and at least one number. */
export function areCounts({table, before, after, count}: CountColumns): boolean {
	return table !== undefined && (before !== undefined || after !== undefined || count !== undefined);
}

/**
 * A count as people write it: `12345`, `12 345`, `12,345`, `1'234`, `0 rows`, `+3`.
 *
 * @returns `null` for words, approximations and empty cells, and for what is too great to be exact
 */
export function readCount(text: string): number | null {
	const digits = text
		.slice(0, 100)
		.trim()
		.replace(/^'/, '')
		.replace(/^\u2212/, '-')
		.replace(/[ \u00a0]?(?:rows?|records?|строк[аи]?|запис(?:ь|и|ей))\.?$/iu, '');
	if (/^[+-]?\d{1,30}$/.test(digits) || /^[+-]?\d{1,15}[.,]\d{1,2}$/.test(digits)) {
		return exact(Number(digits.replace(',', '.')));
	}

	return /^[+-]?\d{1,3}(?:[ \u00a0\u2009\u202f,.'_]\d{3}){1,8}$/.test(digits)
		? exact(Number(digits.replaceAll(/[^\d+-]/g, '')))
		: null;
}

/** Greater numbers lose digits, and could not be compared. */
function exact(value: number): number | null {
	return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** Which side of a comparison a word names: `before`, `после`, `post-run`. */
export function phaseOf(text: string): 'before' | 'after' | null {
	const phase = wordsOf(text);
	const isBefore = words.before.test(phase) || phase === 'start';
	const isAfter = words.after.test(phase) || phase === 'end';
	return isBefore === isAfter ? null : isBefore ? 'before' : 'after';
}
