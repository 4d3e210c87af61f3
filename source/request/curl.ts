import type {Pair} from './draft.ts';
import type {PreparedRequest} from './exchange.ts';

/** curl sends `Expect: 100-continue` with long bodies, old releases from this size on. */
const expectThreshold = 1024;
/**
 * Bytes that one argument can hold: Linux takes 128 KiB. Longer bodies, and those with a NUL byte, which no argument can
 * hold, come through a pipe from the shell's own printf.
 */
const longestArgument = 100_000;

/**
 * The curl command line that sends the same request, byte for byte but for the order of headers, for a POSIX shell.
 *
 * The token stands as its environment variable (`$QTICKETS_TOKEN`). An `Authorization` that the operator typed is shown
 * as typed. A HEAD request with a body cannot be said exactly: curl waits for a body that never comes.
 *
 * @param options `revealToken` writes the token itself
 * @returns several lines, joined by backslashes, without a line break at the end
 */
export function curlLine(
	request: PreparedRequest,
	{revealToken = false}: {revealToken?: boolean} = {},
): string {
	const {method, url, body} = request;
	const parts = [
		`curl ${method === 'HEAD' && body === null ? '--head' : `--request ${method}`}`,
		`--url ${quoted(url)}`,
		'--globoff',
	];
	if (url.startsWith('https:')) {
		parts.push('--http1.1');
	}

	if (request.headers.some(([name]) => name.toLowerCase() === 'accept-encoding')) {
		parts.push('--compressed');
	}

	for (const pair of request.headers) {
		if (!isComputed(pair, url)) {
			parts.push(`--header ${headerArgument(pair, revealToken ? null : request.token)}`);
		}
	}

	for (const name of unwanted(request)) {
		parts.push(`--header '${name}:'`);
	}

	const content =
		body ?? (request.headers.some(([name]) => name.toLowerCase() === 'content-length') ? '' : null);
	if (content !== null && (content.includes('\0') || Buffer.byteLength(content) > longestArgument)) {
		const escaped = content.replaceAll('\\', '\\\\').replaceAll('\0', '\\0000');
		return `printf '%b' ${quoted(escaped)} | ${[...parts, '--data-binary @-'].join(' \\\n  ')}`;
	}

	if (content !== null) {
		parts.push(`--data-raw ${quoted(content)}`);
	}

	return parts.join(' \\\n  ');
}

/** Headers that curl sends by itself with the same value. */
function isComputed([name, value]: Pair, url: string): boolean {
	switch (name.toLowerCase()) {
		case 'content-length':
			return true;
		case 'host':
			return value === new URL(url).host;
		case 'connection':
			return value.toLowerCase() === 'keep-alive';
		default:
			return false;
	}
}

/** Headers that curl would add although the request has none of them. */
function unwanted({headers, body}: PreparedRequest): string[] {
	const present = new Set(headers.map(([name]) => name.toLowerCase()));
	const names = ['Accept', 'User-Agent'];
	if (present.has('content-length')) {
		names.push('Content-Type');
	}

	if (body !== null && Buffer.byteLength(body) > expectThreshold) {
		names.push('Expect');
	}

	return names.filter(name => !present.has(name.toLowerCase()));
}

function headerArgument([name, value]: Pair, token: string | null): string {
	if (token === null || name.toLowerCase() !== 'authorization') {
		return quoted(`${name}: ${value}`);
	}

	// The name comes from a catalog file: anything but a plain name would be a command for the shell.
	const variable = /^[A-Za-z_]\w*$/.test(token) ? token : 'TOKEN';
	return `"${name}: Bearer $${variable}"`;
}

function quoted(text: string): string {
	return `'${text.replaceAll("'", `'\\''`)}'`;
}
