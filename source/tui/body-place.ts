/** Where the cursor stands in JSON that is being typed: found by reading on from the start, faults and all. */
import {linePieces, type LinePiece} from './json-line.ts';

export type BodyPlace = {
	/** Keys and 0-based indexes that lead to what the cursor is on or in. */
	readonly path: ReadonlyArray<string | number>;
	/** On a key, on a value, or between both where neither is. */
	readonly part: 'key' | 'value' | 'between';
	/** The path of the object or list around the cursor. */
	readonly container: ReadonlyArray<string | number>;
	/** The keys of the object around the cursor, also those behind it; `null` in a list or outside of everything. */
	readonly keys: readonly string[] | null;
	/** What stands of a string between its opening quote and the cursor; `null` outside of strings. */
	readonly typed: string | null;
	/** True where the string under the cursor has no end yet. */
	readonly isOpen: boolean;
};

type Frame = {
	readonly isObject: boolean;
	readonly path: ReadonlyArray<string | number>;
	readonly keys: string[];
	/** The key whose value is due or under way. */
	key: string | null;
	hasColon: boolean;
	index: number;
};

/** Beyond so many code units before the cursor nothing is said: hints are for bodies that a person writes. */
const furthest = 60_000;

/** The place of the cursor; `undefined` in a text too long to look at with every key. */
export function placeIn(lines: readonly string[], row: number, offset: number): BodyPlace | undefined {
	const before = lines.slice(0, row).reduce((sum, line) => sum + line.length, 0);
	if (before > furthest) {
		return undefined;
	}

	const frames: Frame[] = [];
	let place: BodyPlace | undefined;
	let around: Frame | undefined;
	let room = furthest;
	for (const [number, line] of lines.entries()) {
		room -= line.length;
		if (room < 0) {
			return place;
		}

		for (const piece of linePieces(line)) {
			if (piece.isInside === true) {
				continue;
			}

			const isAt = number === row && piece.start <= offset && offset <= piece.end && isWritten(piece);
			const isBehind = number > row || (number === row && piece.start >= offset && !isAt);
			if (place === undefined && (isBehind || isAt)) {
				around = frames.at(-1);
				place = described(around, isAt ? {piece, line, offset} : null);
			}

			if (place !== undefined && (around === undefined || !frames.includes(around))) {
				return place;
			}

			read(frames, piece, line);
		}
	}

	return place ?? described(frames.at(-1), null);
}

/** What touches the cursor is meant; a bracket or a sign never is. */
function isWritten({kind}: LinePiece): boolean {
	return kind !== 'bracket' && kind !== 'sign';
}

function contentOf(line: string, {start, end}: LinePiece): string {
	const text = line.slice(start, end);
	try {
		return JSON.parse(text) as string;
	} catch {
		return text.slice(1).replace(/"$/, '');
	}
}

function described(
	frame: Frame | undefined,
	at: {piece: LinePiece; line: string; offset: number} | null,
): BodyPlace {
	const container = frame?.path ?? [];
	const keys = frame?.isObject === true ? frame.keys : null;
	const isString = at !== null && (at.piece.kind === 'key' || at.piece.kind === 'string');
	const typed = isString && at.offset > at.piece.start ? at.line.slice(at.piece.start + 1, at.offset) : null;
	const text = isString ? at.line.slice(at.piece.start, at.piece.end) : '';
	const isOpen = isString && (text.length === 1 || !text.endsWith('"') || text.endsWith('\\"'));
	const shared = {container, keys, typed, isOpen};
	if (frame?.isObject === true && (!frame.hasColon || at?.piece.kind === 'key')) {
		return at === null || !isString
			? {...shared, path: container, part: 'between'}
			: {...shared, path: [...container, contentOf(at.line, at.piece)], part: 'key'};
	}

	const step = frame === undefined ? [] : [frame.isObject ? (frame.key ?? '') : frame.index];
	return {...shared, path: [...container, ...step], part: at === null ? 'between' : 'value'};
}

function read(frames: Frame[], piece: LinePiece, line: string): void {
	const frame = frames.at(-1);
	const text = line.slice(piece.start, piece.end);
	if (text === '{' || text === '[') {
		const step = frame === undefined ? [] : [frame.isObject ? (frame.key ?? '') : frame.index];
		frames.push({
			isObject: text === '{',
			path: [...(frame?.path ?? []), ...step],
			keys: [],
			key: null,
			hasColon: false,
			index: 0,
		});
	} else if (text === '}' || text === ']') {
		frames.pop();
	} else if (frame === undefined) {
		return;
	} else if (text === ',') {
		frame.index++;
		frame.key = null;
		frame.hasColon = false;
	} else if (text === ':') {
		frame.hasColon = true;
	} else if (frame.isObject && (piece.kind === 'key' || (piece.kind === 'string' && !frame.hasColon))) {
		// Also where the comma before it is missing: what stands before a colon is a key.
		frame.hasColon = false;
		frame.key = contentOf(line, piece);
		frame.keys.push(frame.key);
	}
}
