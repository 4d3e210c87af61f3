import type {Gate} from './gate.ts';
import type {Span} from './span.ts';

const shortest = 6;
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
	if (text.length < shortest) {
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

	for (const [start, end] of runsOf(text, isBase64)) {
		const run = text.slice(start, end);
		look(run, start, 'base64');
		// The same characters part the segments of a path.
		if (/[/_-]/.test(run)) {
			let at = start;
			for (const part of run.split(/[/_-]/)) {
				if (part.length >= shortest && part.length < run.length) {
					look(part, at, 'base64');
				}

				at += part.length + 1;
			}
		}
	}

	for (const [start, end] of runsOf(text, isHex)) {
		if ((end - start) % 2 === 0) {
			look(text.slice(start, end), start, 'hex');
		}
	}
}

const isBase64 = tableOf(/[A-Za-z\d+/_-]/);
const isHex = tableOf(/[\da-fA-F]/);

function tableOf(characters: RegExp): Uint8Array {
	return Uint8Array.from({length: 128}, (_, code) => (characters.test(String.fromCharCode(code)) ? 1 : 0));
}

/** Maximal runs of the table's characters; a pattern would exhaust the stack on megabytes of them. */
function* runsOf(text: string, table: Uint8Array): Generator<readonly [start: number, end: number]> {
	let start = 0;
	for (let at = 0; at <= text.length; at++) {
		if (table[text.charCodeAt(at)] !== 1) {
			if (at - start >= shortest) {
				let end = at;
				while (end - at < 2 && table === isBase64 && text[end] === '=') {
					end++;
				}

				yield [start, end];
			}

			start = at + 1;
		}
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
