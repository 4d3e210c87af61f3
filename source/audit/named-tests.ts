import type {AuditedSet, Statement} from './audited-set.ts';
import type {Discovery, Place} from './finding.ts';
import {isInArchive} from './lookup.ts';
import {itemsIn, lastResults, outcomeOf, talliesOf, tallyFor, type Item} from './tallies.ts';
import {testEvidence} from './test-evidence.ts';

/**
 * What a report says in words of single tests that it names, or of codes that no test is said to have, against its own
 * rows and records: `Tests 3.4 and 3.5 were refused with 401`, `the failures are 3.3 and 6.5`, `no test ended with 5xx`.
 */
export function namedTestContradictions(set: AuditedSet): readonly Discovery[] {
	return [...set.reports, ...set.logs]
		.filter(({file}) => !isInArchive(file))
		.flatMap(({statements}) =>
			onceALine(statements.flatMap(statement => checks[statement.kind]?.(statement, set) ?? [])),
		);
}

/** Whether a statement speaks of tests by their ids, and not of a range of them. */
export function namesTests({scope}: Statement): boolean {
	return scope.kind === 'list' || (scope.kind === 'ids' && scope.from === scope.to);
}

function onceALine(found: readonly Discovery[]): readonly Discovery[] {
	const seen = new Set<string>();
	return found.filter(({place, claimed}) => {
		const key = JSON.stringify([place.line, place.pointer, claimed]);
		return seen.has(key) ? false : (seen.add(key), true);
	});
}

type Check = (statement: Statement, set: AuditedSet) => readonly Discovery[];

const checks: Partial<Record<Statement['kind'], Check>> = {
	'status-for': (statement, set) =>
		namesTests(statement) && statement.statuses.length > 0
			? refuted(statement, 'status', othersThan(statement, set))
			: [],
	failures: (statement, set) => refuted(statement, 'failures', passedAmong(statement, set)),
	'soft-error': (statement, set) => refuted(statement, 'soft-error', withoutError(statement, set)),
	'no-status': (statement, set) => refuted(statement, 'no-status', ofClass(statement, set)),
	slowest: (statement, set) =>
		refuted(
			statement,
			'slowest',
			beyond(statement, set, (a, b) => a > b),
		),
	fastest: (statement, set) =>
		refuted(
			statement,
			'fastest',
			beyond(statement, set, (a, b) => a < b),
		),
};

type Against = {readonly text: string; readonly places: readonly Place[]} | null;

function refuted({place, text}: Statement, code: string, against: Against): readonly Discovery[] {
	return against === null
		? []
		: [{place, code, claimed: text.slice(0, 120), found: against.text, also: against.places}];
}

function itemsOf(statement: Statement, set: AuditedSet): readonly Item[] {
	const tally = tallyFor(set, statement.place.file);
	return tally === null ? [] : itemsIn(tally.items, statement.scope);
}

/** Tests that have other codes, and no attempt anywhere that has one of those. */
function othersThan(statement: Statement, set: AuditedSet): Against {
	const {statuses} = statement;
	if (
		/(?<!\p{L})(?:retr|repeat|again|attempt|first|until|повтор|попыт|сначала|перв)/iu.test(statement.text)
	) {
		return null;
	}

	const items = itemsOf(statement, set);
	const {results} = testEvidence(set);
	const other = items.filter(
		({testId, status}) =>
			status !== null &&
			!statuses.includes(status) &&
			!items.some(one => one.testId === testId && one.status !== null && statuses.includes(one.status)) &&
			!(results.get(testId) ?? []).some(record => record.status !== null && statuses.includes(record.status)),
	);
	return other.length === 0
		? null
		: {
				text: other.map(({testId, status}) => `${testId}: ${status ?? ''}`).join(', '),
				places: other.map(({place}) => place),
			};
}

