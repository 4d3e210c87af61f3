import type {Fact, NamedFile, Stamp, StatedHash} from '../../audited-set.ts';
import {baseName} from '../../lookup.ts';
import {readStamp, stampOfName, stampsIn} from '../stamp.ts';
import {namedFilesInText} from '../text/named-files.ts';
import {lineAt, type MarkdownDocument, type Unit} from './document.ts';
import {linksIn} from './plain-text.ts';
import type {PlacedTable} from './placed-table.ts';
import {isWished} from './unit-claims.ts';

/** A labelled line of a report, or a row of a table of circumstances. */
type Line = {readonly line: number; readonly label: string; readonly value: string; readonly column?: string};

const labelled = /^[^\p{L}\d]{0,6}([\p{L}][^:=|]{0,60}?)\s?(?:[:=]|\s[—–-]\s)\s{0,4}(\S.{0,2000})$/su;

const factKeys: ReadonlyArray<readonly [RegExp, Fact['key']]> = [
	[/revision|commit|git (?:rev|sha|hash)|^git$|^sha$|ревизия|коммит/iu, 'revision'],
	[/token|credential|токен|ключ api/iu, 'token'],
	[/^(?:os|operating system|platform|ос|операционная система|платформа)$/iu, 'os'],
	[/^(?:python|node(?:\.js)?|runtime|interpreter|python version|версия python)$/iu, 'runtime'],
	[/environment|^env$|окружени|^сред[аы]|контур|стенд/iu, 'environment'],
	[/profile|профиль/iu, 'profile'],
	[
		/^(?:base ?)?(?:host|url|base url|server|target|api url|api|endpoint|хост|сервер|адрес|базовый url)$/iu,
		'host',
	],
	[/archive|^zip|архив/iu, 'archive'],
	[/(?:^|\s)logs?(?: ?file)?$|^jsonl|^лог|журнал/iu, 'log'],
	[/^(?:final )?report(?: file)?$|^(?:файл )?отч[её]т[а]?$/iu, 'report'],
];

const stampRoles: ReadonlyArray<readonly [RegExp, Stamp['role']]> = [
	[
		/generat|created|report date|report time|prepared|updated|сформирован|создан|подготовлен|составлен|дата отч[её]та/iu,
		'generated',
	],
	[/start|begin|began|начал|старт|запущен/iu, 'started'],
	[/finish|end|complet|stop|заверш|окончан|конец/iu, 'finished'],
	[/snapshot|max_snapshot|снимок|снимка/iu, 'snapshot'],
	[/^(?:date|test date|run date|execution date|date of .{1,30}|дата(?: .{1,30})?|день)$/iu, 'date'],
];

/** Circumstances, points in time, named files and hashes that a report states, in its order. */
export function circumstancesOf(
	file: string,
	{units}: MarkdownDocument,
	tables: readonly PlacedTable[],
): {
	readonly facts: readonly Fact[];
	readonly stamps: readonly Stamp[];
	readonly named: readonly NamedFile[];
	readonly hashes: readonly StatedHash[];
} {
	const lines = [
		...units.filter(unit => unit.kind !== 'code' && isSaid(unit)).flatMap(unit => linesOf(unit)),
		...tables.flatMap(table => linesOfTable(table)),
	];
	return {
		facts: lines.flatMap(line => factOf(file, line)),
		stamps: lines.flatMap(line => stampsOf(file, line)),
		named: [
			...units.flatMap(unit => (isSaid(unit) ? namedIn(file, unit) : [])),
			...tables.flatMap(table => namedInTable(table)),
		],
		hashes: hashesOf(file, lines),
	};
}

/**
 * Whether a unit speaks of what is. Recommendations do not, but a report often ends below them: `Archive: run.zip` and
 * `Report generated: 2025-…` are lines of the report all the same.
 */
function isSaid(unit: Unit): boolean {
	if (unit.kind === 'paragraph' && isImprint(unit.text)) {
		return true;
	}

	const match = isWished(unit.heading) ? labelled.exec(unit.text) : null;
	if (match === null) {
		return !isWished(unit.heading);
	}

	const [, label = '', value = ''] = match;
	const place = {file: '', line: unit.line};
	return (
		unit.kind === 'paragraph' &&
		(/^\S{0,3}\d{4}-\d\d-\d\d|^\S{0,3}\d\d\.\d\d\.\d{4}/.test(value)
			? stampRoles.some(([pattern]) => pattern.test(label))
			: factKeys.some(([pattern]) => pattern.test(label)) &&
				namedFilesInText(value, place).some(({name}) => value.length < name.length + 8))
	);
}

function linesOf(unit: Unit): readonly Line[] {
	const match = labelled.exec(unit.text);
	return [
		match === null || unit.kind === 'heading' || isImprint(unit.text)
			? {line: unit.line, label: '', value: unit.text.slice(0, 4000)}
			: {line: unit.line, label: (match[1] ?? '').trim(), value: (match[2] ?? '').trim()},
	];
}

/** Two columns of labels and values, such as `| Environment | Windows 11 |`; tables of tests state no circumstances. */
function linesOfTable({isTests, columns, cells}: PlacedTable): readonly Line[] {
	if (isTests || columns.length !== 2) {
		return [];
	}

	const [left = '', right = ''] = columns;
	const rows = cells.map(({cells: [label = '', value = ''], place}) => ({
		line: place.line ?? 1,
		label,
		value,
		column: right,
	}));
	return factKeys.some(([pattern]) => pattern.test(left))
		? [{line: (rows[0]?.line ?? 2) - 2, label: left, value: right}, ...rows]
		: rows;
}

