/**
 * Changes to Ink 6.8 that the bundler makes (build.js), each for a reason that its readers can check. A change that finds
 * Ink other than it was ends the build: look at Ink's file anew, and take the change out where Ink has mended it.
 */
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';

const composeRows = fileURLToPath(new URL('compose-rows.ts', import.meta.url));
const frameLog = fileURLToPath(new URL('frame-log.ts', import.meta.url));

/** Stands in Ink's file: the text of a node when none of its parts has changed since, else nothing. */
const squashedBefore = `
const squashedBefore = node => {
    const known = node.internal_squashed;
    const {childNodes} = node;
    let isSame = known !== undefined && known.texts.length === childNodes.length;
    for (let index = 0; isSame && index < childNodes.length; index++) {
        const child = childNodes[index];
        isSame = known.transforms[index] === child.internal_transform && known.texts[index] === partOf(child);
    }
    return isSame ? known.text : undefined;
};
const partOf = child => child.nodeName === '#text' ? child.nodeValue : squashTextNodes(child);
const remember = (node, text) => {
    node.internal_squashed = {
        text,
        texts: node.childNodes.map(partOf),
        transforms: node.childNodes.map(child => child.internal_transform),
    };
    return text;
};`;

/** By Ink's file: what stands in it, and what shall stand there instead. */
const changes = {
	// Every visible line was taken apart and put together again, cell by cell, in every frame.
	'output.js': [
		[
			/^import stringWidth from 'string-width';$/m,
			`$&\nimport {composeRows} from ${JSON.stringify(composeRows)};`,
		],
		[
			/\n {4}get\(\) \{\n/,
			`
    get() {
        const rows = composeRows(this.operations, this.height, text => this.caches.getStringWidth(text));
        return rows === null ? this.getByCell() : {output: rows, height: this.height};
    }
    getByCell() {
`,
		],
	],
	// A full screen has a writer of its own. Not in full, but as here: the first row of the frame is that of the screen.
	'log-update.js': [
		[
			/^import ansiEscapes from 'ansi-escapes';$/m,
			`$&\nimport {createFrameLog} from ${JSON.stringify(frameLog)};`,
		],
		[/return createIncremental\(stream, \{ showCursor \}\);/, 'return createFrameLog(stream);'],
	],
	'ink.js': [
		// The app follows the size of the window itself; drawn here, the frame of the old size would come first.
		[/^ {4}resized = \(\) => \{$/m, '$&\n        if (this.options.incrementalRendering) return;'],
		// A window that became lower than the frame before it: the whole terminal was cleared, with what stood above.
		[
			/if \(this\.lastOutputHeight >= this\.options\.stdout\.rows\) \{/,
			'if (!this.options.incrementalRendering && this.lastOutputHeight >= this.options.stdout.rows) {',
		],
	],
	// Every visible text was coloured and searched for escape sequences anew in every frame.
	'squash-text-nodes.js': [
		[
			/^const squashTextNodes = \(node\) => \{$/m,
			`${squashedBefore}\n$&\n    const before = squashedBefore(node);\n    if (before !== undefined) return before;`,
		],
		[/^ {4}return sanitizeAnsi\(text\);$/m, '    return remember(node, sanitizeAnsi(text));'],
	],
	// What was measured once was kept for ever: every line that was ever on screen.
	'measure-text.js': [
		[/^ {4}cache\.set\(text, dimensions\);$/m, `    if (cache.size > 4000) cache.clear();\n$&`],
	],
	// The same, and a text was its own key together with a number: `a1` in 0 columns was `a` in 10.
	'wrap-text.js': [
		[/^const cache = \{\};$/m, 'let cache = {}; let cached = 0;'],
		[/text \+ String\(maxWidth\) \+ String\(wrapType\)/, '`${maxWidth} ${wrapType} ${text}`'],
		[/^ {4}cache\[cacheKey\] = wrappedText;$/m, '    if (++cached > 1000) { cache = {}; cached = 0; }\n$&'],
	],
};

/** The plugin of the bundler that makes the changes. */
export const mendedInk = {
	name: 'mended-ink',
	setup(context) {
		const made = new Set();
		context.onLoad({filter: /[\\/]ink[\\/]build[\\/][\w-]+\.js$/}, async ({path}) => {
			const name = path.replace(/^.*[\\/]/, '');
			if (!(name in changes)) {
				return undefined;
			}

			let contents = await readFile(path, 'utf8');
			for (const [before, after] of changes[name]) {
				if (!before.test(contents)) {
					throw new Error(`${path} has no ${before} any more: look at source/terminal/mended-ink.js`);
				}

				contents = contents.replace(before, after);
			}

			made.add(name);
			return {contents, loader: 'js'};
		});
		context.onEnd(() => {
			const left = Object.keys(changes).filter(name => !made.has(name));
			if (left.length > 0) {
				throw new Error(`Ink has no ${left.join(', ')} any more: look at source/terminal/mended-ink.js`);
			}
		});
	},
};
