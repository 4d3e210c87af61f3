import {padToWidth, textWidth} from '../../terminal/width.ts';
import type {ClaimRow} from './claim-table.ts';
import {grouped} from './grouped.ts';
import {hanging, heading, shown, wrapped, type Page, type Tone} from './text-layout.ts';

const signs: Readonly<Record<ClaimRow['state'], readonly [sign: string, tone: Tone]>> = {
	refuted: ['✘', 'bad'],
	holds: ['✔', 'ok'],
	open: ['?', 'muted'],
};

/** Claims that are printed at most. */
const most = 200;

/** What the set claims about itself, file by file: the claim, and what was found. */
export function claimLines(claims: readonly ClaimRow[], page: Page): readonly string[] {
	if (claims.length === 0) {
		return [];
	}

	const count = (state: ClaimRow['state']): number => claims.filter(row => row.state === state).length;
	const told = claims.length <= most ? claims : mostTelling(claims);
	const lineWidth = Math.max(...told.map(({place}) => `${place.line ?? ''}`.length));
	const claimWidth = Math.min(
		Math.max(...told.map(({claimed}) => textWidth(shown(claimed)))),
		Math.floor((page.width - lineWidth - 8) * 0.45),
	);
	const byFile = grouped(told, ({place}) => place.file);
	return [
		...heading(
			'CLAIMS AGAINST WHAT WAS FOUND',
			`✘ ${count('refuted')} refuted  ✔ ${count('holds')} hold  ? ${count('open')} not decided`,
			page,
		),
		...[...byFile].flatMap(([file, rows]) => [
			...hanging('  ', shown(file), page.width).map(line => page.paint('strong', line)),
			...rows.flatMap(row => claimRowLines(row, {lineWidth, claimWidth, page})),
		]),
		...(told.length === claims.length
			? []
			: hanging(
					'  ',
					`… and ${claims.length - told.length} more claims: --json shows all of them`,
					page.width,
				)),
	];
}

/** Refuted claims before all others, in the order of the files. */
function mostTelling(claims: readonly ClaimRow[]): readonly ClaimRow[] {
	const refuted = claims.filter(({state}) => state === 'refuted').slice(0, most);
	const others = claims.filter(({state}) => state !== 'refuted').slice(0, most - refuted.length);
	const told = new Set([...refuted, ...others]);
	return claims.filter(row => told.has(row));
}

function claimRowLines(
	row: ClaimRow,
	{lineWidth, claimWidth, page}: {lineWidth: number; claimWidth: number; page: Page},
): readonly string[] {
	const [sign, tone] = signs[row.state];
	const lead = `  ${sign} ${`${row.place.line ?? ''}`.padStart(lineWidth)}  `;
	const left = wrapped(shown(row.claimed), claimWidth);
	const again = [...new Set(row.repeated.map(({line}) => line))].filter(
		line => line !== undefined && line !== row.place.line,
	);
	const repeated =
		again.length === 0
			? ''
			: ` (also in ${again.length === 1 ? 'line' : 'lines'} ${again.slice(0, 5).join(', ')}${again.length > 5 ? ', …' : ''})`;
	const right = wrapped(`→ ${shown(row.found)}${repeated}`, page.width - textWidth(lead) - claimWidth - 2);
	return Array.from({length: Math.max(left.length, right.length)}, (_none, index) =>
		`${index === 0 ? lead.replace(sign, page.paint(tone, sign)) : ' '.repeat(textWidth(lead))}${padToWidth(left[index] ?? '', claimWidth)}  ${right[index] ?? ''}`.trimEnd(),
	);
}
