import type {FaultPlan} from './fault.ts';
import {rawHead, resetConnection, writeHead} from './reply.ts';

/** Milliseconds between what was sent and the cut, so that the client reads it first. */
const beforeCut = 30;

function half(body: Buffer): Buffer {
	return body.subarray(0, Math.ceil(body.length / 2));
}

/** Faults of the connection: the request has been carried out when they strike. */
export const connectionFaults = {
	'reset-before-answer': {
		about: 'the connection is reset before any byte of the answer',
		isInFront: false,
		send: ({socket}) => resetConnection(socket),
	},
	'reset-mid-body': {
		about: 'the connection is reset after half of the body',
		isInFront: false,
		send({socket, reply, later}) {
			socket.write(rawHead(reply, [['Content-Length', String(reply.body.length)]]));
			socket.write(half(reply.body));
			later(beforeCut, () => resetConnection(socket));
		},
	},
	'close-mid-body': {
		about: 'the connection is closed in the middle of a chunked body',
		isInFront: false,
		send({socket, reply}) {
			const part = half(reply.body);
			socket.write(rawHead(reply, [['Transfer-Encoding', 'chunked']]));
			socket.write(`${part.length.toString(16)}\r\n`);
			socket.write(part);
			socket.end('\r\n');
		},
	},
	hang: {
		about: 'the answer never comes and the connection stays open',
		isInFront: false,
		send() {
			// Nothing is sent; closing the sandbox ends the connection.
		},
	},
	'slow-body': {
		about: 'the body comes byte by byte, ten a second',
		isInFront: false,
		send({response, reply, later}) {
			let sent = 0;
			function drip(): void {
				if (response.destroyed || sent >= reply.body.length) {
					response.end();
					return;
				}

				response.write(reply.body.subarray(sent, sent + 1));
				sent++;
				later(100, drip);
			}

			writeHead(response, reply, [['Content-Length', String(reply.body.length)]]);
			drip();
		},
	},
	'wrong-content-length': {
		about: 'Content-Length promises 100 bytes more than come',
		isInFront: false,
		send({socket, reply}) {
			socket.write(rawHead(reply, [['Content-Length', String(reply.body.length + 100)]]));
			socket.end(reply.body);
		},
	},
	'short-content-length': {
		about: 'Content-Length promises half of the bytes that come',
		isInFront: false,
		send({socket, reply}) {
			socket.write(rawHead(reply, [['Content-Length', String(half(reply.body).length)]]));
			socket.end(reply.body);
		},
	},
	'bad-chunk': {
		about: 'a chunk size that is no number',
		isInFront: false,
		send({socket, reply}) {
			socket.write(rawHead(reply, [['Transfer-Encoding', 'chunked']]));
			socket.end('zz\r\nnot a chunk\r\n');
		},
	},
	'not-http': {
		about: 'the answer is not HTTP',
		isInFront: true,
		send: ({socket}) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
	},
} as const satisfies Record<string, FaultPlan>;
