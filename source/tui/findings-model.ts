/** What Stage 3 shows: the report's own rules over the journal so far, and what of it can be chosen. */
import type {SessionRecord} from '../evidence/record.ts';
import {complianceBefore, complianceItem} from '../evidence/report/compliance.ts';
import {operatorWords, type OperatorWords} from '../evidence/operator-words.ts';
import {list, type Block} from '../evidence/report/document.ts';
import {findingBlocks} from '../evidence/report/key-findings.ts';
import {reportContext} from '../evidence/report/report.ts';
import {tallyOf, type Tally} from '../evidence/tally.ts';
import type {JournalEvent, SessionOpened} from '../session/event.ts';
import type {Note, SessionState, Stamped} from '../session/state.ts';
import type {LeftBehind} from '../session/walkthrough.ts';
import type {UiState, World} from './ui-state.ts';

/** A row of Stage 3 that keys can work on. */
export type Choosable =
	{readonly kind: 'left'; readonly left: LeftBehind} | {readonly kind: 'note'; readonly note: Note};

export type FindingsModel = {
	readonly tally: Tally;
	/** One heading, meaning and list for every kind of finding. */
	readonly findings: readonly Block[];
	/** Of what comes before the export. */
	readonly compliance: Block;
	readonly archiveName: string;
	/** What the operator's marks say beside the verdicts. */
	readonly words: OperatorWords;
	readonly left: readonly LeftBehind[];
	readonly notes: readonly Note[];
};

const models = new WeakMap<SessionState, FindingsModel>();

/** The model of the session as it is; `null` before the journal's first event. */
export function findingsModel({session}: World): FindingsModel | null {
	const {opened} = session;
	if (opened === null) {
		return null;
	}

	const known = models.get(session);
	if (known !== undefined) {
		return known;
	}

	const record = recordOfState(session, opened);
	const tally = tallyOf(record);
	const context = reportContext(record, tally, {countsPath: null, otherReports: []});
	const model: FindingsModel = {
		tally,
		findings: context.findings.flatMap(findingBlocks),
		compliance: list(complianceBefore(context)),
		archiveName: context.archiveName,
		words: operatorWords(context.rows),
		left: context.leftBehind,
		notes: session.notes,
	};
	models.set(session, model);
	return model;
}

/**
 * What Stage 3 has come to: the archive is there only once it was written, and follows from the journal only while
 * nothing happened since.
 *
 * @param exportedAt events of the journal that was exported last; `null` before the first export of this process
 * @param key the key that exports
 */
export function exportBlock(
	{tally, archiveName}: FindingsModel,
	exportedAt: number | null,
	{session, key}: {readonly session: SessionState; readonly key: string},
): Block {
	const isCurrent = exportedAt !== null && exportedAt === session.last?.seq;
	return list([
		complianceItem(
			isCurrent && tally.complete,
			'Stage 3',
			isCurrent
				? `report, log and archive ${archiveName} are exported.`
				: exportedAt === null
					? `not exported yet: ${key} writes report, log and archive ${archiveName}.`
					: `the session went on since the export: ${key} writes ${archiveName} again.`,
		),
	]);
}

/** What can be chosen, in the order of the screen. */
export function choosable(world: World): readonly Choosable[] {
	const model = findingsModel(world);
	return model === null
		? []
		: [
				...model.notes.map(note => ({kind: 'note', note}) as const),
				...model.left.map(left => ({kind: 'left', left}) as const),
			];
}

/** The row that the keys of Stage 3 work on; `undefined` while none is in sight. */
export function chosenRow({walk}: UiState, world: World): Choosable | undefined {
	return walk === null || walk.row === null ? undefined : choosable(world)[walk.row];
}

/** Whether the variable that names what was left means that very thing now. */
export function isCurrentValue({variable, value}: LeftBehind, session: SessionState): boolean {
	return !session.variables.has(variable) && session.captured.get(variable)?.value === value;
}

/**
 * The state as a record: the events that the report's plan is read from, without those that are folded already. The
 * head of the journal is not known here, and nothing on screen shows it.
 */
export function recordOfState(session: SessionState, opened: Stamped<SessionOpened>): SessionRecord {
	const {stage, checks} = session;
	const started: readonly JournalEvent[] =
		stage === null
			? []
			: [{type: 'stage.started', stage: stage.id, tests: stage.tests, seq: opened.seq, at: stage.startedAt}];
	return {
		events: [opened, ...(checks === null ? [] : [checks]), ...started],
		state: session,
		opened,
		head: '',
		timeOf: () => opened.at,
	};
}
