import {rewriteJsonText, tryParseJsonText} from '../../catalog/json-text.ts';
import type {Draft, Pair} from '../../request/draft.ts';
import {jsonStandIn} from '../../request/substitute.ts';
import {normaliseKey} from './key-rules.ts';
import type {Gate} from './gate.ts';
import {maskTemplateBody, templatePattern} from './mask-draft.ts';
import {hidden, maskValue} from './mask-value.ts';

/** Published examples by their masked form, so that a draft read from the journal can be used again. */
export type KnownValues = {
	/** The one clear value that gives `form` under `key`; `undefined` when there is none, or more than one. */
	clearOf(key: string, form: string): string | undefined;
	/** Puts clear values in place of masked ones wherever only one is possible. */
	reveal(draft: Draft): Draft;
};

/** Masked forms inside a longer text; a name's `И..` could be anything there. */
const formInText =
	/[^\s"'<>,;:=@&{}]{0,70}\.\.[^\s"'<>,;:=@&{}]{0,70}@[^\s"'<>,;&{}]{1,255}|\+?\d{2}\.\.\d{1,5}|(?<![.\w])\.\.\d{3,4}(?!\d)/g;

/**
 * @param texts example bodies and values
 * @param gate one of its own, without secrets: examples must not become the session's knowledge
 */
export function collectKnown(texts: Iterable<string>, gate: Gate): KnownValues {
	/** By key and form, and by form alone; `null` when several values share the form. */
	const clears = new Map<string, string | null>();
	/** Values that stood as JSON numbers, by key and value. */
	const numbers = new Set<string>();

	function know(key: string, form: string, clear: string): void {
		if (form === hidden || form === clear) {
			return;
		}

		for (const place of new Set([placeOf(key, form), placeOf('', form)])) {
			const before = clears.get(place);
			clears.set(place, before === undefined || before === clear ? clear : null);
		}
	}

	for (const text of texts) {
		gate.settle(
			() => maskTemplateBody(text, gate),
			({key, clear}, form) => {
				if (!templatePattern.test(clear)) {
					know(key, form, clear);
				}

				return form;
			},
		);
		if (/^\+?\d[\d ()-]{5,24}$/.test(text)) {
			for (const kind of ['phone', 'card', 'barcode'] as const) {
				know('', maskValue(kind, text), text);
			}
		}

		const root = tryParseJsonText(jsonStandIn(text));
		if (root !== undefined) {
			rewriteJsonText(text, root, (node, path) => {
				if (node.kind === 'number') {
					numbers.add(placeOf(lastKey(path), node.text));
				}

				return undefined;
			});
		}
	}

	function clearOf(key: string, form: string): string | undefined {
		const atKey = clears.get(placeOf(key, form));
		return (atKey === undefined ? clears.get(placeOf('', form)) : atKey) ?? undefined;
	}

	function revealText(key: string, text: string): string {
		return text.includes(hidden)
			? (clearOf(key, text) ?? text.replaceAll(formInText, form => clearOf(key, form) ?? form))
			: text;
	}

	function revealBody(body: string): string {
		const root = body.includes(hidden) ? tryParseJsonText(jsonStandIn(body)) : undefined;
		if (root === undefined) {
			return revealText('', body);
		}

		return rewriteJsonText(body, root, (node, path) => {
			const raw = body.slice(node.start, node.end);
			if (node.kind !== 'string' || !raw.includes(hidden) || !raw.startsWith('"')) {
				return undefined;
			}

			// Masked forms need no escapes, so the spelling may be searched as it is.
			const key = lastKey(path);
			const text = raw.slice(1, -1);
			const whole = clearOf(key, text);
			if (whole === undefined) {
				return `"${revealText(key, text)}"`;
			}

			return numbers.has(placeOf(key, whole)) ? whole : JSON.stringify(whole);
		});
	}

	const pair = ([name, value]: Pair): Pair => [revealText('', name), revealText(name, value)];
	return {
		clearOf,
		reveal: draft => ({
			...draft,
			path: Object.fromEntries(
				Object.entries(draft.path).map(([name, value]) => [name, revealText(name, value)]),
			),
			query: draft.query.map(pair),
			headers: draft.headers.map(pair),
			body: draft.body === null ? null : revealBody(draft.body),
		}),
	};
}

function placeOf(key: string, form: string): string {
	return `${normaliseKey(key)}\u0000${form}`;
}

function lastKey(path: ReadonlyArray<string | number>): string {
	return path.findLast(step => typeof step === 'string') ?? '';
}
