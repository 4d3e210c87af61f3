import {visibleText} from './visible-text.ts';

/**
 * Text of any origin as literal Markdown that fits on one line and into a table cell: controls are shown, and nothing in
 * it can open HTML, a link, an image, emphasis, code, a list, a heading or another cell (evidence-standards §4.7).
 */
export function markdownText(text: string): string {
	return (
		visibleText(text)
			.replaceAll('&', '&amp;')
			.replaceAll('<', '&lt;')
			.replaceAll('>', '&gt;')
			.replaceAll(/[\\`*[\]|~#!{}]/g, '\\$&')
			// Inside a word an underscore is literal, and escaping it would only hurt readers of the raw file.
			.replaceAll(/(?<![\dA-Za-z])_|_(?![\dA-Za-z])/g, '\\_')
			// A bare address becomes a link by itself on many renderers.
			.replaceAll('://', '&#58;//')
			.replaceAll(/\bwww\./gi, match => `${match.slice(0, 3)}&#46;`)
			.replace(/^(\s*)([-+=])(?=[\s\-+=]|$)/, '$1\\$2')
			.replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
	);
}

/**
 * Text of any origin as a code span that fits into a table cell: fenced with more backticks than it holds.
 */
export function markdownCode(text: string): string {
	const visible = visibleText(text).replaceAll('|', '\\|');
	if (visible.trim() === '') {
		return markdownText(text);
	}

	const longest = Math.max(0, ...Array.from(visible.matchAll(/`+/g), ([run]) => run.length));
	const fence = '`'.repeat(longest + 1);
	const pad = /^`|`$|^ .* $/.test(visible) ? ' ' : '';
	return `${fence}${pad}${visible}${pad}${fence}`;
}
