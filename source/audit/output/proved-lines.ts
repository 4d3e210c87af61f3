import {outcomes, type Totals} from '../../evidence/tally.ts';
import type {AuditedSet} from '../audited-set.ts';
import {amount} from './amount.ts';
import {hanging, heading, shown, type Page, type Tone} from './text-layout.ts';

/**
 * Which reports and logs of a set follow from its journal, what they say in numbers, and which lines of the others do not.
 * Nothing of a journal that is damaged: it proves nothing.
 */
export function provedLines({journal, files}: AuditedSet, page: Page): readonly string[] {
	if (journal?.damage !== null || journal.derivedFiles.size === 0) {
		return [];
	}

	const {file, events, head, derivedFiles, changedLines, totals} = journal;
	const told = files.filter(({kind}) => kind === 'report' || kind === 'log');
	const proved = told.filter(({path}) => derivedFiles.has(path));
	const changed = told.flatMap(({path}) => {
		const lines = changedLines?.get(path);
		return lines === undefined ? [] : [`${path}: all but ${lineWords([...lines])}`];
	});
	const others = derivedFiles.size - proved.length;
	const signed = (sign: string, tone: Tone, texts: readonly string[]): readonly string[] =>
		texts.flatMap(text =>
			hanging(`  ${sign} `, shown(text), page.width).map(line => line.replace(sign, page.paint(tone, sign))),
		);
	return [
		...heading(
			'PROVED BYTE FOR BYTE',
			`from ${amount(events.length, 'event')} of the journal, head ${head.slice(0, 12)}…`,
			page,
			changed.length === 0 ? 'ok' : 'plain',
		),
		...signed('✔', 'ok', [
			...proved.map(({path}) => path),
			...(others === 0 ? [] : [`${amount(others, 'other file')} derived from it`]),
		]),
		...signed('✘', 'bad', changed),
		...(totals === undefined ? [] : hanging('    ', `what it says: ${totalsWords(totals)}`, page.width)),
		...hanging(
			'    ',
			`all of that is computed from ${shown(file)}, whose chain of hashes is whole`,
			page.width,
		),
	];
}

/** `lines 3, 5 and 12 more`. */
function lineWords(lines: readonly number[]): string {
	const most = 10;
	const first = lines.slice(0, most).join(', ');
	return lines.length === 1
		? `line ${first}`
		: `lines ${first}${lines.length > most ? ` and ${lines.length - most} more` : ''}`;
}

/** `20 of 20 planned tests run in 21 attempts: 19 success, 1 failure`. */
export function totalsWords({tests, planned, run, attempts, outcomes: counts}: Totals): string {
	const results = outcomes
		.filter(outcome => counts[outcome] > 0)
		.map(outcome => `${counts[outcome]} ${outcome}`)
		.join(', ');
	const of =
		planned === 0
			? amount(run, 'test')
			: `${run} of ${amount(tests, 'test')}${planned === tests ? '' : ` (${planned} planned)`}`;
	return `${of} run in ${amount(attempts, 'attempt')}${results === '' ? '' : `: ${results}`}`;
}
