import type {AuditedSet, Claim} from './audited-set.ts';
import {baseName, isInArchive} from './lookup.ts';
import {unitFactor} from './readers/text/numbers.ts';
import {sectionPrefixes, talliesOf, tallyFor, truthfulCounts, type Tally} from './tallies.ts';

/** A count that a report or log states, and what its results say. */
export type HeldCount = {
	readonly claim: Claim;
	readonly tally: Tally;
	/** What would have been true, the usual way of counting first; never empty. */
	readonly truth: readonly number[];
	readonly isRefuted: boolean;
};

const known = new WeakMap<AuditedSet, readonly HeldCount[]>();

/** Every stated count of tests that results can be held against. Copies in archives state nothing new. */
export function heldCounts(set: AuditedSet): readonly HeldCount[] {
	const held =
		known.get(set) ??
		claimsOf(set).flatMap((claim): readonly HeldCount[] => {
			// How often requests were sent is for a log to say.
			const isOpen = claim.subject === 'attempts' && talliesOf(set).byLog.size === 0;
			const tally = isOpen ? null : tallyFor(set, claim.place.file);
			const truth = tally === null ? [] : [...truthfulCounts(claim, tally), ...inAttempts(claim, set)];
			return tally === null || truth.length === 0
				? []
				: [{claim, tally, truth, isRefuted: isRefuted(claim, truth, tally)}];
		});
	known.set(set, held);
	return held;
}

/** Answers may be counted with those of repeated requests, which a log has and a table may not. */
function inAttempts(claim: Claim, set: AuditedSet): readonly number[] {
	return claim.subject === 'status' || claim.subject === 'attempts'
		? [...talliesOf(set).byLog.values()].flatMap(log =>
				new Set(log.items.map(({testId}) => testId)).size < log.items.length
					? truthfulCounts(claim, log)
					: [],
			)
		: [];
}

export function claimsOf(set: AuditedSet): readonly Claim[] {
	return [...set.reports, ...set.logs]
		.filter(({file}) => !isInArchive(file) || !hasOutside(set, file))
		.flatMap(({claims}) => claims);
}

function hasOutside(set: AuditedSet, file: string): boolean {
	const base = baseName(file).toLowerCase();
	return [...set.reports, ...set.logs].some(
		other => !isInArchive(other.file) && baseName(other.file).toLowerCase() === base,
	);
}

function isRefuted(claim: Claim, truth: readonly number[], tally: Tally): boolean {
	if (truth.includes(claim.value) || isNear(claim, truth)) {
		return false;
	}

	// `Orders API: 5 tests` under a name that no heading has: a part may be meant. `Passed: 5` can only mean all.
	const mayBePart =
		claim.scope.kind === 'all' && !countsAll(claim) && /\p{L}/u.test(claim.text.replaceAll(plainWords, ' '));
	return !(
		mayBePart &&
		sectionPrefixes(tally).some(prefix =>
			truthfulCounts({...claim, scope: {kind: 'section', prefix}}, tally).includes(claim.value),
		)
	);
}

/** Words that name no part of the tests. */
const plainWords =
	/(?<!\p{L})(?:all|total|tests?|test cases?|cases|checks|passed|passes|pass|failed|fails?|failures?|successful(?:ly)?|success|succeeded|skipped|blocked|executed|run|ran|were|was|have|has|been|are|is|mandatory|required|of|out|the|and|in|with|we|results?|rate|avg|average|mean|median|min|max|ms|sec|requests?|calls?|answered|returned|answers|responses?|artifacts?|files?|green|red|ok|errors?|status|summary|http|тест\p{L}{0,3}|кейс\p{L}{0,2}|провер\p{L}{1,3}|пройден\p{L}{0,2}|не|прошл[иоа]|успешн\p{L}{1,3}|неуспешн\p{L}{1,3}|провал\p{L}{0,5}|ошиб\p{L}{1,4}|с|из|них|и|выполнен\p{L}{0,2}|запущен\p{L}{0,2}|проведен\p{L}{0,2}|обязательн\p{L}{1,3}|пропущен\p{L}{0,2}|итог\p{L}{0,3}|результат\p{L}{0,2}|запрос\p{L}{0,3}|ответ\p{L}{0,4}|вернул\p{L}{0,2}|процент|доля|мс|сек|средн\p{L}{1,3}|файл\p{L}{0,2}|артефакт\p{L}{0,2}|статус|количество)(?!\p{L})/giu;

