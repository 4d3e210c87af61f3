/** What can be copied of the body on screen. */
import type {Copy} from '../copying.ts';
import {withLetters} from './with-letters.ts';
import {rowAtPlace} from './folds.ts';
import {headOf} from './json-path.ts';
import type {ShownBody} from './reading.ts';
import {rowKind} from './row-kinds.ts';
import {valueRange} from './value-range.ts';
import {pathAt, rowSpans} from '../views/body-view.ts';
import type {World} from '../ui-state.ts';

/** The row of JSON under the cursor; `null` where rows are no JSON. */
function jsonRow({document, form, place}: ShownBody): number | null {
	return document.json === null || form === 'raw' || form === 'hex' || document.json.length === 0
		? null
		: form === 'tree'
			? rowAtPlace(place.folds, place.row)
			: place.row;
}

function shared({answer}: ShownBody): Pick<Copy, 'isMasked' | 'wholeBodyOf'> {
	return {isMasked: answer.isStored, wholeBodyOf: null};
}

/** The value under the cursor: the content of a string, else its JSON as it came; `null` where there is none. */
export function valueCopy(body: ShownBody): Copy | null {
	const row = jsonRow(body);
	const {json, bytes} = body.document;
	if (row === null || json === null) {
		return null;
	}

	const [start, end] = valueRange(bytes, json, row);
	const isString = json.kind(headOf(json, row)) === rowKind.string;
	const content = isString
		? (JSON.parse(bytes.toString('utf8', start, end)) as string)
		: bytes.subarray(start, end);
	return {...shared(body), what: 'the value', content};
}

/** The row under the cursor as it stands on screen, whole. */
export function lineCopy(body: ShownBody, {width, world}: {width: number; world: World}): Copy {
	const content = rowSpans(body, body.place.row, {width, world})
		.map(([text]) => text)
		.join('')
		.replace(/^(\s*)↪ /, '$1')
		.trimEnd();
	return {...shared(body), what: 'the line', content};
}

/** The whole body, or all that the filter made of it. */
export function bodyCopy(body: ShownBody): Copy {
	const {document, whole, attempt, answer} = body;
	const isWhole = document === whole;
	return {
		what: isWhole ? 'the whole body' : 'what the filter gives',
		content: isWhole ? whole.original : document.bytes,
		isMasked: answer.isStored,
		wholeBodyOf: isWhole ? attempt.intent.seq : null,
	};
}

/** Where the value under the cursor stands, as JSONPath; `null` where rows are no JSON. */
export function pathCopy(body: ShownBody): Copy | null {
	const row = jsonRow(body);
	const {json, bytes, paths} = body.document;
	return row === null || json === null
		? null
		: {...shared(body), what: 'the path', content: withLetters(pathAt(bytes, json, {row, paths}))};
}
