import {expect, test} from 'vitest';
import {revisionDirty} from '../../../source/audit/rules/revision-dirty.ts';
import type {JournalEvent} from '../../../source/session/event.ts';
import {relined} from '../own/honest-session.ts';
import {honestEvents, productionProfile, testJournalRule, withEvent} from '../own/journal-rule-case.ts';
import {findingsIn} from '../rule-case.ts';

const revision = 'a8a94ae3e20621738300cdd4ec78c03ef977a987';
const dirty = (isDirty: boolean): ((events: readonly JournalEvent[]) => readonly JournalEvent[]) =>
	withEvent('session.opened', event => ({
		...event,
		environment: {...event.environment, git_revision: revision, git_dirty: isDirty},
	}));

testJournalRule(revisionDirty, {
	profile: productionProfile,
	given: dirty(false),
	forge: dirty(true),
	finding: {
		place: {file: 'session.jsonl', line: 1, pointer: '/environment/git_dirty'},
		severity: 'medium',
		claimed: 'revision a8a94ae3e206',
	},
});

test('a rehearsal against the sandbox is not held to it', async () => {
	const journal = relined(dirty(true)(await honestEvents()));
	const {findings, evaluated} = await findingsIn({'session.jsonl': journal}, {}, [revisionDirty]);
	expect([findings, evaluated]).toEqual([[], ['revision-dirty']]);
});

test("another team's report that says so itself", async () => {
	const report = (stated: string): string =>
		`# Test Report\n\n- **Git Revision:** ${stated}\n\n| Test ID | Endpoint | Status |\n| --- | --- | --- |\n| 6.1 | GET /a | 200 |\n`;
	const found = async (stated: string): Promise<number> =>
		(await findingsIn({'report.md': report(stated)}, {}, [revisionDirty])).findings.length;
	expect(await found('a8a94ae-dirty')).toBe(1);
	expect(await found('a8a94ae3e206 (with uncommitted changes)')).toBe(1);
	expect(await found('a8a94ae3e206')).toBe(0);
});
