import type {AuditedSet, Claim, ClaimScope} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {baseName, distinctArtifacts, isInArchive, isInScope, matchesGlob} from '../lookup.ts';
import {claimsOf, claimText, groupedByValue, isNear} from '../stated-counts.ts';
import {nameKey} from '../named-files.ts';
import {notEvaluated, type Rule} from '../rule.ts';
import {testIdOfName} from '../readers/test-id.ts';

export const artifactCountMismatch: Rule = {
	id: 'artifact-count-mismatch',
	proves: 'claimed numbers of files differ from the files',
	severity: 'high',
	circumstantial: false,
	why: 'Evidence is said to exist that does not, so some results rest on nothing.',
	needs: ['claims'],
	check(set) {
		const claims = claimsOf(set).filter(({subject}) => subject === 'artifacts' || subject === 'files');
		const files = filesOf(set);
		const held = claims.flatMap(claim => {
			const truth = files === null ? [] : truthOf(claim, files, set);
			return truth.length === 0 ? [] : [{claim, truth}];
		});
		if (files === null || held.length === 0) {
			return notEvaluated(
				claims.length === 0
					? 'no stated number of files'
					: 'neither artifacts nor a complete list of their names',
			);
		}

		const refuted = held.filter(({claim, truth}) => !truth.includes(claim.value) && !isNear(claim, truth));
		return oneForTheWhole(groupedByValue(refuted)).map((group): Discovery => {
			const [{claim, truth}, ...others] = group as readonly [Refuted, ...Refuted[]];
			return {
				place: claim.place,
				claimed: claimText(claim),
				found: `${truth[0] ?? 0} ${isCounted(claim, files) ? (truth[0] === 1 ? 'file' : 'files') : 'named in the set'}`,
				also: others.map(({claim: other}) => other.place),
			};
		});
	},
};

/** Files that stand on disk or in the archive that is spoken of, and no names alone. */
function isCounted({scope}: Claim, {isGiven}: Files): boolean {
	return isGiven || (scope.kind === 'name' && /\.zip$/i.test(scope.name));
}

type Refuted = {readonly claim: Claim; readonly truth: readonly number[]};
type Files = {
	/** Last parts of names, in lower case. */
	readonly names: readonly string[];
	/** Paths, or names where there are no files. */
	readonly paths: readonly string[];
	readonly isGiven: boolean;
};

/** The artifacts on disk; where none were given, the names that every row or record has. */
function filesOf(set: AuditedSet): Files | null {
	const given = distinctArtifacts(set);
	if (given.length > 0) {
		return {
			names: given.map(({file}) => baseName(file).toLowerCase()),
			paths: given.map(({file}) => inner(file)),
			isGiven: true,
		};
	}

	const rows = set.reports.flatMap(report => report.rows);
	const records = set.logs.flatMap(log => log.records.filter(({kind}) => kind === 'result'));
	const isNamed = (list: ReadonlyArray<{artifact: string | null}>) =>
		list.length > 0 && list.every(({artifact}) => artifact !== null);
	if (!isNamed(rows) && !isNamed(records)) {
		return null;
	}

	const named = [
		...[...rows, ...records].flatMap(({artifact}) => (artifact === null ? [] : [artifact])),
		...[...set.reports, ...set.logs].flatMap(({named: files}) =>
			files.filter(({role, name}) => role === 'artifact' && !/[*?]/.test(name)).map(({name}) => name),
		),
	];
	const byName = new Map(named.map(name => [nameKey(set, name), name] as const));
	return {names: [...byName.keys()].map(name => baseName(name)), paths: [...byName.values()], isGiven: false};
}

