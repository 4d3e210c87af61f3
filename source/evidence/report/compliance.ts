import type {CountsTaken} from '../../session/event.ts';
import type {Stamped} from '../../session/state.ts';
import {countRows} from '../counts.ts';
import {notRun, ids, type ReportContext} from './context.ts';
import {fact, heading, list, type Block, type Line} from './document.ts';
import {groupTitle, plural} from './labels.ts';
import {logPath, notMeasured} from '../names.ts';
import {tokensText} from '../tokens-text.ts';
import {checksSentence} from './stage-checks.ts';

/** What PROTOCOL.md asks of each stage, beside what was done. A tick is computed, never typed. */
export function compliance(context: ReportContext): readonly Block[] {
	const {tally, archiveName} = context;
	return [
		heading(2, 'Compliance with PROTOCOL.md'),
		list([
			...complianceBefore(context),
			complianceItem(
				tally.complete,
				'Stage 3',
				`report and log (${logPath}) derived from the journal; archive ${archiveName}.`,
			),
		]),
	];
}

/** The same of what comes before Stage 3, for who has not exported anything yet. */
export function complianceBefore(context: ReportContext): readonly Line[] {
	const {record, tally} = context;
	const {opened} = record;
	const {environment, sandbox} = opened;
	const hasAccess = environment.tokens.length > 0 || sandbox !== null;
	const {before, after} = record.state.counts;
	const rows = countRows(record.state);
	const missing = notRun(context);
	const planned = tally.groups.filter(({group}) => group.stage !== null && group.plan.length > 0);
	const stages: readonly Line[] =
		planned.length === 0
			? [complianceItem(false, 'Stage 2', 'not done: no stage was planned.')]
			: planned.map(({group, totals}) => {
					const run = totals.planned - group.rows.filter(row => missing.includes(row)).length;
					return complianceItem(
						run === totals.planned,
						groupTitle(group),
						`${run} of ${totals.planned} planned tests run${run === totals.planned ? '' : `; not run: ${ids(group.rows.filter(row => missing.includes(row)))}`}; ${plural(totals.attempts, 'artifact')}.`,
					);
				});
	return [
		complianceItem(
			hasAccess && tally.checks.blocked === 0,
			'Stage 1',
			`environment recorded; ${hasAccess && environment.tokens.length === 0 ? 'sandbox, no token needed' : tokensText(opened)}; ${checksSentence(context)}.`,
		),
		...stages,
		complianceItem(
			rows.length > 0 && rows.every(({change}) => change !== null),
			'ClickHouse counts',
			`before: ${sideText(before)}; after: ${sideText(after)}.`,
		),
	];
}

function sideText(taken: Stamped<CountsTaken> | null): string {
	if (taken === null) {
		return notMeasured;
	}

	const uncounted = (taken.failed ?? []).filter(({what}) => what === 'count').length;
	return `${taken.at}, ${plural(taken.tables.length, 'table')}${uncounted === 0 ? '' : `, ${uncounted} more ${notMeasured}`}`;
}

/** A line of what was asked, ticked where it is done. */
export function complianceItem(isDone: boolean, name: string, text: string): Line {
	return [isDone ? '✔ ' : '✘ ', ...fact(name, text)];
}
