import {textWidth} from '../../terminal/width.ts';
import {fitSpans, spansWidth, type Span} from '../spans.ts';
import {Line} from './line.tsx';

export type PaneTitleProps = {
	/** `1 Endpoints`: the key that leads here, and the name. */
	readonly name: string;
	readonly spans: readonly Span[];
	readonly width: number;
	readonly isFocused: boolean;
};

/** The first row of a pane: a rule with its name. The pane that has the keys has a heavy rule and a bold name. */
export function PaneTitle({name, spans, width, isFocused}: PaneTitleProps) {
	const stroke = isFocused ? '━' : '─';
	const tone = isFocused ? 'accent' : 'muted';
	const head: readonly Span[] = [
		[`${stroke}${isFocused ? '▶' : stroke} `, tone],
		[name, isFocused ? 'strong' : 'muted'],
		[' '],
	];
	const room = Math.max(0, width - spansWidth(head) - 1);
	const detail = fitSpans(spans, Math.min(room, spansWidth(spans)));
	const used = detail.reduce((sum, {text}) => sum + textWidth(text), 0);
	const rest = Math.max(0, room - used);
	return (
		<Line
			spans={[
				...head,
				...detail.map(({text, tone: look}): Span => [text, look, 'safe']),
				[used === 0 ? '' : ' '],
				[stroke.repeat(used === 0 ? rest + 1 : rest), tone],
			]}
			width={width}
		/>
	);
}
