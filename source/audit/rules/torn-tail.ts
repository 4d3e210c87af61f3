import type {Rule} from '../rule.ts';

export const tornTail: Rule = {
	id: 'torn-tail',
	proves: 'the last line of the journal was cut off while it was written',
	severity: 'critical',
	circumstantial: false,
	why: 'The program or the machine stopped while an event was being stored: what that event said is in no report.',
	needs: ['journal'],
	check({journal}) {
		if (journal === null || journal.tornBytes === 0) {
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
