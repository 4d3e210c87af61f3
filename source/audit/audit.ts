import {createHash} from 'node:crypto';
import {setImmediate} from 'node:timers/promises';
import type {AuditedFile, AuditedSet, Content} from './audited-set.ts';
import {severities, type Discovery, type Finding} from './finding.ts';
import {originalsOf} from './file-text.ts';
import {derivedReports, provedPlaces} from './proved-places.ts';
import {openContent} from './readers/content.ts';
import {needs, type Need, type Rule} from './rule.ts';
import {allRules} from './rules/all-rules.ts';
import {hashesByFile} from './stated-hashes.ts';

/** What an audit says: what it found, what it looked for in vain, and what it could not decide. */
export type AuditResult = {
	/** Worst first; circumstantial ones after all others. */
	readonly findings: readonly Finding[];
	/** Ids of the rules that could be evaluated. */
	readonly evaluated: readonly string[];
	readonly notEvaluated: ReadonlyArray<{readonly rule: string; readonly reason: string}>;
};

/**
 * Holds every rule against a set. The set is read file by file; nothing of a file is kept but what its findings quote.
 *
 * @param rules those to evaluate; all unless said otherwise
 */
export async function auditSet(set: AuditedSet, rules: readonly Rule[] = allRules): Promise<AuditResult> {
	const isProved = provedPlaces(set);
	const trials = rules.map(rule => tried(rule, set, isProved));
	await lookAtFiles(
		set,
		trials.filter(trial => trial.reason === null && trial.rule.checkFile !== undefined),
		isProved,
	);
	return {
		findings: trials
			.filter(({reason}) => reason === null)
			.flatMap(({rule, found}) => findingsOf(rule, found))
			.sort(byWeight),
		evaluated: trials.flatMap(({rule, reason}) => (reason === null ? [rule.id] : [])),
		notEvaluated: trials.flatMap(({rule, reason}) => (reason === null ? [] : [{rule: rule.id, reason}])),
	};
}

/** A rule under way: what it found so far, or why it could decide nothing. */
type Trial = {readonly rule: Rule; found: Discovery[]; reason: string | null};

type IsProved = ReturnType<typeof provedPlaces>;

function tried(rule: Rule, set: AuditedSet, isProved: IsProved): Trial {
	const missing = rule.needs.filter(need => !isMetBy[need](set));
	if (missing.length > 0) {
		return {rule, found: [], reason: reasonOfMissing(missing, set)};
	}

	try {
		const found = rule.check?.(set) ?? [];
		if ('notEvaluated' in found) {
			return {rule, found: [], reason: found.notEvaluated};
		}

		// What rules about the journal find in such a file is of another kind: when it was made.
		const isOfJournal = rule.needs.includes('journal');
		return {
			rule,
			found: [...found].filter(({place}) => isOfJournal || !isProved(place)),
			reason: null,
		};
	} catch (error) {
		return {rule, found: [], reason: reasonOf(error)};
	}
}

/** How many files are read ahead of the rules: enough to keep the disk busy, few enough to stay flat in memory. */
const readAhead = 8;

async function lookAtFiles(set: AuditedSet, trials: readonly Trial[], isProved: IsProved): Promise<void> {
	const quoting = (set.proved ?? []).length > 0 ? quotingFiles(set) : new Set<string>();
	const originals = originalsOf(set);
	const last = set.files.at(-1);
	const isRepeated = (file: AuditedFile): boolean => originals.has(file) || quoting.has(file.path);
	// The last one always: rules that sum up do so there.
	const files = trials.length === 0 ? [] : set.files.filter(file => file === last || !isRepeated(file));
	const ahead: Array<Promise<Content>> = [];
	let opened = 0;
	for (const file of files) {
		// Small files are read at once: a person who waits must still be able to stop it.
		if (opened % 64 === 0) {
			await setImmediate();
		}

		for (const next of files.slice(opened, opened + readAhead - ahead.length)) {
			const content = openContent(next);
			// Whoever awaits it is told; until then a failure is no unhandled one.
			content.catch(() => undefined);
			ahead.push(content);
			opened++;
		}

		const content = await ahead.shift();
		for (const trial of content === undefined ? [] : trials) {
			look(trial, file, {content: content as Content, set, isProved});
		}
	}
}

