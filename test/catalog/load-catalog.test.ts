import {createHash} from 'node:crypto';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Catalog} from '../../source/catalog/catalog.ts';
import {parseCatalog} from '../../source/catalog/load-catalog.ts';
import {describeProblem, Problem} from '../../source/catalog/problem.ts';
import {brokenSample, sampleCatalog} from './sample-catalog.ts';

async function problemOf(text: string): Promise<Problem> {
	try {
		await parseCatalog(text, 'c.yaml');
	} catch (error) {
		if (error instanceof Problem) {
			return error;
		}

		throw error;
	}

	throw new Error('The catalog was taken.');
}

const messageOf = async (text: string) => describeProblem(await problemOf(text));

describe('a catalog of the operator', () => {
	test('is read into the model, with defaults filled in', async () => {
		const catalog = await parseCatalog(sampleCatalog, 'c.yaml');
		expect(catalog.digest).toBe(createHash('sha256').update(sampleCatalog, 'utf8').digest('hex'));
		expect([...catalog.endpoints.keys()]).toEqual(['1.1', '1.2']);
		expect(catalog.endpoints.get('1.1')).toMatchObject({
			section: '1',
			artifact: 'test_1_1_one_event',
			deprecated: false,
			variants: [{name: 'documented', server: 'main', writes: false, body: null, query: []}],
		});
		expect(catalog.stages.get('smoke')?.tests).toEqual(['1.2', '1.1']);
		expect(catalog.variables.get('ticket_id')).toEqual({
			name: 'ticket_id',
			example: 'T"1',
			description: 'a ticket',
		});
		expect(catalog.profiles.get('staging')).toMatchObject({masking: true, title: 'staging'});
	});

	test('may have a BOM and CRLF line ends', async () => {
		const catalog = await parseCatalog(`\uFEFF${sampleCatalog.replaceAll('\n', '\r\n')}`, 'c.yaml');
		expect(catalog.endpoints.get('1.2')?.variants[0].body).toBe(
			'{\n  "id": "{{ticket_id}}",\n  "event": {{event_id}}\n}',
		);
	});

	test('a variant takes over what it does not state', async () => {
		const {endpoints} = await parseCatalog(sampleCatalog, 'c.yaml');
		const [documented, claimed] = endpoints.get('1.2')!.variants;
		expect(claimed).toMatchObject({
			name: 'claimed',
			note: 'as somebody claimed',
			method: 'DELETE',
			pathParameters: [{name: 'ticket_id', example: '{{ticket_id}}'}],
			body: null,
			writes: true,
			server: 'main',
		});
		expect(claimed?.headers).toEqual(documented.headers);
		expect(claimed?.captures).toEqual(documented.captures);
	});

	test('keeps what its author says of reading and writing, until a variant changes the method', async () => {
		const text = brokenSample('        headers:\n', '        writes: false\n        headers:\n');
		const {endpoints} = await parseCatalog(text, 'c.yaml');
		expect(endpoints.get('1.2')?.variants.map(({writes}) => writes)).toEqual([false, true]);
	});

	test('says what a request makes, removes and adds to tables', async () => {
		const text = brokenSample(
			'        variants:\n          claimed:\n',
			`        creates:
          - {what: ticket, variable: ticket_id, removed_by: '1.1'}
          - {what: trace, variable: ticket_id}
        removes:
          - {what: old ticket, variable: ticket_id}
        row_deltas: {'stg_*': 1, meta_job_runs: -2}
        variants:
          claimed:
`,
		);
		const {endpoints} = await parseCatalog(text, 'c.yaml');
		const [documented, claimed] = endpoints.get('1.2')!.variants;
		expect(documented).toMatchObject({
			creates: [
				{what: 'ticket', variable: 'ticket_id', removedBy: '1.1'},
				{what: 'trace', variable: 'ticket_id', removedBy: null},
			],
			removes: [{what: 'old ticket', variable: 'ticket_id'}],
			rowDeltas: [
				{tables: 'stg_*', delta: 1},
				{tables: 'meta_job_runs', delta: -2},
			],
		});
		expect(claimed?.creates).toEqual(documented.creates);
		expect(endpoints.get('1.1')?.variants[0]).toMatchObject({creates: [], removes: [], rowDeltas: []});
	});
});