function factOf(file: string, {line, label, value, column}: Line): readonly Fact[] {
	const key =
		label === '' || value.length > 400
			? undefined
			: factKeys.find(([pattern]) => pattern.test(label) && label.split(/\s+/).length <= 5)?.[1];
	const place = {file, line, ...(column === undefined ? {} : {column})};
	return key === undefined || /size|count|размер|количеств/iu.test(label) ? [] : [{place, key, label, value}];
}

function stampsOf(file: string, {line, label, value}: Line): readonly Stamp[] {
	const place = {file, line};
	const role = stampRoles.find(([pattern]) => pattern.test(label))?.[1];
	const direct = role === undefined ? null : readStamp(value, place, role);
	if (direct !== null && (direct.at !== null || /^\d{4}-\d/.test(value)) && value.length < 64) {
		return [direct];
	}

	// `Generated at 2026-02-03T13:06:38Z`: the colon is one of the time.
	const text = label === '' ? value : /\dT?\d\d$/.test(label) ? `${label}:${value}` : `${label}: ${value}`;
	const said = stampsIn(text).map(({text: stamp}) => {
		const read = readStamp(stamp, place, role ?? wordRole(text));
		return read;
	});
	const names = namedFilesInText(text, place).flatMap(({name}) => {
		const stamp = stampOfName(name, place, /\.zip$/i.test(name) ? 'archive-name' : 'file-name');
		return stamp === null ? [] : [stamp];
	});
	const inNames = new Set(names.map(({text: stamp}) => stamp));
	return [...said.filter(({text: stamp}) => !inNames.has(stamp)), ...names];
}

function wordRole(text: string): Stamp['role'] {
	return /(?:report |отч[её]т )(?:was )?(?:generated|created|сформирован|создан)/iu.test(text) ||
		isImprint(text)
		? 'generated'
		: 'other';
}

/** `Generated 2025-11-09T21:49:59Z`, and nothing else: the line at the end of a report. */
function isImprint(text: string): boolean {
	return /^[^\p{L}\d]{0,4}(?:(?:this )?report (?:was )?|отч[её]т )?(?:generated|сформирован\p{L}?|составлен\p{L}?)(?: at| on)?[\s:]{1,3}\d{4}-\d\d-\d\d[T ][\d:.]{5,20}\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?[^\p{L}\d]{0,4}$/iu.test(
		text.slice(0, 160),
	);
}

function namedIn(file: string, unit: Unit): readonly NamedFile[] {
	const found = namedFilesInText(unit.text, {file, line: unit.line});
	const texts = new Set(found.map(({name}) => baseName(name)));
	const linked = linksIn(unit.raw).flatMap(({target}) =>
		/^(?:https?:|mailto:|#)/i.test(target)
			? []
			: namedFilesInText(target.replace(/^(?:\.{1,2}\/)+/, ''), {file, line: unit.line}),
	);
	// A link says the path, its text often the name only: the path counts.
	const better = new Set(linked.map(({name}) => baseName(name)));
	return [
		...found.filter(({name}) => !(better.has(baseName(name)) && !name.includes('/'))),
		...linked.filter(
			({name}) => !(texts.has(baseName(name)) && found.some(({name: known}) => known === name)),
		),
	].map(named => ({...named, place: {file, line: lineOf(unit, named.name)}}));
}

function lineOf(unit: Unit, name: string): number {
	const offset = unit.text.indexOf(name);
	return offset < 0 ? unit.line : lineAt(unit, offset);
}

function namedInTable({cells, columns}: PlacedTable): readonly NamedFile[] {
	return cells.flatMap(({cells: row, place}) =>
		row.flatMap((cell, index) => namedFilesInText(cell, {...place, column: columns[index] ?? ''})),
	);
}

const hexes = /(?<![\p{L}\d])([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}|[0-9a-f]{128})(?![\p{L}\d])/giu;

function hashesOf(file: string, lines: readonly Line[]): readonly StatedHash[] {
	return lines.flatMap(({line, label, value}): readonly StatedHash[] => {
		const text = `${label} ${value}`;
		const saysHash = /sha-?\d|md5|hash|checksum|digest|хеш|хэш|контрольн/iu.test(text);
		if (!saysHash || /commit|revision|git|journal head|catalog|коммит|ревизи/iu.test(text)) {
			return [];
		}

		const found = [...value.matchAll(hexes)].map(match => match[1] ?? '');
		// A value that is called a SHA-256 and is none is stated all the same.
		const bad =
			found.length > 0
				? []
				: [...value.matchAll(/^[`\s]{0,3}([0-9a-zA-Z]{24,140})[`\s]{0,3}$/g)].map(match => match[1] ?? '');
		const files = namedFilesInText(text, {file, line}).map(({name}) => name);
		return [...found, ...bad].map(hash => ({
			place: {file, line},
			value: hash,
			algorithm: algorithmOf(text, hash),
			of: files.length === 1 ? (files[0] ?? null) : null,
			source: 'report',
		}));
	});
}

function algorithmOf(text: string, hash: string): StatedHash['algorithm'] {
	const named = /sha-?(1|256|512)|(md5)/iu.exec(text);
	if (named !== null) {
		return named[2] === undefined ? (`sha${named[1] ?? '256'}` as 'sha1' | 'sha256' | 'sha512') : 'md5';
	}

	return hash.length === 32 ? 'md5' : hash.length === 40 ? 'sha1' : hash.length === 128 ? 'sha512' : 'sha256';
}
