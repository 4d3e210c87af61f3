import type {AuditedSet, Claim, Fact, NamedFile, Stamp, Statement} from '../audited-set.ts';
import type {Discovery, Place} from '../finding.ts';
import {baseName, isInArchive, isInScope} from '../lookup.ts';
import {namedTestContradictions, namesTests} from '../named-tests.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {claimsOf, claimText, heldCounts, saysAll} from '../stated-counts.ts';
import {tallyFor} from '../tallies.ts';

export const internalContradiction: Rule = {
	id: 'internal-contradiction',
	proves: 'two statements of one set exclude each other',
	severity: 'high',
	circumstantial: false,
	why: 'Two things are said of which one must be wrong, and nothing in the set tells which.',
	needs: ['report'],
	check(set) {
		return set.kind === 'own'
			? notEvaluated('every statement is derived from one journal')
			: [
					...counts(set),
					...statusStatements(set),
					...namedTestContradictions(set),
					...revisions(set),
					...dates(set),
					...archives(set),
				];
	},
};

const compared: ReadonlyArray<Claim['subject']> = [
	'tests',
	'passed',
	'failed',
	'artifacts',
	'latency-average',
	'latency-min',
	'latency-max',
	'latency-median',
	'success-rate',
	'duration',
	'archive-size',
];

/**
 * Different numbers for one thing. Where results prove one of them right, the other is a wrong count and no more; a
 * contradiction of its own is left where both are wrong, or nothing tells which.
 */
function counts(set: AuditedSet): readonly Discovery[] {
	const held = new Map(heldCounts(set).map(one => [one.claim, one] as const));
	const whole = claimsOf(set).filter(
		({scope, approximate, upTo}) => scope.kind === 'all' && !approximate && upTo === undefined,
	);
	return compared.flatMap((subject): readonly Discovery[] => {
		// Latencies of results are another rule's matter: it says which of the two is wrong.
		const claims = whole.filter(
			claim => claim.subject === subject && !(subject.startsWith('latency') && hasLatencies(set, claim)),
		);
		const refuted = claims.filter(claim => held.get(claim)?.isRefuted === true);
		const isHeld = claims.some(claim => held.has(claim));
		// Without results a bare `5 tests` may be part of the whole.
		const sides = isHeld
			? refuted
			: claims.filter(claim => saysAll(claim.text) || isOfLog(claim, set) || !isCount(subject));
		const values = new Map<number, Claim>();
		for (const claim of sides) {
			if (![...values.values()].some(known => isSame(known, claim))) {
				values.set(claim.value, claim);
			}
		}

		const [first, second] = [...values.values()].sort(
			(a, b) => Number(isOfLog(a, set)) - Number(isOfLog(b, set)),
		);
		if (first === undefined || second === undefined) {
			return [];
		}

		return [
			{
				place: first.place,
				code: 'count',
				subject,
				claimed: claimText(first),
				found: `${claimText(second)} ${first.place.file === second.place.file ? `in line ${second.place.line ?? '?'}` : `in ${baseName(second.place.file)}`}`,
				also: sides.filter(claim => claim !== first).map(({place}) => place),
			},
		];
	});
}

function hasLatencies(set: AuditedSet, {place}: Claim): boolean {
	const items = tallyFor(set, place.file)?.items ?? [];
	return items.filter(({latencyMs}) => latencyMs !== null).length > 1;
}

function isCount(subject: Claim['subject']): boolean {
	return subject === 'tests' || subject === 'passed' || subject === 'failed' || subject === 'artifacts';
}

function isOfLog({place}: Claim, set: AuditedSet): boolean {
	return set.logs.some(({file}) => file === place.file);
}

/** 0.88 s and 878 ms are the same number, shown more or less exactly. */
function isSame(a: Claim, b: Claim): boolean {
	const step = (claim: Claim) =>
		isCount(claim.subject)
			? 0
			: (claim.unit === 's'
					? 1000
					: claim.unit === 'min'
						? 60_000
						: claim.unit === 'kB'
							? 1024
							: claim.unit === 'MB'
								? 1024 * 1024
								: 1) /
				10 ** claim.decimals;
	return Math.abs(a.value - b.value) <= Math.max(step(a), step(b));
}

/** `403 for write operations`, while a row of a write says 404. */
function statusStatements(set: AuditedSet): readonly Discovery[] {
	return set.reports.flatMap(report =>
		report.statements
			.filter(
				statement =>
					statement.kind === 'status-for' &&
					!namesTests(statement) &&
					(statement.methods.length > 0 || statement.scope.kind !== 'all'),
			)
			.flatMap((statement): readonly Discovery[] => {
				const rows = report.rows.filter(row => row.status !== null && isMeant(row, statement));
				const others = rows.filter(({status}) => status !== null && !statement.statuses.includes(status));
				const [row] = others;
				// A statement that no row bears out at all is about something else.
				return row === undefined || rows.length === others.length
					? []
					: [
							{
								place: statement.place,
								code: 'status',
								claimed: statement.text.slice(0, 120),
								found: `${row.testId} ${row.method ?? ''} ${row.path ?? ''}: ${row.status ?? ''}`.replaceAll(
									/\s+/g,
									' ',
								),
								also: others.map(({place}) => place),
							},
						];
			}),
	);
}