/** The sample whose 1.2 states one more key. */
function withEffect(lines: string): string {
	return brokenSample(
		'        variants:\n          claimed:\n',
		`${lines}        variants:\n          claimed:\n`,
	);
}

const golden: ReadonlyArray<[name: string, text: string, message: string]> = [
	['an empty file', ' \n', 'c.yaml: The catalog is empty.\nBegin with name, servers and sections.'],
	[
		'a tab as indent',
		brokenSample('  main:\n', '\tmain:\n'),
		'c.yaml:4:1: This is not YAML: Tabs are not allowed as indentation.\nIndent with spaces.',
	],
	[
		'two documents',
		`${sampleCatalog}---\nname: x\n`,
		'c.yaml:62:1: The file holds more than one YAML document.\nKeep one: remove the line --- and what follows it.',
	],
	[
		'an id that YAML takes for a number',
		brokenSample("id: '1.1'", 'id: 1.10'),
		`c.yaml:26:13: This must be text, not the number 1.1.\nPut it in quotes: '1.10'.`,
	],
	[
		'an unknown key',
		brokenSample('        title: One event', '        titel: One event'),
		'c.yaml:26:9: The key "title" is missing.\nAdd it.\nc.yaml:27:9: The key "titel" is not known here. Did you mean "title"?',
	],
	[
		'an unknown method',
		brokenSample('method: GET', 'method: GTE'),
		'c.yaml:28:17: The text "GTE" is not one of the values that may stand here.\nDid you mean "GET"?',
	],
	[
		'a repeated id',
		brokenSample("id: '1.2'", "id: '1.1'"),
		`c.yaml:36:13: The id "1.1" stands twice.\nGive one endpoint another id.\nc.yaml:61:13: There is no endpoint "1.2". Did you mean "1.1"?`,
	],
	[
		'an id that leads out of the folder',
		brokenSample("id: '1.1'", 'id: ../../etc'),
		'c.yaml:26:13: "../../etc" cannot be an id.\nUse up to 64 letters, digits, dots, hyphens and underscores, such as 6.1 or events-lists.\nc.yaml:61:20: There is no endpoint "1.1". Did you mean "1.2"?',
	],
	[
		'an artifact name that another test has',
		brokenSample('test_1_2_update', 'test_1_1_one_event'),
		'c.yaml:38:19: The artifact name "test_1_1_one_event" belongs to 1.1 already.\nGive it another name under artifact: one would overwrite the other.',
	],
	[
		'a place without a parameter, and a parameter without a place',
		brokenSample('path: events/{event_id}', 'path: events/{evnt_id}'),
		'c.yaml:29:15: The place {evnt_id} has no parameter.\nAdd evnt_id with an example under path_parameters.\nc.yaml:31:11: The path "events/{evnt_id}" has no place {event_id}. Did you mean "evnt_id"?',
	],
	[
		'something made that an unknown endpoint removes',
		withEffect("        creates:\n          - {what: ticket, variable: ticket_id, removed_by: '1.11'}\n"),
		'c.yaml:54:61: There is no endpoint "1.11".\nDid you mean "1.1"?',
	],
	[
		'something made that no capture names',
		withEffect('        creates:\n          - {what: ticket, variable: tickt_id}\n'),
		'c.yaml:54:38: The answer is not searched for "tickt_id", so nothing would name what was made.\nDid you mean "ticket_id"? Or add it under captures.',
	],
	[
		'something removed that the request does not name',
		withEffect('        removes:\n          - {what: ticket, variable: show_id}\n'),
		'c.yaml:54:38: The request has no {{show_id}} that could name what it removes.\nThere are event_id, ticket_id.',
	],
	[
		'rows that are not counted in whole numbers',
		withEffect("        row_deltas: {'stg orders': 1, meta: 1.5}\n"),
		'c.yaml:53:45: This must be a whole number of rows, not the number 1.5.',
	],
	[
		'a table that is none',
		withEffect("        row_deltas: {'stg orders': 1}\n"),
		'c.yaml:53:22: "stg orders" is not the name of a table.\nUse letters, digits and underscores, and * for any of them, such as stg_qtickets_api_*.',
	],
	[
		'a stage with an unknown test',
		brokenSample("tests: ['1.2', '1.1']", "tests: ['1.2', '1.11']"),
		'c.yaml:61:20: There is no endpoint "1.11".\nDid you mean "1.1"?',
	],
	[
		'a stage that is prepared by what nobody knows',
		brokenSample("tests: ['1.2', '1.1']", "prepare: ['1.3']\n    tests: ['1.2']"),
		'c.yaml:61:15: There is no endpoint "1.3".\nDid you mean "1.1"?',
	],
	[
		'a stage that is prepared by a write',
		brokenSample("tests: ['1.2', '1.1']", "prepare: ['1.2']\n    tests: ['1.1']"),
		'c.yaml:61:15: "1.2" changes something on the server; what prepares a stage must not.\nName a request that only reads.',
	],
	[
		'a stage that is prepared by one of its tests',
		brokenSample("tests: ['1.2', '1.1']", "prepare: ['1.1']\n    tests: ['1.1']"),
		'c.yaml:61:15: "1.1" is a test of this stage already.\nRemove it here.',
	],
	[
		'an unknown server',
		brokenSample('server: main', 'server: mian'),
		'c.yaml:24:13: There is no server "mian".\nDid you mean "main"?',
	],
	[
		'an unknown variable, at its place in the body',
		brokenSample('"event": {{event_id}}', '"event": {{evnt_id}}'),
		'c.yaml:49:22: There is no variable "evnt_id".\nDid you mean "event_id"? Or declare it under variables with an example.',
	],
	[
		'a body that is not JSON, at its place in the file',
		brokenSample('"event": {{event_id}}', '"event": {{event_id}},'),
		'c.yaml:50:11: The body is not JSON once the examples are filled in: A comma stands before }: remove it.\nCorrect it; text values stand in double quotes: "{{variable}}".',
	],
	[
		'a body that is a map',
		brokenSample('body: null', 'body: {id: 1}'),
		'c.yaml:58:19: This must be text, not a map.\nWrite the exact JSON text as a block: body: |',
	],
	[
		'a JSONPath that is none',
		brokenSample('path: $.data.id', 'path: $.data[id'),
		"c.yaml:34:21: This is not a JSONPath: unexpected token 'i' in bracketed selection ('$.data[id':7).\nWrite it as in RFC 9535, such as $.data[0].id.",
	],
	[
		'a path that is a whole address',
		brokenSample('path: events/{event_id}', 'path: https://evil.example.com/{event_id}'),
		'c.yaml:29:15: The path "https://evil.example.com/{event_id}" is a whole address: it would send the token to another host.\nGive the part below the server\'s path, such as events/{event_id}.',
	],
	[
		'a header value with a line break',
		brokenSample('X-Trace: trace', 'X-Trace: "trace\\r\\nHost: evil"'),
		'c.yaml:45:20: The value of the header X-Trace holds line breaks or characters that a header cannot carry.\nUse printable ASCII only.',
	],
	[
		'a key that would reach into prototypes',
		brokenSample("  event_id: '12'", "  __proto__: '12'"),
		'c.yaml:15:3: The key "__proto__" is not allowed.\nGive it another name.',
	],
	[
		'a key twice in a map',
		brokenSample('title: Sample API', 'name: again'),
		'c.yaml:2:1: The key "name" stands twice in this map.\nRemove one of them.',
	],
	[
		'a tag',
		brokenSample('name: sample', 'name: !!js/function sample'),
		'c.yaml:1:21: Tags (!) are not supported.\nRemove the tag; put text in quotes.',
	],
	[
		'an alias that contains itself',
		brokenSample('tests: [', 'tests: &tests [*tests, '),
		'c.yaml:61:20: The alias *tests stands inside what it names.\nWrite the value out.',
	],
	[
		'masking turned off outside a sandbox',
		brokenSample('kind: test', 'kind: test\n    masking: false'),
		'c.yaml:10:14: Masking can be turned off only in a profile of kind sandbox.\nRemove the line.',
	],
	[
		'a base URL with a password',
		brokenSample('https://staging', 'https://me:secret@staging'),
		'c.yaml:10:15: The base URL holds a user name or password.\nGive scheme and host only, such as https://qtickets.ru.',
	],
	[
		'a token in place of its name',
		brokenSample('token: SAMPLE_TOKEN', 'token: 9f8a7b6c5d4e3f2a'),
		'c.yaml:6:12: This must be the name of an environment variable, never the token itself.\nWrite it as QTICKETS_TOKEN.',
	],
	[
		'a write that claims to read',
		brokenSample('method: DELETE', 'method: DELETE\n            writes: false'),
		'c.yaml:57:21: DELETE always writes.\nRemove the line.',
	],
];

