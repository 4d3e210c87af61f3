import {disagrees} from '../tally.ts';
import {firingsOf, type Firing, type TestRow} from '../rows.ts';
import {missingCaptures} from '../missing-captures.ts';
import {ids, notRun, type ReportContext} from './context.ts';
import {countDeviations} from './count-deviations.ts';
import {fact, fileLink, heading, joined, list, paragraph, type Block, type Line} from './document.ts';
import {markLabel, outcomeLabels, plural, testLink} from './labels.ts';
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
	const inPlan = context.tally.groups
		.filter(({group}) => group.stage !== null || group.plan.length > 0)
		.flatMap(({group}) => group.rows);
	const missing = notRun(context);
	const unplanned = inPlan.filter(({planned}) => !planned);
	const otherVariant = inPlan.filter(
		({latest}) => latest !== null && latest.attempt.intent.variant !== variant,
	);
	const retried = rows.filter(({firings}) => firings.length > 1);
	const firings = firingsOf(record);
	const unanswered = firings.filter(({attempt}) => attempt.verdict === 'unknown');
	const edited = firings.filter(({attempt}) => attempt.intent.edited === true);
	const notJson = firings.filter(({attempt}) => attempt.intent.body_not_json === true);
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
			fact('Sent perhaps, outcome not stored (may have been applied)', ...artifactLinks(unanswered)),
		),
		...when(edited, () =>
			fact('Request edited by the operator before it was sent', ...artifactLinks(edited)),
		),
		...when(notJson, () => fact('Body sent as typed, though not JSON', ...artifactLinks(notJson))),
		...when(truncated, () => fact('Bodies that are not complete', ...artifactLinks(truncated))),
		...when(otherVariant, () => fact(`Fired with another variant than ${variant}`, ...links(otherVariant))),
		...when(unplanned, () => fact('Fired without being planned', ...links(unplanned))),
		...when(retried, () => fact('Fired more than once', ...links(retried))),
	];
}

function sessionDeviations({record}: ReportContext): readonly Line[] {
	const {state, opened, events} = record;
	const {ended, resumedAt, repairs, anew} = state;
	// From the events: a resumed session begins locked again, and its report must still tell of the unlock before.
	const unlocked = new Set(events.flatMap(event => (event.type === 'guard.unlocked' ? [event.host] : [])));
	const writes = events.filter(event => event.type === 'request.intent' && event.writes).length;
	return [
		...when(resumedAt, () => fact('Resumed', resumedAt.join(', '))),
		...when(anew, () =>
			fact(
				'Sandbox begun anew',
				`${anew.map(({at}) => at).join(', ')}: what earlier tests had made in it was gone`,
			),
		),
		...repairs.map(({at, bytes, kept_as}) =>
			fact(
				'Journal repaired',
				`${at}: a torn last line of ${bytes} bytes was cut off and kept as ${kept_as}`,
			),
		),
		...(ended === null
			? [
					fact(
						'Session not closed',
						'the journal ends without a closing event; it was still open when this was derived, or its program was ended',
					),
				]
			: []),
		...(ended !== null && ended.reason !== 'finished' ? [fact('Session ended', ended.reason)] : []),
		...when([...unlocked], () => fact('Writes were unlocked for', [...unlocked].join(', '))),
		...(opened.profile.read_only ? [fact('Profile', readOnlyText(writes))] : []),
		...(opened.profile.masking ? [] : [fact('Masking', 'off for personal data')]),
		...(opened.environment.git_dirty === true ? [fact('Revision', 'tracked files differed from it')] : []),
	];
}

function readOnlyText(writes: number): string {
	return writes === 0
		? 'read-only: no write was fired'
		: `opened read-only, but ${plural(writes, 'write')} fired all the same`;
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

function artifactLinks(firings: readonly Firing[]): Line {
	return joined(firings.map(({artifact}) => fileLink(artifact)));
}

function when(found: readonly unknown[], line: () => Line): readonly Line[] {
	return found.length === 0 ? [] : [line()];
}
