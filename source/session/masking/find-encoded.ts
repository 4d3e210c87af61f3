import type {Gate} from './gate.ts';
import type {Span} from './span.ts';

const shortest = 6;
/** Limits of the search for a value that begins inside a run. */
const mostParts = 200;
const longestPart = 512;
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

	function look(run: string, start: number, encoding: 'base64' | 'hex'): boolean {
		const first = heldBy(Buffer.from(run, encoding).toString('utf8'));
		if (first !== undefined) {
			add({...first, isUnquoted: false, start, end: start + run.length});
		}

		return first !== undefined;
	}

	function heldBy(decoded: string): Span | undefined {
		const garbage = unprintable.exec(decoded)?.index;
		if (garbage === undefined) {
			return find(decoded)[0];
		}

		return decoded.length >= longEnough
			? exactIn(decoded, gate)
			: garbage >= shortest
				? find(decoded.slice(0, garbage))[0]
				: undefined;
	}

	for (const [start, end] of runsOf(text, isBase64)) {
		const run = text.slice(start, end);
		if (!look(run, start, 'base64')) {
			lookInParts(run, (from, to) => look(run.slice(from, to), start + from, 'base64'));
		}
	}

	for (const [start, end] of runsOf(text, isHex)) {
		if ((end - start) % 2 === 0) {
			look(text.slice(start, end), start, 'hex');
		}
	}
}

/**
 * `/`, `-`, `_` and `+` belong to base64 and part the segments of a path: each segment is looked at by itself, and with
 * what follows it.
 */
function lookInParts(run: string, look: (from: number, to: number) => boolean): void {
	const parts = run.split(/[/_+-]/);
	let from = 0;
	for (const [index, part] of parts.entries()) {
		if (part.length >= shortest && parts.length > 1) {
			look(from, from + part.length);
		}

		if (index > 0 && parts.length <= mostParts && run.length - from >= shortest) {
			look(from, Math.min(run.length, from + longestPart));
		}

		from += part.length + 1;
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