describe('what is wrong with a catalog is said with file, line, column and the fix', () => {
	test.each(golden)('%s', async (_, text, message) => {
		expect(await messageOf(text)).toBe(message);
	});

	test('every problem has the code and the exit code of wrong usage', async () => {
		expect(await problemOf('name: x')).toMatchObject({code: 'catalog-invalid', exitCode: 2});
	});

	test('faults in different parts are all listed, in the order of the file', async () => {
		const text = brokenSample('kind: test', 'kind: tset')
			.replace('method: GET', 'method: GETT')
			.replace('path: tickets/{ticket_id}', 'path: /tickets/{ticket_id}');
		const lines = (await messageOf(text)).split('\n').filter(line => line.startsWith('c.yaml:'));
		expect(lines.map(line => line.split(':')[1])).toEqual(['9', '28']);
		const second = await messageOf(text.replace('kind: tset', 'kind: test'));
		expect(second).toContain('c.yaml:28:17');
		expect(second).toContain('c.yaml:57:19: The path "/tickets/{ticket_id}" begins with a slash.');
	});

	test('a thousand faults are not a thousand lines', async () => {
		const keys = Array.from({length: 1000}, (_, index) => `unknown_${index}: x\n`).join('');
		expect((await messageOf(`${sampleCatalog}${keys}`)).split('\n').length).toBeLessThan(30);
	});
});

