/** The rows above an answer: nobody should have to guess which request it belongs to. */
import {phaseNames} from '../phases.ts';
import type {Attempt, SetMark} from '../../session/state.ts';
import type {AnswerView} from '../answer-view.ts';
import {bytesText, durationText, elapsedText, timeText} from '../format.ts';
import type {SafeText} from '../../terminal/safe-text.ts';
import {keyOf} from '../key-lookup.ts';
import {spansWidth, type Span, type Tone} from '../spans.ts';
import {wrapText} from '../wrap-text.ts';
import type {Area} from '../layout.ts';
import {hasWaterfall, phaseTimes, waterfallRows, type PhaseTime} from './waterfall-view.ts';
import type {Flight} from '../ui-state.ts';
import {homeMode} from '../walk.ts';
import {markSigns, statusTone, verdictSigns} from '../signs.ts';
import type {ResponseSubject} from './response-view.ts';

/** The rows of a request that is under way. */
export function flightHeader(
	{state, attempt, area}: Pick<ResponseSubject, 'state' | 'attempt' | 'area'>,
	flight: Flight,
): ReadonlyArray<readonly Span[]> {
	const steps = stepTimes(flight, state.now);
	const doing = flight.isCancelling ? 'cancelling' : (flight.phase ?? 'preparing');
	const cancel = keyOf(homeMode(state).kind === 'walk' ? 'test.cancel' : 'request.cancel', state);
	const received = flight.receivedBytes > 0 ? ` · ${bytesText(flight.receivedBytes)} received` : '';
	return [
		[
			[`→ in flight ${elapsedText(state.now - flight.startedAt)}`, 'accent'],
			[` · ${doing}${flight.isCancelling ? '' : ` · ${cancel} cancels`}${received}`],
		],
		...(attempt === undefined
			? []
			: [[[`${attempt.intent.request.method} ${attempt.intent.request.url}`, 'muted'] as const]]),
		...(steps.length === 0 ? [] : hasWaterfall(area) ? waterfallRows(steps, area.width) : [stepsRow(steps)]),
	];
}

/** How long each phase has taken so far, on the clock of the screen; what is kept comes with the answer. */
function stepTimes({steps}: Flight, now: number): readonly PhaseTime[] {
	return steps.map(({phase, at}, index) => ({
		name: phase,
		milliseconds: Math.max(0, (steps[index + 1]?.at ?? now) - at),
	}));
}

function stepsRow(steps: readonly PhaseTime[]): readonly Span[] {
	return steps.flatMap(({name, milliseconds}, index): readonly Span[] =>
		index === steps.length - 1
			? [[`${name} ${elapsedText(milliseconds)}`, 'accent']]
			: [[`${name} ${durationText(milliseconds)} · `, 'muted']],
	);
}

/** The rows of an attempt that has come to its end. */
export function answerHeader(view: {
	attempt: Attempt;
	answer: AnswerView;
	area: Area;
	isLatest: boolean;
	later: string;
}): ReadonlyArray<readonly Span[]> {
	const {attempt, answer, area, isLatest, later} = view;
	const {width} = area;
	const labels = [
		...(isLatest ? [] : [later]),
		...(answer.isStored ? ['masked, from the journal'] : []),
	].join(' · ');
	return [
		statusRow(attempt, answer),
		[[attempt.intent.request.method, 'strong'], [` ${answer.url}`]],
		...(hasWaterfall(area) ? phaseBars(answer, width) : phaseRows(answer, width)),
		...failureRows(answer, width),
		...(attempt.verdict === 'success' ? [] : reasonRows(attempt, width)),
		...markRows(attempt.mark),
		...(labels === '' ? [] : [[[labels, 'caution'] as const]]),
	];
}

function statusRow(attempt: Attempt, answer: AnswerView): readonly Span[] {
	const sign = verdictSigns[attempt.verdict];
	const {status, statusText} = answer;
	const time =
		answer.latency === null ? `after ${durationText(answer.elapsed)}` : durationText(answer.latency);
	return [
		[`${sign.symbol} ${attempt.verdict}`, sign.tone],
		[' · '],
		...(status === null
			? [[answer.failure?.kind ?? 'no answer', 'bad'] as const]
			: [[`${status} ${statusText}`.trim(), statusTone(status)] as const]),
		[` · ${time}`],
		[` · sent ${timeText(answer.sentAt)}`, 'muted'],
	];
}