function passedAmong(statement: Statement, set: AuditedSet): Against {
	const items = itemsOf(statement, set);
	const {artifacts} = testEvidence(set);
	// A 200 that nobody judged may be a failure by its body.
	const isSure = ({judged, testId}: Item) =>
		judged === 'pass' ||
		(artifacts.has(testId) && (artifacts.get(testId) ?? []).every(({softError}) => softError === null));
	const passed = lastResults(items, {kind: 'all'}).filter(
		item =>
			outcomeOf(item) === 'passed' &&
			isSure(item) &&
			!items.some(({testId, ...one}) => testId === item.testId && outcomeOf(one) !== 'passed'),
	);
	return passed.length === 0
		? null
		: {
				text: passed
					.map(({testId, status}) => `${testId} passed${status === null ? '' : ` with ${status}`}`)
					.join(', '),
				places: passed.map(({place}) => place),
			};
}

/** An error in the body of a test that passed: its artifact holds none, while another test's does. */
function withoutError(statement: Statement, set: AuditedSet): Against {
	const {artifacts} = testEvidence(set);
	const wrong = itemsOf(statement, set).filter(item => {
		const own = artifacts.get(item.testId) ?? [];
		return (
			outcomeOf(item) === 'passed' &&
			own.length > 0 &&
			own.every(({hasBody, softError, broken}) => hasBody && softError === null && broken === null)
		);
	});
	const others = [...artifacts].flatMap(([id, own]) =>
		own.some(({softError}) => softError !== null) ? [id] : [],
	);
	return wrong.length === 0 || others.length === 0
		? null
		: {
				text: `no error in the body of ${wrong.map(({testId}) => testId).join(', ')}, one in that of ${others.slice(0, 5).join(', ')}`,
				places: wrong.map(({place}) => place),
			};
}

/** Results with a code of a class that none is said to have, in the rows or in the log. */
function ofClass(statement: Statement, set: AuditedSet): Against {
	const [digit = 0] = statement.statuses;
	const own = tallyFor(set, statement.place.file);
	const {byLog} = talliesOf(set);
	const tallies = [...(own === null ? [] : [own]), ...(byLog.size === 1 ? byLog.values() : [])];
	const found = tallies.flatMap(({items}) =>
		itemsIn(items, statement.scope).filter(
			({status}) => status !== null && Math.floor(status / 100) === digit,
		),
	);
	const ids = [...new Set(found.map(({testId, status}) => `${testId}: ${status ?? ''}`))];
	return ids.length === 0
		? null
		: {
				text: `${ids.slice(0, 6).join(', ')}${ids.length > 6 ? ', …' : ''}`,
				places: found.slice(0, 5).map(({place}) => place),
			};
}

/** Tests that took longer (or less) than the one that is named, in the rows and, where it has them, in the log. */
function beyond(
	statement: Statement,
	set: AuditedSet,
	isBeyond: (other: number, named: number) => boolean,
): Against {
	const {scope} = statement;
	const own = tallyFor(set, statement.place.file);
	const {byLog} = talliesOf(set);
	const timed = [...(own === null ? [] : [own]), ...(byLog.size === 1 ? byLog.values() : [])].filter(
		({items}) => items.some(({latencyMs}) => latencyMs !== null),
	);
	const against = timed.map(({items}) => {
		const named = itemsIn(items, scope).filter(({latencyMs}) => latencyMs !== null);
		const other = items.find(
			item =>
				item.latencyMs !== null &&
				named.length > 0 &&
				named.every(({latencyMs, exactness}) =>
					isBeyond(
						item.latencyMs ?? 0,
						(latencyMs ?? 0) + (isBeyond(1, 0) ? 1 : -1) * (exactness + item.exactness),
					),
				),
		);
		const most = items.reduce<Item | undefined>(
			(best, item) =>
				item.latencyMs !== null && (best === undefined || isBeyond(item.latencyMs, best.latencyMs ?? 0))
					? item
					: best,
			undefined,
		);
		return other === undefined || most === undefined ? null : {named, most};
	});
	const [first] = against;
	// Where rows and log disagree about it, either may be meant.
	return first === undefined || first === null || against.includes(null)
		? null
		: {
				text: `${first.most.testId} took ${first.most.latencyMs ?? 0} ms, ${first.named.map(({testId, latencyMs}) => `${testId} took ${latencyMs ?? 0} ms`).join(', ')}`,
				places: [first.most.place, ...first.named.map(({place}) => place)],
			};
}