describe('a hostile catalog is refused', () => {
	const aliases = (letter: string) => Array.from({length: 10}, () => `*${letter}`).join(', ');
	const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]']
		.concat(
			'b,c,d,e,f,g,h,i'
				.split(',')
				.map((letter, index) => `${letter}: &${letter} [${aliases('abcdefgh'.charAt(index))}]`),
		)
		.join('\n');

	test.each([
		['an alias bomb', bomb, /multiply into too many values/],
		['deep nesting of brackets', `a: ${'['.repeat(100_000)}`, /nests too deeply/],
		['deep nesting of lists', '- '.repeat(20_000), /nests too deeply/],
		['deep nesting that the parser takes', `a: ${'['.repeat(300)}${']'.repeat(300)}`, /nests too deeply/],
		['more than 1 MB', `name: ${'x'.repeat(1_100_000)}`, /larger than 1 MB/],
		['text that is no map', 'just text', /must be a map of keys and values, not the text "just text"/],
		['a merge key', `base: &b {a: 1}\nname:\n  <<: *b\n`, /Merge keys/],
		[
			'a directive for YAML 1.1',
			`%YAML 1.1\n---\n${brokenSample("id: '1.1'", 'id: no')}`,
			/no endpoint "1\.1"/,
		],
		['aliases without end', `a: &a [x]\nb: [${'*a,'.repeat(300_000)}]`, /multiply into too many values/],
		['an alias to nothing', 'name: *nothing', /names no anchor/],
	])('%s', async (_, text, message) => {
		expect(await messageOf(text)).toMatch(message);
	});

	test('a message never carries what would act on a terminal', async () => {
		const message = await messageOf(brokenSample("id: '1.1'", 'id: "\\e]0;owned\\a\\u202e"'));
		expect(message).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
		expect(message).toContain('cannot be an id');
		const server = await messageOf(brokenSample('server: main', 'server: "\\e[2J\\x9b"'));
		expect(server).toContain('There is no server "\\u{1B}[2J\\u{9B}".');
	});

	test('a value of half a megabyte is not quoted in full', async () => {
		const text = brokenSample('path: events/{event_id}', `path: ${'a'.repeat(500_000)}?{event_id}`);
		expect((await messageOf(text)).length).toBeLessThan(2000);
	});

	test('ten thousand keys in one map are read, not compared with each other', async () => {
		const variables = Array.from({length: 10_000}, (_, index) => `  v${index}: 'x'\n`).join('');
		const catalog = await parseCatalog(
			brokenSample("  event_id: '12'\n", `  event_id: '12'\n${variables}`),
			'c.yaml',
		);
		expect(catalog.variables.size).toBe(10_002);
	});
});

