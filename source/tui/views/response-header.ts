/** The rows above an answer: nobody should have to guess which request it belongs to. */
import {phaseNames} from '../phases.ts';
import type {Attempt, SetMark} from '../../session/state.ts';
import type {AnswerView} from '../answer-view.ts';
import {bytesText, durationText, elapsedText, timeText} from '../format.ts';
import {spansWidth, type Span} from '../spans.ts';
import type {Flight} from '../ui-state.ts';
import {markSigns, statusTone, verdictSigns} from '../signs.ts';
import type {ResponseSubject} from './response-view.ts';

/** The rows of a request that is under way. */
export function flightHeader(
	{state, attempt}: ResponseSubject,
	flight: Flight,
): ReadonlyArray<readonly Span[]> {
	const doing = flight.isCancelling ? 'cancelling' : (flight.phase ?? 'preparing');
	const received = flight.receivedBytes > 0 ? ` · ${bytesText(flight.receivedBytes)} received` : '';
	return [
		[
			[`→ in flight ${elapsedText(state.now - flight.startedAt)}`, 'accent'],
			[` · ${doing} · x cancels${received}`],
		],
		...(attempt === undefined
			? []
			: [[[`${attempt.intent.request.method} ${attempt.intent.request.url}`, 'muted'] as const]]),
	];
}

/** The rows of an attempt that has come to its end. */
export function answerHeader(view: {
	attempt: Attempt;
	answer: AnswerView;
	width: number;
	isLatest: boolean;
	later: string;
}): ReadonlyArray<readonly Span[]> {
	const {attempt, answer, width, isLatest, later} = view;
	const labels = [
		...(isLatest ? [] : [later]),
		...(answer.isStored ? ['masked, from the journal'] : []),
	].join(' · ');
	return [
		statusRow(attempt, answer),
		[[attempt.intent.request.method, 'strong'], [` ${answer.url}`]],
		...phaseRows(answer, width),
		...failureRows(answer),
		...(attempt.verdict === 'success' ? [] : reasonRows(attempt)),
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

function phaseRows(answer: AnswerView, width: number): ReadonlyArray<readonly Span[]> {
	const {timings, connection, wireBytes, decodedBytes} = answer;
	const isWide = width >= 90;
	const reached = phaseNames.filter(name => isWide || timings[name] !== null);
	const phases: Span[] = reached.flatMap((name, index): Span[] => [
		[`${index === 0 ? '' : isWide ? ' · ' : ' '}${name} `, 'muted'],
		[phaseText(timings[name])],
	]);
	const facts: Span[] = [
		[
			[
				connection ?? 'no connection',
				...(wireBytes === null ? [] : [`${bytesText(wireBytes)} on the wire`]),
				...(decodedBytes === null ? [] : [`${bytesText(decodedBytes)} decoded`]),
			].join(' · '),
			'muted',
		],
		...(answer.isTruncated ? [[' · NOT COMPLETE', 'bad'] as const] : []),
	];
	if (reached.length === 0) {
		return [facts];
	}

	const unit: Span = [' ms', 'muted'];
	const together: readonly Span[] = [...phases, unit, [' · ', 'muted'], ...facts];
	return spansWidth(together) <= width ? [together] : [[...phases, unit], facts];
}

function phaseText(milliseconds: number | null): string {
	if (milliseconds === null) {
		return '–';
	}

	return milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));
}

function failureRows({failure}: AnswerView): ReadonlyArray<readonly Span[]> {
	if (failure === null) {
		return [];
	}

	return [
		[[`${failure.kind}: `, 'bad'], [failure.message]],
		[
			failure.mayHaveBeenApplied
				? ['It may have been applied: bytes may have reached the server.', 'caution']
				: ['It was not applied: nothing reached the server.', 'muted'],
		],
	];
}

function reasonRows({reasons}: Attempt): ReadonlyArray<readonly Span[]> {
	const [first] = reasons;
	const more = reasons.length > 1 ? ` (+${reasons.length - 1} under Reasons)` : '';
	return first === undefined ? [] : [[['because ', 'muted'], [`${first.text}${more}`]]];
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
