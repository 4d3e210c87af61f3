import {describe, expect, test} from 'vitest';
import type {ExportAudit} from '../../source/tui/export-summary.ts';
import {exportContent} from '../../source/tui/views/export-view.ts';

function shown(audit: ExportAudit): string {
	const content = exportContent(
		{
			kind: 'done',
			summary: {archive: 'a.zip', sha256: 'f'.repeat(64), directory: 'a', files: [], complete: true, audit},
		},
		80,
	);
	return Array.from({length: content.length}, (_, index) =>
		content
			.row(index)
			.map(([text]) => text)
			.join(''),
	).join('\n');
}

const clean: ExportAudit = {
	isClean: true,
	verdict: 'no contradiction found, 83 of 121 rules evaluated',
	findings: [],
	command: 'audit a',
};

describe('the audit on the export screen', () => {
	test('a clean one is one line', () => {
		expect(shown(clean)).toContain('✔ Audit of the files as they stand on the disk: no contradiction found');
	});

	test('findings are named with rule, place and both values, and where to see all of them', () => {
		const finding = {rule: 'report-not-derived', place: 'reports/r.md:12', text: '21 tests → 20 tests'};
		const text = shown({
			...clean,
			isClean: false,
			verdict: '1 high, 83 of 121 rules evaluated',
			findings: Array.from({length: 9}, () => finding),
		});
		expect(text).toContain('✘ Audit of the files as they stand on the disk: 1 high');
		expect(text).toContain('report-not-derived  reports/r.md:12');
		expect(text).toContain('21 tests → 20 tests');
		expect(text).toContain('9 in all; qtickets-explorer audit a shows them.');
	});
});
