/** Stage 1's checklist as rows: each line as it ends. */
import {keyOf, type Keyed} from '../key-lookup.ts';
import type {Span, Tone} from '../spans.ts';
import type {CheckFound, CheckLine} from '../stage-check.ts';
import {wrapText} from '../wrap-text.ts';
import {contentOf, type Content} from './pane-view.ts';
import {signedRows, textRows} from './text-rows.ts';

const signs: Readonly<Record<CheckFound['status'], {symbol: string; tone: Tone}>> = {
	ok: {symbol: '✔', tone: 'ok'},
	warning: {symbol: '!', tone: 'caution'},
	blocked: {symbol: '✘', tone: 'bad'},
};

/** Symbol, status and title of a check. */
const headColumns = 34;

/** The rows of the checklist. The summary stands first, so that it is in sight however long the list is. */
export function checksContent(checks: readonly CheckLine[] | null, state: Keyed, width: number): Content {
	if (checks === null) {
		return contentOf([[['… checking', 'accent']]]);
	}

	return contentOf([
		...summaryRows(checks, state, width),
		[],
		...checks.flatMap(check => checkRows(check, width)),
	]);
}

function summaryRows(
	checks: readonly CheckLine[],
	state: Keyed,
	width: number,
): ReadonlyArray<readonly Span[]> {
	const ended = checks.filter(({found}) => found !== null);
	const count = (status: CheckFound['status']): number =>
		ended.filter(({found}) => found?.status === status).length;
	if (ended.length < checks.length) {
		return [[[`… checking: ${ended.length} of ${checks.length} have ended`, 'accent']]];
	}

	const warnings = count('warning');
	const blocked = count('blocked');
	const go = keyOf('checks.go', state);
	const figures = `${count('ok')} ok, ${warnings} warning${warnings === 1 ? '' : 's'}, ${blocked} blocked`;
	return blocked === 0
		? signedRows(['✔ Nothing is blocked', 'ok'], `: ${figures}. ${go} goes on.`, width)
		: [
				...signedRows(['✘ Blocked', 'bad'], `: ${figures}.`, width),
				...textRows(
					`Do what the lines say and press ${keyOf('checks.again', state)}, or go on with ${go}: that asks for a reason, which the report carries.`,
					width,
				),
			];
}

function checkRows({title, found}: CheckLine, width: number): ReadonlyArray<readonly Span[]> {
	if (found === null) {
		return [[['… ', 'accent'], ['checking '.padEnd(8), 'muted'], [title]]];
	}

	const {symbol, tone} = signs[found.status];
	const columns = Math.min(headColumns, Math.floor(width / 2));
	const sign: Span = [`${symbol} ${found.status.padEnd(8)}`, tone];
	const [first, ...more] = wrapText(found.found, width - columns).map((row): Span => [row, 'plain', 'safe']);
	const isLong = title.length > columns - 11;
	const under = (span: Span): readonly Span[] => [[' '.repeat(columns)], span];
	return [
		...(isLong
			? [[sign, [title] as const], ...[first ?? ['']].map(under)]
			: [[sign, [title.padEnd(columns - 10)] as const, first ?? ['']]]),
		...more.map(under),
		...(found.status === 'ok' || found.next === undefined
			? []
			: textRows(`→ ${found.next}`, width, {indent: ' '.repeat(10), tone: 'muted'})),
	];
}
