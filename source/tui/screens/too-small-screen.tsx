import {Box} from 'ink';
import {Line} from '../components/line.tsx';
import {minimumSize, type Size} from '../layout.ts';
import {wrapText} from '../wrap-text.ts';

/** What stands on a terminal that is too small to work in. */
export function TooSmallScreen({size}: {readonly size: Size}) {
	const text = `This terminal has ${size.columns}×${size.rows} characters; the explorer needs ${minimumSize.columns}×${minimumSize.rows}. Make it larger, or use a smaller font. Nothing is lost. Ctrl+C leaves.`;
	const rows = wrapText(text, size.columns).slice(0, Math.max(1, size.rows - 1));
	return (
		<Box flexDirection="column" width={size.columns} flexShrink={0}>
			{rows.map((row, index) => (
				<Line key={index} spans={[[row, 'plain', 'safe']]} width={size.columns} />
			))}
		</Box>
	);
}
