/**
 * Loaded into the program (`--import`) when pictures are made of it: the same pictures on every machine and at every hour.
 * The program is the real one, and so are its sandbox, requests, journal and hashes; what stands still is what it takes
 * from its surroundings:
 *
 * - time: a key press takes a fifth of a second, and the network as long as a server nearby would; nothing else does;
 * - what is random; the sandbox's port; the free disk space;
 * - the names and versions of system and Node; how well this Node's zlib packs.
 */
import crypto from 'node:crypto';
import fs from 'node:fs/promises';
import http from 'node:http';
import {syncBuiltinESMExports} from 'node:module';
import net from 'node:net';
import os from 'node:os';
import process from 'node:process';
import tty from 'node:tty';
import zlib from 'node:zlib';

const keyTime = 200;
const connectTime = 1.6;
const sendTime = 0.3;
const downloadTime = 4.2;
/** By which an answer comes after its request, one after the other: neither all the same nor all different. */
const waits = [38.4, 21.7, 64.2, 17.9, 112.6, 29.3, 45.8];
const shownPort = 40_817;
const freeBytes = 80 * 2 ** 30;

const RealDate = Date;
const start = RealDate.UTC(2026, 3, 1, 9, 0, 0, 400);
/** Milliseconds since the start. */
let passed = 0;

globalThis.Date = class Date extends RealDate {
	constructor(...parts) {
		super(...(parts.length === 0 ? [start + passed] : parts));
	}

	static now() {
		return start + passed;
	}
};
performance.now = () => 1000 + passed;

const {push} = tty.ReadStream.prototype;
tty.ReadStream.prototype.push = function (chunk, ...rest) {
	passed += chunk === null ? 0 : keyTime * Buffer.byteLength(chunk);
	return push.call(this, chunk, ...rest);
};

/** The sandbox runs in the same process: the time of a request is counted on the client's end only. */
function isClient(socket) {
	return (socket.server === undefined || socket.server === null) && !socket.isTTY;
}

const {emit, connect, _writeGeneric: send} = net.Socket.prototype;
/** Sockets on which a request goes out, or has gone out and is not answered. */
const asked = new WeakSet();
let answers = 0;
net.Socket.prototype._writeGeneric = function (...parts) {
	// What is written before there is a connection comes here again when there is one.
	if (isClient(this) && !this.connecting && !asked.has(this)) {
		asked.add(this);
		passed += sendTime;
	}

	return send.apply(this, parts);
};
net.Socket.prototype.emit = function (event, ...parts) {
	if (event === 'data' && asked.delete(this)) {
		passed += waits[answers++ % waits.length];
	} else if (event === 'connect' && isClient(this)) {
		passed += connectTime;
	}

	return emit.call(this, event, ...parts);
};

const messageEmit = http.IncomingMessage.prototype.emit;
http.IncomingMessage.prototype.emit = function (event, ...parts) {
	if (event === 'end' && isClient(this.socket)) {
		passed += downloadTime;
	}

	return messageEmit.call(this, event, ...parts);
};

// The sandbox listens where there is room; everybody hears of one port, and who connects to it is led there.
const {address} = net.Server.prototype;
let realPort;
net.Server.prototype.address = function () {
	const found = address.call(this);
	realPort = found.port;
	return {...found, port: shownPort};
};
net.Socket.prototype.connect = function (...parts) {
	// Node hands on what it has put in order already: a list of options and callback.
	const list = Array.isArray(parts[0]) ? parts[0] : parts;
	if (Number(list[0]?.port) === shownPort) {
		// A copy: the agent knows its connections by these options.
		list[0] = {...list[0], port: realPort};
	}

	return connect.apply(this, parts);
};
// What `remotePort` asks; the property itself cannot be defined anew.
const peer = net.Socket.prototype._getpeername;
net.Socket.prototype._getpeername = function () {
	const found = peer.call(this);
	return found?.port === realPort ? {...found, port: shownPort} : found;
};

const {createServer} = http;
http.createServer = (...parts) => {
	const server = createServer(...parts);
	// On a busy machine a minute may lie between two key presses: a connection is not lost over it, and would be cold then.
	Object.defineProperty(server, 'keepAliveTimeout', {get: () => 600_000, set() {}});
	return server;
};

// Stage 1 asks both servers at once, each in a temporary folder of its own: one after the other, the times are the same.
const {mkdtemp, rm, statfs} = fs;
const waiting = [];
let lent;
fs.mkdtemp = async (prefix, ...rest) => {
	if (!prefix.includes('-probe-')) {
		return mkdtemp(prefix, ...rest);
	}

	if (lent !== undefined) {
		await new Promise(resolve => {
			waiting.push(resolve);
		});
	}

	lent = '';
	lent = await mkdtemp(prefix, ...rest);
	return lent;
};
fs.rm = async (file, ...rest) => {
	await rm(file, ...rest);
	if (file === lent) {
		lent = undefined;
		waiting.shift()?.();
	}
};
fs.statfs = async (...parts) => {
	const found = await statfs(...parts);
	found.bavail = freeBytes / found.bsize;
	return found;
};

let drawn = 0;
crypto.randomBytes = size =>
	crypto.createHash('shake256', {outputLength: size}).update(`${drawn++}`).digest();
const {gzipSync} = zlib;
// How well text is searched for repetitions differs between versions and processors; how letters are coded does not.
zlib.gzipSync = data => gzipSync(data, {strategy: zlib.constants.Z_HUFFMAN_ONLY});

os.type = () => 'Linux';
os.release = () => '6.12.0';
os.arch = () => 'x64';
os.platform = () => 'linux';
for (const [name, value] of Object.entries({
	version: 'v20.20.0',
	versions: {...process.versions, node: '20.20.0'},
	arch: 'x64',
	platform: 'linux',
})) {
	Object.defineProperty(process, name, {value});
}

const folder = process.env['HOME'];
// As it was named: macOS calls /tmp by its longer name.
process.cwd = () => folder;
syncBuiltinESMExports();
