import type {AuditResult} from '../audit.ts';
import type {
	AuditedSet,
	Claim,
	ReadArchive,
	ReadArtifact,
	ReadCounts,
	ReadLog,
	ReadReport,
	ReportRow,
} from '../audited-set.ts';
import {amount} from './amount.ts';
import {claimWords, scopeWords} from './claim-words.ts';
import {grouped} from './grouped.ts';

/**
 * What the readers understood of a set, in full: the ground that every finding stands on. All texts are untrusted.
 * Without this nobody could tell "nothing is wrong" from "nothing was understood".
 */
export type Explanation = ReadonlyArray<{
	readonly title: string;
	readonly lines: ReadonlyArray<{readonly label: string; readonly text: string}>;
}>;

export function explain(set: AuditedSet, result: AuditResult): Explanation {
	return [
		filesPart(set),
		...set.reports.map(report => reportPart(report)),
		...set.logs.map(log => logPart(log)),
		...provedPart(set),
		...(set.artifacts.length === 0 ? [] : [artifactsPart(set.artifacts)]),
		...set.counts.map(counts => countsPart(counts)),
		...set.archives.map(archive => archivePart(archive)),
		...(set.journal === null ? [] : [journalPart(set.journal)]),
		givenPart(set),
		rulesPart(result),
		...(set.hashes.length === 0 ? [] : [hashesPart(set)]),
	];
}

type Part = Explanation[number];

function filesPart({files}: AuditedSet): Part {
	return {
		title: 'files by kind',
		lines: [...grouped(files, ({kind}) => kind)].map(([kind, found]) => ({
			label: kind,
			text: `${found.length}: ${listed(found.map(({path}) => path))}`,
		})),
	};
}

function reportPart(report: ReadReport): Part {
	const {file, format, rows, tables, claims, statements, named, stamps, facts, hashes, unclear = []} = report;
	return {
		title: `report ${file}`,
		lines: [
			{label: 'format', text: `${format}; ${rows.length} rows of tests`},
			...tables.map(table => ({
				label: `table:${table.place.line ?? '?'}`,
				text: `${amount(table.cells.length, 'row')} under "${table.heading}"; ${
					table.isTests ? columnWords(table, rowsOf(rows, table)) : `no tests: ${table.columns.join(', ')}`
				}`,
			})),
			...claimLines(claims),
			...statements.map(({place, kind, scope, ticked, text}) => ({
				label: `words:${place.line ?? '?'}`,
				text: `${kind}${scopeWords(scope)}${ticked ? ', ticked' : ''}: "${text}"`,
			})),
			...unclear.map(({place, text}) => ({
				label: `open:${place.line ?? '?'}`,
				text: `numbers that were not understood: "${text}"`,
			})),
			...stamps.map(({place, role, text, at}) => ({
				label: `time:${place.line ?? '?'}`,
				text: `${role} ${text}${at === null ? ' (not understood)' : ''}`,
			})),
			...facts.map(({place, key, value}) => ({
				label: `fact:${place.line ?? '?'}`,
				text: `${key} = ${value}`,
			})),
			...named.map(({place, role, name}) => ({label: `names:${place.line ?? '?'}`, text: `${role} ${name}`})),
			...hashes.map(({place, algorithm, value, of}) => ({
				label: `hash:${place.line ?? '?'}`,
				text: `${algorithm} ${value} of ${of ?? 'no named file'}`,
			})),
		],
	};
}

/** The rows of one table: those from its place on, as many as it has. */
function rowsOf(rows: readonly ReportRow[], {cells}: ReadReport['tables'][number]): readonly ReportRow[] {
	const lines = new Set(cells.map(({place}) => place.line));
	return rows.filter(({place}) => lines.has(place.line));
}

/** Which column was taken for what, and which for nothing. */
function columnWords({columns, cells}: ReadReport['tables'][number], [row]: readonly ReportRow[]): string {
	const line = cells.find(({place}) => place.line === row?.place.line);
	const idColumn = columns[line?.cells.findIndex(cell => cell.trim() === row?.testId) ?? -1];
	const taken = [
		...(idColumn === undefined ? [] : [['test id', idColumn] as const]),
		...Object.entries(row?.columns ?? {}),
	];
	const headers = new Set(taken.map(([, header]) => header));
	const left = columns.filter(column => !headers.has(column));
	return [
		...taken.map(([meaning, header]) => `${meaning} = "${header}"`),
		...(left.length === 0 ? [] : [`other columns: ${left.map(column => `"${column}"`).join(', ')}`]),
	].join(', ');
}

function claimLines(claims: readonly Claim[]): Part['lines'] {
	return claims.map(claim => ({
		label: `claim:${claim.place.line ?? '?'}`,
		text: `${claimWords(claim)}: "${claim.text}"`,
	}));
}

