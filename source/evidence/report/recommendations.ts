import type {LeftBehind} from '../../session/walkthrough.ts';
import {disagrees} from '../tally.ts';
import {countGaps} from '../counts.ts';
import type {FindingKind} from '../findings.ts';
import {ids, notRun, rowsOf, type ReportContext} from './context.ts';
import {heading, list, paragraph, type Block} from './document.ts';

/** What follows from a finding. A kind that was not found recommends nothing. */
const advice: ReadonlyArray<readonly [kind: FindingKind, text: (tests: string) => string]> = [
	[
		'soft-error',
		tests =>
			`Read the body before taking HTTP 2xx for success: ${tests} answered an error under a success status.`,
	],
	['undocumented-route', tests => `Ask the API’s owner which method and path are served for ${tests}.`],
	[
		'permission',
		tests => `Get a token that may do this, then repeat ${tests}; until then they show the refusal only.`,
	],
	['missing-data', tests => `Create the missing records or use ids of this account, then repeat ${tests}.`],
	['failure', tests => `Settle with the API’s owner whether documentation or server is wrong for ${tests}.`],
	[
		'no-response',
		tests => `Find out why no complete answer came for ${tests} before anything is concluded about them.`,
	],
	['retried', tests => `Do not rely on ${tests} until it is known why attempts differ.`],
];

export function recommendations(context: ReportContext): readonly Block[] {
	const items = advice.flatMap(([kind, text]) => {
		const rows = rowsOf(context, kind);
		return rows.length === 0 ? [] : [[text(ids(rows))]];
	});
	return [
		heading(2, 'Recommendations'),
		items.length === 0 ? paragraph('None follows from the results.') : list(items),
	];
}

function thingsText(things: readonly LeftBehind[]): string {
	return things.map(({what, value}) => `${what} ${value}`).join(', ');
}

/** What is missing in this evidence, and how to get it. */
export function nextSteps(context: ReportContext): readonly Block[] {
	const {record, tally, rows, leftBehind} = context;
	const {counts, ended} = record.state;
	const {sandbox, profile, environment} = record.opened;
	const missing = notRun(context);
	const unknown = rowsOf(context, 'unknown');
	const writes = unknown.filter(({latest}) => latest?.attempt.intent.writes === true);
	const differing = rows.filter(disagrees);
	const removable = leftBehind.filter(({removedBy}) => removedBy !== null);
	const lasting = leftBehind.filter(({removedBy}) => removedBy === null);
	const steps: ReadonlyArray<readonly [isDue: boolean, text: string]> = [
		[
			writes.length > 0,
			`Look up on the server what became of ${ids(writes)} before firing again: it may have been applied.`,
		],
		[
			unknown.length > writes.length,
			`Fire again: ${ids(unknown.filter(row => !writes.includes(row)))} (they write nothing).`,
		],
		[missing.length > 0, `Run the planned tests that were not run: ${ids(missing)}.`],
		[differing.length > 0, `Settle mark against verdict for ${ids(differing)}.`],
		[tally.exploratory, 'Run a stage: an exploratory session proves only what was fired.'],
		[sandbox !== null || profile.kind === 'sandbox', 'Run the same against the real API.'],
		[environment.git_dirty === true, 'Repeat from a committed revision.'],
		[counts.before === null || counts.after === null, 'Take ClickHouse counts before and after.'],
		[removable.length > 0, `Remove what was left on the server: ${thingsText(removable)}.`],
		[
			lasting.length > 0 && sandbox === null,
			`Ask the API’s owner to remove what no documented request removes: ${thingsText(lasting)}.`,
		],
		[
			countGaps(record.state).some(({what}) => what === 'count'),
			'Count the tables that could not be counted, before and after.',
		],
		[
			tally.rowDeltas.late > 0,
			'Count again with more time to settle (--settle): some rows may have come late.',
		],
		[
			tally.rowDeltas.missing + tally.rowDeltas.unexpected > 0,
			'Find out why ClickHouse did not get the rows that were expected.',
		],
		[ended === null && !tally.complete, 'Close the session, then derive this report again.'],
	];
	const due = steps.filter(([isDue]) => isDue).map(([, text]) => [text]);
	return [heading(2, 'Next Steps'), due.length === 0 ? paragraph('None: nothing is missing.') : list(due)];
}