function isMeant(
	{testId, method}: {testId: string; method: string | null},
	{scope, methods}: Statement,
): boolean {
	return isInScope(testId, scope) && (methods.length === 0 || (method !== null && methods.includes(method)));
}

function revisions(set: AuditedSet): readonly Discovery[] {
	const facts = factsOf(set).flatMap(fact => {
		const hash =
			fact.key === 'revision'
				? /(?<![\da-z])[\da-f]{7,40}(?![\da-z])/i.exec(fact.value)?.[0].toLowerCase()
				: undefined;
		return hash === undefined || /^\d+$/.test(hash) ? [] : [{fact, hash}];
	});
	const [first] = facts;
	const other = facts.find(
		({hash}) => first !== undefined && !hash.startsWith(first.hash) && !first.hash.startsWith(hash),
	);
	return first === undefined || other === undefined
		? []
		: [
				{
					place: first.fact.place,
					code: 'revision',
					claimed: `revision ${first.hash}`,
					found: `revision ${other.hash} in ${whereIs(other.fact.place, first.fact.place)}`,
					also: [other.fact.place],
				},
			];
}

const day = 86_400_000;
/** West of it nobody tests: a day that ended this long before the first request was not the day of the run. */
const westernmost = 9 * 3_600_000;

/** The report itself writes a later day for the start, in whatever zone. */
function isOnLaterDay(
	{at, offset, precision}: {at: number; offset: number | null; precision: Stamp['precision']},
	date: {at: number; precision: Stamp['precision']},
): boolean {
	return (
		precision !== 'day' &&
		date.precision === 'day' &&
		Math.floor((at + (offset ?? 0) * 60_000) / day) > Math.floor(date.at / day)
	);
}

/** A date of the run a day or more before it began, or after the report was made. Zones may shift a day. */
function dates(set: AuditedSet): readonly Discovery[] {
	const instants = set.logs.flatMap(({records}) =>
		records.flatMap(({stamp}) => (stamp === null || stamp.at === null ? [] : [{at: stamp.at, stamp}])),
	);
	const first = instants.reduce<(typeof instants)[number] | null>(
		(least, one) => (least === null || one.at < least.at ? one : least),
		null,
	);
	return set.reports.flatMap((report): readonly Discovery[] => {
		const read = report.stamps.flatMap(({at, ...stamp}) => (at === null ? [] : [{...stamp, at}]));
		const date = read.find(({role}) => role === 'date');
		const generated = read.find(({role}) => role === 'generated');
		if (date === undefined) {
			return [];
		}

		// A day lasts; the end of it counts against what came later, its start against what came earlier.
		const end = date.at + (date.precision === 'day' ? day : 0);
		const zones = date.precision === 'day' ? westernmost : day / 2;
		const early =
			first !== null && end + zones <= first.at
				? first.stamp
				: (read.find(stamp => stamp.role === 'started' && isOnLaterDay(stamp, date)) ?? null);
		const late =
			generated !== undefined && date.at - day / 2 > generated.at + (generated.precision === 'day' ? day : 0)
				? generated
				: null;
		const other = early ?? late;
		return other === null
			? []
			: [
					{
						place: date.place,
						code: 'date',
						claimed: `date ${date.text}`,
						found: `${early === null ? 'generated' : early === first?.stamp ? 'first record' : 'started'} ${other.text}`,
						also: [other.place],
					},
				];
	});
}

/** Report and log name different archives, and no archive is there to say which. */
function archives(set: AuditedSet): readonly Discovery[] {
	if (set.archives.length > 0) {
		return [];
	}

	const inReports = onlyName(set.reports.flatMap(({file, named}) => (isInArchive(file) ? [] : named)));
	const inLogs = onlyName(set.logs.flatMap(({file, named}) => (isInArchive(file) ? [] : named)));
	return inReports === null ||
		inLogs === null ||
		baseName(inReports.name).toLowerCase() === baseName(inLogs.name).toLowerCase()
		? []
		: [
				{
					place: inReports.place,
					code: 'archive-name',
					claimed: `archive ${baseName(inReports.name)}`,
					found: `archive ${baseName(inLogs.name)} in ${baseName(inLogs.place.file)}`,
					also: [inLogs.place],
				},
			];
}

function onlyName(named: readonly NamedFile[]): NamedFile | null {
	const archives = named.filter(({role}) => role === 'archive');
	return new Set(archives.map(({name}) => baseName(name).toLowerCase())).size === 1
		? (archives[0] ?? null)
		: null;
}

function factsOf(set: AuditedSet): readonly Fact[] {
	return [...set.reports, ...set.logs].filter(({file}) => !isInArchive(file)).flatMap(({facts}) => facts);
}

function whereIs(place: Place, other: Place): string {
	return place.file === other.file ? `line ${place.line ?? '?'}` : baseName(place.file);
}
