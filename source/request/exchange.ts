import type {Method} from '../catalog/catalog.ts';
import type {Pair} from './draft.ts';

/** A request with everything filled in, exactly as it will go out. Holds the token: never write, log or print it. */
export type PreparedRequest = {
	readonly endpointId: string;
	readonly variant: string;
	readonly method: Method;
	readonly url: string;
	/** All headers, in the order in which they are sent, `Authorization` and `Content-Length` included. */
	readonly headers: readonly Pair[];
	readonly body: string | null;
	readonly writes: boolean;
	/** Environment variable of the token in `Authorization`; `null` when none of ours is in it. */
	readonly token: string | null;
};

/**
 * Durations in milliseconds on a monotonic clock; `null` where the phase did not happen (no DNS for an address, no
 * connect on a reused connection) or was not reached.
 *
 * The phases follow each other: dns, tcp, tls, send (first to last byte handed to the kernel), wait (to the first byte
 * of the answer), download (to its last byte).
 */
export type Timings = {
	readonly dns: number | null;
	readonly tcp: number | null;
	readonly tls: number | null;
	readonly send: number | null;
	readonly wait: number | null;
	readonly download: number | null;
};

export const failureKinds = [
	/** The name could not be resolved. */
	'dns',
	'refused',
	/** The host or network cannot be reached. */
	'unreachable',
	'connect-timeout',
	/** The absolute time limit ran out after the connection stood. */
	'timeout',
	/** The handshake or the certificate check failed. */
	'tls',
	/** The connection was closed or reset before the answer was complete. */
	'reset',
	/** The operator cancelled it. */
	'aborted',
	/** The answer is larger than the size limit. */
	'too-large',
	/** What came back is not HTTP, or its encoding is broken. */
	'bad-response',
	/** None of the above; the message says more. */
	'other',
] as const;
export type FailureKind = (typeof failureKinds)[number];

export type Failure = {
	readonly kind: FailureKind;
	/** One sentence. May quote what the server or the network said: untrusted. */
	readonly message: string;
	/** System error code such as `ECONNRESET`, where there is one. */
	readonly code: string | null;
	/** True as soon as a byte of the request may have reached the server: it may have been applied. */
	readonly mayHaveBeenApplied: boolean;
};

/** What came back. Everything in it is untrusted. */
export type Answer = {
	readonly status: number;
	readonly statusText: string;
	readonly httpVersion: string;
	/** Exact pairs in the order received, names spelled as received. */
	readonly headers: readonly Pair[];
	/** The body after content decoding, as bytes. */
	readonly body: Buffer;
	/** Bytes of the body on the wire, before content decoding. */
	readonly wireBytes: number;
	readonly decodedBytes: number;
	/** True when the body is not complete: cut at the size limit, or by a broken connection. */
	readonly truncated: boolean;
};

/** One attempt's request as sent and what came back. An answer may stand beside a failure (cut mid-body). */
export type Exchange = {
	readonly request: PreparedRequest;
	/** RFC 3339 UTC with milliseconds: when sending began. */
	readonly sentAt: string;
	readonly answer: Answer | null;
	readonly failure: Failure | null;
	/**
	 * Milliseconds from the start of DNS or connect (of sending, on a reused connection) to the last byte of the body;
	 * `null` when no complete answer came.
	 */
	readonly latency: number | null;
	/** Milliseconds until the failure, when there was one. */
	readonly elapsed: number;
	readonly timings: Timings;
	/** `null` when no connection stood. */
	readonly connection: 'cold' | 'reused' | null;
	/** IP address and port of the other side, where known. */
	readonly remote: string | null;
};

/** Where a request stands, for the screen. */
export type Progress = {
	readonly phase: 'dns' | 'tcp' | 'tls' | 'send' | 'wait' | 'download';
	readonly receivedBytes: number;
};

export type SendOptions = {
	/** Milliseconds for connecting (DNS, TCP and TLS together). */
	readonly connectTimeout: number;
	/** Milliseconds for the whole request, from start to last byte: absolute. */
	readonly timeout: number;
	/** Decoded bytes after which the answer is refused as too large. */
	readonly maximumBytes: number;
	readonly signal: AbortSignal;
	readonly onProgress?: (progress: Progress) => void;
};

/** Sends one prepared request. Never throws for what the network does: that is an exchange with a failure. */
export type Send = (request: PreparedRequest, options: SendOptions) => Promise<Exchange>;
