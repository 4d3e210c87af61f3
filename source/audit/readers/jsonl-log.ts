import type {
	Claim,
	ClaimScope,
	Fact,
	LogRecord,
	NamedFile,
	ReadLog,
	StatedHash,
	Statement,
	Unread,
} from '../audited-set.ts';
import type {Place} from '../finding.ts';
import {claimsInNotes, factsIn, filesIn, hashesIn, statementsIn} from './log/circumstances.ts';
import {latencyOf, unitFactorOf, type StatedLatency} from './log/latency.ts';
import {logValuesOf, type LogValue} from './log/log-values.ts';
import {membersOf, namesOf, textNamed, type Members} from './log/members.ts';
import {
	countsIn,
	expectedIn,
	judgedIn,
	notesIn,
	phaseIn,
	requestIn,
	statusIn,
	testIdIn,
	wordsIn,
} from './log/record-parts.ts';
import {stampOfMembers} from './log/stamps.ts';
import {totalsOf} from './log/totals.ts';

/** A record in the making: its latency's unit may be known only when all of them are read. */
type Draft = {
	readonly record: Omit<LogRecord, 'latencyMs' | 'kind'>;
	readonly value: LogValue;
	readonly members: Members;
	readonly latency: StatedLatency | null;
	readonly phase: ReturnType<typeof phaseIn>;
};

/**
 * Reads a log of tests by whatever program: JSON lines, with or without a logger's prefix, or one JSON value. Lines that
 * hold no object are told in `unread`.
 *
 * @param file path of the log in the set
 * @param text its content; hostile
 */
export function readJsonlLog(file: string, text: string): ReadLog {
	const {values, unread} = logValuesOf(file, text.startsWith('\u{FEFF}') ? text.slice(1) : text);
	const drafts = values.map(value => draftOf(file, value));
	const factors = latencyFactors(drafts);
	const hasIds = drafts.some(({record}) => record.testId !== null);

	const claims: Claim[] = [];
	const named: NamedFile[] = [];
	const facts: Fact[] = [];
	const statements: Statement[] = [];
	const hashes: StatedHash[] = [];
	const records = drafts.map(draft => {
		const {members, value, record, phase} = draft;
		const {place, notes, testId} = record;
		const totals =
			testId === null && !isExchange(record) && phase !== 'progress'
				? totalsOf(value.value, {place, pointer: value.pointer}, scopeOf(members))
				: [];
		const kind = kindOf(draft, totals.length, hasIds);
		hashes.push(...hashesIn(members, place));
		if (testId === null && kind !== 'result') {
			claims.push(...totals, ...claimsInNotes(notes, notePlace(members, place)));
			named.push(...filesIn(members, place));
			facts.push(...factsIn(members, place));
			statements.push(...statementsIn(members, notes, place));
		}

		const {latency} = draft;
		const latencyMs =
			latency === null ? null : rounded(latency.value * (latency.factor ?? factors.get(latency.name) ?? 1));
		return {...record, kind, latencyMs};
	});
	return {
		file,
		records,
		claims,
		named,
		facts,
		statements,
		hashes,
		unread: [...unread, ...notUnderstood(file, records)],
	};
}

/** A log of which nothing was understood is told: else it would look as if none had been given. */
function notUnderstood(file: string, records: readonly LogRecord[]): readonly Unread[] {
	const lines = records.filter(({kind}) => kind === 'other');
	const members = [...new Set(lines.flatMap(record => record.members))].slice(0, 12);
	const isTest = lines.some(({testId, path}) => testId !== null || path !== null);
	const hasResults = records.some(({kind}) => kind === 'result');
	return lines.length > 0 && (lines.length === records.length || (isTest && !hasResults))
		? [
				{
					place: {file},
					reason: `${lines.length} lines in which no test with its outcome was found (members: ${members.join(', ')})`,
				},
			]
		: [];
}

/** One request or answer: what it took is no total of the run, even where nobody says which test it was. */
function isExchange({status, method, path}: Draft['record']): boolean {
	return status !== null || (method !== null && path !== null);
}

/** Seconds times a thousand must not show as 956.0000000000001. */
function rounded(ms: number): number {
	return Number(ms.toFixed(6));
}

