import {parseEnv} from 'node:util';
import {Problem} from './problem.ts';

const assignment = /^\s*(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*(.*)$/;

/**
 * The variables of an env file: `NAME=value` a line, `#` comments, values in quotes over several lines; the rules of
 * Node's `--env-file`.
 *
 * @param file its name, for messages
 * @throws {Problem} `env-file-invalid` with the line; the line itself is never quoted, it may hold a secret
 */
export function parseEnvFile(text: string, file: string): Record<string, string> {
	const clean = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
	checkLines(clean.split('\n'), file);
	return {...(parseEnv(clean) as Record<string, string>)};
}

/** `parseEnv` passes over what it cannot read; a mistyped line would silently lose a token. */
function checkLines(lines: readonly string[], file: string): void {
	let opened: {quote: string; line: number} | null = null;
	for (const [index, line] of lines.entries()) {
		if (opened !== null) {
			opened = line.includes(opened.quote) ? null : opened;
			continue;
		}

		if (/^\s*(?:#|$)/.test(line)) {
			continue;
		}

		const value = assignment.exec(line)?.[1];
		if (value === undefined) {
			throw new Problem('env-file-invalid', 'This line is not NAME=value.', {
				place: {file, line: index + 1},
				next: 'Write NAME=value with letters, digits and _ in the name, or begin the line with # to make it a comment.',
			});
		}

		const quote = value.charAt(0);
		if (/["'`]/.test(quote) && !value.includes(quote, 1)) {
			opened = {quote, line: index + 1};
		}
	}

	if (opened !== null) {
		throw new Problem(
			'env-file-invalid',
			`The value that begins with ${opened.quote} here is never closed.`,
			{
				place: {file, line: opened.line},
				next: `Close it with ${opened.quote}, or leave both quotes out.`,
			},
		);
	}
}
