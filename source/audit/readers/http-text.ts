import {readHeaders} from './header-list.ts';

/** An exchange written as HTTP text: `curl -i`, `curl -v`, or a saved raw answer. */
export type HttpText = {
	readonly status: number;
	readonly headers: ReadonlyMap<string, string>;
	readonly method: string | null;
	readonly url: string | null;
	readonly requestHeaders: ReadonlyMap<string, string> | null;
	readonly body: string;
};

const statusLine = /^HTTP\/\d(?:\.\d)? ([1-5]\d\d)(?: .*)?$/;
const requestLine = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (\S{1,4000}) HTTP\/\d(?:\.\d)?$/;
const mostLines = 2000;

/** True for a text that begins as an answer of HTTP does, or as what `curl -v` prints around one. */
export function isHttpText(text: string): boolean {
	return (
		/^\s*(?:[<>*]\s|HTTP\/\d)/.test(text.slice(0, 200)) &&
		/(?:^|\n)[<>]? ?HTTP\/\d(?:\.\d)? [1-5]\d\d[^\n]*\n/.test(text.slice(0, 50_000))
	);
}

/** The last answer in the text (before it may stand redirects and `100 Continue`), or `null` when there is none. */
export function readHttpText(text: string): HttpText | null {
	const lines = linesOf(text);
	let method: string | null = null;
	let url: string | null = null;
	let sent: string[] | null = null;
	let answer: {status: number; headers: string[]; end: number} | null = null;
	for (let index = 0; index < lines.length; index++) {
		const {text: line = '', raw = ''} = lines[index] ?? {};
		const asked = requestLine.exec(line);
		const status = statusLine.exec(line);
		if (asked === null && status === null) {
			if (answer !== null && line !== '' && !isVerbose(raw)) {
				break;
			}

			continue;
		}

		const {headers, next} = headersFrom(lines, index + 1);
		if (asked === null) {
			answer = {status: Number(status?.[1]), headers, end: lines[next]?.start ?? text.length};
		} else {
			method = asked[1] ?? null;
			url = asked[2] ?? null;
			sent = headers;
		}

		index = next - 1;
	}

	return answer === null
		? null
		: {
				status: answer.status,
				headers: readHeaders(answer.headers) ?? new Map<string, string>(),
				method,
				url,
				requestHeaders: sent === null ? null : readHeaders(sent),
				body: bodyFrom(text, answer.end),
			};
}

type Line = {readonly text: string; readonly raw: string; readonly start: number};

function linesOf(text: string): readonly Line[] {
	const lines: Line[] = [];
	let start = 0;
	while (start <= text.length && lines.length < mostLines) {
		const end = text.indexOf('\n', start);
		const raw = text.slice(start, end === -1 ? text.length : end).slice(0, 20_000);
		lines.push({raw, text: raw.replace(/^[<>] ?/, '').trimEnd(), start});
		if (end === -1) {
			break;
		}

		start = end + 1;
	}

	return lines;
}

function isVerbose(raw: string): boolean {
	return /^[*<>{}]/.test(raw) && !/^\{\s*"/.test(raw);
}

function headersFrom(lines: readonly Line[], from: number): {headers: string[]; next: number} {
	const headers: string[] = [];
	let index = from;
	for (; index < lines.length; index++) {
		const {text = ''} = lines[index] ?? {};
		if (!/^[\w-]{1,100}:/.test(text)) {
			break;
		}

		headers.push(text);
	}

	return {headers, next: index};
}

function bodyFrom(text: string, start: number): string {
	const rest = text.slice(start).replace(/^(?:[<>][ \t]*)?\r?\n/, '');
	return rest.replace(/^(?:[*{}][^\n"]*\n)+/, '').trim() === '' ? '' : rest;
}
