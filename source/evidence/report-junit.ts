import type {SessionRecord} from './record.ts';
import {notMeasured} from './names.ts';
import {groupTitle, sectionTitle, signed} from './report/labels.ts';
import type {TestRow} from './rows.ts';
import type {Tally, Totals} from './tally.ts';
import {testCountsOf, toldDeltas, type TestCounts} from './test-counts.ts';
import {variantLabel} from './variant-label.ts';
import {xmlText} from './xml-text.ts';

/**
 * The matrix as JUnit XML: a suite for every section, a case for every test with its latest attempt.
 *
 * JUnit knows four results, we six. What it lacks is said in the message and, exactly, in the property `verdict`:
 *
 * - success: passed
 * - failure: `failure`, the answer is wrong
 * - no-response, unknown: `error`, there is no usable answer
 * - limitation (an error expected before the run) and not-run: `skipped`, which neither passes nor fails
 *
 * @see https://github.com/testmoapp/junitxml
 */
export function junitReport(record: SessionRecord, tally: Tally): string {
	const {opened} = record;
	const counted = new Map(testCountsOf(record).map(counts => [counts.intent, counts]));
	const suites = tally.groups.flatMap(({group, sections}) =>
		sections.map(({section, rows, totals}) =>
			[
				`\t<testsuite${attributes({name: `${groupTitle(group)} - ${sectionTitle(section)}`, ...counts(totals), time: seconds(rows), timestamp: opened.at})}>`,
				...rows.map(row =>
					testCase(row, sectionTitle(section), counted.get(row.latest?.attempt.intent.seq ?? 0)),
				),
				'\t</testsuite>',
			].join('\n'),
		),
	);
	const rows = tally.groups.flatMap(({group}) => group.rows);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<testsuites${attributes({name: opened.name, ...counts(tally.all), time: seconds(rows), timestamp: opened.at})}>`,
		...suites,
		'</testsuites>',
		'',
	].join('\n');
}

function counts({tests, outcomes}: Totals): Record<string, number> {
	return {
		tests,
		failures: outcomes.failure,
		errors: outcomes['no-response'] + outcomes.unknown,
		skipped: outcomes.limitation + outcomes['not-run'],
	};
}

function testCase(row: TestRow, className: string, counts: TestCounts | undefined): string {
	const {latest, mark} = row;
	const reasons = latest?.attempt.reasons.map(({text}) => text).join(' ') ?? 'Not run.';
	const properties: ReadonlyArray<readonly [name: string, value: string]> = [
		['verdict', row.outcome],
		['mark', mark?.mark ?? 'none'],
		['attempts', String(row.firings.length)],
		['status', String(latest?.attempt.exchange?.status ?? 'none')],
		['latency_ms', String(latest?.attempt.exchange?.latency_ms ?? 'not measured')],
		['variant', latest === null ? 'none' : variantLabel(latest.attempt.intent)],
		['artifact', latest?.artifact ?? 'none'],
		...(counts === undefined ? [] : [['row_deltas', rowDeltas(counts)] as const]),
		...(mark === null || mark.note === '' ? [] : [['operator_note', mark.note] as const]),
	];
	return [
		`\t\t<testcase${attributes({name: `${row.testId} ${latest?.attempt.intent.endpoint ?? ''}`.trim(), classname: className, time: seconds([row])})}>`,
		'\t\t\t<properties>',
		...properties.map(([name, value]) => `\t\t\t\t<property${attributes({name, value})}/>`),
		'\t\t\t</properties>',
		...result(row, reasons).map(line => `\t\t\t${line}`),
		'\t\t</testcase>',
	].join('\n');
}

/** The tables whose rows changed, or should have: `stg_orders +1 (expected +1: consistent)`. */
function rowDeltas(counts: TestCounts): string {
	return counts.before === null || counts.after === null
		? notMeasured
		: toldDeltas(counts)
				.map(({table, delta, expected, verdict}) => {
					const change = delta === null ? notMeasured : signed(delta);
					return `${table} ${change}${expected === null ? '' : ` (expected ${signed(expected)}: ${verdict ?? ''})`}`;
				})
				.join('; ') || 'no change';
}

function result({outcome, latest}: TestRow, reasons: string): readonly string[] {
	switch (outcome) {
		case 'success': {
			return [];
		}

		case 'failure': {
			const type = latest?.attempt.reasons[0]?.code ?? 'failure';
			return [`<failure${attributes({type, message: reasons})}/>`];
		}

		case 'no-response': {
			const type = latest?.attempt.exchange?.error?.kind ?? 'no-response';
			return [`<error${attributes({type, message: reasons})}/>`];
		}

		case 'unknown': {
			return [`<error${attributes({type: 'unknown', message: reasons})}/>`];
		}

		case 'limitation': {
			return [`<skipped${attributes({message: `expected limitation: ${reasons}`})}/>`];
		}

		case 'not-run': {
			return [`<skipped${attributes({message: 'not run'})}/>`];
		}
	}
}

/** JUnit counts in seconds. What has no latency adds nothing; the property `latency_ms` says that it was not measured. */
function seconds(rows: readonly TestRow[]): string {
	const micros = rows.reduce(
		(sum, {latest}) => sum + Math.round((latest?.attempt.exchange?.latency_ms ?? 0) * 1000),
		0,
	);
	return (micros / 1_000_000).toFixed(6);
}

function attributes(values: Readonly<Record<string, string | number>>): string {
	return Object.entries(values)
		.map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
		.join('');
}
