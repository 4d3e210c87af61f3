import {request, type IncomingHttpHeaders, type IncomingMessage} from 'node:http';
import {afterEach} from 'vitest';
import {startSandbox, type Sandbox, type SandboxOptions} from '../../source/sandbox/sandbox.ts';

/** A parsed answer, free in form: what a test reads from it, its expectations check. */
export type Json = ReturnType<typeof JSON.parse>;

export type Got = {
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	/** Names and values as they came, alternating. */
	readonly rawHeaders: readonly string[];
	readonly bytes: Buffer;
	readonly text: string;
	/** The parsed body, `undefined` when it is not JSON. */
	readonly json: Json;
};

export type Ask = {
	readonly method?: string;
	readonly token?: string;
	/** A text is sent as it is, anything else as JSON. */
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
};

function parsed(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

async function collect(message: IncomingMessage): Promise<Buffer> {
	const parts: Buffer[] = [];
	for await (const part of message as AsyncIterable<Buffer>) {
		parts.push(part);
	}

	return Buffer.concat(parts);
}

/** Sends one request over a connection of its own; a body goes out with every method, GET included. */
export function ask(url: string, {method = 'GET', token, body, headers = {}}: Ask = {}): Promise<Got> {
	const bytes =
		body === undefined
			? Buffer.alloc(0)
			: Buffer.isBuffer(body)
				? body
				: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
	return new Promise((resolve, reject) => {
		const message = request(
			url,
			{
				method,
				agent: false,
				headers: {
					...(token !== undefined && {Authorization: `Bearer ${token}`}),
					...(bytes.length > 0 &&
						headers['Transfer-Encoding'] === undefined && {'Content-Length': String(bytes.length)}),
					...headers,
				},
			},
			response => {
				collect(response).then(received => {
					const text = received.toString('utf8');
					resolve({
						status: response.statusCode ?? 0,
						headers: response.headers,
						rawHeaders: response.rawHeaders,
						bytes: received,
						text,
						json: parsed(text),
					});
				}, reject);
			},
		);
		message.on('error', reject);
		message.end(bytes);
	});
}

const running = new Set<Sandbox>();

afterEach(async () => {
	await Promise.all([...running].map(sandbox => sandbox.close()));
	running.clear();
});

/** The moment at which the sandboxes of these tests live. */
export const testTime = new Date('2026-03-01T09:00:00Z');

export type Client = {
	readonly sandbox: Sandbox;
	/** Moves the sandbox's clock. */
	readonly setTime: (time: Date) => void;
	/** REST with the full token; `METHOD path` below the API's prefix. */
	readonly rest: (line: string, body?: unknown) => Promise<Got>;
	/** Partners with the partner key. */
	readonly partners: (line: string, body?: unknown) => Promise<Got>;
	/** `METHOD path` below the root, with nothing added. */
	readonly plain: (line: string, ask?: Ask) => Promise<Got>;
};

/** Starts a sandbox that ends with the test. */
export async function open(options: SandboxOptions = {}): Promise<Client> {
	let time = testTime;
	const sandbox = await startSandbox({now: () => time, ...options});
	running.add(sandbox);

	function plain(line: string, more: Ask = {}): Promise<Got> {
		const [method = 'GET', path = '/'] = line.split(' ');
		return ask(`${sandbox.url}${path}`, {method, ...more});
	}

	function inApi(prefix: string, token: string) {
		return (line: string, body?: unknown) => {
			const [method = 'GET', path = ''] = line.split(' ');
			return plain(`${method} ${prefix}${path}`, {token, ...(body !== undefined && {body})});
		};
	}

	return {
		sandbox,
		setTime(next) {
			time = next;
		},
		plain,
		rest: inApi('/api/rest/v1/', sandbox.tokens.full),
		partners: inApi('/api/partners/v1/', sandbox.tokens.partners),
	};
}

/** A moment some minutes after `testTime`. */
export function minutesLater(minutes: number): Date {
	return new Date(testTime.getTime() + minutes * 60_000);
}
