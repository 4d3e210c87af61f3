import type {Attempt} from '../../session/state.ts';
import {durationText, elapsedText, timeText} from '../format.ts';
import type {Span} from '../spans.ts';
import {flightOf, type UiState} from '../ui-state.ts';
import {markSigns, statusTone, verdictSigns} from '../signs.ts';

/** One attempt in the list of attempts: number, verdict, status, latency, time, variant, connection, mark. */
export function attemptRow(
	attempt: Attempt,
	{state, isViewed}: {readonly state: UiState; readonly isViewed: boolean},
): readonly Span[] {
	const flight = flightOf(state, attempt);
	const number = String(attempt.intent.attempt).padStart(3);
	const {compared} = state.reading;
	const isCompared = compared?.endpointId === state.selected && compared.attempt === attempt.intent.attempt;
	const shown = `${isViewed ? '●' : ' '}${isCompared ? '±' : ' '}`;
	if (flight !== undefined) {
		return [
			[`${shown}${number} `],
			['→ in flight', 'accent'],
			[` ${elapsedText(state.now - flight.startedAt)} · ${attempt.intent.variant}`],
		];
	}

	const sign = verdictSigns[attempt.verdict];
	const {exchange, mark} = attempt;
	const status = exchange?.status ?? null;
	const latency = exchange?.latency_ms ?? null;
	return [
		[`${shown}${number} `],
		[`${sign.symbol} ${attempt.verdict.padEnd(11)}`, sign.tone],
		[
			` ${(status === null ? (exchange?.error?.kind ?? '–') : String(status)).padEnd(4)}`,
			status === null ? 'bad' : statusTone(status),
		],
		[` ${(latency === null ? '–' : durationText(latency)).padStart(8)}`],
		[` ${timeText(exchange?.sent_at ?? attempt.intent.at)}`, 'muted'],
		...(mark === null
			? []
			: [[` ${markSigns[mark.mark].symbol} ${mark.mark}`, markSigns[mark.mark].tone] as const]),
		[` ${attempt.intent.variant}`, 'muted'],
		[exchange?.connection == null ? '' : ` ${exchange.connection}`, 'muted'],
	];
}
