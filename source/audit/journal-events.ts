import type {JournalEvent} from '../session/event.ts';
import type {AuditedSet} from './audited-set.ts';
import type {Place} from './finding.ts';

/** What the rules about a journal's events share: its good events by type, and where each stands. */

export type EventOf<Type extends JournalEvent['type']> = Extract<JournalEvent, {readonly type: Type}>;

/** The journal's good events of one type, in order. */
export function eventsOf<Type extends JournalEvent['type']>(
	set: AuditedSet,
	type: Type,
): ReadonlyArray<EventOf<Type>> {
	return (set.journal?.events ?? []).filter((event): event is EventOf<Type> => event.type === type);
}

/** Where an event stands: a journal's lines are numbered like its events. */
export function eventPlace(set: AuditedSet, {seq}: Pick<JournalEvent, 'seq'>, pointer?: string): Place {
	return {
		file: set.journal?.file ?? '',
		line: seq,
		...(pointer === undefined ? {} : {pointer}),
	};
}

/** An outcome with the intent that it answers. */
export type Answered = {
	readonly intent: EventOf<'request.intent'>;
	readonly outcome: EventOf<'request.outcome'>;
};

/** Outcomes whose intent stands before them; the others are another rule's. */
export function answeredOf(set: AuditedSet): readonly Answered[] {
	const intents = new Map(eventsOf(set, 'request.intent').map(intent => [intent.seq, intent]));
	return eventsOf(set, 'request.outcome').flatMap(outcome => {
		const intent = intents.get(outcome.intent);
		return intent === undefined || intent.seq > outcome.seq ? [] : [{intent, outcome}];
	});
}

/** The catalog, where it is the one that the session was run with; else why it cannot be used. */
export function sameCatalog(set: AuditedSet): NonNullable<AuditedSet['catalog']> | string {
	const [opened] = eventsOf(set, 'session.opened');
	if (set.catalog === null || opened === undefined) {
		return 'no catalog, or no event that names one';
	}

	return set.catalog.digest === opened.catalog.digest
		? set.catalog
		: `the session was run with another catalog (${opened.catalog.name} ${opened.catalog.digest.slice(0, 12)})`;
}
