import {Problem, describeProblem} from '../catalog/problem.ts';
import {readAllowanceEntries} from './allowance-file.ts';
import type {Finding} from './finding.ts';
import {matchesGlob} from './lookup.ts';

/** A finding that somebody answers for: printed with its reason, and no cause to refuse the set until it expires. */
export type Allowance = {
	/** Where it stands in its file, 1-based. */
	readonly line: number;
	/** Id of a rule, or `null` when `finding` is given. */
	readonly rule: string | null;
	/** Id of one finding, or `null` when `rule` is given. */
	readonly finding: string | null;
	/** Only findings in this file: a path, or a glob for its last part. */
	readonly file: string | null;
	/** Only findings about this test, table or file. */
	readonly subject: string | null;
	readonly reason: string;
	readonly person: string;
	/** Last day on which it counts, `YYYY-MM-DD` in UTC. */
	readonly expires: string;
};

export type Accepted = {readonly finding: Finding; readonly allowance: Allowance};

/** What a list of accepted findings did to the findings of an audit. */
export type Sifted = {
	readonly open: readonly Finding[];
	readonly accepted: readonly Accepted[];
	/** Past their day: they accept nothing any more. */
	readonly expired: readonly Allowance[];
	/** Still good, and about nothing that was found. */
	readonly unused: readonly Allowance[];
};

/**
 * Reads a list of accepted findings: YAML or JSON, a list of maps with `rule` or `finding`, optionally `file` and
 * `subject`, and `reason`, `person` and `expires`.
 *
 * @param file its name, for messages
 * @param rules ids of all rules, to tell a mistyped one
 * @throws {Problem} `allow-invalid`, exit code 2, with every fault: line, column, what it is and how to mend it
 */
export function readAllowances(text: string, file: string, rules: readonly string[]): readonly Allowance[] {
	const read = readAllowanceEntries(text, rules);
	if ('allowances' in read) {
		return read.allowances;
	}

	const problems = read.faults.map(
		({what, fix, line, column}) =>
			new Problem('allow-invalid', what, {
				place: {
					file,
					...(line === undefined ? {} : {line}),
					...(column === undefined ? {} : {column}),
				},
				...(fix === undefined ? {} : {next: fix}),
			}),
	);
	const [first, ...others] = problems;
	if (first !== undefined && others.length === 0) {
		throw first;
	}

	throw new Problem('allow-invalid', problems.map(problem => describeProblem(problem)).join('\n'));
}

/**
 * Divides findings into those that somebody answers for and those that stand.
 *
 * @param today `YYYY-MM-DD`, UTC
 */
export function siftFindings(
	findings: readonly Finding[],
	allowances: readonly Allowance[],
	today: string,
): Sifted {
	const good = allowances.filter(({expires}) => expires >= today);
	const used = new Set<Allowance>();
	const open: Finding[] = [];
	const accepted: Accepted[] = [];
	for (const finding of findings) {
		const allowance = good.find(candidate => accepts(candidate, finding));
		if (allowance === undefined) {
			open.push(finding);
		} else {
			used.add(allowance);
			accepted.push({finding, allowance});
		}
	}

	return {
		open,
		accepted,
		expired: allowances.filter(({expires}) => expires < today),
		unused: good.filter(allowance => !used.has(allowance)),
	};
}

function accepts({rule, finding, file, subject}: Allowance, found: Finding): boolean {
	return (
		(finding === null || finding === found.id) &&
		(rule === null || rule === found.rule) &&
		(file === null || isFile(found.place.file, file)) &&
		(subject === null || subject === found.subject)
	);
}

/** A glob holds for the last part of a path; a name without one must be the path, or its end. */
function isFile(path: string, wanted: string): boolean {
	const name = wanted.replaceAll('\\', '/');
	return path === name || path.endsWith(`/${name}`) || (/[*?]/.test(name) && matchesGlob(path, name));
}
