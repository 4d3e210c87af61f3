import {createHash} from 'node:crypto';
import type {ServerResponse} from 'node:http';
import type {Socket} from 'node:net';
import {gzipSync} from 'node:zlib';
import type {Answer} from './answer.ts';

/** nginx leaves smaller bodies uncompressed. */
const smallestGzip = 20;

export type Header = readonly [name: string, value: string];

/** An answer with its headers, before framing and compression. */
export type Reply = {readonly status: number; readonly headers: readonly Header[]; readonly body: Buffer};

/**
 * The answer with the headers of the recordings (qtickets-api.md §5.2): a 404 page has no `X-Cache-Status`, a 503 no
 * `Vary` either. Every answer says which sandbox gave it and what it rests on.
 *
 * @param label `mode/scenario`
 */
export function replyOf(answer: Answer, now: Date, label: string): Reply {
	const isPage = answer.type === 'html';
	const headers: Header[] = [
		['Server', 'nginx/1.14.1'],
		['Date', now.toUTCString()],
		['Content-Type', isPage ? 'text/html; charset=UTF-8' : 'application/json'],
		['Connection', 'keep-alive'],
	];
	if (answer.status !== 503) {
		headers.push(['Vary', 'Accept-Encoding']);
	}

	headers.push(['Cache-Control', 'no-cache, private']);
	if (answer.status !== 503 && !isPage) {
		headers.push(['X-Cache-Status', 'MISS']);
	}

	headers.push(
		['Strict-Transport-Security', 'max-age=31536000'],
		['X-Sandbox', label],
		['X-Sandbox-Basis', answer.basis],
	);
	return {status: answer.status, headers, body: Buffer.from(answer.body)};
}

/** The reply with one header set, in its old place if it had one. */
export function withHeader(reply: Reply, name: string, value: string): Reply {
	const isOld = reply.headers.some(([old]) => old.toLowerCase() === name.toLowerCase());
	return {
		...reply,
		headers: isOld
			? reply.headers.map(header =>
					header[0].toLowerCase() === name.toLowerCase() ? [header[0], value] : header,
				)
			: [...reply.headers, [name, value]],
	};
}

/** Whether the client takes gzip (`Accept-Encoding` without a q of 0). */
export function acceptsGzip(header: string | string[] | undefined): boolean {
	return String(header ?? '')
		.split(',')
		.some(part => /^\s*(?:gzip|\*)\s*(?:;\s*q=(?!0(?:\.0*)?\s*$)[\d.]+\s*)?$/i.test(part));
}

/** Writes status and headers; the header pairs go out in their order and spelling. */
export function writeHead(response: ServerResponse, reply: Reply, framing: readonly Header[]): void {
	const closes = /close/i.test(response.req.headers.connection ?? '');
	const headers = reply.headers.map(([name, value]): Header =>
		name === 'Connection' && closes ? [name, 'close'] : [name, value],
	);
	// Names and values alternate: the form that keeps repeated headers apart.
	response.writeHead(reply.status, [...headers, ...framing].flat());
}

/** Sends the reply as the vendor's server does: chunked, compressed when the client takes it. */
export function sendReply(response: ServerResponse, reply: Reply): void {
	const isGzip = acceptsGzip(response.req.headers['accept-encoding']) && reply.body.length >= smallestGzip;
	const framing: Header[] = isGzip ? [['Content-Encoding', 'gzip']] : [];
	if (response.req.httpVersion === '1.1') {
		framing.push(['Transfer-Encoding', 'chunked']);
	}

	writeHead(response, reply, framing);
	response.end(response.req.method === 'HEAD' ? undefined : isGzip ? gzipSync(reply.body) : reply.body);
}

/** The head of a reply as text, for faults that write to the socket themselves. */
export function rawHead(reply: Reply, framing: readonly Header[], reason = 'OK'): string {
	const lines = [...reply.headers, ...framing].map(([name, value]) => `${name}: ${value}`);
	return `HTTP/1.1 ${reply.status} ${reason}\r\n${lines.join('\r\n')}\r\n\r\n`;
}

/** Cuts the connection with a TCP reset. */
export function resetConnection(socket: Socket): void {
	socket.resetAndDestroy();
}

/** Short name of some bytes, to compare states. */
export function digest(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
