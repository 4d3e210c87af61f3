import {tryParseJsonText} from '../../catalog/json-text.ts';
import type {Gate} from './gate.ts';
import {isSecretQueryName} from './key-rules.ts';
import {maskJson} from './mask-json.ts';
import {maskKeyed, maskSecret} from './mask-keyed.ts';
import {maskText} from './mask-text.ts';

/** A value whose name says what it is: of a query, a form, a path, a variable. Nothing in it is encoded. */
export function maskNamed(name: string, value: string, gate: Gate): string {
	if (isSecretQueryName(name)) {
		return maskSecret(value, gate, name);
	}

	const kind = gate.rules.kindOf(name);
	if (kind !== undefined) {
		return maskKeyed(value, kind, gate, name);
	}

	const root = /^\s{0,1000}["[{]/.test(value) ? tryParseJsonText(value) : undefined;
	return root === undefined ? maskText(value, gate, {key: name, depth: 0}) : maskJson(value, root, gate);
}

/** A query string or a form body, encoded as it is sent; pairs without anything to hide keep their spelling. */
export function maskQuery(query: string, gate: Gate): string {
	const masked = query
		.split(/([&;])/)
		.map((pair, index) => (index % 2 === 1 ? pair : maskPair(pair, gate)))
		.join('');
	// Once more as a whole: a value may be spelled with `&` and `;`.
	return maskText(masked, gate);
}

function maskPair(pair: string, gate: Gate): string {
	const equals = pair.indexOf('=');
	if (equals === -1) {
		return maskPart(pair, part => maskText(part, gate));
	}

	const name = pair.slice(0, equals);
	const maskedName = maskPart(name, part => maskText(part, gate));
	return `${maskedName}=${maskPart(pair.slice(equals + 1), value => maskNamed(formDecode(name), value, gate))}`;
}

function maskPart(part: string, mask: (text: string) => string): string {
	const decoded = formDecode(part);
	const masked = mask(decoded);
	if (masked !== decoded) {
		return readableEncode(masked);
	}

	// What is not hidden in the decoded text may be so in the text as it stands (`+` means `+` to some servers).
	return part === decoded ? part : mask(part) === part ? part : readableEncode(mask(part));
}

/** Percent-encoding undone, `+` a blank; text that is not percent-encoded UTF-8 stays as it is. */
export function formDecode(text: string): string {
	if (!/[%+]/.test(text)) {
		return text;
	}

	const spaced = text.replaceAll('+', ' ');
	try {
		return decodeURIComponent(spaced);
	} catch {
		return spaced;
	}
}

/** It cannot be percent-encoded. */
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Percent-encoded, but for characters of masked forms that may stand in a query as they are. */
export function readableEncode(text: string): string {
	return encodeURIComponent(text.replaceAll(loneSurrogate, '\ufffd'))
		.replaceAll('%40', '@')
		.replaceAll('%3A', ':')
		.replaceAll('%2C', ',');
}
