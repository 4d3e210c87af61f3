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

/** Without the quiet facts at the end that do not fit: half a fact says less than none. */
function withoutTail(spans: readonly Span[], room: number): readonly Span[] {
	const last = spans.at(-1);
	return spans.length > 1 && last?.[1] === 'muted' && spansWidth(spans) > room
		? withoutTail(spans.slice(0, -1), room)
		: spans;
}

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
	const whole = withoutTail(spans, room);
	const detail = fitSpans(whole, Math.min(room, spansWidth(whole)));
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
