import type {ReadReport} from '../audited-set.ts';
import {baseName} from '../lookup.ts';

/** Names of documents that say what is to be done, or how a program works: their numbers claim nothing about a run. */
const planName =
	/(?:^|[-_. ])(?:readme|protocol|spec|specs|specification|requirements?|requests|task|brief|plan|guide|instructions?|api|design|todo|changelog|agents|claude|contributing|протокол|спецификация|требования|задани[ея]|тз|инструкция|план)(?:[-_. ]|$)/i;
const reportName = /report|summary|results?|отч[её]т|сводка|итог|результат/i;

/**
 * Whether a text speaks about a run. A table of tests with results does; numbers and statements do unless the file's
 * name says that it is a plan, a specification or a readme.
 */
export function speaksOfRun(path: string, report: ReadReport): boolean {
	if (report.rows.some(row => row.status !== null || row.judged !== null || row.latencyMs !== null)) {
		return true;
	}

	const name = baseName(path);
	const {rows, claims, statements, facts, named, hashes} = report;
	const said = rows.length + claims.length + statements.length;
	if (reportName.test(name)) {
		return said + facts.length + named.length + hashes.length > 0;
	}

	if (planName.test(name)) {
		return /^(?:readme|index)/i.test(name) && isSummaryOfRun(report);
	}

	return said > 0 || (facts.length > 0 && named.length > 0);
}

/** A readme that sums one run up: how many tests, how they ended, and when or on which host. */
function isSummaryOfRun({claims, stamps, facts}: ReadReport): boolean {
	const has = (...subjects: ReadonlyArray<ReadReport['claims'][number]['subject']>) =>
		claims.some(
			({subject, approximate, scope}) => subjects.includes(subject) && !approximate && scope.kind === 'all',
		);
	return (
		has('tests') &&
		has('passed', 'failed') &&
		(stamps.some(
			({role, at}) => at !== null && ['started', 'finished', 'generated', 'date'].includes(role),
		) ||
			facts.some(({key}) => key === 'revision' || key === 'host'))
	);
}
