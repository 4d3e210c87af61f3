import {readHeaders} from './header-list.ts';

/** The request that a `curl` command sends. */
export type CurlRequest = {
	readonly method: string;
	readonly url: string | null;
	readonly headers: ReadonlyMap<string, string> | null;
	readonly body: string | null;
};

const start = /^\s*(?:[$#>]\s)?\s*(?:time\s)?curl(?:\.exe)?\s/;
const longest = 200_000;

/** True for a text that is a `curl` command. */
export function isCurlCommand(text: string): boolean {
	return start.test(text.slice(0, 60)) && /\bhttps?:\/\/|\$|\s\//.test(text.slice(0, 20_000));
}

/** Takes a command apart as a shell does; `null` for a text that is none. Values are given as written, hostile. */
export function readCurlCommand(text: string): CurlRequest | null {
	if (!isCurlCommand(text)) {
		return null;
	}

	const [, ...words] = wordsOf(text.slice(0, longest).replace(start, 'curl '));
	let method: string | null = null;
	let url: string | null = null;
	const headers: string[] = [];
	const data: string[] = [];
	for (let index = 0; index < words.length; index++) {
		const word = words[index] ?? '';
		const {option, joined} = optionOf(word);
		const value = (): string => joined ?? words[++index] ?? '';
		if (option === '-X' || option === '--request') {
			method = value().toUpperCase();
		} else if (option === '-H' || option === '--header') {
			headers.push(value());
		} else if (/^(?:-d|--data(?:-raw|-binary|-ascii|-urlencode)?|--json)$/.test(option)) {
			data.push(value());
		} else if (option === '--url') {
			url = value();
		} else if (option === '-I' || option === '--head') {
			method ??= 'HEAD';
		} else if (option === '-G' || option === '--get') {
			method ??= 'GET';
		} else if (withValue.test(option)) {
			value();
		} else if (option === '' && url === null && /^(?:https?:\/\/|\/|\$)/i.test(word)) {
			url = word;
		}
	}

	return {
		method: method ?? (data.length > 0 ? 'POST' : 'GET'),
		url,
		headers: headers.length === 0 ? null : readHeaders(headers),
		body: data.length === 0 ? null : data.join('&'),
	};
}

/** Options whose value is no part of the request. */
const withValue =
	/^(?:-[AebcouwmxETCKF]|--(?:user-agent|referer|cookie|cookie-jar|output|user|write-out|max-time|connect-timeout|proxy|cert|key|cacert|dump-header|form|resolve|retry|config)|-D)$/;

/** `-XPOST` and `--request=POST` are an option with its value in one word; `-sSi` are flags. */
function optionOf(word: string): {readonly option: string; readonly joined: string | null} {
	const long = /^(--[\w-]+)(?:=(.*))?$/s.exec(word);
	if (long !== null) {
		return {option: long[1] ?? '', joined: long[2] ?? null};
	}

	const short = /^-[a-zA-Z]*?([XHdo])(.*)$/s.exec(word);
	if (short !== null) {
		const [, letter = '', rest = ''] = short;
		return {option: `-${letter}`, joined: rest === '' ? null : rest};
	}

	return {option: word.startsWith('-') ? word : '', joined: null};
}

/** Words of a command line: quotes of both kinds, `$'…'`, escapes and continued lines of POSIX, cmd and PowerShell. */
function wordsOf(text: string): readonly string[] {
	const words: string[] = [];
	let word: string | null = null;
	for (let at = 0; at < text.length; at++) {
		const char = text.charAt(at);
		const next = text.charAt(at + 1);
		if (/[\\^`]/.test(char) && /[\r\n]/.test(next)) {
			at += next === '\r' && text.charAt(at + 2) === '\n' ? 2 : 1;
		} else if (/\s/.test(char)) {
			if (word !== null) {
				words.push(word);
				word = null;
			}
		} else if (char === "'" || char === '"') {
			const end = closing(text, at);
			const inner = text.slice(at + 1, end);
			word = (word ?? '') + (char === '"' ? inner.replaceAll(/\\(["\\$`])/g, '$1') : inner);
			at = end;
		} else if (char === '\\' && next !== '') {
			word = (word ?? '') + next;
			at++;
		} else if (char !== '$' || next !== "'") {
			word = (word ?? '') + char;
		}
	}

	return word === null ? words : [...words, word];
}

/** Where the quoted text ends; the end of everything where nothing closes it. */
function closing(text: string, open: number): number {
	const quote = text.charAt(open);
	for (let at = open + 1; at < text.length; at++) {
		if (text.charAt(at) === '\\' && quote === '"') {
			at++;
		} else if (text.charAt(at) === quote) {
			return at;
		}
	}

	return text.length;
}
