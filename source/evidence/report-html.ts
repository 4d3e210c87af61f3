import {createHash} from 'node:crypto';
import {htmlText} from './html-text.ts';
import {relativeAddress} from './report-markdown.ts';
import type {Block, Inline, Line} from './report/document.ts';

const style = `
body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:80rem;padding:0 1rem;color:#1b1b1b;background:#fff}
h1,h2,h3{line-height:1.25;margin:1.6em 0 .5em}
table{border-collapse:collapse;display:block;overflow-x:auto;max-width:100%}
th,td{border:1px solid #c8c8c8;padding:.3rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f2f2f2}
.number{text-align:right;white-space:nowrap}
.stamp{border:3px solid #8a1c1c;padding:.6rem 1rem;font-size:1.1rem}
code{font-family:ui-monospace,monospace;background:#f2f2f2;padding:0 .25em;overflow-wrap:anywhere}
@media(prefers-color-scheme:dark){
body{color:#e6e6e6;background:#161616}a{color:#8ab4f8}th,code{background:#262626}th,td{border-color:#444}
.stamp{border-color:#ff8a80}}
`;

/**
 * A report as one HTML page: the same words and numbers as the Markdown, no script, nothing loaded from anywhere.
 *
 * @param from folder of the report inside the set; links are relative to it
 */
export function htmlReport(blocks: readonly Block[], from: string): string {
	const title = blocks.find(block => block.kind === 'heading')?.text ?? '';
	// The only style that the page may use is this one, named by its hash.
	const styleHash = createHash('sha256').update(style).digest('base64');
	return [
		'<!DOCTYPE html>',
		'<html lang="en">',
		'<head>',
		'<meta charset="utf-8">',
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'">`,
		'<meta name="referrer" content="no-referrer">',
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		`<title>${htmlText(title)}</title>`,
		`<style>${style}</style>`,
		'</head>',
		'<body>',
		...blocks.map(block => blockText(block, from)),
		'</body>',
		'</html>',
		'',
	].join('\n');
}

function blockText(block: Block, from: string): string {
	switch (block.kind) {
		case 'stamp': {
			return `<p class="stamp"><strong>${htmlText(block.word)}</strong>: ${htmlText(block.text)}</p>`;
		}

		case 'heading': {
			return `<h${block.level}>${htmlText(block.text)}</h${block.level}>`;
		}

		case 'paragraph': {
			return `<p>${lineText(block.line, from)}</p>`;
		}

		case 'list': {
			return ['<ul>', ...block.items.map(item => `<li>${lineText(item, from)}</li>`), '</ul>'].join('\n');
		}

		case 'table': {
			const classOf = (index: number): string =>
				block.columns[index]?.align === 'right' ? ' class="number"' : '';
			const head = block.columns
				.map(({title}, index) => `<th${classOf(index)}>${htmlText(title)}</th>`)
				.join('');
			const rows = block.rows.map(
				row =>
					`<tr>${row.map((cell, index) => `<td${classOf(index)}>${lineText(cell, from)}</td>`).join('')}</tr>`,
			);
			return ['<table>', `<thead><tr>${head}</tr></thead>`, '<tbody>', ...rows, '</tbody>', '</table>'].join(
				'\n',
			);
		}

		case 'rule': {
			return '<hr>';
		}
	}
}

function lineText(line: Line, from: string): string {
	return line.map(inline => inlineText(inline, from)).join('');
}

function inlineText(inline: Inline, from: string): string {
	if (typeof inline === 'string') {
		return htmlText(inline);
	}

	if ('strong' in inline) {
		return `<strong>${htmlText(inline.strong)}</strong>`;
	}

	if ('code' in inline) {
		return `<code>${htmlText(inline.code)}</code>`;
	}

	return `<a href="${htmlText(relativeAddress(inline.path, from))}">${htmlText(inline.link)}</a>`;
}
