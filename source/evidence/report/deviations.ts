import {disagrees} from '../tally.ts';
import {firingsOf, type TestRow} from '../rows.ts';
import {missingCaptures} from '../missing-captures.ts';
import {ids, notRun, type ReportContext} from './context.ts';
import {countDeviations} from './count-deviations.ts';
import {fact, fileLink, heading, joined, list, paragraph, type Block, type Line} from './document.ts';
import {markLabel, outcomeLabels, testLink} from './labels.ts';
import {stateLeftBehind} from './left-behind.ts';
import {checkDeviations} from './stage-checks.ts';

/** Where the session left its plan, what kept it from it, and where person and program differ. */
export function deviations(context: ReportContext): readonly Block[] {
	const items = [
		...checkDeviations(context),
		...testDeviations(context),
		...sessionDeviations(context),
		...countDeviations(context),
	];
	return [
		heading(2, 'Deviations and blocked tests'),
		items.length === 0 ? paragraph('None.') : list(items),
		...disagreements(context),
		...stateLeftBehind(context),
	];
}

function testDeviations(context: ReportContext): readonly Line[] {
	const {rows, record} = context;
	const {variant} = record.opened.plan;
	const inStage = rows.filter(({stage}) => stage !== null);
	const missing = notRun(context);
	const unplanned = inStage.filter(({planned}) => !planned);
	const otherVariant = inStage.filter(
		({latest}) => latest !== null && latest.attempt.intent.variant !== variant,
	);
	const retried = rows.filter(({firings}) => firings.length > 1);
	const firings = firingsOf(record);
	const unanswered = firings.filter(({attempt}) => attempt.verdict === 'unknown');
	const truncated = firings.filter(({attempt}) => attempt.exchange?.truncated === true);
	return [
		...when(missing, () => fact('Planned and not run', ids(missing))),
		...rows
			.filter(({mark}) => mark?.mark === 'blocked' || mark?.mark === 'skipped')
			.map(row => {
				const note = row.mark?.note ?? '';
				return fact(
					`${row.testId} ${markLabel(row.mark)}`,
					note === '' ? 'no reason was given' : `Operator: ${note}`,
				);
			}),
		...missingCaptures(firings).map(({firing, input}) =>
			fact(
				`${firing.attempt.intent.endpoint_id} went out without its captured value`,
				input.variable,
				` was ${input.from === 'example' ? 'the catalog’s example' : 'the profile’s value'} `,
				input.value,
				`, because ${input.endpoint_id} gave none (`,
				fileLink(firing.artifact),
				')',
			),
		),
		...when(unanswered, () =>
			fact(
				'Sent perhaps, outcome not stored (may have been applied)',
				...joined(unanswered.map(({artifact}) => fileLink(artifact))),
			),
		),
		...when(truncated, () =>
			fact('Bodies that are not complete', ...joined(truncated.map(({artifact}) => fileLink(artifact)))),
		),
		...when(otherVariant, () => fact(`Fired with another variant than ${variant}`, ...links(otherVariant))),
		...when(unplanned, () => fact('Fired in the stage without being planned', ...links(unplanned))),
		...when(retried, () => fact('Fired more than once', ...links(retried))),
	];
}

function sessionDeviations({record}: ReportContext): readonly Line[] {
	const {state, opened} = record;
	const {ended, resumedAt, repairs, unlockedHosts} = state;
	return [
		...when(resumedAt, () => fact('Resumed', resumedAt.join(', '))),
		...repairs.map(({at, bytes, kept_as}) =>
			fact(
				'Journal repaired',
				`${at}: a torn last line of ${bytes} bytes was cut off and kept as ${kept_as}`,
			),
		),
		...(ended === null ? [fact('Session not closed', 'the journal ends without a closing event')] : []),
		...(ended !== null && ended.reason !== 'finished' ? [fact('Session ended', ended.reason)] : []),
		...when([...unlockedHosts], () => fact('Writes were unlocked for', [...unlockedHosts].join(', '))),
		...(opened.profile.read_only ? [fact('Profile', 'read-only: no write could be fired')] : []),
		...(opened.profile.masking ? [] : [fact('Masking', 'off for personal data')]),
		...(opened.environment.git_dirty === true ? [fact('Revision', 'tracked files differed from it')] : []),
	];
}

function disagreements({rows}: ReportContext): readonly Block[] {
	const differing = rows.filter(disagrees);
	return differing.length === 0
		? []
		: [
				heading(3, 'Mark and verdict disagree'),
				{
					kind: 'table',
					columns: [{title: 'Test ID'}, {title: 'Verdict'}, {title: 'Mark'}, {title: 'Note'}],
					rows: differing.map(row => [
						[testLink(row)],
						[outcomeLabels[row.outcome]],
						[markLabel(row.mark)],
						[row.mark?.note ? `Operator: ${row.mark.note}` : '—'],
					]),
				},
			];
}

function links(rows: readonly TestRow[]): Line {
	return joined(rows.map(testLink));
}

function when(found: readonly unknown[], line: () => Line): readonly Line[] {
	return found.length === 0 ? [] : [line()];
}
