import type {AuditedSet, Claim, ReadReport} from '../audited-set.ts';
import type {Finding, Place} from '../finding.ts';
import {provedPlaces} from '../proved-places.ts';
import {evidenceFor, openReason} from './claim-evidence.ts';
import {claimWords} from './claim-words.ts';
import {placeWords} from './place-words.ts';

/** One claim of the set about itself, and what became of it. All texts are untrusted. */
export type ClaimRow = {
	/** `open`: nothing refutes it, and nothing that was given could prove it. */
	readonly state: 'refuted' | 'holds' | 'open';
	readonly place: Place;
	/** Where else the same is claimed. */
	readonly repeated: readonly Place[];
	/** `33 tests`. */
	readonly claimed: string;
	/** The words around it, as written. */
	readonly text: string;
	readonly found: string;
	/** Findings that refute it. */
	readonly findings: readonly Finding[];
};

/**
 * The claims that reports and logs make in numbers, and those that they make in words as far as they are refuted, each
 * against what was found. In the order of the files; equal claims of one file are one row.
 *
 * @param findings those that stand and those that were accepted: an accepted contradiction is one
 */
export function claimTable(set: AuditedSet, findings: readonly Finding[]): readonly ClaimRow[] {
	const byPlace = findingsByPlace(findings.filter(({circumstantial}) => !circumstantial));
	const resultsInDoubt = findings.some(({rule}) => doubting.has(rule));
	const told = new Set<Finding>();
	const isProved = provedPlaces(set);
	return [...set.reports, ...set.logs].flatMap(({claims, statements}) =>
		sourceRows(
			{
				claims: claims.filter(({place}) => !isProved(place)),
				statements: statements.filter(({place}) => !isProved(place)),
			},
			told,
			{set, byPlace, resultsInDoubt},
		),
	);
}

function sourceRows(
	source: Pick<ReadReport, 'claims' | 'statements'>,
	told: Set<Finding>,
	context: Context,
): readonly ClaimRow[] {
	const rows = numberRows(source.claims, context);
	for (const finding of rows.flatMap(row => row.findings)) {
		told.add(finding);
	}

	for (const {place, text} of source.statements) {
		for (const finding of context.byPlace.get(lineKey(place)) ?? []) {
			if (!told.has(finding) && aboutWords.has(finding.rule) && lineKey(finding.place) === lineKey(place)) {
				told.add(finding);
				const {claimed, found} = finding;
				rows.push({state: 'refuted', place, repeated: [], claimed, text, found, findings: [finding]});
			}
		}
	}

	return rows.toSorted((a, b) => (a.place.line ?? 0) - (b.place.line ?? 0));
}

/** Claims in numbers; equal ones are one row. */
function numberRows(claims: readonly Claim[], context: Context): ClaimRow[] {
	const rows = new Map<string, ClaimRow & {repeated: Place[]}>();
	for (const claim of claims) {
		const row = rowOf(claim, context);
		const key = JSON.stringify([row.state, row.claimed, row.found]);
		const same = rows.get(key);
		if (same === undefined) {
			rows.set(key, row);
		} else {
			same.repeated.push(row.place);
		}
	}

	return [...rows.values()];
}

/** Rules that hold words against results, so that their finding stands for the statement on its line. */
const aboutWords: ReadonlySet<string> = new Set([
	'verdict-contradicts-results',
	'internal-contradiction',
	'coverage-overstated',
	'claimed-file-missing',
	'mask-claim-not-found',
	'environment-mismatch',
	'placeholder-credential-used',
	'requirement-not-found',
	'snapshot-missing',
	'snapshot-single-instant',
	'snapshot-without-source',
	'same-endpoint-different-status',
]);

/** With one of these, the marks of a report are no proof of how many tests passed. */
const doubting: ReadonlySet<string> = new Set([
	'soft-error-marked-success',
	'status-differs-from-artifact',
	'status-without-evidence',
	'row-without-execution',
	'response-not-captured',
	'mock-presented-as-result',
]);

