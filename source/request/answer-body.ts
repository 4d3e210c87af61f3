import type {Transform} from 'node:stream';
import zlib from 'node:zlib';

/** Collects an answer's body while it arrives: counts it on the wire, decodes it, and stops it at a limit. */
export type AnswerBody = {
	/** Takes bytes as they come, after the transfer coding was taken off. */
	write(chunk: Buffer): void;
	/** No more will come. Calls back when everything that can be decoded is. */
	end(then: () => void): void;
	/** Lets go of the decoders; what was decoded so far stays. */
	stop(): void;
	/** The body so far; `whole` is false when something after it or inside it is known to be missing. */
	read(): {readonly body: Buffer; readonly whole: boolean};
	wireBytes(): number;
	/** Why the content encoding could not be undone; `null` while it can. */
	broken(): string | null;
};

export type AnswerBodyOptions = {
	/** `Content-Encoding` of the answer; several codings in the order in which they were applied. */
	readonly contentEncoding: string | undefined;
	/** Decoded bytes that are kept at most. */
	readonly maximumBytes: number;
	/** Called once, when the body turns out to be larger. */
	readonly onTooLarge: () => void;
};

/** Decoded output arrives in pieces of this size, so that a compression bomb is noticed early. */
const chunkSize = 64 * 1024;
/** Longer lists of codings are an attack; curl draws the line here too. */
const maximumCodings = 5;
const zlibFrame = 0x78;

/**
 * Undoes gzip, x-gzip, deflate (with and without the zlib frame) and br. Any other coding leaves the bytes as they came.
 *
 * When the coding turns out to be broken before anything was decoded (JSON that is only said to be gzip), the body is
 * the bytes as they came; later, it is what could be decoded.
 */
export function createAnswerBody({contentEncoding, maximumBytes, onTooLarge}: AnswerBodyOptions): AnswerBody {
	const codings = codingsOf(contentEncoding);
	// A coding may make incompressible bytes a little longer, never twice as long: what is, is not worth keeping.
	const maximumWireBytes = codings.length === 0 ? Infinity : 2 * maximumBytes + chunkSize;
	const wire: Buffer[] = [];
	const decoded: Buffer[] = [];
	let decoders: Transform[] = [];
	let wireBytes = 0;
	let decodedBytes = 0;
	let problem: string | null = null;
	/** True when the compressed data ends in the middle. */
	let cut = false;
	let stopped = false;
	/** True once the decoders have seen the end of the compressed data; what follows it is ignored. */
	let finished = false;
	let whenDone: (() => void) | undefined;

	function keep(chunk: Buffer): void {
		if (stopped) {
			return;
		}

		const rest = maximumBytes - decodedBytes;
		decoded.push(chunk.length > rest ? chunk.subarray(0, rest) : chunk);
		decodedBytes += Math.min(chunk.length, rest);
		wire.length = 0;
		if (chunk.length > rest) {
			tooLarge();
		}
	}

	function tooLarge(): void {
		stop();
		onTooLarge();
	}

	function stop(): void {
		stopped = true;
		for (const decoder of decoders) {
			decoder.destroy();
		}
	}

	function fail(error: Error): void {
		if (problem === null && !stopped) {
			problem = error.message;
			cut = 'code' in error && error.code === 'Z_BUF_ERROR';
			for (const decoder of decoders) {
				decoder.destroy();
			}

			whenDone?.();
		}
	}

	function start(first: number): void {
		// The first byte on the wire belongs to the coding that was applied last.
		decoders = codings
			.map((coding, index) => decoderOf(coding, index === codings.length - 1 ? first : zlibFrame))
			.reverse();
		for (const [index, decoder] of decoders.entries()) {
			decoder.on('error', fail);
			const next = decoders[index + 1];
			if (next === undefined) {
				decoder.on('data', keep);
				decoder.on('end', () => {
					finished = true;
					whenDone?.();
				});
			} else {
				decoder.pipe(next);
			}
		}
	}

	return {
		write(chunk) {
			wireBytes += chunk.length;
			if (stopped) {
				return;
			}

			if (codings.length === 0) {
				keep(chunk);
				return;
			}

			if (decodedBytes === 0) {
				wire.push(chunk);
			}

			if (wireBytes > maximumWireBytes) {
				tooLarge();
				return;
			}

			const first = chunk[0];
			if (decoders.length === 0 && first !== undefined) {
				start(first);
			}

			if (problem === null && !finished) {
				decoders[0]?.write(chunk);
			}
		},
		end(then) {
			if (decoders.length === 0 || problem !== null || stopped || finished) {
				then();
				return;
			}

			whenDone = then;
			decoders[0]?.end();
		},
		stop,
		read() {
			const asItCame = problem !== null && decodedBytes === 0;
			const body = Buffer.concat(asItCame ? wire : decoded).subarray(0, maximumBytes);
			return {body, whole: !stopped && (problem === null || (asItCame && body.length === wireBytes && !cut))};
		},
		wireBytes: () => wireBytes,
		broken: () => problem,
	};
}

/** The codings to undo, in the order in which they were applied; none when one of them is unknown here. */
function codingsOf(contentEncoding: string | undefined): string[] {
	const codings = (contentEncoding ?? '')
		.toLowerCase()
		.split(',')
		.map(coding => coding.trim())
		.filter(coding => coding !== '' && coding !== 'identity');
	const known = codings.every(coding => ['gzip', 'x-gzip', 'deflate', 'br'].includes(coding));
	return known && codings.length <= maximumCodings ? codings : [];
}

function decoderOf(coding: string, first: number): Transform {
	switch (coding) {
		case 'br':
			return zlib.createBrotliDecompress({chunkSize});
		case 'deflate':
			// Some servers leave the zlib frame out (RFC 9110 §8.4.1.2 notes it); its first byte tells them apart.
			return (first & 0x0f) === 8 && first >> 4 <= 7
				? zlib.createInflate({chunkSize})
				: zlib.createInflateRaw({chunkSize});
		default:
			return zlib.createGunzip({chunkSize});
	}
}
