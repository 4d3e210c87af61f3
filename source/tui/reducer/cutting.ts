import {bufferText, cursorOffset, type BufferAction, type TextBuffer} from '../text-buffer.ts';
import type {UiState} from '../ui-state.ts';

const cutting: ReadonlySet<BufferAction['type']> = new Set([
	'eraseWordBack',
	'eraseWordForward',
	'eraseLineBack',
	'killLine',
]);

/** What was cut last once an edit made `after` of `before`: cutting on, with nothing between, adds to it. */
export function cutBy(
	killed: UiState['killed'],
	edit: BufferAction,
	{before, after}: {before: TextBuffer; after: TextBuffer},
): UiState['killed'] {
	if (!cutting.has(edit.type)) {
		return killed;
	}

	const whole = bufferText(before);
	const start = offsetIn(after);
	const text = whole.slice(start, start + whole.length - bufferText(after).length);
	const earlier = killed?.after === before ? killed.text : '';
	const isBack = edit.type === 'eraseWordBack' || edit.type === 'eraseLineBack';
	return text === '' ? killed : {text: isBack ? text + earlier : earlier + text, after};
}

function offsetIn(buffer: TextBuffer): number {
	return (
		buffer.lines.slice(0, buffer.row).reduce((sum, line) => sum + line.length + 1, 0) + cursorOffset(buffer)
	);
}
