import type {Claim, ClaimScope, Fact, NamedFile, StatedHash, Statement} from '../../audited-set.ts';
import type {Place} from '../../finding.ts';
import {isRecord, pointerTo} from '../json-place.ts';
import {quantitiesIn} from '../text/numbers.ts';
import {plainName, type Member, type Members} from './members.ts';

/** What a log's record says besides results: the revision, files, hashes, sentences. */

const factKeys: ReadonlyArray<readonly [RegExp, Fact['key']]> = [
	[
		/^(?:git)?(?:rev|revision|commit|commithash|commitsha|sha|gitsha|githash|head)$|^git$|^ревизия$/,
		'revision',
	],
	[/^(?:environment|env|окружение|среда)(?:name|description)?$/, 'environment'],
	[/^(?:token|tokentype|tokenname|auth|authtoken|credentials?|токен)$/, 'token'],
	[/^(?:host|hostname|baseurl|base|server|target|apihost|apibase|apiurl|хост)$/, 'host'],
	[/^(?:profile|профиль)$/, 'profile'],
	[/^(?:os|platform|operatingsystem|система|ос)$/, 'os'],
	[/^(?:python|pythonversion|node|nodeversion|runtime|runner|tool|interpreter)$/, 'runtime'],
	[/^(?:archive|archivename|archivefile|archivepath|zip|zipfile|zipname|архив)$/, 'archive'],
	[/^(?:log|logfile|logpath|jsonl|jsonllog|журнал|лог)$/, 'log'],
	[/^(?:report|reportfile|reportpath|отчет|отчёт)$/, 'report'],
];

const fileRoles: ReadonlyArray<readonly [RegExp, NamedFile['role']]> = [
	[/^(?:archive|archivename|archivefile|archivepath|zip|zipfile|zipname|архив)$/, 'archive'],
	[/^(?:log|logfile|logpath|jsonl|jsonllog|журнал|лог)$/, 'log'],
	[/^(?:report|reportfile|reportpath|reports|отчет|отчёт)$/, 'report'],
	[
		/^(?:csv|csvfile|counts|countsfile|countscsv|clickhousecsv|clickhousecounts|clickhousecountsfile)$/,
		'counts',
	],
	[/^(?:artifactsdir|artifactdir|artifactsfolder|artifactspath|outputdir|evidencedir|папка)$/, 'folder'],
	[/^(?:artifacts|artifactfiles|files|evidence|файлы|артефакты)$/, 'artifact'],
];

export function factsIn(members: Members, place: Place): Fact[] {
	return valuesBy(members, factKeys).flatMap(({member, as}) =>
		typeof member.value === 'string' && member.value.trim() !== '' && !isHashLike(member, as)
			? [
					{
						place: {...place, pointer: member.pointer},
						key: as,
						label: member.key,
						value: member.value.slice(0, 500),
					},
				]
			: [],
	);
}

/** `sha` of 64 digits is the hash of a file, not a revision. */
function isHashLike({key, value}: Member, as: Fact['key']): boolean {
	return as === 'revision' && plainName(key) === 'sha' && String(value).length > 40;
}

export function filesIn(members: Members, place: Place): NamedFile[] {
	return valuesBy(members, fileRoles).flatMap(({member, as}) => {
		const names = Array.isArray(member.value) ? member.value.slice(0, 10_000) : [member.value];
		return names.flatMap((name, index) =>
			typeof name === 'string' && isFileName(name, as)
				? [
						{
							place: {
								...place,
								pointer: Array.isArray(member.value) ? pointerTo(member.pointer, index) : member.pointer,
							},
							name: name.trim(),
							role: as,
						},
					]
				: [],
		);
	});
}

function isFileName(name: string, role: NamedFile['role']): boolean {
	return (
		name.length < 500 &&
		(role === 'folder' ? /[\\/]/.test(name) : /[^\s\\/]\.[\p{L}\d]{1,8}$/u.test(name.trim()))
	);
}