/** Proved files that need no look: what they quote stands in the journal, and nobody else states a hash of them. */
function quotingFiles(set: AuditedSet): ReadonlySet<string> {
	const stated = hashesByFile(set);
	const isStated = (file: AuditedFile): boolean =>
		(stated.get(file) ?? []).some(({place}) => set.journal?.derivedFiles.has(place.file) !== true);
	const derived = derivedReports(set);
	return new Set(set.files.flatMap(file => (derived.has(file.path) && !isStated(file) ? [file.path] : [])));
}

function look(
	trial: Trial,
	file: AuditedFile,
	{content, set, isProved}: {content: Content; set: AuditedSet; isProved: IsProved},
): void {
	const {rule} = trial;
	const isOfWords = rule.needs.some(need => ['claims', 'statements'].includes(need));
	if (trial.reason !== null) {
		return;
	}

	try {
		const found = [...(rule.checkFile?.(file, content, set) ?? [])];
		trial.found.push(...found.filter(({place}) => !isOfWords || !isProved(place)));
	} catch (error) {
		trial.reason = `${file.path}: ${reasonOf(error)}`;
	}
}

/** A fault of one rule must not hide what the others found; it is told as what it is. */
function reasonOf(error: unknown): string {
	return `a fault of this rule, please report it: ${error instanceof Error ? error.message : String(error)}`;
}

/** Needs that a proved report or log would have met, had it been read as somebody's claims. */
const stated: ReadonlySet<Need> = new Set(['report', 'report-rows', 'claims', 'statements', 'log']);

function reasonOfMissing(missing: readonly Need[], {proved = []}: AuditedSet): string {
	return proved.length > 0 && missing.every(need => stated.has(need))
		? 'nothing is left to be held against the journal: the reports and logs follow from it byte for byte'
		: `no ${missing.map(nameOf).join(', no ')}`;
}

function nameOf(need: Need): string {
	return needs[need].replace(/^an? |^the /, '');
}

const isMetBy: Readonly<Record<Need, (set: AuditedSet) => boolean>> = {
	report: set => set.reports.length > 0,
	'report-rows': set => set.reports.some(report => report.rows.length > 0),
	claims: set => [...set.reports, ...set.logs].some(source => source.claims.length > 0),
	statements: set => [...set.reports, ...set.logs].some(source => source.statements.length > 0),
	log: set => set.logs.some(log => log.records.length > 0),
	artifacts: set => set.artifacts.length > 0,
	counts: set => set.counts.length > 0,
	archive: set => set.archives.length > 0,
	hashes: set => set.hashes.length > 0,
	text: set => set.files.length > 0,
	journal: set => set.journal !== null,
	catalog: set => set.catalog !== null,
	spec: set => set.specs.size > 0,
	// No reader gives these yet; rules that need them say so instead of passing.
	repository: () => false,
	schema: set => (set.tables ?? []).length > 0,
	signature: () => false,
};

function findingsOf(rule: Rule, found: readonly Discovery[]): Finding[] {
	const seen = new Map<string, number>();
	return found.map(discovery => {
		const {place, subject = '', code = '', claimed} = discovery;
		// Without the line and what was found: a finding keeps its id when lines move above it.
		const key = JSON.stringify([
			rule.id,
			code,
			place.file,
			place.column ?? place.pointer ?? '',
			subject,
			claimed,
		]);
		const repeated = seen.get(key) ?? 0;
		seen.set(key, repeated + 1);
		const id = createHash('sha256').update(`${key}#${repeated}`).digest('hex').slice(0, 12);
		return {
			...discovery,
			id,
			rule: rule.id,
			severity: discovery.severity ?? rule.severity,
			circumstantial: rule.circumstantial,
			why: rule.why,
		};
	});
}

function byWeight(a: Finding, b: Finding): number {
	return (
		Number(a.circumstantial) - Number(b.circumstantial) ||
		severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
		compare(a.rule, b.rule) ||
		compare(a.place.file, b.place.file) ||
		(a.place.line ?? 0) - (b.place.line ?? 0)
	);
}

function compare(a: string, b: string): number {
	return Number(a > b) - Number(a < b);
}