function notePlace(members: Members, place: Place): Place {
	const pointer = (members.get('notes') ?? members.get('message') ?? members.get('note'))?.pointer;
	return pointer === undefined ? place : {...place, pointer};
}

const artifactNames = namesOf(
	'artifact artifactfile artifactpath artifactname evidence evidencefile evidencepath responsefile savedto outputfile resultfile file артефакт файл',
);
const specNames = namesOf(
	'specref specreference specification spec reference docref requirement requirementref',
);
const stageNames = namesOf('stage этап phase step suite');
const sequenceNames = namesOf('seq sequence seqno sequenceno sequencenumber n no index idx line');
const attemptNames = namesOf('attempt attemptno attemptnumber try попытка');

function draftOf(file: string, value: LogValue): Draft {
	const members = membersOf(value.value, value.pointer);
	const place: Place =
		value.pointer === '' ? {file, line: value.line} : {file, line: value.line, pointer: value.pointer};
	const notes = notesIn(members);
	const {status, hasStatus} = statusIn(members);
	const artifact = textNamed(members, artifactNames);
	const record = {
		place,
		stage: textNamed(members, stageNames)?.slice(0, 100) ?? null,
		testId: testIdIn(members, value),
		...requestIn(members),
		status,
		hasStatus,
		...stampOfMembers(members, place, value.prefix),
		judged: judgedIn(members, notes),
		...expectedIn(members, notes, status),
		notes,
		words: wordsIn(members),
		specRef: textNamed(members, specNames)?.slice(0, 500) ?? null,
		artifact: artifact !== null && /[\\/]|\.[\p{L}\d]{1,8}$/u.test(artifact) ? artifact : null,
		seq: integerNamed(members, sequenceNames),
		attempt: integerNamed(members, attemptNames),
		...countsIn(members),
		members: Object.keys(value.value),
	};
	return {record, value, members, latency: latencyOf(members), phase: phaseIn(members)};
}

function integerNamed(members: Members, names: readonly string[]): number | null {
	const text = textNamed(members, names);
	return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** What part of the run a record with totals speaks about. */
function scopeOf(members: Members): ClaimScope {
	const section = textNamed(members, ['section', 'sectionid', 'раздел']);
	if (section === null) {
		const group = textNamed(members, ['group', 'suite', 'category', 'api', 'sectionname']);
		return group === null ? {kind: 'all'} : {kind: 'name', name: group.slice(0, 200)};
	}

	const number = /(?<![\d.])(\d{1,3}(?:\.\d{1,3})?)(?![\d.])/.exec(section)?.[1];
	return number === undefined
		? {kind: 'name', name: section.slice(0, 200)}
		: {kind: 'section', prefix: `${number}.`};
}

function kindOf({record, latency, phase}: Draft, totals: number, hasIds: boolean): LogRecord['kind'] {
	const {testId, status, hasStatus, judged, path} = record;
	const hasOutcome = status !== null || latency !== null || judged !== null;
	if (testId !== null) {
		if (phase === 'start' && status === null && latency === null && judged !== 'pass' && judged !== 'fail') {
			return 'start';
		}

		return hasOutcome || hasStatus || phase === 'end' ? 'result' : 'other';
	}

	// A log whose tests have ids: other requests (a ping before) are no tests.
	if (path !== null && status !== null) {
		return hasIds ? 'other' : 'result';
	}

	if (totals > 0) {
		return 'summary';
	}

	return record.stage !== null || record.members.includes('status') ? 'stage' : 'other';
}

/** Per name without a unit: what it is in ms, seen from all its values together. */
function latencyFactors(drafts: readonly Draft[]): ReadonlyMap<string, number> {
	const values = new Map<string, number[]>();
	let first = Number.POSITIVE_INFINITY;
	let last = Number.NEGATIVE_INFINITY;
	for (const {latency, record} of drafts) {
		if (latency !== null && latency.factor === null) {
			const list = values.get(latency.name) ?? [];
			list.push(latency.value);
			values.set(latency.name, list);
		}

		const at = record.stamp?.at ?? null;
		if (at !== null) {
			first = Math.min(first, at);
			last = Math.max(last, at);
		}
	}

	const span = last > first ? last - first : null;
	return new Map([...values].map(([name, list]) => [name, unitFactorOf(list, span)]));
}
