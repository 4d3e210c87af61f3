import {useEffect, useState} from 'react';
import {useStdout} from 'ink';
import {terminalSize, type TerminalSize} from '../../terminal/size.ts';

/** The size of the terminal in cells, kept up to date while it is resized. Call it once, at the root. */
export function useTerminalSize(): TerminalSize {
	const {stdout} = useStdout();
	const [size, setSize] = useState(() => terminalSize(stdout));
	useEffect(() => {
		function update(): void {
			const {columns, rows} = terminalSize(stdout);
			setSize(before => (before.columns === columns && before.rows === rows ? before : {columns, rows}));
		}

		// The terminal may have been resized between the first frame and this effect.
		update();
		stdout.on('resize', update);
		return () => {
			stdout.off('resize', update);
		};
	}, [stdout]);
	return size;
}
