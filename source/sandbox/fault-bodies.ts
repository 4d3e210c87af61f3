import type {ServerResponse} from 'node:http';
import {gzipSync} from 'node:zlib';
import type {FaultContext, FaultPlan} from './fault.ts';
import {rawHead, sendReply, withHeader, writeHead, type Reply} from './reply.ts';

const hugeSize = 48 * 1024 * 1024;
const bombSize = 64 * 1024 * 1024;

function body(make: (reply: Reply) => Buffer | string): (context: FaultContext) => void {
	return ({response, reply}) => {
		const made = make(reply);
		sendReply(response, {...reply, body: Buffer.isBuffer(made) ? made : Buffer.from(made)});
	};
}

/** Sends bytes that are compressed already, with a length that fits. */
function compressed({response, reply}: FaultContext, bytes: Buffer): void {
	writeHead(response, reply, [
		['Content-Encoding', 'gzip'],
		['Content-Length', String(bytes.length)],
	]);
	response.end(bytes);
}

function sendHuge(response: ServerResponse, reply: Reply): void {
	const piece = Buffer.alloc(64 * 1024, 'x');
	let left = hugeSize;
	function more(): void {
		while (left > 0) {
			left -= piece.length;
			if (!response.write(piece)) {
				response.once('drain', more);
				return;
			}
		}

		response.end('"}');
	}

	writeHead(response, reply, [['Transfer-Encoding', 'chunked']]);
	response.write('{"data":"');
	more();
}

/**
 * What a terminal must not obey: colours, title, clipboard (OSC 52), bell, a C1 introducer, text that runs backwards.
 * Valid JSON all the same.
 */
const hostileText =
	'{"status":"success\\u001b[2J\\u001b]0;owned\\u0007","note":"\\u001b]52;c;b3duZWQ=\\u0007","c1":"\u009b31m","bidi":"\u202egnp.exe\u202c","zero":"a\u200bb","cr":"shown\\rhidden"}';

/** Header-safe: only bytes from 0x80 on and tabs, which HTTP parsers let through. */
const hostileHeader = '\u009b31mred\u009b0m\tcaf\u00e9 \u00e2\u0080\u00ae';

const cyrillicUpper = 0xc0;

/** The few Cyrillic letters that this sandbox sends, in windows-1251. */
function windows1251(text: string): Buffer {
	return Buffer.from(
		Array.from(text, character => {
			const code = character.charCodeAt(0);
			return code >= 0x410 && code <= 0x44f ? code - 0x410 + cyrillicUpper : code & 0x7f;
		}),
	);
}

/** Faults of the body: the request has been carried out, but what comes back is not what it should be. */
export const bodyFaults = {
	'empty-body': {about: 'no body at all', isInFront: false, send: body(() => '')},
	'invalid-json': {
		about: 'JSON that is cut off in the middle',
		isInFront: false,
		send: body(reply => reply.body.subarray(0, Math.ceil(reply.body.length / 2))),
	},
	'byte-order-mark': {
		about: 'JSON after a byte order mark',
		isInFront: false,
		send: body(reply => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), reply.body])),
	},
	'duplicate-keys': {
		about: 'JSON whose keys are repeated, one of them __proto__',
		isInFront: false,
		send: body(() => '{"status":"success","status":"error","__proto__":{"polluted":true},"id":1,"id":2}'),
	},
	'big-integers': {
		about: 'numbers beyond 2^53 and many digits',
		isInFront: false,
		send: body(
			() =>
				'{"data":{"id":9007199254740993,"external":12345678901234567890,"price":0.1000000000000000055,"huge":1e400}}',
		),
	},
	'deep-json': {
		about: 'arrays nested 100 000 deep',
		isInFront: false,
		send: body(() => '['.repeat(100_000) + ']'.repeat(100_000)),
	},
	'invalid-utf8': {
		about: 'JSON with bytes that are no UTF-8',
		isInFront: false,
		send: body(() =>
			Buffer.concat([
				Buffer.from('{"name":"'),
				Buffer.from([0xff, 0xfe, 0xc3, 0x28, 0xe2, 0x82]),
				Buffer.from('"}'),
			]),
		),
	},
	'windows-1251': {
		about: 'JSON in windows-1251, and the Content-Type says so',
		isInFront: false,
		send: ({response, reply}) =>
			sendReply(
				response,
				withHeader(
					{...reply, body: windows1251('{"status":"success","name":"Весенний концерт"}')},
					'Content-Type',
					'application/json; charset=windows-1251',
				),
			),
	},
	'escape-sequences': {
		about: 'terminal escape sequences in reason phrase, header and body',
		isInFront: false,
		send({socket, reply}) {
			const bytes = Buffer.from(hostileText);
			const head = rawHead(
				reply,
				[
					['X-Note', hostileHeader],
					['Content-Length', String(bytes.length)],
				],
				'OK\u009b31m',
			);
			socket.write(head, 'latin1');
			socket.end(bytes);
		},
	},
	'truncated-gzip': {
		about: 'gzip that stops in the middle',
		isInFront: false,
		send(context) {
			const whole = gzipSync(context.reply.body);
			compressed(context, whole.subarray(0, Math.floor(whole.length / 2)));
		},
	},
	'double-gzip': {
		about: 'gzip inside gzip, and the header names it once',
		isInFront: false,
		send: context => compressed(context, gzipSync(gzipSync(context.reply.body))),
	},
	'gzip-bomb': {
		about: '64 kB that unpack to 64 MB',
		isInFront: false,
		send: context => compressed(context, gzipSync(Buffer.alloc(bombSize, ' '))),
	},
	'huge-body': {
		about: 'a body of 48 MB',
		isInFront: false,
		send: ({response, reply}) => sendHuge(response, reply),
	},
} as const satisfies Record<string, FaultPlan>;
