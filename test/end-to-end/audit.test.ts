import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {fileDigests, runProgram} from './program.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('audit', () => {
	test('the committed sample set is clean, and left as it was', async () => {
		const before = fileDigests(path.join(root, 'artifacts/sample'));
		const {code, stdout, stderr} = await runProgram(['audit', 'artifacts/sample'], {directory: root});
		expect(stdout).toContain('no contradiction found');
		expect(stderr).toBe('');
		expect(code).toBe(0);
		expect(fileDigests(path.join(root, 'artifacts/sample'))).toEqual(before);
	});

	test('the reference report is refuted, as the readme shows it', async () => {
		const readme = readFileSync(path.join(root, 'readme.md'), 'utf8');
		const excerpt = readme
			.split(/<!-- audit excerpt[^>]*-->\n```\n/)[1]!
			.split('```\n<!-- /audit excerpt -->')[0]!
			.split('\n  […]\n');
		const {code, stdout} = await runProgram(['audit', 'test/audit/reference'], {
			directory: root,
			environment: {COLUMNS: '80'},
		});
		let rest = stdout;
		for (const part of excerpt) {
			expect(rest).toContain(part.trimEnd());
			rest = rest.slice(rest.indexOf(part.trimEnd()) + part.trimEnd().length);
		}

		expect(excerpt.length).toBeGreaterThan(1);
		expect(code).toBe(1);
	});

	test('a path that is not there ends with 2, in words', async () => {
		const {code, stdout, stderr} = await runProgram(['audit', 'no such folder']);
		expect(stdout).toBe('');
		expect(stderr).toContain('no such folder cannot be read');
		expect(code).toBe(2);
	});
});
