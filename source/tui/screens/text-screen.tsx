import {Box} from 'ink';
import {Lines} from '../components/lines.tsx';
import {PaneTitle} from '../components/pane-title.tsx';
import type {Area} from '../layout.ts';
import type {Span} from '../spans.ts';
import type {Content} from '../views/pane-view.ts';

export type TextScreenProps = {
	readonly name: string;
	/** What stands behind the name. */
	readonly detail?: readonly Span[];
	readonly content: Content;
	readonly top: number;
	readonly area: Area;
};

/** A screen of rows to read: the help, the summary of an export. Says how much of it is in sight. */
export function TextScreen({name, detail = [], content, top, area}: TextScreenProps) {
	const {width, height} = area;
	const last = Math.min(content.length, top + height - 1);
	const rows: readonly Span[] =
		content.length > height - 1
			? [
					[`${detail.length > 0 ? ' · ' : ''}rows ${top + 1}–${last}`, 'muted'],
					[` of ${content.length}`, 'muted'],
				]
			: [];
	return (
		<Box flexDirection="column" width={width} height={height} flexShrink={0}>
			<PaneTitle name={name} spans={[...detail, ...rows]} width={width} isFocused />
			<Lines content={content} top={top} width={width} height={height - 1} />
		</Box>
	);
}
