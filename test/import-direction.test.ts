import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';

/** What each room may import besides itself (design.md §4): rooms further down the way of the data, and no others. */
const allowed: Readonly<Record<string, readonly string[]>> = {
	catalog: [],
	request: ['catalog'],
	verdict: ['request', 'catalog'],
	session: ['verdict', 'request', 'catalog'],
	evidence: ['session', 'verdict', 'request', 'catalog', 'terminal'],
	audit: ['evidence', 'session', 'verdict', 'request', 'catalog', 'terminal'],
	clickhouse: ['session', 'verdict', 'request', 'catalog', 'terminal'],
	sandbox: [],
	terminal: [],
	tui: ['evidence', 'audit', 'clickhouse', 'session', 'verdict', 'request', 'catalog', 'terminal'],
	commands: [
		'tui',
		'evidence',
		'audit',
		'clickhouse',
		'session',
		'verdict',
		'request',
		'catalog',
		'terminal',
		'sandbox',
	],
	'cli.tsx': ['commands'],
};

/** Packages that only certain rooms may load. */
const packages: ReadonlyArray<{name: RegExp; rooms: readonly string[]}> = [
	{name: /^(?:ink|react|ink-table)(?:\/|$)/, rooms: ['tui', 'terminal', 'commands']},
	{name: /^commander$/, rooms: ['commands']},
	{name: /^axios$/, rooms: ['request']},
	{name: /^yaml$/, rooms: ['catalog']},
	{name: /^valibot$/, rooms: ['catalog', 'audit']},
	{name: /^csv-parse(?:\/|$)/, rooms: ['audit']},
	{name: /^yazl$/, rooms: ['evidence']},
	{name: /^yauzl$/, rooms: ['evidence', 'audit']},
	{name: /^conf$/, rooms: ['commands']},
	{name: /^@clickhouse\//, rooms: ['clickhouse']},
];

const root = path.resolve(import.meta.dirname, '../source');
const files = readdirSync(root, {recursive: true, encoding: 'utf8'})
	.filter(file => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
	.map(file => file.split(path.sep).join('/'));

function roomOf(file: string): string {
	return file.split('/')[0]!;
}

function importsOf(file: string): string[] {
	const text = readFileSync(path.join(root, file), 'utf8');
	return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(match => match[1]!);
}

describe('imports point only the way of the data', () => {
	test('there are files to look at', () => {
		expect(files.length).toBeGreaterThan(50);
		expect(Object.keys(allowed)).toEqual(expect.arrayContaining([...new Set(files.map(roomOf))]));
	});

	test.each(files)('%s', file => {
		const room = roomOf(file);
		for (const specifier of importsOf(file)) {
			if (specifier.startsWith('.')) {
				const target = roomOf(path.posix.normalize(path.posix.join(path.posix.dirname(file), specifier)));
				if (target !== room) {
					expect(allowed[room], `${file} imports ${specifier}`).toContain(target);
				}
			} else if (!specifier.startsWith('node:')) {
				const rule = packages.find(({name}) => name.test(specifier));
				if (rule !== undefined) {
					expect(rule.rooms, `${file} imports ${specifier}`).toContain(room);
				}
			}
		}
	});

	test('the core never waits for a screen: no file left of the screens imports Ink or a command', () => {
		const core = files.filter(file => !['tui', 'commands', 'cli.tsx', 'terminal'].includes(roomOf(file)));
		for (const file of core) {
			expect(
				importsOf(file).filter(name => /ink|react|commands|tui/.test(name)),
				file,
			).toEqual([]);
		}
	});
});