/** About 20 may be 18 or 22, but not 33. */
export function isNear({approximate, value}: Claim, truth: readonly number[]): boolean {
	return approximate && truth.some(count => Math.abs(count - value) <= Math.max(1, count * 0.25));
}

/** `All 15 mandatory tests`, `Total tests: 15`: the word stands in front of the number itself. */
function countsAll({text, value}: Claim): boolean {
	const at = text.search(new RegExp(String.raw`(?<![\d.,])${value}(?![\d.,]\d|\d)`));
	return saysAll(at < 0 ? '' : text.slice(Math.max(0, at - 40), at));
}

export function saysAll(text: string): boolean {
	return /(?<!\p{L})(?:all|total\p{L}*|overall|every|entire|whole|sum|всего|все|итого|общ\p{L}+|весь)(?!\p{L})/iu.test(
		text,
	);
}

const nouns: Partial<Record<Claim['subject'], readonly [string, string]>> = {
	tests: ['test', 'tests'],
	'tests-planned': ['planned test', 'planned tests'],
	passed: ['passed', 'passed'],
	failed: ['failed', 'failed'],
	limitation: ['limitation', 'limitations'],
	skipped: ['skipped', 'skipped'],
	blocked: ['blocked', 'blocked'],
	'no-response': ['without a response', 'without a response'],
	attempts: ['attempt', 'attempts'],
	files: ['file', 'files'],
	artifacts: ['artifact', 'artifacts'],
	'log-records': ['log record', 'log records'],
	endpoints: ['endpoint', 'endpoints'],
};

const measures: Partial<Record<Claim['subject'], string>> = {
	'latency-average': 'average latency',
	'latency-median': 'median latency',
	'latency-min': 'least latency',
	'latency-max': 'greatest latency',
	'latency-total': 'total latency',
	'latency-p95': '95th percentile of latency',
	duration: 'duration',
	'archive-size': 'archive size',
};

/** `33 tests`, `15 failed`, `10 answers 404`, `35 %`. */
export function claimText({subject, value, statuses, scope, decimals, unit}: Claim): string {
	const part =
		scope.kind === 'section'
			? ` in section ${scope.prefix.replace(/\.$/, '')}`
			: scope.kind === 'ids'
				? ` of ${scope.from === scope.to ? scope.from : `${scope.from}–${scope.to}`}`
				: scope.kind === 'list'
					? ` of ${scope.ids.join(', ')}`
					: scope.kind === 'name'
						? ` in ${scope.name}`
						: '';
	if (subject === 'status') {
		return `${value} answers ${statuses.join('/')}${part}`;
	}

	if (subject === 'success-rate' || subject === 'failure-rate' || subject === 'coverage') {
		return `${subject.replace('-', ' ')} ${value.toFixed(decimals)} %${part}`;
	}

	const measure = measures[subject];
	if (measure !== undefined) {
		const shown = (value / unitFactor(unit)).toFixed(Math.min(decimals, 20));
		return `${measure} ${shown} ${unit === '' ? 'ms' : unit}${part}`;
	}

	const [one, many] = nouns[subject] ?? [subject, subject];
	return `${value} ${value === 1 ? one : many}${part}`;
}

/** Counts stated once and again in one file are one claim: the first place, and the others beside it. */
export function groupedByValue<T extends {readonly claim: Claim}>(
	held: readonly T[],
): ReadonlyArray<readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const one of held) {
		const {place, subject, value, scope} = one.claim;
		const key = JSON.stringify([place.file, subject, value, scope]);
		const group = groups.get(key);
		if (group === undefined) {
			groups.set(key, [one]);
		} else {
			group.push(one);
		}
	}

	return [...groups.values()];
}