describe('whatever a file holds', () => {
	async function outcome(text: string): Promise<Catalog | Problem> {
		return parseCatalog(text, 'c.yaml').catch((error: unknown) => {
			if (error instanceof Problem) {
				return error;
			}

			throw error;
		});
	}

	const lines = sampleCatalog.split('\n');
	const scrap = fc.constantFrom(
		...[
			'null',
			'[]',
			'{}',
			'1',
			'1.10',
			'true',
			"'x'",
			'*a',
			'&a',
			'!t',
			'{{x}}',
			'$..',
			'- ',
			'|',
			'"',
			'#',
			'\t',
			'__proto__: 1',
		],
	);
	const mutation = fc.record({
		line: fc.nat({max: lines.length - 1}),
		kind: fc.constantFrom('value', 'insert', 'delete', 'double', 'character', 'indent'),
		scrap,
		at: fc.nat({max: 60}),
		character: fc.string({minLength: 1, maxLength: 3, unit: 'binary'}),
	});

	function mutated(
		mutations: ReadonlyArray<{line: number; kind: string; scrap: string; at: number; character: string}>,
	) {
		const copy = [...lines];
		for (const {line, kind, scrap: piece, at, character} of mutations) {
			const text = copy[line] ?? '';
			copy[line] =
				{
					value: text.replace(/:.*$/, `: ${piece}`),
					insert: `${text}\n${' '.repeat(at % 12)}${piece}`,
					delete: '',
					double: `${text}\n${text}`,
					character: text.slice(0, at) + character + text.slice(at),
					indent: `  ${text}`,
				}[kind] ?? text;
		}

		return copy.join('\n');
	}

	test('it is a catalog or a problem at a place, never another error', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(mutation, {minLength: 1, maxLength: 4}), async mutations => {
				const text = mutated(mutations);
				const result = await outcome(text);
				if (result instanceof Problem) {
					expect(result.code).toBe('catalog-invalid');
					expect(result.place.file).toBe('c.yaml');
					expect(result.place.line ?? 1).toBeLessThanOrEqual(text.split('\n').length);
				} else {
					expect(
						[...result.endpoints.values()].every(({variants}) => variants[0].name === 'documented'),
					).toBe(true);
				}
			}),
			{numRuns: 600},
		);
	});

	test('arbitrary text and arbitrary JSON do not break the reader', async () => {
		await fc.assert(
			fc.asyncProperty(fc.oneof(fc.string({unit: 'binary'}), fc.json()), async text => {
				expect(await outcome(text)).toBeInstanceOf(Problem);
			}),
			{numRuns: 300},
		);
	});
});
