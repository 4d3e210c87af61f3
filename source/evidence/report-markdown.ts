import {posix} from 'node:path';
import {markdownCode, markdownText} from './markdown-text.ts';
import type {Block, Inline, Line} from './report/document.ts';

/**
 * A report as GitHub-flavoured Markdown.
 *
 * @param from folder of the report inside the set; links are relative to it
 */
export function markdownReport(blocks: readonly Block[], from: string): string {
	return `${blocks.map(block => blockText(block, from)).join('\n\n')}\n`;
}

function blockText(block: Block, from: string): string {
	switch (block.kind) {
		case 'stamp': {
			return `> **${markdownText(block.word)}**: ${markdownText(block.text)}`;
		}

		case 'heading': {
			return `${'#'.repeat(block.level)} ${markdownText(block.text)}`;
		}

		case 'paragraph': {
			return lineText(block.line, from);
		}

		case 'list': {
			return block.items.map(item => `- ${lineText(item, from)}`).join('\n');
		}

		case 'table': {
			const rows = [
				block.columns.map(({title}) => markdownText(title)),
				block.columns.map(({align}) => (align === 'right' ? '---:' : '---')),
				...block.rows.map(row => row.map(cell => lineText(cell, from))),
			];
			return rows.map(cells => `| ${cells.join(' | ')} |`).join('\n');
		}

		case 'rule': {
			return '---';
		}
	}
}

function lineText(line: Line, from: string): string {
	return line.map(inline => inlineText(inline, from)).join('');
}

function inlineText(inline: Inline, from: string): string {
	if (typeof inline === 'string') {
		return markdownText(inline);
	}

	if ('strong' in inline) {
		return `**${markdownText(inline.strong)}**`;
	}

	if ('code' in inline) {
		return markdownCode(inline.code);
	}

	return `[${markdownText(inline.link)}](${relativeAddress(inline.path, from)})`;
}

/** The address of a file of the set, relative and without a character that could end the link. */
export function relativeAddress(path: string, from: string): string {
	return posix
		.relative(from, path)
		.split('/')
		.map(part =>
			encodeURIComponent(part).replaceAll(/[!'()*]/g, sign => `%${sign.charCodeAt(0).toString(16)}`),
		)
		.join('/');
}
