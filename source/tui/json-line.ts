/**
 * One line of JSON as it is being typed, faults and all. A JSON string cannot span lines, so a line is read on its own;
 * `{{variable}}` (request/substitute.ts) counts as one piece wherever it stands.
 */

/** A piece of a line between two UTF-16 offsets; blanks belong to none. */
export type LinePiece = {
	readonly start: number;
	readonly end: number;
	readonly kind: 'key' | 'string' | 'number' | 'word' | 'bracket' | 'sign' | 'variable' | 'other';
	/** The name, where the piece is a variable. */
	readonly name?: string;
	/** True for a variable inside a string, whose piece stands before it. */
	readonly isInside?: boolean;
};

/** A line longer than this is read for brackets only: no one reads its colours. */
const longestLine = 20_000;

const variable = /\{\{[ \t]*([A-Za-z_][\w.-]*)[ \t]*\}\}/y;
const string = /"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?$)/y;
const number = /-?\d[\d.eE+-]*/y;
const word = /[A-Za-z]+/y;

/** The pieces of a line; none of one longer than 20 000 code units. */
export function linePieces(line: string): readonly LinePiece[] {
	const pieces: LinePiece[] = [];
	if (line.length > longestLine) {
		return pieces;
	}

	let at = 0;
	while (at < line.length) {
		const character = line.charAt(at);
		const start = at;
		if (character === ' ' || character === '\t' || character === '\r') {
			at++;
			continue;
		}

		const name = character === '{' ? matchAt(variable, line, at)?.[1] : undefined;
		if (name !== undefined) {
			at = variable.lastIndex;
			pieces.push({start, end: at, kind: 'variable', name});
		} else if (character === '"' && matchAt(string, line, at) !== null) {
			at = string.lastIndex;
			const isKey = /^[ \t]*:/.test(line.slice(at, at + 40));
			pieces.push(
				{start, end: at, kind: isKey ? 'key' : 'string'},
				...variablesBetween(line, start, at).map(inside),
			);
		} else if ('{}[]'.includes(character)) {
			at++;
			pieces.push({start, end: at, kind: 'bracket'});
		} else if (character === ',' || character === ':') {
			at++;
			pieces.push({start, end: at, kind: 'sign'});
		} else if (matchAt(number, line, at) !== null) {
			at = number.lastIndex;
			pieces.push({start, end: at, kind: 'number'});
		} else if (matchAt(word, line, at) !== null) {
			at = word.lastIndex;
			pieces.push({start, end: at, kind: 'word'});
		} else {
			at++;
			pieces.push({start, end: at, kind: 'other'});
		}
	}

	return pieces;
}

function inside(piece: LinePiece): LinePiece {
	return {...piece, isInside: true};
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

const variables = /\\\\|\\\{\{|\{\{[ \t]*([A-Za-z_][\w.-]*)[ \t]*\}\}/g;

/** The variables between two offsets of a line, also inside its strings. */
export function variablesBetween(line: string, from: number, to: number): readonly LinePiece[] {
	const at = line.indexOf('{{', from);
	if (at === -1 || at >= to) {
		return [];
	}

	return [...line.slice(from, to).matchAll(variables)].flatMap(({0: text, 1: name, index}) =>
		name === undefined
			? []
			: [{start: from + index, end: from + index + text.length, kind: 'variable' as const, name}],
	);
}

export type Bracket = {readonly row: number; readonly offset: number; readonly text: '{' | '}' | '[' | ']'};

/** What may begin a string, a variable or a bracket; everything between is passed over at once. */
const interesting = /["\\{}[\]]/g;

/** The brackets of a line that build its structure: none inside strings, none of a variable's braces. */
export function bracketsOf(line: string, row: number): readonly Bracket[] {
	const found: Bracket[] = [];
	let inString = false;
	interesting.lastIndex = 0;
	for (let match = interesting.exec(line); match !== null; match = interesting.exec(line)) {
		const {0: text, index} = match;
		if (text === '\\') {
			interesting.lastIndex = index + 2;
		} else if (text === '"') {
			inString = !inString;
		} else if (text === '{' && matchAt(variable, line, index) !== null) {
			interesting.lastIndex = variable.lastIndex;
		} else if (!inString) {
			found.push({row, offset: index, text: text as Bracket['text']});
		}
	}

	return found;
}
