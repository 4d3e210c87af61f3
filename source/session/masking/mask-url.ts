import type {Gate} from './gate.ts';
import {maskKeyed, maskSecret} from './mask-keyed.ts';
import {formDecode, maskQuery, readableEncode} from './mask-query.ts';
import {maskText} from './mask-text.ts';

/** Numbers in a path are ids. */
const pathContext = {key: 'id', depth: 0};
const origin = /^([a-z][a-z\d+.-]{0,30}:)?\/\//i;

/** A URL with credentials, keyed values and personal data in any of its parts replaced; the rest as it was. */
export function maskUrl(url: string, gate: Gate): string {
	const [beforeFragment, fragment] = cut(url, '#');
	const [beforeQuery, query] = cut(beforeFragment, '?');
	const scheme = origin.exec(beforeQuery)?.[0] ?? '';
	const slash = beforeQuery.indexOf('/', scheme.length);
	const pathStart = scheme === '' ? 0 : slash === -1 ? beforeQuery.length : slash;
	const masked = [
		scheme,
		maskAuthority(beforeQuery.slice(scheme.length, pathStart), gate),
		maskPath(beforeQuery.slice(pathStart), gate),
		query === undefined ? '' : `?${maskQuery(query, gate)}`,
		fragment === undefined ? '' : `#${maskQuery(fragment, gate)}`,
	].join('');
	// Once more as a whole: what is spelled with `#`, `?` or `&` was cut into parts.
	return maskText(masked, gate, pathContext);
}

function maskAuthority(authority: string, gate: Gate): string {
	const at = authority.lastIndexOf('@');
	return at < 1
		? maskText(authority, gate)
		: `${maskSecret(authority.slice(0, at), gate, '')}@${maskText(authority.slice(at + 1), gate)}`;
}

function cut(text: string, mark: string): readonly [before: string, after: string | undefined] {
	const at = text.indexOf(mark);
	return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Segments after one that is named like a rule (`barcode/870000000001`, `barcodes/…`) count as its value. */
function maskPath(path: string, gate: Gate): string {
	const segments = path.split('/');
	const masked = segments.map((segment, index) => {
		const decoded = decodeSegment(segment);
		const before = decodeSegment(segments[index - 1] ?? '');
		const kind = gate.rules.kindOf(before) ?? gate.rules.kindOf(before.replace(/s$/i, ''));
		const isValue = kind !== undefined && (decoded.match(/\d/g) ?? []).length > 4;
		return isValue ? readableEncode(maskKeyed(decoded, kind, gate, before)) : segment;
	});
	return maskText(masked.join('/'), gate, pathContext);
}

function decodeSegment(segment: string): string {
	return formDecode(segment.replaceAll('+', '%2B'));
}
