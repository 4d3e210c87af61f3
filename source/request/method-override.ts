import type {PreparedRequest} from './exchange.ts';

const headerNames = ['x-http-method-override', 'x-http-method', 'x-method-override'];

/**
 * True when a PHP framework may take another method for the real one: by a header, or by `_method` in the query, the form
 * or the JSON body. A search would become a write behind the guard's back.
 */
export function overridesMethod({
	url,
	headers,
	body,
}: {url: URL} & Pick<PreparedRequest, 'headers' | 'body'>): boolean {
	return (
		headers.some(([name, value]) => value !== '' && headerNames.includes(name.toLowerCase())) ||
		[...url.searchParams.keys(), ...namesIn(body ?? '')].some(isMethodName)
	);
}

/** The names of a form or the keys of a JSON object; what is neither is searched as a form. */
function namesIn(body: string): readonly string[] {
	try {
		const value: unknown = JSON.parse(body);
		return typeof value === 'object' && value !== null ? Object.keys(value) : [];
	} catch {
		const parts = Array.from(body.matchAll(/\bname\s*=\s*["']?([^"';\r\n]*)/gi), ([, name = '']) => name);
		return [...new URLSearchParams(body).keys(), ...parts];
	}
}

/** PHP reads blanks and dots of a name as `_` and ends it at a NUL. */
function isMethodName(name: string): boolean {
	return /^[_ .]+method(?:[[\0]|$)/i.test(name);
}
