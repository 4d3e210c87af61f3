import type {AuditedSet, Difference, ReadJournal} from './audited-set.ts';
import type {Discovery, Place} from './finding.ts';
import {baseName} from './lookup.ts';
import {notEvaluated, type NotEvaluated} from './rule.ts';

/** How an own set differs from what its journal gives, as rules tell it. */

/** What a difference is about. */
export type Part = 'artifact' | 'report';

/**
 * The journal of a set whose files could be compared with it; else why they could not.
 *
 * @throws never: rules that use it need a journal, so that there is one
 */
export function comparedJournal(set: AuditedSet): ReadJournal | NotEvaluated {
	const {journal} = set;
	if (journal === null) {
		return notEvaluated('no journal');
	}

	if (!journal.isExported) {
		return notEvaluated('the journal was given alone, without files that were derived from it');
	}

	return journal.underivable === null ? journal : notEvaluated(journal.underivable);
}

/** Differences of one kind as discoveries. */
export function differencesAs(
	journal: ReadJournal,
	accept: (difference: Difference) => boolean,
	change: (difference: Difference) => Partial<Discovery> = () => ({}),
): Discovery[] {
	return journal.differences
		.filter(accept)
		.map(difference => ({...discoveryOf(difference, journal), ...change(difference)}));
}

export function partOf({file}: Difference): Part {
	return /(?:^|\/)artifacts\/(?:exploratory|[\w-]+_mandatory_tests)\/[^/]*$/.test(file)
		? 'artifact'
		: 'report';
}

export function discoveryOf(difference: Difference, {otherVersion, file}: ReadJournal): Discovery {
	const {claimed, found, onlyLineEndings, kind} = difference;
	// Only where the program words a report may another version differ by itself.
	const note =
		otherVersion === null || kind !== 'changed'
			? ''
			: ` (made by version ${otherVersion.made}, derived by version ${otherVersion.derived})`;
	return {
		place: placeOf(difference),
		subject: baseName(difference.file),
		...(onlyLineEndings ? {code: 'line-endings'} : note === '' ? {} : {code: 'other-version'}),
		claimed,
		found: `${found}${note}`,
		also: [{file}],
	};
}

function placeOf({file, line, pointer, column}: Difference): Place {
	return {
		file,
		...(line === 0 ? {} : {line}),
		...(pointer === undefined ? {} : {pointer}),
		...(column === undefined ? {} : {column}),
	};
}
