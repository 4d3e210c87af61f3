import type {CountsTaken} from '../../session/event.ts';
import type {Stamped} from '../../session/state.ts';
import {countGaps, countRows} from '../counts.ts';
import {firingsOf} from '../rows.ts';
import type {ReportContext} from './context.ts';
import {fact, joined, type Line} from './document.ts';
import {deltaLabels, signed} from './labels.ts';

/** Where the row counts are not what a reader would take them for: not taken, not whole, not settled, not as expected. */
export function countDeviations(context: ReportContext): readonly Line[] {
	const {record} = context;
	const {before, after} = record.state.counts;
	const gaps = countGaps(record.state).filter(({what}) => what === 'count');
	const fewer = countRows(record.state).filter(({change}) => change?.startsWith('-') === true);
	return [
		...(before === null ? [notTaken('before', context)] : outOfTime(before, context)),
		...(after === null ? [notTaken('after', context)] : outOfTime(after, context)),
		...gaps.map(({table, when, message}) =>
			fact(`ClickHouse table not counted ${when}`, table, `: ${message}`),
		),
		...appearances(context),
		...(after?.settled === false
			? [fact('ClickHouse counts after', `still changing after ${after.settled_ms ?? 0} ms`)]
			: []),
		...(fewer.length === 0
			? []
			: [
					fact(
						'ClickHouse tables with fewer rows than before',
						...joined(fewer.map(({table, change}) => `${table} (${change ?? ''})`)),
					),
				]),
		...unexpectedRows(context),
	];
}

/** Tables that were there on one side alone: created, dropped or renamed in between. */
function appearances({record}: ReportContext): readonly Line[] {
	const {before, after} = record.state.counts;
	if (before === null || after === null) {
		return [];
	}

	const told = new Set(countGaps(record.state).map(({table}) => table));
	const alone = countRows(record.state).filter(({table, change}) => change === null && !told.has(table));
	const line = (name: string, rows: typeof alone): readonly Line[] =>
		rows.length === 0 ? [] : [fact(name, ...joined(rows.map(({table}) => table)))];
	return [
		...line(
			'ClickHouse tables that are not there any more after',
			alone.filter(row => row.after === null),
		),
		...line(
			'ClickHouse tables that were not there before',
			alone.filter(row => row.before === null && row.after !== null),
		),
	];
}

function notTaken(when: CountsTaken['when'], {record}: ReportContext): Line {
	const failures = record.state.counts.failures.filter(
		failure => failure.when === when && failure.endpoint_id === null,
	);
	return fact(
		`ClickHouse counts ${when}`,
		failures.length === 0 ? 'not done' : `tried, and not measured: ${failures.at(-1)?.message ?? ''}`,
	);
}

/** "Before" must come before every request, "after" after all of them. */
function outOfTime({when, seq, at}: Stamped<CountsTaken>, {record}: ReportContext): readonly Line[] {
	const wrong = firingsOf(record).filter(({attempt: {intent}}) =>
		when === 'before' ? intent.seq < seq : intent.seq > seq,
	);
	return wrong.length === 0
		? []
		: [
				fact(
					`ClickHouse counts ${when}`,
					`taken at ${at}, ${when === 'before' ? 'after' : 'before'} ${wrong.length} of the requests`,
				),
			];
}

function unexpectedRows({testCounts}: ReportContext): readonly Line[] {
	return testCounts.flatMap(({endpointId, attempt, deltas}) =>
		deltas
			.filter(({verdict}) => verdict === 'late' || verdict === 'missing' || verdict === 'unexpected')
			.map(({table, delta, expected, verdict}) =>
				fact(
					`ClickHouse rows of ${endpointId}, attempt ${attempt}`,
					table,
					` ${signed(delta ?? '')}, ${signed(expected ?? '')} expected: ${verdict === null ? '' : deltaLabels[verdict]}`,
				),
			),
	);
}
