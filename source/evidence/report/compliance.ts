import {notRun, ids, type ReportContext} from './context.ts';
import {fact, heading, list, type Block, type Line} from './document.ts';
import {groupTitle, plural} from './labels.ts';
import {logPath, notMeasured} from '../names.ts';
import {tokensText} from '../tokens-text.ts';

/** What PROTOCOL.md asks of each stage, beside what was done. A tick is computed, never typed. */
export function compliance(context: ReportContext): readonly Block[] {
	const {record, tally, archiveName} = context;
	const {opened} = record;
	const {environment, sandbox} = opened;
	const hasAccess = environment.tokens.length > 0 || sandbox !== null;
	const {before, after} = record.state.counts;
	const missing = notRun(context);
	const planned = tally.groups.filter(({group}) => group.stage !== null && group.plan.length > 0);
	const stages: readonly Line[] =
		planned.length === 0
			? [item(false, 'Stage 2', 'not done: no stage was planned.')]
			: planned.map(({group, totals}) => {
					const run = totals.planned - group.rows.filter(row => missing.includes(row)).length;
					return item(
						run === totals.planned,
						groupTitle(group),
						`${run} of ${totals.planned} planned tests run${run === totals.planned ? '' : `; not run: ${ids(group.rows.filter(row => missing.includes(row)))}`}; ${plural(totals.attempts, 'artifact')}.`,
					);
				});
	return [
		heading(2, 'Compliance with PROTOCOL.md'),
		list([
			item(
				hasAccess,
				'Stage 1',
				`environment recorded; ${hasAccess && environment.tokens.length === 0 ? 'sandbox, no token needed' : tokensText(opened)}.`,
			),
			...stages,
			item(
				before !== null && after !== null,
				'ClickHouse counts',
				`before: ${before === null ? notMeasured : before.at}; after: ${after === null ? notMeasured : after.at}.`,
			),
			item(
				tally.complete,
				'Stage 3',
				`report and log (${logPath}) derived from the journal; archive ${archiveName}.`,
			),
		]),
	];
}

function item(isDone: boolean, name: string, text: string): Line {
	return [isDone ? '✔ ' : '✘ ', ...fact(name, text)];
}
