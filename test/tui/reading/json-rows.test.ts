import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
	formatJsonText,
	jsonNodeAt,
	parseJsonText,
	tryParseJsonText,
} from '../../../source/catalog/json-text.ts';
import {
	fold,
	foldLevel,
	isFolded,
	nothingFolded,
	placeOfRow,
	reveal,
	rowAtPlace,
	seenLength,
	unfold,
} from '../../../source/tui/reading/folds.ts';
import {rowsAtPaths} from '../../../source/tui/reading/find-values.ts';
import {jsonPathOf, stepsTo} from '../../../source/tui/reading/json-path.ts';
import {jsonRowSpans, opens} from '../../../source/tui/reading/json-row-text.ts';
import {buildJsonRows, type JsonRows} from '../../../source/tui/reading/json-rows.ts';
import {rowKind} from '../../../source/tui/reading/row-kinds.ts';
import {valueRange} from '../../../source/tui/reading/value-range.ts';
import {withLetters} from '../../../source/tui/reading/with-letters.ts';

/** Read in slices of a few bytes, as a large body is. */
function read(text: string, slice = 7, many = false): JsonRows | {what: string; offset: number} {
	const builder = buildJsonRows(Buffer.from(text), {many});
	while (!builder.step(slice)) {
		expect(builder.progress()).toBeLessThanOrEqual(1);
	}

	return builder.result();
}

function rowsOf(text: string, slice?: number): JsonRows {
	const rows = read(text, slice);
	if ('what' in rows) {
		throw new Error(`${rows.what} at ${rows.offset}: ${text}`);
	}

	return rows;
}

function shown(text: string, rows = rowsOf(text)): string[] {
	return Array.from({length: rows.length}, (_, row) =>
		jsonRowSpans(Buffer.from(text), rows, row)
			.map(([part]) => part)
			.join(''),
	);
}

/** JSON with blanks, escapes, odd numbers and repeated keys, as servers write it. */
const anyJson = fc.letrec<{value: string}>(tie => {
	const blank = fc.constantFrom('', ' ', '\n', '\t \r\n');
	const string = fc.oneof(
		fc.string({unit: 'binary'}).map(text => JSON.stringify(text)),
		fc.constantFrom('"\\u041d\\ud83d\\ude00"', '"\\/\\b\\f"', '""', '"Ж日本"'),
	);
	const scalar = fc.oneof(
		string,
		fc.constantFrom('0', '-0', '1.50', '12345678901234567890', '1e5', '-1.0E-07', 'true', 'false', 'null'),
	);
	const list = (items: fc.Arbitrary<string>, open: string, close: string) =>
		fc
			.array(
				fc.tuple(blank, items, blank).map(parts => parts.join('')),
				{maxLength: 4},
			)
			.chain(found => blank.map(inner => `${open}${found.length === 0 ? inner : found.join(',')}${close}`));
	return {
		value: fc.oneof(
			{maxDepth: 4},
			scalar,
			list(tie('value'), '[', ']'),
			list(
				fc.tuple(string, blank, tie('value')).map(([key, space, value]) => `${key}${space}:${space}${value}`),
				'{',
				'}',
			),
		),
	};
}).value;

