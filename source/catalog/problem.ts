/** How the program ends when a problem stops it (design.md §5). */
export type ExitCode = 0 | 1 | 2 | 3 | 130;

/** Where a problem was found; every part that is known is given. */
export type Place = {
	readonly file?: string;
	/** 1-based. */
	readonly line?: number;
	/** 1-based, in UTF-16 code units. */
	readonly column?: number;
	readonly endpoint?: string;
};

/**
 * An error for people: what happened, where, and what to do next.
 *
 * Thrown wherever the knowledge is; every front end only prints it. Anything thrown that is not a `Problem` is a bug of
 * ours and is reported as one.
 */
export class Problem extends Error {
	override readonly name = 'Problem';
	/** Stable, kebab-case: tests and machine output refer to it. */
	readonly code: string;
	/** One imperative sentence, or nothing when there is nothing that the reader can do. */
	readonly next: string | undefined;
	readonly place: Place;
	readonly exitCode: ExitCode;

	/**
	 * @param code stable kebab-case name of the kind of problem
	 * @param what one sentence: what happened
	 * @param details what to do next, where it happened, the exit code (2, wrong usage, unless said), the cause
	 */
	constructor(
		code: string,
		what: string,
		details: {next?: string; place?: Place; exitCode?: ExitCode; cause?: unknown} = {},
	) {
		super(what, details.cause === undefined ? undefined : {cause: details.cause});
		this.code = code;
		this.next = details.next;
		this.place = details.place ?? {};
		this.exitCode = details.exitCode ?? 2;
	}
}

/** The problem in the lines that are printed: `place: what`, then what to do next. */
export function describeProblem(problem: Problem): string {
	const {file, line, column, endpoint} = problem.place;
	const position = [file, line, column].filter(part => part !== undefined).join(':');
	const where = [position, endpoint === undefined ? '' : `endpoint ${endpoint}`].filter(Boolean).join(', ');
	const first = where === '' ? problem.message : `${where}: ${problem.message}`;
	return problem.next === undefined ? first : `${first}\n${problem.next}`;
}
