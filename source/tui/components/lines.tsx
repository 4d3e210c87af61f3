import {Line} from './line.tsx';
import type {Content} from '../views/pane-view.ts';

export type LinesProps = {
	readonly content: Content;
	/** Index of the first row on screen. */
	readonly top: number;
	readonly width: number;
	/** Rows; exactly so many are drawn. */
	readonly height: number;
	/** Whether the cursor's row is shown as such. */
	readonly hasCursor?: boolean;
};

/** The rows of a content that are on screen; no other row is even made. */
export function Lines({content, top, width, height, hasCursor = false}: LinesProps) {
	return Array.from({length: Math.max(0, height)}, (_, index) => {
		const at = top + index;
		return (
			<Line
				key={index}
				spans={at < content.length ? content.row(at) : []}
				width={width}
				isSelected={hasCursor && at === content.selected}
			/>
		);
	});
}
