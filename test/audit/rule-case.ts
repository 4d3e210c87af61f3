import {describe, expect, test} from 'vitest';
import {auditSet} from '../../source/audit/audit.ts';
import type {Finding, Place} from '../../source/audit/finding.ts';
import {memorySource} from '../../source/audit/readers/memory-source.ts';
import {readSet, type ReadOptions} from '../../source/audit/readers/read-set.ts';
import type {Rule} from '../../source/audit/rule.ts';

/** A set as files by path; `modified` where a rule looks at it. */
export type Files = Readonly<
	Record<string, string | Buffer | {readonly bytes: string | Buffer; readonly modified: Date}>
>;

export type RuleCase = {
	readonly good: Files;
	readonly bad: Files;
	/** The smallest edit of the good set that the rule must notice: one text of one file replaced by another. */
	readonly mutant: {readonly file: string; readonly from: string; readonly to: string};
	/** What the bad set's finding must say, exactly as far as given. */
	readonly finding: Partial<Pick<Finding, 'claimed' | 'found' | 'subject' | 'code' | 'severity'>> & {
		readonly place: Partial<Place>;
	};
	/** Number of findings of this rule in the bad set; 1 unless said otherwise. */
	readonly count?: number;
	readonly options?: ReadOptions;
};

/** Reads a set from memory through the real readers and holds rules against it. */
export async function findingsIn(files: Files, options: ReadOptions = {}, rules?: readonly Rule[]) {
	const set = await readSet(memorySource(files), options);
	return {set, ...(await auditSet(set, rules))};
}

/**
 * The three proofs that every rule owes: silent on a good set (and every other rule is silent on it too), right about a
 * bad one, and flipped by the smallest edit.
 */
export function testRule(rule: Rule, {good, bad, mutant, finding, count = 1, options = {}}: RuleCase): void {
	describe(rule.id, () => {
		test('finds nothing in the good set, nor does any other rule', async () => {
			const result = await findingsIn(good, options);
			expect(result.findings).toEqual([]);
			expect(result.evaluated).toContain(rule.id);
		});

		test('finds the bad set', async () => {
			const result = await findingsIn(bad, options, [rule]);
			expect(result.findings).toHaveLength(count);
			expect(result.findings[0]).toMatchObject({rule: rule.id, ...finding});
		});

		test('is flipped by the mutant', async () => {
			const result = await findingsIn({...good, [mutant.file]: mutated(good, mutant)}, options, [rule]);
			expect(result.findings.length).toBeGreaterThan(0);
		});
	});
}

function mutated(files: Files, {file, from, to}: RuleCase['mutant']): Files[string] {
	const before = files[file];
	if (before === undefined) {
		throw new Error(`The good set has no ${file}.`);
	}

	const content = typeof before === 'string' || Buffer.isBuffer(before) ? before : before.bytes;
	const text = content.toString();
	if (!text.includes(from)) {
		throw new Error(`${file} of the good set does not hold ${JSON.stringify(from)}.`);
	}

	const after = text.replace(from, () => to);
	return typeof before === 'string' || Buffer.isBuffer(before) ? after : {...before, bytes: after};
}