function valuesBy<T>(
	members: Members,
	table: ReadonlyArray<readonly [RegExp, T]>,
): ReadonlyArray<{member: Member; as: T}> {
	const seen = new Set<string>();
	return [...members].flatMap(([name, member]) => {
		const entry = table.find(([pattern]) => pattern.test(name));
		if (entry === undefined || seen.has(member.pointer)) {
			return [];
		}

		seen.add(member.pointer);
		return [{member, as: entry[1]}];
	});
}

const hashName =
	/^(?:archive|zip|file|report|log|artifact|content|body)?(sha256|sha1|sha512|md5|checksum|hash|digest)(?:sum|hex|hash|ofarchive)?$|^(sha256|sha1|sha512|md5)(?:archive|zip|file|report|log|artifact)$/;
const hashMaps = /^(?:hashes|checksums|sha256|sha256sums|digests|sha256s)$/;

/** Hashes that the record states, with the file beside them that they are of. */
export function hashesIn(members: Members, place: Place): StatedHash[] {
	const hashes: StatedHash[] = [];
	const seen = new Set<string>();
	for (const [name, member] of members) {
		if (seen.has(member.pointer)) {
			continue;
		}

		const match = hashName.exec(name);
		const algorithm = match?.[1] ?? match?.[2] ?? '';
		if (algorithm !== '' && typeof member.value === 'string' && isHashText(member.value, algorithm)) {
			seen.add(member.pointer);
			hashes.push({
				place: {...place, pointer: member.pointer},
				value: member.value.trim(),
				algorithm: algorithmOf(algorithm),
				of: fileOfHash(name, members),
				source: 'log',
			});
		} else if (hashMaps.test(name)) {
			seen.add(member.pointer);
			hashes.push(...hashesInMap(member, place));
		}
	}

	return hashes;
}

/** `sha256` says what it is; a `hash` or `digest` must look like one. */
function isHashText(value: string, kind: string): boolean {
	const text = value.trim();
	return /^(?:sha|md5)/.test(kind)
		? text !== '' && text.length < 300
		: /^(?:[a-z\d]{3,6}:)?[\da-f]{32,128}$/i.test(text);
}

function algorithmOf(kind: string): StatedHash['algorithm'] {
	return kind === 'sha1' || kind === 'md5' || kind === 'sha512' ? kind : 'sha256';
}

const archiveNames = [
	'archive',
	'archivename',
	'archivefile',
	'archivepath',
	'zip',
	'zipfile',
	'zipname',
	'архив',
];
const ofByWord: ReadonlyArray<readonly [RegExp, readonly string[]]> = [
	[/archive|zip/, archiveNames],
	[/report/, ['report', 'reportfile', 'reportpath']],
	[/log/, ['log', 'logfile', 'logpath']],
	[/artifact/, ['artifact', 'artifactfile', 'artifactpath']],
];

function fileOfHash(name: string, members: Members): string | null {
	const names = ofByWord.find(([word]) => word.test(name))?.[1] ?? [
		...archiveNames,
		'file',
		'filename',
		'path',
		'artifact',
		'artifactfile',
		'artifactpath',
	];
	for (const candidate of names) {
		const value = members.get(candidate)?.value;
		if (typeof value === 'string' && value.trim() !== '') {
			return value.trim();
		}
	}

	return null;
}

/** `{"a.json": "9f…"}` or `[{"file": "a.json", "sha256": "9f…"}]`. */
function hashesInMap(member: Member, place: Place): StatedHash[] {
	const stated = (of: string, value: unknown, key: string | number): StatedHash[] =>
		typeof value === 'string' && isHashText(value, 'hash')
			? [
					{
						place: {...place, pointer: pointerTo(member.pointer, key)},
						value: value.trim(),
						algorithm: 'sha256',
						of,
						source: 'log',
					},
				]
			: [];
	if (isRecord(member.value)) {
		return Object.entries(member.value).flatMap(([file, value]) => stated(file, value, file));
	}

	return Array.isArray(member.value)
		? member.value.flatMap((item: unknown, index) => {
				const row = isRecord(item) ? item : {};
				const file = row['file'] ?? row['path'] ?? row['name'];
				return typeof file === 'string' ? stated(file, row['sha256'] ?? row['hash'], index) : [];
			})
		: [];
}