describe('rows of JSON', () => {
	test('are the lines of the formatted text, whatever the JSON and however small the slices', () => {
		fc.assert(
			fc.property(anyJson, fc.integer({min: 1, max: 40}), (text, slice) => {
				expect(shown(text, rowsOf(text, slice)).join('\n')).toBe(withLetters(formatJsonText(text)));
			}),
			{numRuns: 500},
		);
	});

	test('are refused where the strict parser refuses, and only there', () => {
		fc.assert(
			fc.property(
				anyJson,
				fc.nat(),
				fc.constantFrom('', ',', '"', '\\', '}', ']', '[', '0', 'x', ':', '\u0001', '-', '.'),
				fc.boolean(),
				(text, at, typo, isReplaced) => {
					const place = at % (text.length + 1);
					const broken = text.slice(0, place) + typo + text.slice(isReplaced ? place + 1 : place);
					fc.pre(!/\p{Surrogate}/u.test(broken));
					expect('length' in read(broken), broken).toBe(tryParseJsonText(broken) !== undefined);
				},
			),
			{numRuns: 2000},
		);
	});

	test.each([
		'',
		' ',
		'{',
		'[1',
		'"a',
		'{"a"',
		'{"a":',
		'1 2',
		'{"a":1,}',
		'[1,]',
		'01',
		'1.',
		'tru',
		'\u00a01',
	])('%j is no JSON', text => {
		expect(read(text)).toHaveProperty('what');
	});

	test('512 levels are read, 513 are not', () => {
		expect(rowsOf(`${'['.repeat(512)}1${']'.repeat(512)}`).length).toBe(1025);
		expect(read(`${'['.repeat(513)}1${']'.repeat(513)}`)).toMatchObject({what: expect.stringMatching(/512/)});
	});

	test('a long string goes on in further rows and loses nothing', () => {
		const long = `${'Ж'.repeat(140_000)}конец`;
		const text = JSON.stringify({a: long, b: 1});
		const rows = rowsOf(text, 4096);
		expect(rows.length).toBeGreaterThan(100);
		const lines = shown(text, rows);
		expect(lines.every(line => line.length <= 2100)).toBe(true);
		expect(lines.at(-3)).toMatch(/^ {4}↪ .*конец",$/);
		expect(lines.slice(1, -2).join('').replaceAll('    ↪ ', '')).toBe(`  "a": "${long}",`);
		const [start, end] = valueRange(Buffer.from(text), rows, 5);
		expect(Buffer.from(text).toString('utf8', start, end)).toBe(JSON.stringify(long));
	});

	test('more rows than memory is given for are refused with the reason', () => {
		const builder = buildJsonRows(Buffer.from('[1,2,3,4]'), {maximumRows: 4});
		while (!builder.step(1));
		expect(builder.result()).toMatchObject({what: 'More than 4 rows'});
	});

	test('values may follow each other where that is asked for', () => {
		const rows = read('{"a":1}\n[2]\n"x"\n', 3, true) as JsonRows;
		expect(rows.length).toBe(7);
		expect(rows.ordinal(6)).toBe(2);
	});
});

describe('the path of a row', () => {
	test('leads back to its value, for every row of any JSON', () => {
		fc.assert(
			fc.property(anyJson, text => {
				const bytes = Buffer.from(text);
				const rows = rowsOf(text);
				const root = parseJsonText(text);
				for (let row = 0; row < rows.length; row++) {
					const steps = stepsTo(bytes, rows, row);
					const [start, end] = valueRange(bytes, rows, row);
					const [found] = rowsAtPaths(bytes, rows, [steps]);
					// Of repeated keys the last one is meant, in which the path may lead nowhere.
					const node = jsonNodeAt(root, steps);
					expect(found === -1 ? undefined : valueText(bytes, rows, found!)).toBe(
						node === undefined ? undefined : text.slice(node.start, node.end),
					);
					expect(tryParseJsonText(bytes.toString('utf8', start, end))).toBeDefined();
				}
			}),
		);
	});

	function valueText(bytes: Buffer, rows: JsonRows, row: number): string {
		const [start, end] = valueRange(bytes, rows, row);
		return bytes.toString('utf8', start, end);
	}

	test('is JSONPath as RFC 9535 writes it', () => {
		expect(jsonPathOf(['items', 3, 'два слова', "it's", 'имя'])).toBe(
			"$.items[3]['два слова']['it\\'s'].имя",
		);
	});
});

describe('folding', () => {
	/** What a person would see, worked out row by row. */
	function seen(rows: JsonRows, folded: ReadonlySet<number>): number[] {
		const found = [];
		for (let row = 0; row < rows.length;) {
			found.push(row);
			row = folded.has(row) ? rows.link(row) + 1 : row + 1;
		}

		return found;
	}

	test('rows and places fit each other whatever is folded and opened', () => {
		fc.assert(
			fc.property(anyJson, fc.array(fc.nat(), {maxLength: 12}), (text, picks) => {
				const rows = rowsOf(text);
				const foldable = Array.from({length: rows.length}, (_, row) => row).filter(row =>
					opens(rows.kind(row)),
				);
				fc.pre(foldable.length > 0);
				let folds = nothingFolded;
				const folded = new Set<number>();
				for (const pick of picks) {
					const places = seen(rows, folded).filter(row => opens(rows.kind(row)));
					const row = places[pick % places.length]!;
					expect(isFolded(folds, row)).toBe(folded.has(row));
					folds = folded.has(row) ? unfold(rows, folds, row) : fold(rows, folds, row);
					if (!folded.delete(row)) {
						folded.add(row);
					}

					const expected = seen(rows, folded);
					expect(seenLength(rows, folds)).toBe(expected.length);
					expect(expected.map((_, place) => rowAtPlace(folds, place))).toEqual(expected);
					expect(expected.map(at => placeOfRow(rows, folds, at))).toEqual(expected.map((_, place) => place));
				}

				// A row that is not seen is where the fold over it is.
				for (const row of folded) {
					if (seen(rows, folded).includes(row)) {
						expect(placeOfRow(rows, folds, rows.link(row))).toBe(placeOfRow(rows, folds, row));
					}
				}

				const hidden = rows.length - 1;
				const open = reveal(rows, folds, hidden);
				expect(rowAtPlace(open, placeOfRow(rows, open, hidden))).toBe(hidden);
			}),
		);
	});

	test('folded to a level, opening shows one level more; what was folded inside stays folded', () => {
		const text = '{"a":{"b":{"c":1},"d":[1,2]},"e":[[3]]}';
		const rows = rowsOf(text);
		const folds = foldLevel(rows, 1);
		expect(seenLength(rows, folds)).toBe(4);
		const opened = unfold(rows, folds, rowAtPlace(folds, 1));
		expect(seenLength(rows, opened)).toBe(7);
		const again = unfold(rows, fold(rows, opened, 1), 1);
		expect(seenLength(rows, again)).toBe(7);
		expect(rows.kind(0)).toBe(rowKind.objectStart);
	});
});
