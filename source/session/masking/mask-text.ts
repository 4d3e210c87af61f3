import {findEncoded} from './find-encoded.ts';
import {findEmails} from './find-email.ts';
import {findKeyed} from './find-keyed.ts';
import {findNumbers} from './find-numbers.ts';
import {viewsOf} from './decode-view.ts';
import {isSecretQueryName} from './key-rules.ts';
import type {Gate} from './gate.ts';
import {hasContent} from './fold.ts';
import {isMaskedForm} from './mask-value.ts';
import {mergeSpans, replaceSpans, type Span} from './span.ts';

export type TextContext = {
	/** Key of the value, empty where it has none. */
	readonly key: string;
	/** How many base64 or hex wrappings were taken off to reach this text. */
	readonly depth: number;
};

export const freeText: TextContext = {key: '', depth: 0};

/** Keys whose values are numbers of things, not of people. */
const idKey =
	/(?:^|[_.-])(?:id|ids|uuid|number|no|num|code|series|hash|digest|version|ver|timestamp|ts|seq|size|count)$/i;
const camelIdKey = /[a-z](?:Id|Ids|Number|Code|Hash)$/;
const credentials = /\b(Bearer|Basic|Token|Digest)[ \t]{1,4}([A-Za-z\d._~+/-]{8,16000}={0,2})/gi;
const queryPair = /(?<=[?&;])([A-Za-z][\w.-]{0,60})=([^&;#\s"'<>]{1,4096})/g;
const userInfo = /(?<=\b[a-z][a-z\d+.-]{1,20}:\/\/)[^\s/?#@"'<>]{1,1024}@/gi;

/** The text with everything that must not be written replaced. Call inside `Gate.settle`. */
export function maskText(text: string, gate: Gate, context: TextContext = freeText): string {
	const spans = findSpans(text, gate, context);
	return replaceSpans(text, spans, span =>
		span.isUnquoted === true ? `"${gate.hide(span)}"` : gate.hide(span),
	);
}

/**
 * Everything in a text that must not be written: known secrets and learned values in any spelling, credentials in
 * URLs, values beside a rule's key, and personal data that is recognised by its form. In order, without overlaps.
 */
export function findSpans(text: string, gate: Gate, context: TextContext = freeText): readonly Span[] {
	if (text.length < 2) {
		return [];
	}

	const spans: Span[] = [];
	let level = 0;
	for (const view of viewsOf(text)) {
		const add = (span: Span): void => {
			spans.push({...span, start: view.offset(span.start), end: view.offset(span.end)});
		};
		findIn(view.text, gate, context, add);
		if (level < 2 && context.depth < 2) {
			findEncoded(
				view.text,
				gate,
				inner => findSpans(inner, gate, {...context, depth: context.depth + 1}),
				add,
			);
		}

		level++;
	}

	return mergeSpans(spans.filter(span => span.start < span.end));
}

function findIn(text: string, gate: Gate, {key}: TextContext, add: (span: Span) => void): void {
	gate.secrets.find(text, (start, end, clear) => add({start, end, kind: 'secret', clear, key: ''}));
	gate.learned.find(text, (start, end, {kind, clear}) => add({start, end, kind, clear, key}));
	findCredentials(text, add);
	findKeyed(text, gate.rules, add);
	if (!gate.masking) {
		return;
	}

	findEmails(text, (start, end) => add({start, end, kind: 'email', clear: text.slice(start, end), key}));
	const context = {
		isId: idKey.test(key) || camelIdKey.test(key),
		byDigits: (digits: string) => gate.learned.byDigits(digits),
	};
	findNumbers(text, context, (start, end, kind) =>
		add({start, end, kind, clear: text.slice(start, end), key}),
	);
}

/** Credentials by where they stand: after their scheme, in a URL's query, before a URL's host. */
function findCredentials(text: string, add: (span: Span) => void): void {
	function secret(start: number, clear: string): void {
		if (hasContent(clear) && !isMaskedForm('secret', clear)) {
			add({start, end: start + clear.length, kind: 'secret', clear, key: ''});
		}
	}

	for (const match of text.matchAll(credentials)) {
		const [whole, , value = ''] = match;
		// "Basic authentication" is no credential.
		if (/\d/.test(value) || value.length >= 20) {
			secret(match.index + whole.length - value.length, value);
		}
	}

	if (text.includes('=')) {
		for (const match of text.matchAll(queryPair)) {
			const [whole, name = '', value = ''] = match;
			if (isSecretQueryName(name)) {
				secret(match.index + whole.length - value.length, value);
			}
		}
	}

	if (text.includes('://')) {
		for (const match of text.matchAll(userInfo)) {
			secret(match.index, match[0].slice(0, -1));
		}
	}
}
