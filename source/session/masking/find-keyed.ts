import type {MaskKind} from '../../catalog/catalog.ts';
import {decodeView} from './decode-view.ts';
import {hasContent} from './fold.ts';
import {normaliseKey, type KeyRules} from './key-rules.ts';
import {isMaskedForm} from './mask-value.ts';
import type {Span} from './span.ts';
import {valuesAfter} from './value-after.ts';

const word = /[{}]|(?<![\p{L}\p{N}_])[\p{L}_][\p{L}\p{N}_-]{1,60}(?![\p{L}\p{N}_-])/gu;
const opensObject = /["'`]?\s{0,8}[:=]\s{0,8}\[?\s{0,8}\{/y;
const furthestBack = 200;
/** Words whose look-up is kept. */
const mostSeen = 10_000;

type Known = {
	readonly endings: ReadonlyArray<{readonly keys: readonly string[]; readonly kind: MaskKind}>;
	readonly isAncestor: boolean;
};

/**
 * Values that stand beside a rule's key in a text that need not be JSON: `"key": "value"` in a body that is cut or
 * broken, `key=value` of a form, an HTML field, a part of a multipart body, a line of a log.
 */
export function findKeyed(text: string, rules: KeyRules, add: (span: Span) => void): void {
	if (rules.paths.length === 0 || !/[:=<>]/.test(text)) {
		return;
	}

	const lookUp = lookUpOf(rules);
	/** Keys of the objects that stand open, for rules such as `details.name`. */
	const open: Array<{readonly key: string; readonly depth: number}> = [];
	let depth = 0;
	word.lastIndex = 0;
	for (let match = word.exec(text); match !== null; match = word.exec(text)) {
		const [found] = match;
		if (found === '{') {
			depth++;
			continue;
		}

		if (found === '}') {
			depth = Math.max(0, depth - 1);
			while ((open.at(-1)?.depth ?? -1) >= depth) {
				open.pop();
			}

			continue;
		}

		const known = lookUp(found);
		if (known === undefined) {
			continue;
		}

		const end = match.index + found.length;
		const key = normaliseKey(found);
		opensObject.lastIndex = end;
		if (known.isAncestor && open.length < 1000 && opensObject.test(text)) {
			open.push({key, depth});
		}

		const rule = known.endings.find(({keys}) =>
			isBelow(keys.slice(0, -1), text.slice(Math.max(0, match.index - furthestBack), match.index), open),
		);
		if (rule === undefined) {
			continue;
		}

		const {values, end: readTo} = valuesAfter(text, [match.index, end], rule.kind);
		for (const span of values) {
			const {clear} = span;
			if (hasContent(clear) && !isSettled(clear, rule.kind)) {
				add({...span, kind: rule.kind, key: found});
			}
		}

		word.lastIndex = readTo;
	}
}

/** True for what is masked already, be it percent-encoded, and for the direction of a sort. */
function isSettled(clear: string, kind: MaskKind): boolean {
	const read = clear.includes('%') ? (decodeView(clear)?.text ?? clear) : clear;
	return isMaskedForm(kind, read) || /^(?:asc|desc)$/i.test(read);
}

const lookUps = new WeakMap<KeyRules, (word: string) => Known | undefined>();

function lookUpOf(rules: KeyRules): (word: string) => Known | undefined {
	const made = lookUps.get(rules);
	if (made !== undefined) {
		return made;
	}

	const known = new Map<string, Known>();
	for (const key of new Set(rules.paths.flatMap(({keys}) => keys))) {
		known.set(key, {
			endings: rules.paths.filter(({keys}) => keys.at(-1) === key),
			isAncestor: rules.paths.some(({keys}) => keys.slice(0, -1).includes(key)),
		});
	}

	const longest = Math.max(...Array.from(known.keys(), key => key.length));
	const seen = new Map<string, Known | undefined>();
	const lookUp = (found: string): Known | undefined => {
		// Underscores add little: a much longer word is none of the keys.
		if (found.length > 2 * longest + 5) {
			return undefined;
		}

		if (seen.has(found)) {
			return seen.get(found);
		}

		const key = normaliseKey(found);
		const result = known.get(key) ?? known.get(key.replace(/^(?:data|x)/, ''));
		if (seen.size < mostSeen) {
			seen.set(found, result);
		}

		return result;
	};
	lookUps.set(rules, lookUp);
	return lookUp;
}

/** True when `ancestors` stand before the key: written with dots or brackets, or as the objects around it. */
function isBelow(
	ancestors: readonly string[],
	before: string,
	open: ReadonlyArray<{readonly key: string}>,
): boolean {
	if (ancestors.length === 0) {
		return true;
	}

	// Looking for keys from every place before this one takes time by the square: only where one can end.
	const written = /(?:[.\]]|\[["']?)$/.test(before.slice(-2))
		? (/(?:[\p{L}\p{N}_-]+(?:\.|\]?\[["']?|\]\.?))+$/u.exec(before)?.[0] ?? '')
		: '';
	const keys = [
		...open.map(({key}) => key),
		...written
			.split(/[.[\]"']+/)
			.filter(Boolean)
			.map(normaliseKey),
	];
	let from = 0;
	return ancestors.every(ancestor => {
		const at = keys.indexOf(ancestor, from);
		from = at + 1;
		return at !== -1;
	});
}
