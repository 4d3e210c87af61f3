import type {Gate} from './gate.ts';
import type {Span} from './span.ts';

const base64Run = /[A-Za-z\d+/_-]{6,}={0,2}/g;
const hexRun = /(?<![\da-fA-F])(?:[\da-fA-F]{2}){3,}(?![\da-fA-F])/g;
/** Control characters and U+FFFD: not a text, so not somebody's value in base64. */
const unprintable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;
/** Short words turn into something readable by chance. */
const longEnough = 64;

/**
 * Runs of base64 or hex that hold something when decoded; the whole run is the span, because its characters do not
 * belong to single letters.
 *
 * @param find what must not be written in a decoded text
 */
export function findEncoded(
	text: string,
	gate: Gate,
	find: (text: string) => readonly Span[],
	add: (span: Span) => void,
): void {
	if (text.length < 6) {
		return;
	}

	function look(run: string, start: number, encoding: 'base64' | 'hex'): void {
		const decoded = Buffer.from(run, encoding).toString('utf8');
		const first = unprintable.test(decoded)
			? run.length < longEnough
				? undefined
				: exactIn(decoded, gate)
			: find(decoded)[0];
		if (first !== undefined) {
			add({...first, isUnquoted: false, start, end: start + run.length});
		}
	}

	for (const {0: run, index} of text.matchAll(base64Run)) {
		look(run, index, 'base64');
		// The same characters part the segments of a path.
		if (/[/_-]/.test(run)) {
			let start = index;
			for (const part of run.split(/[/_-]/)) {
				if (part.length >= 6 && part.length < run.length) {
					look(part, start, 'base64');
				}

				start += part.length + 1;
			}
		}
	}

	for (const {0: run, index} of text.matchAll(hexRun)) {
		look(run, index, 'hex');
	}
}

/** Known values inside what is not all text: a file in base64. */
function exactIn(decoded: string, gate: Gate): Span | undefined {
	let found: Span | undefined;
	gate.secrets.find(decoded, (start, end, clear) => {
		found ??= {start, end, kind: 'secret', clear, key: ''};
	});
	gate.learned.find(decoded, (start, end, {kind, clear}) => {
		found ??= {start, end, kind, clear, key: ''};
	});
	return found;
}