/** What such rules say is about something else, even where it stands on the line of a claim. */
const notAboutNumbers: ReadonlySet<string> = new Set([
	'secret-leak',
	'secret-fragment-logged',
	'unmasked-pii',
	'local-path-leak',
	'control-characters-in-text',
	'timestamp-malformed',
	'timezone-mislabelled',
	'synthetic-timestamps',
	'non-monotonic-log',
]);

type Context = {
	readonly set: AuditedSet;
	readonly byPlace: ReadonlyMap<string, readonly Finding[]>;
	readonly resultsInDoubt: boolean;
};

function rowOf(claim: Claim, {set, byPlace, resultsInDoubt}: Context): ClaimRow & {repeated: Place[]} {
	const row = {
		place: claim.place,
		repeated: new Array<Place>(),
		claimed: claimWords(claim),
		text: claim.text,
	};
	const against = (byPlace.get(lineKey(claim.place)) ?? []).filter(finding => isAgainst(finding, claim));
	const [finding] = against;
	if (finding !== undefined) {
		return {...row, state: 'refuted', found: foundWords(finding, claim), findings: against};
	}

	const evidence = evidenceFor(claim, set);
	const isInDoubt = resultsInDoubt && (claim.subject === 'passed' || claim.subject === 'failed');
	const holds = evidence?.holds === true;
	return {
		...row,
		state: holds && !isInDoubt ? 'holds' : 'open',
		found:
			evidence === null
				? `not decided: ${openReason(claim, set)}`
				: holds && isInDoubt
					? `${evidence.found}, but other findings put single results in doubt`
					: evidence.found,
		findings: [],
	};
}

/** What a finding says about a claim, which may stand on its other side. */
function foundWords({place, claimed, found}: Finding, claim: Claim): string {
	const isOwn = lineKey(place) === lineKey(claim.place);
	if (isOwn && holdsNumber(claimed, claim)) {
		return found;
	}

	const where = place.file === claim.place.file ? `line ${place.line ?? '?'}` : placeWords(place);
	return holdsNumber(found, claim) && !holdsNumber(claimed, claim)
		? `${claimed}, says ${where}`
		: isOwn
			? `${claimed} → ${found}`
			: `${found} (see ${where})`;
}

function isAgainst(finding: Finding, claim: Claim): boolean {
	if (notAboutNumbers.has(finding.rule)) {
		return false;
	}

	const {pointer} = claim.place;
	const places = [finding.place, ...(finding.also ?? [])].filter(
		place => lineKey(place) === lineKey(claim.place),
	);
	return (
		places.some(place => place.pointer === undefined || pointer === undefined || place.pointer === pointer) &&
		// Whether the tables were counted at all, whatever number is claimed.
		((claim.subject === 'rows' && finding.rule.startsWith('snapshot-')) ||
			holdsNumber(finding.claimed, claim) ||
			(lineKey(finding.place) !== lineKey(claim.place) && holdsNumber(finding.found, claim)))
	);
}

/** Whether a text speaks of the number of a claim; digits may be grouped by spaces or commas in it. */
function holdsNumber(text: string, {value, unit, decimals}: Claim): boolean {
	const numbers = new Set(
		[...text.replaceAll(/(?<=\d)[\s,\u00A0\u202F](?=\d{3}(?!\d))/g, '').matchAll(/\d+(?:[.,]\d+)?/g)].map(
			([number]) => Number(number.replace(',', '.')),
		),
	);
	const divisors =
		unit === 's' ? [1, 1000] : unit === 'min' ? [1, 60_000] : unit === 'h' ? [1, 3_600_000] : [1];
	return divisors.some(
		divisor => numbers.has(value / divisor) || numbers.has(Number((value / divisor).toFixed(decimals))),
	);
}

function findingsByPlace(findings: readonly Finding[]): ReadonlyMap<string, readonly Finding[]> {
	const byPlace = new Map<string, Finding[]>();
	for (const finding of findings) {
		for (const key of new Set([finding.place, ...(finding.also ?? [])].map(place => lineKey(place)))) {
			const known = byPlace.get(key);
			if (known === undefined) {
				byPlace.set(key, [finding]);
			} else {
				known.push(finding);
			}
		}
	}

	return byPlace;
}

function lineKey({file, line}: Place): string {
	return `${file}\n${line ?? ''}`;
}
