import {readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';
import {newFolder, runProgram, sessionFolder} from './program.ts';

/** What differs from run to run, and nothing else. */
function timeless(text: string): string {
	return text.replaceAll(/\| +[\d.]+ \| ✘/g, '| … | ✘').replaceAll(/\[([\w.]+)\]\([^)]*\)/g, '$1');
}

test('the excerpt of the readme is from a real report', async () => {
	const readme = readFileSync(path.resolve(import.meta.dirname, '../../readme.md'), 'utf8');
	const excerpt = readme
		.split(/<!-- excerpt[^>]*-->\n/)[1]!
		.split('<!-- /excerpt -->')[0]!
		.trim();
	const out = newFolder();
	await runProgram([
		'run',
		'stage2',
		'--sandbox',
		'--scenario',
		'november',
		'--variant',
		'reported',
		'--out',
		out,
	]);
	const report = readFileSync(
		path.join(sessionFolder(out), 'reports/qtickets_stage2_final_report.md'),
		'utf8',
	);
	const rows = report.split('\n').filter(line => /^\| (?:Test ID|6\.1|6\.13) /.test(line));
	expect(timeless(excerpt)).toBe(
		timeless(
			[
				rows[0]!,
				'| --- | --- | --- | --- | ---: | --- | --- | ---: | --- | --- |',
				...rows.filter(row => row.startsWith('| 6')),
			].join('\n'),
		),
	);
});
