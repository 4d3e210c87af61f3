import {expect, test} from 'vitest';
import {readMarkdownReport} from '../../../source/audit/readers/markdown-report.ts';
import {speaksOfRun} from '../../../source/audit/readers/report-kind.ts';

function speaks(path: string, text: string): boolean {
	return speaksOfRun(path, readMarkdownReport(path, text));
}

const summary =
	'# Run 42\n\n| Key | Value |\n|---|---|\n| Host | stage.api.example |\n| Tests | 20 |\n| Green | 18 |\n| Red | 2 |\n';

test('a readme that sums a run up is a report', () => {
	expect(speaks('README.md', summary)).toBe(true);
	expect(
		speaks('README.md', '# Run\n\nStarted: 2025-12-16T05:11:52Z\n\n20 tests: 18 passed, 2 failed.\n'),
	).toBe(true);
});

test.each([
	['of a program', '# Tool\n\nThe suite has 20 tests. Run it with `npm test`.\n'],
	['with numbers and nothing that a run has', '# Tool\n\n20 tests: 18 passed, 2 failed.\n'],
	['of a plan', '# Plan\n\nDate: 2025-12-16\n\nTests planned: 20\n'],
])('a readme %s is none', (_, text) => {
	expect(speaks('README.md', text)).toBe(false);
});

test('a plan stays a plan whatever it counts', () => {
	expect(speaks('test-plan.md', summary)).toBe(false);
});
