import type {Gate} from './gate.ts';
import {maskKeyed, maskSecret} from './mask-keyed.ts';
import {formDecode, maskQuery, readableEncode} from './mask-query.ts';
import {maskText} from './mask-text.ts';

const parts = /^([a-z][a-z\d+.-]*:)?(?:\/\/(?:([^/?#]*)@)?([^/?#]*))?([^?#]*)(\?[^#]*)?(#[^]*)?$/i;

/** A URL with credentials, keyed values and personal data in any of its parts replaced; the rest as it was. */
export function maskUrl(url: string, gate: Gate): string {
	const [, scheme = '', user, host, path = '', query, fragment] = parts.exec(url) ?? [];
	const authority =
		host === undefined
			? ''
			: `//${user === undefined || user === '' ? '' : `${maskSecret(user, gate, '')}@`}${maskText(host, gate)}`;
	return [
		scheme,
		authority,
		maskPath(path, gate),
		query === undefined ? '' : `?${maskQuery(query.slice(1), gate)}`,
		fragment === undefined ? '' : `#${maskQuery(fragment.slice(1), gate)}`,
	].join('');
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
	return maskText(masked.join('/'), gate, {key: 'path_id', depth: 0});
}

function decodeSegment(segment: string): string {
	return formDecode(segment.replaceAll('+', '%2B'));
}
