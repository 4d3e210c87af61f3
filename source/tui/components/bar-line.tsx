import {Box} from 'ink';
import {spansWidth} from '../spans.ts';
import type {Bar} from '../views/pane-view.ts';
import {Line} from './line.tsx';
import {TextField} from './text-field.tsx';

/** A row of a pane: to be read, or a line that is being typed. */
export function BarLine({bar, width}: {readonly bar: Bar; readonly width: number}) {
	if (!('buffer' in bar)) {
		return <Line spans={bar} width={width} />;
	}

	const {label, buffer, placeholder, after} = bar;
	const room = Math.max(1, width - label.length - spansWidth(after) - 1);
	return (
		<Box width={width} height={1} flexShrink={0}>
			<Line spans={[[label, 'accent']]} width={label.length} />
			<TextField buffer={buffer} width={room} isFocused placeholder={placeholder} />
			<Line spans={[[' '], ...after]} width={Math.max(0, width - label.length - room)} />
		</Box>
	);
}
