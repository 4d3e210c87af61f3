/**
 * Loaded into the program (`--import`) when pictures are made of it: says, in the stream of what is drawn, when nothing is
 * left to be drawn. Without it a robot could only wait for a while and hope, and on a busy machine hope in vain.
 *
 * The signal is `OSC 7770 ; which ; bytes BEL`, which a terminal does not show: its number, and how many bytes of the
 * keyboard had been read.
 */
import process from 'node:process';
import tty from 'node:tty';

/** What Node names among the active resources while something is still to come. */
const work = new Set([
	'Timeout',
	'Immediate',
	'FSReqCallback',
	'FSReqPromise',
	'GetAddrInfoReqWrap',
	'ProcessWrap',
	'TCPConnectWrap',
	'WriteWrap',
	'ShutdownWrap',
]);
/** So many looks in a row must find nothing: what ends on another thread may begin something new. */
const looksNeeded = 3;

let bytes = 0;
let which = 0;
let quietLooks = 0;
let isTold = false;

const {push} = tty.ReadStream.prototype;
tty.ReadStream.prototype.push = function (chunk, ...rest) {
	bytes += chunk === null ? 0 : Buffer.byteLength(chunk);
	isTold = false;
	quietLooks = 0;
	return push.call(this, chunk, ...rest);
};

const {write} = tty.WriteStream.prototype;
tty.WriteStream.prototype.write = function (...parts) {
	isTold = false;
	quietLooks = 0;
	return write.apply(this, parts);
};

setInterval(() => {
	quietLooks = process.getActiveResourcesInfo().some(name => work.has(name)) ? 0 : quietLooks + 1;
	if (quietLooks >= looksNeeded && !isTold) {
		isTold = true;
		which += 1;
		write.call(process.stdout, `\u001b]7770;${which};${bytes}\u0007`);
	}
}, 10).unref();