/** The phases as bars, with which of them there were none of. */
function phaseBars(answer: AnswerView, width: number): ReadonlyArray<readonly Span[]> {
	const phases = phaseTimes(answer.timings);
	const missing = phaseNames.filter(name => answer.timings[name] === null);
	return [
		...waterfallRows(phases, width),
		[
			...factSpans(answer),
			[phases.length === 0 || missing.length === 0 ? '' : ` · no ${missing.join(', ')}`, 'muted'],
		],
	];
}

/** Whether the connection was cold or reused, and how much came over it. */
function factSpans({connection, wireBytes, decodedBytes, isTruncated}: AnswerView): readonly Span[] {
	return [
		[
			[
				connection ?? 'no connection',
				...(wireBytes === null ? [] : [`${bytesText(wireBytes)} on the wire`]),
				...(decodedBytes === null ? [] : [`${bytesText(decodedBytes)} decoded`]),
			].join(' · '),
			'muted',
		],
		...(isTruncated ? [[' · NOT COMPLETE', 'bad'] as const] : []),
	];
}

function phaseRows(answer: AnswerView, width: number): ReadonlyArray<readonly Span[]> {
	const {timings} = answer;
	const isWide = width >= 90;
	const reached = phaseNames.filter(name => isWide || timings[name] !== null);
	const phases = reached.map((name): readonly Span[] => [[`${name} `, 'muted'], [phaseText(timings[name])]]);
	const facts = factSpans(answer);
	if (phases.length === 0) {
		return [facts];
	}

	const gap: Span = [isWide ? ' · ' : ' ', 'muted'];
	const unit: Span = [' ms', 'muted'];
	const all: readonly Span[] = [...joined(phases, gap), unit];
	const together: readonly Span[] = [...all, [' · ', 'muted'], ...facts];
	if (spansWidth(together) <= width) {
		return [together];
	}

	const half = Math.ceil(phases.length / 2);
	return spansWidth(all) <= width
		? [all, facts]
		: [joined(phases.slice(0, half), gap), [...joined(phases.slice(half), gap), unit], facts];
}

function joined(groups: ReadonlyArray<readonly Span[]>, gap: Span): readonly Span[] {
	return groups.flatMap((spans, index) => (index === 0 ? spans : [gap, ...spans]));
}

function phaseText(milliseconds: number | null): string {
	if (milliseconds === null) {
		return '–';
	}

	return milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));
}

function failureRows({failure}: AnswerView, width: number): ReadonlyArray<readonly Span[]> {
	if (failure === null) {
		return [];
	}

	return [
		...wrappedRows([`${failure.kind}: `, 'bad'], failure.message, width),
		[
			failure.mayHaveBeenApplied
				? ['It may have been applied: bytes may have left.', 'caution']
				: ['It was not applied: nothing left for the server.', 'muted'],
		],
	];
}

function reasonRows({reasons}: Attempt, width: number): ReadonlyArray<readonly Span[]> {
	const [first] = reasons;
	const more = reasons.length > 1 ? ` (+${reasons.length - 1} under Reasons)` : '';
	return first === undefined ? [] : wrappedRows(['because: ', 'muted'], `${first.text}${more}`, width);
}

/** A text that matters over as many as three rows, behind a word that says what it is. */
function wrappedRows(
	[label, tone]: readonly [string, Tone],
	text: string,
	width: number,
): ReadonlyArray<readonly Span[]> {
	const rows = wrapText(`${label}${text}`, width).slice(0, 3);
	return rows.map((row, index): readonly Span[] =>
		index === 0
			? [
					[row.slice(0, label.length) as SafeText, tone, 'safe'],
					[row.slice(label.length) as SafeText, 'plain', 'safe'],
				]
			: [[row, 'plain', 'safe']],
	);
}

/** The operator's judgement, beside the verdict. */
export function markRows(mark: SetMark | null): ReadonlyArray<readonly Span[]> {
	if (mark === null) {
		return [];
	}

	const sign = markSigns[mark.mark];
	return [
		[
			['mark ', 'muted'],
			[`${sign.symbol} ${mark.mark}`, sign.tone],
			[mark.note === '' ? '' : `: ${mark.note}`],
		],
	];
}