function logPart({file, records, claims, statements, named, facts, hashes}: ReadLog): Part {
	const [first] = records.filter(({kind}) => kind === 'result');
	return {
		title: `log ${file}`,
		lines: [
			{
				label: 'records',
				text: `${records.length}: ${[...grouped(records, ({kind}) => kind)].map(([kind, found]) => `${found.length} ${kind}`).join(', ')}`,
			},
			...(first === undefined ? [] : [{label: 'members', text: first.members.join(', ')}]),
			...claimLines(claims),
			...statements.map(({place, kind, scope, text}) => ({
				label: `words:${place.line ?? '?'}`,
				text: `${kind}${scopeWords(scope)}: "${text}"`,
			})),
			...facts.map(({place, key, value}) => ({
				label: `fact:${place.line ?? '?'}`,
				text: `${key} = ${value}`,
			})),
			...named.map(({place, role, name}) => ({label: `names:${place.line ?? '?'}`, text: `${role} ${name}`})),
			...hashes.map(({place, algorithm, value, of}) => ({
				label: `hash:${place.line ?? '?'}`,
				text: `${algorithm} ${value} of ${of ?? 'no named file'}`,
			})),
		],
	};
}

function provedPart({proved = []}: AuditedSet): readonly Part[] {
	return proved.length === 0
		? []
		: [
				{
					title: 'follows from the journal byte for byte; not read as claims',
					lines: proved.map(text => ({label: 'proved', text})),
				},
			];
}

function artifactsPart(artifacts: readonly ReadArtifact[]): Part {
	const having = (label: string, has: (artifact: ReadArtifact) => boolean): Part['lines'][number] => ({
		label,
		text: `in ${artifacts.filter(artifact => has(artifact)).length} of ${artifacts.length}`,
	});
	return {
		title: `artifacts (${artifacts.length})`,
		lines: [
			having('test id', ({testId}) => testId !== null),
			having('status', ({status}) => status !== null),
			having('method', ({method}) => method !== null),
			having('url', ({url}) => url !== null),
			having('headers', ({headers}) => headers !== null),
			having('body', ({hasBody}) => hasBody),
			having('latency', ({latencyMs}) => latencyMs !== null),
			having('timings', ({hasTimings}) => hasTimings),
			having('time sent', ({sent}) => sent !== null),
			...artifacts.flatMap(({file, broken}) =>
				broken === null
					? []
					: [{label: 'no JSON', text: `${file}:${broken.line} ${broken.code}: ${broken.detail}`}],
			),
		],
	};
}

function countsPart({file, hasHeader, columns, rows}: ReadCounts): Part {
	return {
		title: `counts ${file}`,
		lines: [
			{label: 'columns', text: hasHeader ? columns.join(', ') : `no header; taken for ${columns.join(', ')}`},
			{label: 'tables', text: `${rows.length}: ${listed(rows.map(({table}) => table))}`},
		],
	};
}

function archivePart({file, notZip, entries, unsafe, root}: ReadArchive): Part {
	return {
		title: `archive ${file}`,
		lines: [
			notZip === null
				? {
						label: 'files',
						text: `${entries.size}${root === '' ? '' : ` in ${root}`}: ${listed([...entries.keys()])}`,
					}
				: {label: 'no zip', text: notZip},
			...unsafe.map(({name, code, detail}) => ({label: 'unsafe', text: `${code} ${name}: ${detail}`})),
		],
	};
}

function hashesPart({hashes}: AuditedSet): Part {
	return {
		title: `stated hashes (${hashes.length})`,
		lines: hashes.slice(0, 40).map(({place, algorithm, value, of}) => ({
			label: algorithm,
			text: `${value} of ${of ?? 'no named file'}, in ${place.file}${place.line === undefined ? '' : `:${place.line}`}`,
		})),
	};
}

function journalPart({
	file,
	events,
	damage,
	tornBytes,
	differences,
}: NonNullable<AuditedSet['journal']>): Part {
	return {
		title: `journal ${file}`,
		lines: [
			{label: 'events', text: `${events.length}${tornBytes === 0 ? '' : `, and ${tornBytes} torn bytes`}`},
			...(damage === null ? [] : [{label: 'damage', text: `line ${damage.line}: ${damage.detail}`}]),
			{label: 'derived', text: `${amount(differences.length, 'difference')} to what the journal gives`},
		],
	};
}

/** What the set is held against that does not come from it. */
function givenPart({catalog, secrets, specs}: AuditedSet): Part {
	return {
		title: 'held against',
		lines: [
			{label: 'catalog', text: catalog === null ? 'none' : catalog.name},
			{label: 'secrets', text: secrets.size === 0 ? 'none given' : [...secrets.keys()].join(', ')},
			{label: 'documents', text: specs.size === 0 ? 'none' : listed([...specs.keys()])},
		],
	};
}

function rulesPart({evaluated, notEvaluated}: AuditResult): Part {
	return {
		title: `rules (${evaluated.length + notEvaluated.length})`,
		lines: [
			{label: 'evaluated', text: evaluated.join(', ') || 'none'},
			...[...grouped(notEvaluated, ({reason}) => reason)].map(([reason, rules]) => ({
				label: 'not',
				text: `${reason}: ${rules.map(({rule}) => rule).join(', ')}`,
			})),
		],
	};
}

/** The first names, and how many more there are. */
function listed(names: readonly string[]): string {
	const most = 12;
	return `${names.slice(0, most).join(', ')}${names.length > most ? ` and ${names.length - most} more` : ''}`;
}
