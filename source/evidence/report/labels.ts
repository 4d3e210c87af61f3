import {deltaVerdicts, type DeltaVerdict} from '../../session/count-deltas.ts';
import type {SetMark} from '../../session/state.ts';
import {notMeasured} from '../names.ts';
import type {Outcome, RowGroup, SectionName, TestRow} from '../rows.ts';
import type {Tally} from '../tally.ts';
import {shortened} from '../visible-text.ts';
import type {Inline, Line} from './document.ts';

/** Symbol and word: neither colour nor a picture alone carries the meaning. */
export const outcomeLabels: Readonly<Record<Outcome, string>> = {
	success: '✔ success',
	limitation: '◐ limitation',
	failure: '✘ failure',
	'no-response': '∅ no-response',
	unknown: '? unknown',
	'not-run': '— not run',
};

/** What a change of rows amounts to, against what was expected. */
export const deltaLabels: Readonly<Record<DeltaVerdict, string>> = {
	consistent: '✔ consistent',
	late: '◷ late',
	missing: '✘ missing',
	unexpected: '✘ unexpected',
	'not-measured': notMeasured,
};

/** `2 consistent, 1 missing`; what did not occur is left out. */
export function deltaTotals({rowDeltas}: Pick<Tally, 'rowDeltas'>): string {
	const told = deltaVerdicts
		.filter(verdict => rowDeltas[verdict] > 0)
		.map(verdict => `${rowDeltas[verdict]} ${verdict.replace('-', ' ')}`);
	return told.length === 0 ? 'nothing, because no change was expected of any table' : told.join(', ');
}

/** A change with its sign: `+3`, `-1`, `0`. */
export function signed(delta: string): string {
	return /^[1-9]/.test(delta) ? `+${delta}` : delta;
}

/** Characters of a reason that a table cell shows; the whole stands in the artifact. */
const reasonLimit = 300;

export function markLabel(mark: SetMark | null): string {
	return mark?.mark ?? '—';
}

export function groupTitle({stage}: Pick<RowGroup, 'stage'>): string {
	if (stage === null) {
		return 'Outside a stage';
	}

	return `${stage.replace(/^stage(?=\d+$)/, 'Stage ')} Mandatory Tests`;
}

export function sectionTitle(section: SectionName | null): string {
	return section === null ? 'Section not known (never fired)' : `${section.title} (Section ${section.id})`;
}

/** HTTP status, or why there is none. */
export function statusText({latest}: TestRow): string {
	if (latest === null) {
		return '—';
	}

	const {exchange} = latest.attempt;
	const error = exchange?.error ?? null;
	if (exchange === null) {
		return 'not stored';
	}

	return [exchange.status === null ? '' : String(exchange.status), error === null ? '' : `(${error.kind})`]
		.filter(Boolean)
		.join(' ');
}

/** Milliseconds as they were measured; a test without a complete answer has none. */
export function latencyText(latency: number | null | undefined): string {
	return latency === null || latency === undefined ? notMeasured : String(latency);
}

/** Why the verdict is what it is, then the operator's words, labelled as theirs. */
export function rowNotes(row: TestRow): Line {
	const reasons = (row.latest?.attempt.reasons ?? []).map(({text}) => shortened(text, reasonLimit));
	const own = [row.mark?.note ?? '', ...row.notes.map(({text}) => text)].filter(note => note.trim() !== '');
	const machine = row.latest === null ? ['Not run.'] : reasons;
	return [[...machine, ...own.map(note => `Operator: ${note}`)].join(' ')];
}

/** The test's id, linked to the artifact of its latest attempt where there is one. */
export function testLink({testId, latest}: TestRow): Inline {
	return latest === null ? testId : {link: testId, path: latest.artifact};
}

export function plural(count: number, noun: string): string {
	return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
