import {rewriteJsonText, tryParseJsonText} from '../../catalog/json-text.ts';
import type {Draft, Pair} from '../../request/draft.ts';
import {jsonStandIn} from '../../request/substitute.ts';
import {hidden} from './mask-value.ts';

/** A value of a draft: its place for people (`the body`, `header X-Key`), its exact place, and its spelling. */
export type DraftValue = {readonly where: string; readonly place: string; readonly text: string};

/** A draft whose every value went through `change`; scalars of a JSON body are given as they are spelled. */
export function mapDraft(draft: Draft, change: (value: DraftValue) => string): Draft {
	const pairs = (what: string, list: readonly Pair[]): Pair[] =>
		list.map(([name, text], index): Pair => {
			const where = `${what} ${name}`;
			return [name, change({where, place: `${what} ${index} ${name}`, text})];
		});
	return {
		...draft,
		path: Object.fromEntries(
			Object.entries(draft.path).map(([name, text]) => {
				const where = `path value ${name}`;
				return [name, change({where, place: where, text})];
			}),
		),
		query: pairs('query value', draft.query),
		headers: pairs('header', draft.headers),
		body: draft.body === null ? null : mapBody(draft.body, change),
	};
}

function mapBody(body: string, change: (value: DraftValue) => string): string {
	const root = tryParseJsonText(jsonStandIn(body));
	if (root === undefined) {
		return change({where: 'the body', place: 'body', text: body});
	}

	return rewriteJsonText(body, root, (node, path) => {
		if (node.kind === 'object' || node.kind === 'array') {
			return undefined;
		}

		const where = path.length === 0 ? 'the body' : `the body's ${path.join('.')}`;
		return change({where, place: `body ${JSON.stringify(path)}`, text: body.slice(node.start, node.end)});
	});
}

/** Every value of a draft. */
export function valuesOf(draft: Draft): readonly DraftValue[] {
	const values: DraftValue[] = [];
	mapDraft(draft, value => {
		values.push(value);
		return value.text;
	});
	return values;
}

/** A draft's masked form must say whether a value was the example's: what only looks like it is hidden whole. */
export function hideLookalikes(masked: Draft, clear: Draft, example: {clear: Draft; masked: Draft}): Draft {
	const [clearAt, exampleAt, formAt] = [clear, example.clear, example.masked].map(placesOf);
	return mapDraft(masked, ({place, text}) => {
		const isForm = text === formAt?.get(place) && text !== exampleAt?.get(place);
		return isForm && clearAt?.get(place) !== exampleAt?.get(place)
			? text.startsWith('"')
				? `"${hidden}"`
				: hidden
			: text;
	});
}

/** Puts the example's values back wherever the stored form is the one that they give at the very same place. */
export function restoreExample(stored: Draft, example: {clear: Draft; masked: Draft}): Draft {
	const [exampleAt, formAt] = [example.clear, example.masked].map(placesOf);
	return mapDraft(stored, ({place, text}) =>
		text === formAt?.get(place) && text.replaceAll('"', '') !== hidden
			? (exampleAt?.get(place) ?? text)
			: text,
	);
}

function placesOf(draft: Draft): ReadonlyMap<string, string> {
	return new Map(valuesOf(draft).map(({place, text}) => [place, text]));
}

const maskedSecret = /\*\*\*[\da-f]{6}/g;
/** An e-mail, a phone, the end of a card or a barcode, a name's letter: what `maskValue` gives, inside any text. */
const maskedPiece =
	/[^\s"'<>,;:=@&{}]{0,70}\.\.[^\s"'<>,;:=@&{}]{0,70}@[^\s"'<>,;&{}]{1,255}|\+?(?<!\d)\d{2}\.\.\d{1,5}(?!\d)|(?<![.\p{L}\p{N}])\.\.(?:\d{4}|[\p{L}\d]{3})(?![\p{L}\d])|(?<![\p{L}\p{N}.])\p{L}?\.\.(?![\p{L}\p{N}.])/gu;

/**
 * What looks masked in a text.
 *
 * @param masking false where personal data stands readable: only secrets are masked then
 */
export function maskedPieces(text: string, masking: boolean): readonly string[] {
	return [...(text.match(maskedSecret) ?? []), ...((masking ? text.match(maskedPiece) : null) ?? [])];
}