const everything: ClaimScope = {kind: 'all'};

/** Counts that a step's note states: `All 33 test artifacts generated`. */
export function claimsInNotes(notes: string, place: Place): Claim[] {
	const text = notes.slice(0, 300);
	return quantitiesIn(text).flatMap(quantity => {
		const after = text.slice(quantity.end, quantity.end + 60);
		const noun =
			/^\s{1,3}(?:(?:test|mandatory|тестов\p{L}{1,3}|обязательн\p{L}{1,3})\s{1,3}){0,2}(artifacts?|tests?|артефакт\p{L}{0,3}|тест\p{L}{0,3})(?!\p{L})(?!\s{1,3}(?:planned|remaining|left|запланир))/iu.exec(
				after,
			)?.[1];
		if (noun === undefined || quantity.unit !== '' || !Number.isInteger(quantity.value)) {
			return [];
		}

		// `2 tests failed`, `5 of 20 tests`: said of a part.
		const rest = after.slice(after.indexOf(noun) + noun.length, after.length);
		const before = text.slice(0, quantity.start);
		if (
			/^\s{0,3}(?:failed|passed|skipped|blocked|провал|успеш|пропущ)/i.test(rest) ||
			/(?:of|из|\/)\s{0,3}$/i.test(before)
		) {
			return [];
		}

		return [
			{
				place,
				text,
				subject: /^(?:art|арт)/i.test(noun) ? ('artifacts' as const) : ('tests' as const),
				value: quantity.value,
				approximate: /(?:about|around|~|≈|около|примерно|more than|over|более)\s{0,3}$/i.test(before),
				decimals: 0,
				unit: '' as const,
				statuses: [],
				scope: everything,
			},
		];
	});
}

/** Sentences of a step: a run that is `completed`, artifacts that are all there. */
export function statementsIn(members: Members, notes: string, place: Place): Statement[] {
	const found: Statement[] = [];
	const state = (kind: Statement['kind'], text: string, pointer: string | undefined) =>
		found.push({
			place: pointer === undefined ? place : {...place, pointer},
			text,
			kind,
			scope: everything,
			statuses: [],
			methods: [],
			ticked: false,
		});
	const status = members.get('status');
	if (
		typeof status?.value === 'string' &&
		/^(?:completed?|finished|successful|завершен\p{L}?|завершён\p{L}?|выполнен\p{L}?)/iu.test(status.value)
	) {
		state('completed', `${status.key}: ${status.value.slice(0, 100)}`, status.pointer);
	}

	const noted = members.get('notes')?.pointer ?? members.get('message')?.pointer;
	const text = notes.slice(0, 300);
	if (
		/(?<!\p{L})(?:all|все)\s(?:\S{1,20}\s){0,3}(?:artifacts|артефакты)\s(?:\S{1,20}\s){0,2}(?:generated|collected|saved|stored|captured|собран|сохранен|сохранён|создан)/iu.test(
			text,
		)
	) {
		state('all-artifacts', text, noted);
	}

	if (
		/(?<!\p{L})(?:all|все)\s(?:\S{1,20}\s){0,3}(?:tests|тесты)\s(?:\S{1,20}\s){0,2}(?:passed|successful|пройден|успешн)/iu.test(
			text,
		)
	) {
		state('all-passed', text, noted);
	}

	if (
		/(?<!\p{L})(?:all|все)\s(?:\S{1,20}\s){0,3}(?:tests|тесты)\s(?:\S{1,20}\s){0,2}(?:executed|completed|run(?!\p{L})|выполнен|запущен)/iu.test(
			text,
		)
	) {
		state('all-executed', text, noted);
	}

	return found;
}
