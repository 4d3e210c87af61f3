import {diffArrays} from 'diff';
import {formatJsonText, tryParseJsonText} from '../../catalog/json-text.ts';
import type {Pair} from '../../request/draft.ts';
import type {DiffRows, DiffSide} from './task.ts';
import {withLetters} from './with-letters.ts';

/** Lines that stay the same are shown so many around what differs. */
const context = 3;
/** A comparison that takes longer is given up. Milliseconds. */
const timeout = 4000;
const mostEdits = 20_000;
/** Larger bodies are not formatted before they are compared. Bytes. */
const largestFormatted = 16_000_000;
const mostRows = 100_000;
const longestText = 2000;

type Sink = {readonly add: (sign: string, text: string) => void};

/**
 * What differs between two attempts, in what was sent and in what came back; JSON bodies are formatted first.
 *
 * @param cautions what could not be compared as it was: the first rows
 */
export function diffRows(left: DiffSide, right: DiffSide, cautions: readonly string[]): DiffRows {
	const signs: string[] = [];
	const texts: string[] = [];
	const counts = {'+': 0, '-': 0};
	const sink: Sink = {
		add(sign, text) {
			if (sign === '+' || sign === '-') {
				counts[sign]++;
			}

			if (texts.length < mostRows) {
				signs.push(sign);
				texts.push(text.length > longestText ? `${text.slice(0, longestText)}…` : text);
			}
		},
	};
	for (const caution of cautions) {
		sink.add('!', caution);
	}

	section(sink, 'Request line', [[left.request], [right.request]]);
	section(sink, 'Request headers', [headerLines(left.requestHeaders), headerLines(right.requestHeaders)]);
	section(sink, 'Request body', [sentLines(left), sentLines(right)], left.requestBody === right.requestBody);
	section(sink, 'Status', [[left.status], [right.status]]);
	section(sink, 'Answer headers', [headerLines(left.headers), headerLines(right.headers)]);
	section(sink, 'Answer body', [bodyLines(left), bodyLines(right)], isSameBytes(left.body, right.body));
	return {signs: signs.join(''), texts, added: counts['+'], removed: counts['-']};
}

function headerLines(headers: readonly Pair[]): readonly string[] {
	return headers.map(([name, value]) => `${name}: ${value}`);
}

function sentLines({requestBody}: DiffSide): readonly string[] {
	return requestBody === null ? ['(no body)'] : textLines(requestBody);
}

function bodyLines({body, bodyNote}: DiffSide): readonly string[] {
	if (body === null || bodyNote !== null) {
		return [bodyNote ?? '(no body)'];
	}

	return textLines(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'));
}

/** The lines of a text; JSON is formatted, so that only what it says is compared. */
function textLines(text: string): readonly string[] {
	const root = text.length > largestFormatted ? undefined : tryParseJsonText(text);
	return (root === undefined ? text : withLetters(formatJsonText(text, root))).split(/\r?\n/);
}

function isSameBytes(left: Uint8Array | null, right: Uint8Array | null): boolean {
	return left === null || right === null ? left === right : Buffer.compare(left, right) === 0;
}

function section(
	sink: Sink,
	name: string,
	sides: readonly [readonly string[], readonly string[]],
	isExact = true,
): void {
	const [left, right] = sides;
	if (left.length === right.length && left.every((line, index) => line === right[index])) {
		const lines = left.length > 1 ? `, ${left.length} lines` : '';
		sink.add('@', `${name}: ${isExact ? 'the same' : 'differs in its bytes only'}${lines}`);
		return;
	}

	sink.add('@', `${name}: differs`);
	const parts = diffArrays([...left], [...right], {timeout, maxEditLength: mostEdits});
	if (parts === undefined) {
		tooDifferent(sink, left, right);
		return;
	}

	for (const [index, {value, added, removed}] of parts.entries()) {
		if (added || removed) {
			for (const line of value) {
				sink.add(added ? '+' : '-', line);
			}
		} else {
			same(sink, value, {isFirst: index === 0, isLast: index === parts.length - 1});
		}
	}
}

function same(
	{add}: Sink,
	lines: readonly string[],
	{isFirst, isLast}: {isFirst: boolean; isLast: boolean},
): void {
	const head = isFirst ? 0 : context;
	const tail = isLast ? 0 : context;
	const hidden = lines.length - head - tail;
	for (const [index, line] of lines.entries()) {
		if (hidden <= 1 || index < head || index >= lines.length - tail) {
			add(' ', line);
		} else if (index === head) {
			add('…', `${hidden} lines are the same`);
		}
	}
}

/** Too far apart to be matched line by line in time: where they part, and no more. */
function tooDifferent({add}: Sink, left: readonly string[], right: readonly string[]): void {
	const at = left.findIndex((line, index) => line !== right[index]);
	const first = at === -1 ? left.length : at;
	add(
		'…',
		`too different to be matched line by line: ${left.length} and ${right.length} lines, the same up to line ${first}`,
	);
	add('-', left[first] ?? '(ends here)');
	add('+', right[first] ?? '(ends here)');
}
