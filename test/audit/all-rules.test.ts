import {existsSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {describe, expect, test} from 'vitest';
import {allRules} from '../../source/audit/rules/all-rules.ts';

const folder = path.resolve(import.meta.dirname, '../../source/audit/rules');
const names = readdirSync(folder)
	.filter(file => file.endsWith('.ts') && file !== 'all-rules.ts')
	.map(file => file.slice(0, -'.ts'.length))
	.sort();

test('every rule stands in the list, once, under the name of its file', () => {
	expect(allRules.map(({id}) => id).toSorted()).toEqual(names);
	expect(names.length).toBeGreaterThan(0);
});

describe.each(allRules.map(rule => [rule.id, rule] as const))('%s', (id, rule) => {
	test('says what it proves and why that matters, and looks at something', () => {
		expect(id).toMatch(/^[a-z]+(?:-[a-z\d]+)*$/);
		expect(rule.proves).not.toBe('');
		expect(rule.why).toMatch(/^[A-Z].*\.$/s);
		// No reader gives these: such a rule says *not evaluated*, and has nothing to look at.
		const isOutOfReach = rule.needs.some(need => ['repository', 'schema', 'signature'].includes(need));
		expect(isOutOfReach || rule.check !== undefined || rule.checkFile !== undefined).toBe(true);
	});

	test('has a test of its own for its three proofs', () => {
		expect(existsSync(path.join(import.meta.dirname, 'rules', `${id}.test.ts`))).toBe(true);
	});
});
