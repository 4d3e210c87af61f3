import {jsonNodeAt, tryParseJsonText, type JsonNode} from '../../../catalog/json-text.ts';
import type {Unread} from '../../audited-set.ts';
import {isRecord, pointerTo, type JsonRecord} from '../json-place.ts';

/** One JSON object of a log, with where it stands. */
export type LogValue = {
	readonly value: JsonRecord;
	/** 1-based. */
	readonly line: number;
	/** Of the object in its line (or in the whole file, where the file is one value); `''` for a line's own object. */
	readonly pointer: string;
	/** Its JSON, for what `JSON.parse` loses (`6.10`). */
	readonly source: string;
	/** What stands before the JSON in its line, such as a logger's time and level. */
	readonly prefix: string;
};

/** Lines without a record that are told one by one; the rest in one sentence. */
const mostUnread = 100;
/** A value that is spread over more lines than that is not put together. */
const mostLinesOfValue = 2000;

/**
 * The objects of a log: a line each, or objects over several lines, or one JSON array or object around them. A logger's
 * prefix is cut off. Lists of records inside an object (`{"results": [{…}]}`) give records of their own after it.
 */
export function logValuesOf(
	file: string,
	text: string,
): {values: readonly LogValue[]; unread: readonly Unread[]} {
	const whole = wholeValue(text);
	if (whole !== undefined) {
		return {values: whole, unread: []};
	}

	const values: LogValue[] = [];
	const unread: Unread[] = [];
	let more = 0;
	const lines = text.split('\n');
	for (let index = 0; index < lines.length; index++) {
		const found = valueAt(lines, index);
		if (typeof found === 'string') {
			if (found !== '' && unread.length < mostUnread) {
				unread.push({place: {file, line: index + 1}, reason: found});
			} else if (found !== '') {
				more++;
			}

			continue;
		}

		addWithRecords(found, values);
		index += found.lines - 1;
	}

	if (more > 0) {
		unread.push({place: {file}, reason: `${more} more lines without a record`});
	}

	return {values, unread};
}

/** How the reason begins for a line that was meant to hold a record. */
export const damagedRecord = 'no complete JSON';

/** The value that starts in a line, or why there is none; `''` for a blank end of the file. */
function valueAt(lines: readonly string[], index: number): (LogValue & {lines: number}) | string {
	const line = lines[index] ?? '';
	const trimmed = line.trim();
	if (trimmed === '') {
		return index === lines.length - 1 ? '' : 'a blank line';
	}

	if (/^(?:```|~~~)/.test(trimmed)) {
		return 'a code fence, no record';
	}

	const start = trimmed.indexOf('{');
	if (start === -1) {
		return tryParse(trimmed) === undefined ? 'no JSON' : 'JSON, but no object';
	}

	const source = trimmed.slice(start);
	const prefix = trimmed.slice(0, start);
	const value = tryParse(source) ?? tryParse(source.slice(0, source.lastIndexOf('}') + 1));
	if (isRecord(value)) {
		return {value, line: index + 1, pointer: '', source, prefix, lines: 1};
	}

	return spread(lines, index, {source, prefix}) ?? `${damagedRecord}: ${damageOf(source)}`;
}

/** An object that goes on over the following lines. */
function spread(
	lines: readonly string[],
	index: number,
	{source, prefix}: {source: string; prefix: string},
): (LogValue & {lines: number}) | undefined {
	if (!/[{[,]$/.test(source)) {
		return undefined;
	}

	for (let next = index + 1; next < Math.min(lines.length, index + mostLinesOfValue); next++) {
		// An object of its own starts here: the one before was cut off.
		const line = lines[next] ?? '';
		if (/^\{\s*"/.test(line)) {
			return undefined;
		}

		if (line.startsWith('}')) {
			const joined = [source, ...lines.slice(index + 1, next), '}'].join('\n');
			const value = tryParse(joined);
			return isRecord(value)
				? {value, line: index + 1, pointer: '', source: joined, prefix, lines: next - index + 1}
				: undefined;
		}
	}

	return undefined;
}

function damageOf(source: string): string {
	if (!source.trimEnd().endsWith('}')) {
		return 'the line is cut off';
	}

	return source.startsWith("{'") ? 'names in single quotes' : 'the line does not parse';
}

function tryParse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		if (error instanceof SyntaxError) {
			return undefined;
		}

		throw error;
	}
}

/** Records of a file that is one JSON value over several lines, or one array; `undefined` for everything else. */
function wholeValue(text: string): readonly LogValue[] | undefined {
	const start = /^\s*[[{]/.exec(text);
	const firstLine = (text.trimStart().split('\n', 1)[0] ?? '').trim();
	if (
		start === null ||
		(firstLine.startsWith('{') && firstLine !== '{' && tryParse(firstLine) !== undefined)
	) {
		return undefined;
	}

	const root = tryParseJsonText(text);
	if (root === undefined || (root.kind === 'object' && text.trim() === firstLine)) {
		return undefined;
	}

	const values: LogValue[] = [];
	const lineAt = lineCounter(text);
	const visit = (node: JsonNode, pointer: string, depth: number): void => {
		if (node.kind === 'array') {
			for (const [index, item] of node.items.entries()) {
				if (item.kind === 'object') {
					visit(item, pointerTo(pointer, index), depth + 1);
				}
			}
		} else if (node.kind === 'object') {
			const source = text.slice(node.start, node.end);
			values.push({
				value: JSON.parse(source) as JsonRecord,
				line: lineAt(node.start),
				pointer,
				source,
				prefix: '',
			});
			for (const {key} of depth < 4 ? node.members : []) {
				const member = jsonNodeAt(node, [key]);
				if (member?.kind === 'array' && isRecordList(JSON.parse(text.slice(member.start, member.end)))) {
					visit(member, pointerTo(pointer, key), depth + 1);
				}
			}
		}
	};

	visit(root, '', 0);
	return values;
}

/** Line of an offset; offsets must not go back. */
function lineCounter(text: string): (offset: number) => number {
	let line = 1;
	let at = 0;
	return offset => {
		for (let next = text.indexOf('\n', at); next !== -1 && next < offset; next = text.indexOf('\n', at)) {
			line++;
			at = next + 1;
		}

		return line;
	};
}

/** The object, and after it those of the lists in it that are records themselves. */
function addWithRecords(found: LogValue, values: LogValue[], depth = 0): void {
	values.push(found);
	for (const [key, member] of Object.entries(found.value)) {
		if (depth < 3 && Array.isArray(member) && isRecordList(member)) {
			for (const [index, item] of member.entries()) {
				const child = {...found, value: item as JsonRecord, source: JSON.stringify(item)};
				addWithRecords(
					{...child, pointer: pointerTo(pointerTo(found.pointer, key), index)},
					values,
					depth + 1,
				);
			}
		}
	}
}

const idName = /^(?:test_?id|test|case|case_?id|test_?case|id|name)$/i;
const outcomeName =
	/^(?:status|status_?code|http_?status|result|verdict|outcome|passed|success|latency(?:_ms)?|duration(?:_ms)?)$/i;

/** A list of records of tests: each names a test and an outcome. Headers, table counts and the like are none. */
function isRecordList(value: unknown): value is readonly JsonRecord[] {
	return (
		Array.isArray(value) &&
		value.length > 0 &&
		value.every(item => {
			const names = isRecord(item) ? Object.keys(item) : [];
			return names.some(name => idName.test(name)) && names.some(name => outcomeName.test(name));
		})
	);
}
