import {textWidth} from '../../terminal/width.ts';
import type {Finding, Place} from '../finding.ts';
import {grouped} from './grouped.ts';
import {placeWords} from './place-words.ts';
import {hanging, shown, type Page} from './text-layout.ts';

/** Findings below their rule, which says once what they prove and why it matters. */
export function ruleLines(findings: readonly Finding[], maximum: number, page: Page): readonly string[] {
	const byRule = grouped(findings, ({rule}) => rule);
	return [...byRule].flatMap(([rule, found], index) => [
		...(index === 0 ? [] : ['']),
		page.paint('strong', rule),
		...hanging('  ', found[0]?.why ?? '', page.width).map(line => page.paint('muted', line)),
		...found.slice(0, maximum).flatMap(finding => findingLines(finding, page)),
		...(found.length > maximum
			? hanging(
					'  ',
					`… and ${found.length - maximum} more like these: --rule ${rule} shows all of them`,
					page.width,
				)
			: []),
	]);
}

function findingLines(finding: Finding, page: Page): readonly string[] {
	const {place, also = [], claimed, found, subject, code, id} = finding;
	const label = [
		...(subject === undefined ? [] : [shown(subject, 60)]),
		...(code === undefined ? [] : [code]),
	];
	return [
		...placeLines('  ', `${placeWords(place)}${label.length === 0 ? '' : ` (${label.join(', ')})`}`, {
			id,
			page,
		}),
		...hanging('      ', `${shown(claimed)} → ${shown(found)}`, page.width),
		...(also.length === 0
			? []
			: hanging('      see also ', alsoWords(also, place), page.width).map(line =>
					page.paint('muted', line),
				)),
	];
}

/** Positions that are told of the other side; so many that they would bury the finding are counted. */
const mostPlaces = 6;

/** Other places, file by file: `line 8, 9; logs/run.jsonl:3`. */
function alsoWords(also: readonly Place[], {file, pointer}: Place): string {
	const told = also.slice(0, mostPlaces);
	const parts = [...grouped(told, place => place.file)].map(([other, places]) => {
		const positions = new Set(
			places.map(place =>
				// The same member of other lines needs no name.
				placeWords({...place, file: '', ...(place.pointer === pointer ? {pointer: ''} : {})})
					.replace(/^:/, '')
					.trim(),
			),
		);
		const list = [...positions].filter(position => position !== '').join(', ');
		return list === ''
			? shown(other)
			: other === file
				? `${/^\d/.test(list) ? (positions.size === 1 ? 'line ' : 'lines ') : ''}${list}`
				: `${shown(other)}${/^\d/.test(list) ? ':' : ' '}${list}`;
	});
	return [...parts, ...(also.length > told.length ? [`${also.length - told.length} more`] : [])].join('; ');
}

/** A place with the finding's id at the right edge, below it where both do not fit on one line. */
export function placeLines(
	lead: string,
	text: string,
	{id, page}: {id: string; page: Page},
): readonly string[] {
	const lines = hanging(lead, text, page.width);
	const last = lines.at(-1) ?? '';
	const tag = page.paint('muted', id);
	const room = page.width - textWidth(last) - id.length;
	return room >= 2
		? [...lines.slice(0, -1), last + ' '.repeat(room) + tag]
		: [...lines, ' '.repeat(page.width - id.length) + tag];
}
