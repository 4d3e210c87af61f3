import type {AuditedFile, AuditedSet, Content} from './audited-set.ts';
import type {Discovery, Severity} from './finding.ts';

/**
 * What a rule may need before it can say anything. A rule whose needs are not met is *not evaluated*, and the audit says
 * which one was missing: nothing passes in silence.
 */
export const needs = {
	report: 'a report',
	'report-rows': 'a report with a table of tests',
	claims: 'a report or log that states numbers',
	statements: 'a report that states results in words',
	log: 'a log with records of tests',
	artifacts: 'artifacts of single requests',
	counts: 'a CSV file of row counts',
	archive: 'an archive',
	hashes: 'a stated SHA-256',
	text: 'files of text',
	journal: 'a journal of this program (session.jsonl)',
	catalog: 'a catalog',
	spec: 'the document that spec_ref points into',
	repository: 'the repository that the stated revision belongs to',
	schema: 'a description of the tables',
	signature: 'a signature',
} as const;

export type Need = keyof typeof needs;

/** One rule of the audit (evidence-standards.md §6): one file each, data and pure functions. */
export type Rule = {
	/** Stable, kebab-case; what `--rule` and suppressions name. The file has the same name. */
	readonly id: string;
	/** What a finding proves, as a short clause: `totals in the text differ from rows or records`. */
	readonly proves: string;
	readonly severity: Severity;
	readonly circumstantial: boolean;
	/** One sentence: why a reader of the report should care. */
	readonly why: string;
	/** All of them must be there. */
	readonly needs: readonly Need[];
	/**
	 * Looks at the set as a whole, once. May answer why nothing can be decided here even though the needs are met.
	 */
	check?(set: AuditedSet): Iterable<Discovery> | NotEvaluated;
	/**
	 * Looks at one file, with its content in memory for the time of the call only: bodies and raw text are not kept in the
	 * set, so that its size does not decide how much memory an audit takes.
	 */
	checkFile?(file: AuditedFile, content: Content, set: AuditedSet): Iterable<Discovery>;
};

/** Why a rule could not decide anything about this set. */
export type NotEvaluated = {readonly notEvaluated: string};

export function notEvaluated(reason: string): NotEvaluated {
	return {notEvaluated: reason};
}
