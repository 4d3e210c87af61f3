/** Which files of two places are the same one: a file and its copy in an archive, or a file and a name in a text. */

/** A path as it is compared: slashes, no `./` before it, composed letters, without regard to case. */
export function foldedPath(path: string): string {
	return path
		.replaceAll('\\', '/')
		.normalize('NFC')
		.toLowerCase()
		.replace(/^(?:\.?\/)+/, '');
}

/** Where a path of the set stands: without the archive that it is in. */
export function pathInside(path: string): string {
	return path.slice(path.lastIndexOf('!/') === -1 ? 0 : path.lastIndexOf('!/') + 2);
}

export type PathFinder<T> = {
	/** The one that a path means; `null` when there is none, or several that it may mean. */
	find(path: string): T | null;
	/** All that it may mean: those whose paths end alike, else the one that stands in other folders. */
	all(path: string): readonly T[];
	/** Whether one of them may be meant, be it in other folders and not the only one of its name. */
	has(path: string): boolean;
};

/**
 * Finds, for a path, those of many that it means: whose path ends as it does, or the other way round. Folders that differ
 * are passed over where the rest is told from everything else: files are handed over in other folders than they are
 * named in, but `tests/6.13/exchange.json` is not `tests/6.1/exchange.json`.
 *
 * @param shared ends of paths that mean several files to those who name them (`sharedEnds`)
 */
export function pathFinder<T>(
	items: Iterable<T>,
	pathOf: (item: T) => string,
	shared: ReadonlySet<string> = new Set(),
): PathFinder<T> {
	const byEnd = new Map<string, T[]>();
	const byPath = new Map<string, T[]>();
	for (const item of items) {
		const folded = foldedPath(pathOf(item));
		for (const end of endsOf(folded)) {
			added(byEnd, end, item);
		}

		added(byPath, folded, item);
	}

	/** Those that end alike; and those that share the longest end with it, but stand in other folders. */
	function found(path: string): {readonly same: readonly T[]; readonly moved: readonly T[]} {
		const folded = foldedPath(path);
		const end = endsOf(folded).find(each => byEnd.has(each));
		if (end === undefined) {
			return {same: [], moved: []};
		}

		const same = byPath.get(folded) ?? (end === folded ? byEnd.get(end) : byPath.get(end));
		if (same !== undefined || shared.has(end) || isGeneral(end)) {
			return {same: same ?? [], moved: []};
		}

		const folder = above(folded, end);
		const moved = (byEnd.get(end) ?? []).filter(
			item => !areOtherTests(folder, above(foldedPath(pathOf(item)), end)),
		);
		return {same: [], moved};
	}

	function all(path: string): readonly T[] {
		const {same, moved} = found(path);
		return same.length > 0 ? same : moved.length === 1 ? moved : [];
	}

	return {
		all,
		has(path) {
			const {same, moved} = found(path);
			return same.length + moved.length > 0;
		},
		find(path) {
			const [first = null, ...others] = all(path);
			return others.length === 0 ? first : null;
		},
	};
}

/**
 * Ends of paths that stand for several files where somebody names them: `exchange.json` in a report that names
 * `tests/6.1/exchange.json` and `tests/6.2/exchange.json`.
 *
 * @param sources what each of those who name files names
 */
export function sharedEnds(sources: Iterable<Iterable<string>>): ReadonlySet<string> {
	const shared = new Set<string>();
	for (const names of sources) {
		const longest = new Map<string, string>();
		for (const name of names) {
			const folded = foldedPath(name);
			for (const end of endsOf(folded)) {
				const known = longest.get(end) ?? folded;
				if (!known.endsWith(folded) && !folded.endsWith(known)) {
					shared.add(end);
				}

				longest.set(end, known.length > folded.length ? known : folded);
			}
		}
	}

	return shared;
}

/** A path and its ends, longest first: `a/b/c`, `b/c`, `c`. */
function endsOf(folded: string): readonly string[] {
	const ends = [folded];
	for (let at = folded.indexOf('/'); at !== -1 && ends.length < deepest; at = folded.indexOf('/', at + 1)) {
		ends.push(folded.slice(at + 1));
	}

	return ends;
}

const deepest = 64;

function added<T>(map: Map<string, T[]>, key: string, item: T): void {
	const known = map.get(key);
	if (known === undefined) {
		map.set(key, [item]);
	} else {
		known.push(item);
	}
}

const generalName =
	/^(?:exchange|call|request|response|answer|reply|result|body|payload|headers?|data|index|artifact|output|http|curl|запрос|ответ|обмен|тело|заголовки|результат)s?(?:\.\w{1,8}){0,2}$/u;

/** A name that every folder may hold: only the folder says what it is of. */
function isGeneral(end: string): boolean {
	return generalName.test(end);
}

/** The folder that stands before the end of a path. */
function above(folded: string, end: string): string {
	const before = folded.slice(0, Math.max(0, folded.length - end.length - 1));
	return before.slice(before.lastIndexOf('/') + 1);
}

/** Folders of two tests, by the ids in their names. */
function areOtherTests(a: string, b: string): boolean {
	const [left, right] = [a, b].map(folder => /(?<!\d)\d{1,3}[._-]\d{1,3}(?!\d)/.exec(folder)?.[0]);
	return (
		left !== undefined && right !== undefined && left.replace(/[_-]/, '.') !== right.replace(/[_-]/, '.')
	);
}