function inner(path: string): string {
	return path.slice(path.indexOf('!/') + (path.includes('!/') ? 2 : 1)).replace(/^\//, '');
}

/** Every number that would be true; empty when it cannot be told. */
function truthOf({subject, scope, value}: Claim, files: Files, set: AuditedSet): readonly number[] {
	const all = files.names.length;
	const plain = files.names.filter(name => !/attempt|попытк/.test(name)).length;
	switch (scope.kind) {
		case 'name':
			return namedTruth(scope, files, set);
		case 'section':
		case 'list':
		case 'ids': {
			const ids = files.names.map(name => testIdOfName(name));
			return ids.includes(null) ? [] : [ids.filter(id => id !== null && isInScope(id, scope)).length];
		}

		case 'all': {
			if (subject === 'artifacts') {
				return [
					all,
					plain,
					// Those of several runs, each of which has one of every name.
					new Set(files.names).size,
					...(files.isGiven
						? set.artifacts.filter(({file}) => !isInArchive(file)).map((_, index, list) => list.length)
						: []),
				];
			}

			// Files of any kind: only a number beyond all of them is surely wrong.
			const outside = set.files.filter(({archive}) => archive === null).length;
			const most = files.isGiven ? Math.max(set.files.length, outside) : all + 10;
			return value > most ? [files.isGiven ? outside : all] : [value];
		}
	}
}

function namedTruth(
	{name}: Extract<ClaimScope, {kind: 'name'}>,
	files: Files,
	set: AuditedSet,
): readonly number[] {
	if (/[*?]/.test(baseName(name))) {
		const matching = files.names.filter(file => matchesGlob(file, name)).length;
		const every = set.files
			.map(({path}) => inner(path).toLowerCase())
			.filter(path => matchesGlob(path, name));
		const counts = [new Set(every.map(path => baseName(path))).size, new Set(every).size];
		return files.isGiven ? [...counts, matching] : matching === 0 && !/\.json$/i.test(name) ? [] : [matching];
	}

	if (/\.zip$/i.test(name)) {
		const archive = set.archives.find(
			({file}) => baseName(file).toLowerCase() === baseName(name).toLowerCase(),
		);
		return archive === undefined || archive.notZip !== null
			? []
			: [archive.entries.size, archive.entries.size + archive.unsafe.length];
	}

	const folder = name
		.replaceAll('\\', '/')
		.replace(/^(?:\.{0,2}\/)+/, '')
		.replace(/\/+$/, '')
		.toLowerCase();
	if (!/\/$/.test(name.replaceAll('\\', '/')) && /\.[a-z\d]{1,6}$/i.test(name)) {
		return [];
	}

	if (!files.isGiven) {
		const elsewhere = files.paths.some(
			path => path.includes('/') && !path.toLowerCase().includes(`${folder}/`),
		);
		return elsewhere ? [] : [files.names.length];
	}

	const paths = [...new Set(set.files.map(({path}) => inner(path).toLowerCase()))];
	const last = folder.split('/').at(-1) ?? '';
	const under = paths.filter(path => `/${path}`.includes(`/${folder}/`));
	const loosely = under.length > 0 ? under : paths.filter(path => `/${path}`.includes(`/${last}/`));
	const direct = loosely.filter(path => path.split('/').at(-2) === last);
	const bases = (list: readonly string[]) => new Set(list.map(path => baseName(path))).size;
	return loosely.length === 0
		? []
		: [bases(loosely), bases(direct), bases(loosely.filter(path => path.endsWith('.json'))), loosely.length];
}

/** `33 artifacts` and `33 artifacts in artifacts/` of one file are one claim. */
function oneForTheWhole(groups: ReadonlyArray<readonly Refuted[]>): ReadonlyArray<readonly Refuted[]> {
	const merged = new Map<string, Refuted[]>();
	for (const group of groups) {
		const [{claim, truth}] = group as readonly [Refuted, ...Refuted[]];
		const isWhole =
			claim.scope.kind === 'all' || (claim.scope.kind === 'name' && !/[*?]/.test(claim.scope.name));
		const key = JSON.stringify([claim.place.file, claim.value, truth[0], isWhole ? '' : claim.scope]);
		const known = merged.get(key);
		if (known === undefined) {
			merged.set(key, [...group]);
		} else {
			known.push(...group);
		}
	}

	return [...merged.values()];
}
