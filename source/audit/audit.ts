import {createHash} from 'node:crypto';
import type {AuditedSet, FileKind} from './audited-set.ts';
import {severities, type Discovery, type Finding} from './finding.ts';
import {openContent} from './readers/content.ts';
import {needs, type Need, type Rule} from './rule.ts';
import {allRules} from './rules/all-rules.ts';

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
	const discoveries = new Map<Rule, Discovery[]>();
	const notEvaluated: Array<{rule: string; reason: string}> = [];
	const derived = derivedReports(set);
	for (const rule of rules) {
		const missing = rule.needs.filter(need => !isMet(need, set));
		if (missing.length > 0) {
			notEvaluated.push({rule: rule.id, reason: `no ${missing.map(need => nameOf(need)).join(', no ')}`});
			continue;
		}

		const found = rule.check?.(set) ?? [];
		if ('notEvaluated' in found) {
			notEvaluated.push({rule: rule.id, reason: found.notEvaluated});
		} else {
			// What rules about the journal find in such a file is of another kind: when it was made.
			const isOfJournal = rule.needs.includes('journal');
			discoveries.set(
				rule,
				[...found].filter(({place}) => isOfJournal || !derived.has(place.file)),
			);
		}
	}

	const fileRules = [...discoveries.keys()].filter(rule => rule.checkFile !== undefined);
	for (const file of fileRules.length === 0 ? [] : set.files) {
		const content = await openContent(file);
		for (const rule of fileRules) {
			const found = [...rule.checkFile!(file, content, set)];
			const isOfWords = rule.needs.some(need => ['claims', 'statements'].includes(need));
			discoveries.get(rule)!.push(...found.filter(({place}) => !isOfWords || !derived.has(place.file)));
		}
	}

	const findings = [...discoveries].flatMap(([rule, found]) => findingsOf(rule, found));
	return {
		findings: findings.sort(byWeight),
		evaluated: [...discoveries.keys()].map(rule => rule.id),
		notEvaluated,
	};
}

/**
 * Reports, logs and the archive that were proved to follow from the journal. They state nothing of their own: read as if a person had
 * written them, the words of an operator's note or of an answer that they quote would be taken for claims.
 */
function derivedReports({files, journal}: AuditedSet): ReadonlySet<string> {
	const kinds: readonly FileKind[] = ['report', 'log', 'counts', 'own-report', 'document', 'archive'];
	return new Set(
		files.flatMap(({path, kind}) =>
			journal?.derivedFiles.has(path) === true && kinds.includes(kind) ? [path] : [],
		),
	);
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

function isMet(need: Need, set: AuditedSet): boolean {
	return isMetBy[need](set);
}

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
