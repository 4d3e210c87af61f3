import {textWidth} from '../../terminal/width.ts';
import type {Explanation} from './explain.ts';
import {hanging, heading, shown, type Page} from './text-layout.ts';

/** What was understood, as lines for a person; every text from the set is safe to print. */
export function explanationLines(explanation: Explanation, page: Page): readonly string[] {
	return [
		...heading('WHAT WAS UNDERSTOOD', '', page).slice(0, -1),
		...explanation.flatMap(({title, lines}) => {
			const labelled = lines.map(({label, text}) => ({label: shown(label, 20), text}));
			const width = labelled.reduce((most, {label}) => Math.max(most, textWidth(label)), 0);
			return [
				'',
				...hanging('  ', shown(title), page.width).map(line => page.paint('strong', line)),
				...labelled.flatMap(({label, text}) =>
					hanging(`    ${label.padEnd(width)}  `, shown(text, 2000), page.width),
				),
			];
		}),
	];
}
