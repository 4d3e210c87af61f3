import {nearestName} from '../catalog/nearest-name.ts';
import {Problem} from '../catalog/problem.ts';

/**
 * Filling in `{{variable}}` so that no value can change the structure around it: a value with a quote stays inside its
 * JSON string, one with a slash inside its path segment, one with `&` inside its query value.
 *
 * A name is a letter or `_`, then letters, digits, `_`, `.` or `-`; blanks around it are allowed. Two braces that
 * enclose no name stay as they are, and `\{{` stands for `{{` that is meant literally. A filled-in value is never
 * searched for variables again.
 */
export type Filling = {
	readonly variables: ReadonlyMap<string, string>;
	/** Endpoint of the request, for the place of a problem. */
	readonly endpoint: string;
	/** Where the template stands, in words: `path value event_id`, `the body`. */
	readonly where: string;
};

type Token = {
	readonly kind: 'template' | 'escape' | 'text';
	readonly text: string;
	/** The variable of a template. */
	readonly name: string;
	/** True inside a JSON string. Always false where the text is not read as JSON. */
	readonly inString: boolean;
};

const templatePattern = /\{\{[ \t]*([A-Za-z_][\w.-]*)[ \t]*\}\}/y;
const jsonScalarPattern = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;
const escaped = '\\{{';
/** What a token may begin with; everything between is passed over at once, because a body can have megabytes. */
const interesting = /[{"\\]/g;

/** The variables that a template names, in order of first use. `syntax` says whether it is read as JSON. */
export function variablesIn(template: string, syntax: 'text' | 'json' = 'text'): readonly string[] {
	const names = tokens(template, syntax === 'json').flatMap(({kind, name}) =>
		kind === 'template' ? [name] : [],
	);
	return [...new Set(names)];
}

/**
 * The UTF-16 offset of the first `{{` that is neither part of a variable nor written `\{{`; `null` without one.
 *
 * @param syntax says whether the template is read as JSON: there only what stands inside a string can be meant
 */
export function literalBraces(template: string, syntax: 'text' | 'json' = 'text'): number | null {
	let offset = 0;
	for (const {kind, text} of tokens(template, syntax === 'json')) {
		const at = kind === 'text' ? text.indexOf('{{') : -1;
		if (at !== -1) {
			return offset + at;
		}

		offset += text.length;
	}

	return null;
}

/**
 * Fills in values as they are, for text without a structure of its own.
 *
 * @throws {Problem} `variable-missing`
 */
export function substituteText(template: string, filling: Filling): string {
	return tokens(template, false)
		.map(token => plain(token) ?? valueOf(token.name, filling))
		.join('');
}

/**
 * One path segment, percent-encoded (RFC 3986), so that a value never becomes a second segment.
 *
 * @throws {Problem} `variable-missing`; `path-value-invalid` for nothing, `.` and `..`, which would change the path
 */
export function substitutePathSegment(template: string, filling: Filling): string {
	const value = substituteText(template, filling);
	// Percent-encoded dots are no way out: URL parsers take %2e%2e for `..` too.
	if (value === '' || value === '.' || value === '..') {
		const what = value === '' ? 'is empty' : `is "${value}", which would change the path`;
		throw new Problem('path-value-invalid', `${capitalised(filling.where)} ${what}.`, {
			next: 'Fill in a value.',
			place: {endpoint: filling.endpoint},
		});
	}

	return encoded(value, filling);
}

/**
 * The query string of the pairs in their order, without `?`; empty for none. Repeated names stay, nothing gets `[]`.
 *
 * @throws {Problem} `variable-missing`, `value-invalid`
 */
export function substituteQuery(
	pairs: ReadonlyArray<readonly [name: string, value: string]>,
	filling: Omit<Filling, 'where'>,
): string {
	return pairs
		.map(([name, value]) => {
			const place = {...filling, where: `query value ${name}`};
			return [name, value].map(part => queryEncoded(substituteText(part, place), place)).join('=');
		})
		.join('&');
}

/**
 * A header's value.
 *
 * @throws {Problem} `variable-missing`, and what `headerValue` finds
 */
export function substituteHeader(template: string, filling: Filling): string {
	return headerValue(substituteText(template, filling), filling);
}

/**
 * `value` without the blanks around it: receivers drop them, so they must not be recorded either.
 *
 * @throws {Problem} `header-invalid` for line breaks, control characters and what is not ASCII
 */
export function headerValue(value: string, {endpoint, where}: Pick<Filling, 'endpoint' | 'where'>): string {
	const trimmed = value.replace(/^[ \t]+|[ \t]+$/g, '');
	const refused = /[^\t\u0020-\u007e]/u.exec(trimmed)?.[0];
	if (refused === undefined) {
		return trimmed;
	}

	const code = (refused.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
	// The value itself is not quoted: it may be a token.
	throw new Problem('header-invalid', `${capitalised(where)} holds U+${code}, which a header cannot carry.`, {
		next: 'Use printable ASCII only; percent-encode the rest if the server expects that.',
		place: {endpoint},
	});
}

/**
 * JSON text. Inside a string a value becomes escaped text. In value position it is taken as it was typed when it is a
 * JSON number, `true`, `false` or `null` (all digits are kept), and becomes a JSON string otherwise.
 *
 * @throws {Problem} `variable-missing`
 */
export function substituteJson(template: string, filling: Filling): string {
	return tokens(template, true)
		.map(token => {
			const text = plain(token);
			if (text !== undefined) {
				return text;
			}

			const value = valueOf(token.name, filling);
			if (token.inString) {
				return JSON.stringify(value).slice(1, -1);
			}

			return jsonScalarPattern.test(value) ? value : JSON.stringify(value);
		})
		.join('');
}

/**
 * The JSON template with every variable replaced by a JSON value of the same length, so that a parser's line and column
 * are those of the template.
 */
export function jsonStandIn(template: string): string {
	return tokens(template, true)
		.map(({kind, text, inString}) => {
			if (kind === 'text') {
				return text;
			}

			return kind === 'template' && !inString ? `"${'x'.repeat(text.length - 2)}"` : 'x'.repeat(text.length);
		})
		.join('');
}

function plain({kind, text}: Token): string | undefined {
	if (kind === 'template') {
		return undefined;
	}

	return kind === 'escape' ? '{{' : text;
}

function tokens(template: string, json: boolean): Token[] {
	const found: Token[] = [];
	let inString = false;
	let copied = 0;
	let at = 0;

	function take(kind: Token['kind'], length: number, name = ''): void {
		if (at > copied) {
			found.push({kind: 'text', text: template.slice(copied, at), name: '', inString});
		}

		found.push({kind, text: template.slice(at, at + length), name, inString});
		at += length;
		copied = at;
	}

	while (at < template.length) {
		interesting.lastIndex = at;
		at = interesting.exec(template)?.index ?? template.length;
		templatePattern.lastIndex = at;
		const match = template[at] === '{' ? templatePattern.exec(template) : null;
		if (match !== null) {
			take('template', match[0].length, match[1]);
		} else if (template.startsWith(escaped, at)) {
			take('escape', escaped.length);
		} else if (json && inString && template[at] === '\\') {
			// A pair, so that `\\` before a variable is a backslash and not the start of an escape.
			at += 2;
		} else {
			if (json && template[at] === '"') {
				inString = !inString;
			}

			at++;
		}
	}

	if (copied < template.length) {
		found.push({kind: 'text', text: template.slice(copied), name: '', inString});
	}

	return found;
}

function valueOf(name: string, {variables, endpoint, where}: Filling): string {
	const value = variables.get(name);
	if (value !== undefined) {
		return value;
	}

	const nearest = nearestName(name, variables.keys());
	throw new Problem('variable-missing', `The variable ${name} has no value; ${where} needs it.`, {
		next: nearest === undefined ? `Set ${name}.` : `Set ${name}, or write ${nearest} if that was meant.`,
		place: {endpoint},
	});
}

function queryEncoded(value: string, filling: Filling): string {
	// The URL standard encodes the apostrophe in queries; doing so here keeps the recorded URL the one that is sent.
	return encoded(value, filling).replaceAll("'", '%27');
}

function encoded(value: string, {endpoint, where}: Filling): string {
	try {
		return encodeURIComponent(value);
	} catch (error) {
		throw new Problem(
			'value-invalid',
			`${capitalised(where)} holds half of a character (a lone surrogate).`,
			{
				next: 'Type the value again.',
				place: {endpoint},
				cause: error,
			},
		);
	}
}

function capitalised(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
