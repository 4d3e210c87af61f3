import type {BodyBytes} from './body-bytes.ts';
import type {JsonRows, RowsProblem} from './json-rows.ts';

/** How a body can be looked at. */
export const bodyForms = ['tree', 'pretty', 'raw', 'hex'] as const;
export type BodyForm = (typeof bodyForms)[number];

/** A body that can be shown: what its rows are is known. */
export type BodyDocument = BodyBytes & {
	/** Bytes as they came, before any decoding: what the hex view shows. */
	readonly original: Buffer;
	/** `null` where the body is no JSON, or too much of it. */
	readonly json: JsonRows | null;
	/** What the reader should know; `null` when the rows speak for themselves. */
	readonly hint: string | null;
	/** For results of a filter: where each value at the top stands in the body, as JSONPath; `null` where not known. */
	readonly paths: readonly string[] | null;
};

/** The forms that suit a document. */
export function formsOf({json, isText}: BodyDocument): readonly BodyForm[] {
	return json !== null ? bodyForms : isText ? ['raw', 'hex'] : ['hex'];
}

/** The form in which a document is shown: the one that was chosen where it suits. */
export function formOf(document: BodyDocument, chosen: BodyForm | null): BodyForm {
	const forms = formsOf(document);
	const [first = 'raw'] = forms;
	return chosen !== null && forms.includes(chosen) ? chosen : first;
}

/** What a reader should know about a body beside its rows. */
export function hintOf(
	{isText, charset}: BodyBytes,
	{result, mime}: {result: JsonRows | RowsProblem; mime: string},
): string | null {
	if (!isText) {
		return `no text${mime === '' ? '' : `, ${mime}`}`;
	}

	const from = charset === null ? [] : [`Read as ${charset}.`];
	if ('length' in result) {
		const escapes = result.hasEscapes ? ['\\u escapes are shown as letters.'] : [];
		return [...from, ...escapes].join(' ') || null;
	}

	const isSaidToBeJson = /\bjson\b/i.test(mime);
	const isLimit = /^More than|^Nested/.test(result.what);
	const why =
		isSaidToBeJson || isLimit
			? [
					`${isLimit ? '' : 'Said to be JSON, and is not: '}${result.what} at byte ${result.offset}; shown as it came.`,
				]
			: [];
	return [...from, ...why].join(' ') || null;
}
