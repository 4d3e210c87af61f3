import type {ReadLog} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isInArchive} from '../lookup.ts';
import {damagedLinesOf} from '../damaged-lines.ts';
import {notEvaluated, type Rule} from '../rule.ts';

export const tornTail: Rule = {
	id: 'torn-tail',
	proves: 'a line of the journal or log was cut off or damaged',
	severity: 'critical',
	circumstantial: false,
	why: 'What that line said can be proved by nobody: the program stopped while it was stored, or it was changed since.',
	needs: [],
	check({journal, logs}) {
		if (journal === null) {
			return logs.length === 0
				? notEvaluated('no journal and no log')
				: logs.filter(({file}) => !isInArchive(file)).flatMap(log => damagedLines(log));
		}

		if (journal.tornBytes === 0) {
			return [];
		}

		const {file, events, tornBytes, isExported} = journal;
		return [
			{
				place: {file, line: events.length + 1},
				claimed: 'a whole journal',
				found: `${tornBytes} bytes of a line without its end, after ${events.length} whole ones`,
				// Nobody has presented a session yet that was only killed; resuming it repairs and records this.
				...(isExported ? {} : {severity: 'medium' as const}),
			},
		];
	},
};

/** One finding a log: the lines that were meant to be records and cannot be read. */
function damagedLines(log: ReadLog): readonly Discovery[] {
	const [first, ...more] = damagedLinesOf(log);
	return first === undefined || log.records.length === 0
		? []
		: [
				{
					place: first.place,
					code: 'log-line',
					severity: 'medium',
					claimed: `a record in line ${first.place.line ?? '?'}`,
					found: `${first.reason}${more.length === 0 ? '' : `; so are ${more.length} more`}`,
					also: more.slice(0, 20).map(({place}) => place),
				},
			];
}
