import type {Pair} from '../../request/draft.ts';
import type {Gate} from './gate.ts';
import {isSecretHeader} from './key-rules.ts';
import {maskKeyed, maskSecret} from './mask-keyed.ts';
import {maskText} from './mask-text.ts';
import {maskUrl} from './mask-url.ts';

const urlHeaders =
	/^(?:location|content-location|referer|origin|x-original-url|x-rewrite-url|x-forwarded-uri)$/i;
const cookieAttribute =
	/^\s*(?:(?:path|domain|expires|max-age|samesite|priority)\s*=[^;]*|secure|httponly|partitioned)\s*$/i;

/** Header pairs in their order, repeated names and all. */
export function maskHeaders(headers: readonly Pair[], gate: Gate): readonly Pair[] {
	return headers.map(([name, value]) => [maskText(name, gate), maskHeader(name, value, gate)] as const);
}

export function maskHeader(name: string, value: string, gate: Gate): string {
	if (/^(?:set-)?cookie2?$/i.test(name.trim())) {
		return maskCookies(value, gate);
	}

	if (isSecretHeader(name)) {
		return maskSecret(value, gate, name);
	}

	const kind = gate.rules.kindOf(name) ?? gate.rules.kindOf(name.replace(/^x-/i, ''));
	if (kind !== undefined) {
		return maskKeyed(value, kind, gate, name);
	}

	return maskBytesAsText(value, text =>
		urlHeaders.test(name.trim()) ? maskUrl(text, gate) : maskText(text, gate, {key: name, depth: 0}),
	);
}

/** Values of cookies; names stay, and so do the attributes of a `Set-Cookie`. */
function maskCookies(value: string, gate: Gate): string {
	const masked = value
		.split(/(;\s*)/)
		.map((cookie, index) => {
			if (index % 2 === 1 || (index > 0 && cookieAttribute.test(cookie))) {
				return index % 2 === 1 ? cookie : maskText(cookie, gate);
			}

			const equals = cookie.indexOf('=');
			return equals === -1
				? maskSecret(cookie, gate, 'cookie')
				: `${maskText(cookie.slice(0, equals), gate)}=${maskSecret(cookie.slice(equals + 1), gate, 'cookie')}`;
		})
		.join('');
	return maskText(masked, gate);
}

/** Header bytes arrive one a character: a Cyrillic name in UTF-8 or windows-1251 must be recognised all the same. */
function maskBytesAsText(value: string, mask: (text: string) => string): string {
	const masked = mask(value);
	if (masked !== value || !/[\u0080-\u00ff]/.test(value) || /[^\u0000-\u00ff]/.test(value)) {
		return masked;
	}

	for (const encoding of ['utf-8', 'windows-1251']) {
		const text = new TextDecoder(encoding).decode(Buffer.from(value, 'latin1'));
		const hidden = mask(text);
		if (hidden !== text) {
			return hidden;
		}
	}

	return value;
}
