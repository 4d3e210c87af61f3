/** Symbols and tones for verdicts, marks and statuses. A word or a number always stands beside the tone. */
import type {Mark} from '../session/event.ts';
import type {Verdict} from '../verdict/verdict.ts';
import type {Tone} from './spans.ts';

type Sign = {readonly symbol: string; readonly tone: Tone};

export const verdictSigns: Readonly<Record<Verdict, Sign>> = {
	success: {symbol: '✔', tone: 'ok'},
	limitation: {symbol: '◐', tone: 'caution'},
	failure: {symbol: '✘', tone: 'bad'},
	'no-response': {symbol: '∅', tone: 'bad'},
	unknown: {symbol: '?', tone: 'caution'},
};

export const markSigns: Readonly<Record<Mark, Sign>> = {
	pass: {symbol: 'P', tone: 'ok'},
	limitation: {symbol: 'L', tone: 'caution'},
	fail: {symbol: 'F', tone: 'bad'},
	blocked: {symbol: 'B', tone: 'caution'},
	skipped: {symbol: 'S', tone: 'muted'},
};

/** The tone of an HTTP status; the number itself stands beside it. */
export function statusTone(status: number): Tone {
	if (status < 300) {
		return 'ok';
	}

	return status < 400 ? 'accent' : status < 500 ? 'caution' : 'bad';
}
