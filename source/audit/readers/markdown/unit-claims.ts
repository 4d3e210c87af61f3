import type {Claim} from '../../audited-set.ts';
import {claimsInText, headingOfWishes, withoutRepeats, type ClaimContext} from '../text/claims.ts';
import {clausesOf, withBars} from '../text/phrases.ts';
import {rowClaims} from '../text/row-claims.ts';
import {statusClaims} from '../text/status-claims.ts';
import {countSubject, statusLabel} from '../text/claim-subject.ts';
import {quantitiesIn} from '../text/numbers.ts';
import {bare, claimsOfPair} from '../text/pair-claims.ts';
import {sanitised} from '../text/sanitised.ts';
import {lineAt, type Heading, type MarkdownDocument, type Unit} from './document.ts';
import type {Sections} from './sections.ts';

const pairPattern = /^([^:=\n]{1,110}?)(?:\s?[:=]\s{1,3}|\s(?:—|–|-|=|→)\s|:(?=\d))(?=\S)/u;

/** What the paragraphs and lists of a report claim. Headings and code claim nothing. */
export function claimsOfUnits(file: string, {units}: MarkdownDocument, sections: Sections): readonly Claim[] {
	const counting = headingsThatCount(units);
	const claims: Claim[] = [];
	for (const unit of units) {
		if (unit.kind === 'heading' || unit.kind === 'code' || unit.text.length > 20_000) {
			continue;
		}

		const heading = headingTexts(unit.heading);
		const context: ClaimContext = {
			placeAt: offset => ({file, line: lineAt(unit, offset)}),
			scope: sections.under(unit.heading),
			named: text => sections.named(text),
			heading,
			isWish: isWished(unit.heading),
		};
		claims.push(...claimsOfUnit(unit, context, counting.has(unit.heading)));
	}

	return withoutRepeats(claims);
}

/** Counts of answers and of database rows have ways of their own to be written. */
function claimsOfUnit(unit: Unit, context: ClaimContext, amongCounts: boolean): readonly Claim[] {
	if (context.isWish) {
		return [];
	}

	const rows = rowClaims(unit.text, context);
	const tables = new Set(rows.map(({scope}) => JSON.stringify(scope)));
	const others = seriesClaims(unit, context) ?? sentenceClaims(unit, context, amongCounts);
	return [
		...others.filter(
			({subject, scope, text}) =>
				subject !== 'rows' || !(tables.has(JSON.stringify(scope)) || saysChange.test(text)),
		),
		...statusClaims(unit.text, context),
		...rows,
	];
}

/** A number of rows beside such words is a change, which `rowClaims` reads where it understands it. */
const saysChange =
	/(?<!\p{L})(?:gain\p{L}*|gr[eo]w\p{L}*|add(?:s|ed|ing)?|insert\p{L}*|increas\p{L}+|lost|each|every|per|new|more|вырос\p{L}*|раст\p{L}+|добав\p{L}+|прибав\p{L}+|увелич\p{L}+|нов\p{L}{2}|кажд\p{L}+)(?!\p{L})/iu;

/** `Cases: 20; OK: 17; not OK: 3`: labels and values in one line. `null` for other lines. */
function seriesClaims(unit: Unit, context: ClaimContext): readonly Claim[] | null {
	const text = withBars(unit.text);
	const parts: Array<{label: string; value: string; at: number}> = [];
	let start = 0;
	for (const end of [...[...text.matchAll(/;\s|\s\|\s|,\s(?=\p{L}[^,:;|.]{0,40}:\s?[~≈]?\d)/gu)], null]) {
		const part = text.slice(start, end?.index ?? text.length);
		const match = /^(\s*[^:=]{1,60}):\s?(?=[~≈]?\s?\d)/u.exec(part);
		if (match === null || part.length > 160 || /[.!?]\s+\p{Lu}/u.test(part)) {
			return null;
		}

		parts.push({
			label: (match[1] ?? '').trim(),
			value: part.slice(match[0].length).replace(/\.$/, ''),
			at: start + match[0].length,
		});
		start = end === null ? text.length : end.index + end[0].length;
	}

	return parts.length < 2
		? null
		: parts.flatMap(({label, value, at}) =>
				claimsOfPair({
					label,
					value,
					place: context.placeAt(at),
					scope: context.named(label) ?? context.scope,
					unit: '',
					heading: context.heading,
					amongCounts: true,
				}),
			);
}

function sentenceClaims(unit: Unit, context: ClaimContext, amongCounts: boolean): readonly Claim[] {
	const pair = pairPattern.exec(unit.text);
	const inText = claimsInText(unit.text, context);
	const label = pair?.[1] ?? '';
	if (pair === null || !isLabel(label)) {
		return inText;
	}

	const value = unit.text.slice(pair[0].length);
	const place = context.placeAt(pair[0].length);
	const claims = claimsOfPair({
		label,
		value,
		place,
		scope: context.named(label) ?? context.scope,
		unit: '',
		heading: context.heading,
		amongCounts,
	});
	// What the pair says comes first; the text may say more: `Total: 22 (7 passed, 15 failed)`.
	const said = new Set(claims.map(({subject}) => subject));
	const first = clausesOf(withBars(unit.text))[0]?.text.trim().slice(0, 200);
	return [
		...claims,
		...inText.filter(
			({subject, value: number, text}) =>
				!(said.has(subject) && (text === first || first === undefined)) &&
				!claims.some(
					claim => claim.value === number && claim.subject !== subject && isSameNumber(claim, number, value),
				),
		),
	];
}

/** A label counts nothing itself: `20 tests, 20 run: 20 passed` has none. */
function isLabel(text: string): boolean {
	return (
		text.length < 90 &&
		!/[{}"]/.test(text) &&
		(statusLabel(text).length > 0 ||
			quantitiesIn(sanitised(text.replaceAll(/\([^()]{0,80}\)/g, ' ')).text).length === 0)
	);
}

/** The number stands once in the text: two readings of it cannot both be right. */
function isSameNumber({value}: Claim, number: number, text: string): boolean {
	return value === number && text.split(String(number)).length === 2;
}

/** Headings under which some line counts tests. */
function headingsThatCount(units: readonly Unit[]): ReadonlySet<Heading | null> {
	const found = new Set<Heading | null>();
	for (const {heading, text, kind} of units) {
		const label = kind === 'item' || kind === 'paragraph' ? pairPattern.exec(text)?.[1] : undefined;
		const subject = label === undefined ? null : countSubject(bare(label));
		if (subject === 'passed' || subject === 'failed' || subject === 'tests') {
			found.add(heading);
		}
	}

	return found;
}

export function headingTexts(heading: Heading | null): string {
	return heading === null ? '' : [heading, ...heading.path.toReversed()].map(({text}) => text).join(' / ');
}

/** Under a heading of recommendations or next steps. */
export function isWished(heading: Heading | null): boolean {
	return (
		heading !== null &&
		[heading, ...heading.path].some(({text, level}) => level > 1 && headingOfWishes.test(text))
	);
}
