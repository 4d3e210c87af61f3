/**
 * Stands in the bundle for `string-width`, which Ink asks for the width of every piece of every frame. Loading that
 * package and its first use cost a sixth of a start, for Unicode tables that plain text never needs; on Node 20 it takes
 * seconds for a long Cyrillic line (style.md §4.6). What is plain is measured here, all else by the package itself.
 */

/** One column each: printable ASCII, Latin, Cyrillic, and the punctuation, arrows, lines and blocks that screens use. */
const plain =
	/^[ -~\u00A1-\u00AC\u00AE-\u02FF\u0400-\u0481\u048A-\u052F\u2010-\u2027\u2039\u203A\u2190-\u21FF\u2400-\u2421\u2500-\u25FC\u2713-\u2718\u27E8\u27E9]*$/;
const colours = /\u001B\[[\d;]*m/g;

let exact;

/** Widths of what took more than a look: Ink asks for that of every visible row, several times a frame. */
const known = new Map();
const remembered = 4000;
const longestRemembered = 1000;

function measured(text) {
	const shown = text.replace(colours, '');
	if (plain.test(shown)) {
		return shown.length;
	}

	// The bundler turns this into a function that runs the package's module when it is called first.
	// eslint-disable-next-line @typescript-eslint/no-require-imports
	exact ??= require('string-width').default;
	return exact(text);
}

/** Columns that a text takes, as `string-width` counts them. */
export default function stringWidth(text, options) {
	if (typeof text !== 'string' || options !== undefined) {
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		exact ??= require('string-width').default;
		return exact(text, options);
	}

	if (plain.test(text)) {
		return text.length;
	}

	let width = known.get(text);
	if (width === undefined) {
		width = measured(text);
		if (text.length <= longestRemembered) {
			if (known.size >= remembered) {
				known.clear();
			}

			known.set(text, width);
		}
	}

	return width;
}
