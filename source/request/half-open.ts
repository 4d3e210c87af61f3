import type {Draft} from './draft.ts';
import {literalBraces} from './substitute.ts';

/** Two braces that begin no variable, and so would be sent as they are. */
export type HalfOpen = {
	readonly part: 'path' | 'query' | 'headers' | 'body';
	/** Where they stand, in words: `query value city`, `the body, line 3, column 12`. */
	readonly where: string;
	/** The braces and what follows them, at most a few letters. */
	readonly text: string;
};

const shownLetters = 24;

/**
 * The first `{{` of a draft that opens no variable: without `}}`, or with something between them that is no name.
 * `\{{` is meant literally and is none. `null` where every one is a variable.
 */
export function halfOpenIn({path, query, headers, body}: Draft): HalfOpen | null {
	const texts: ReadonlyArray<HalfOpen> = [
		...Object.entries(path).map(
			([name, text]) => ({part: 'path', where: `path value ${name}`, text}) as const,
		),
		...query.flatMap(([name, text]) => [
			{part: 'query', where: 'a query name', text: name} as const,
			{part: 'query', where: `query value ${name}`, text} as const,
		]),
		...headers.map(([name, text]) => ({part: 'headers', where: `header ${name}`, text}) as const),
	];
	for (const {part, where, text} of texts) {
		const at = literalBraces(text);
		if (at !== null) {
			return {part, where, text: shown(text, at)};
		}
	}

	const at = body === null ? null : literalBraces(body, 'json');
	if (body === null || at === null) {
		return null;
	}

	const before = body.slice(0, at).split('\n');
	const column = (before.at(-1)?.length ?? 0) + 1;
	return {part: 'body', where: `the body, line ${before.length}, column ${column}`, text: shown(body, at)};
}

function shown(text: string, at: number): string {
	const [line = ''] = text.slice(at, at + shownLetters).split(/[\r\n"]/);
	return line;
}
