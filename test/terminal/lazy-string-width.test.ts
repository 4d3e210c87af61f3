import {mkdtempSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import fc from 'fast-check';
import stringWidth from 'string-width';
import {beforeAll, expect, test} from 'vitest';

let lazy: (text: string) => number;
beforeAll(async () => {
	const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'width-')), 'width.mjs');
	await build({
		entryPoints: ['source/terminal/lazy-string-width.js'],
		bundle: true,
		platform: 'node',
		format: 'esm',
		outfile,
		logLevel: 'error',
	});
	({default: lazy} = (await import(pathToFileURL(outfile).href)) as {default: typeof lazy});
});

const pieces = fc.oneof(
	fc.constantFrom(
		'Концерт',
		'é',
		'ñ',
		'━▶',
		'│',
		'…',
		'✔',
		'✘',
		'◐',
		'∅',
		'→',
		'日本',
		'👩‍👩‍👧',
		'🇷🇺',
		'⚠️',
		'⚠',
		'a\u0301',
		'\t',
		'\u200b',
		'\u00ad',
		'\u001B[1m',
		'\u001B[38;5;12m',
		'\u001B[39m',
		'↔',
		'◽',
	),
	fc.string({unit: 'binary', maxLength: 4}),
	fc.string({unit: 'grapheme', maxLength: 4}),
);

test('gives the very widths of the package that it stands for', () => {
	fc.assert(
		fc.property(
			fc.array(pieces, {maxLength: 8}).map(parts => parts.join('')),
			text => {
				expect(lazy(text)).toBe(stringWidth(text));
			},
		),
		{numRuns: 3000},
	);
});

test('every single character that it measures itself has the width that the package gives it', () => {
	for (let point = 0x20; point < 0x3000; point++) {
		const character = String.fromCodePoint(point);
		expect(lazy(character), `U+${point.toString(16)}`).toBe(stringWidth(character));
	}
});
