import {rewriteJsonText, tryParseJsonText} from '../../catalog/json-text.ts';
import type {Draft, Pair} from '../../request/draft.ts';
import {jsonStandIn} from '../../request/substitute.ts';
import type {Gate} from './gate.ts';
import {maskHeader} from './mask-headers.ts';
import {keyMasker, scalarMasker} from './mask-json.ts';
import {maskKeyed} from './mask-keyed.ts';
import {maskNamed} from './mask-query.ts';
import {findSpans, maskText} from './mask-text.ts';
import {replaceSpans} from './span.ts';

/** `{{variable}}`, and `\{{` for braces that are meant literally: both stay as they are typed. */
export const templatePattern = /(\\\{\{|\{\{[ \t]*[A-Za-z_][\w.-]*[ \t]*\}\})/;

/** A draft whose values are masked; every `{{variable}}` stays. Call inside `Gate.settle`. */
export function maskDraft(draft: Draft, gate: Gate): Draft {
	const pair = ([name, value]: Pair): Pair => [
		maskPieces(name, piece => maskText(piece, gate), gate),
		maskPieces(value, piece => maskNamed(name, piece, gate), gate),
	];
	return {
		...draft,
		path: Object.fromEntries(
			Object.entries(draft.path).map(([name, value]) => [
				name,
				maskPieces(value, piece => maskNamed(name, piece, gate), gate),
			]),
		),
		query: draft.query.map(pair),
		headers: draft.headers.map(([name, value]) => [
			maskText(name, gate),
			maskPieces(value, piece => maskHeader(name, piece, gate), gate),
		]),
		body: draft.body === null ? null : maskTemplateBody(draft.body, gate),
	};
}

/** Masks what stands between the variables of a text. */
function maskPieces(text: string, mask: (piece: string) => string, gate: Gate): string {
	if (!text.includes('{{')) {
		return mask(text);
	}

	return text
		.split(templatePattern)
		.map((piece, index) => {
			const inner = piece.trim();
			return index % 2 === 1
				? maskText(piece, gate)
				: piece.replace(inner, () => (inner === '' ? '' : mask(inner)));
		})
		.join('');
}

/** A body that holds `{{variable}}` in strings and in place of values; also one that is not JSON (yet). */
export function maskTemplateBody(body: string, gate: Gate): string {
	const root = tryParseJsonText(jsonStandIn(body));
	if (root === undefined) {
		return maskTemplateText(body, gate);
	}

	const scalar = scalarMasker(body, root, gate);
	return rewriteJsonText(
		body,
		root,
		(node, path) => {
			const raw = body.slice(node.start, node.end);
			if (!raw.includes('{{')) {
				return scalar(node, path);
			}

			const kind = gate.rules.kindAt(path);
			const key = path.findLast(step => typeof step === 'string') ?? '';
			const masked = maskPieces(
				raw.startsWith('"') ? raw.slice(1, -1) : raw,
				piece =>
					maskJsonPiece(piece, text =>
						kind === undefined ? maskText(text, gate) : maskKeyed(text, kind, gate, key),
					),
				gate,
			);
			return raw.startsWith('"') ? `"${masked}"` : masked;
		},
		keyMasker(gate),
	);
}

/** Part of a JSON string's content, as it is spelled. */
function maskJsonPiece(piece: string, mask: (text: string) => string): string {
	let text = piece;
	try {
		text = JSON.parse(`"${piece}"`) as string;
	} catch {
		// The piece ends inside an escape: it is masked as it is spelled.
	}

	const masked = mask(text);
	return masked === text ? piece : JSON.stringify(masked).slice(1, -1);
}

function maskTemplateText(text: string, gate: Gate): string {
	const templates = Array.from(text.matchAll(new RegExp(templatePattern, 'g')), match => ({
		start: match.index,
		end: match.index + match[0].length,
	}));
	const spans = findSpans(text, gate).flatMap(span => {
		const inside = templates.filter(({start, end}) => start < span.end && end > span.start);
		if (inside.length === 0) {
			return [span];
		}

		const edges = [span.start, ...inside.flatMap(({start, end}) => [start, end]), span.end];
		return edges.flatMap((start, index) => {
			const end = edges[index + 1] ?? start;
			const clear = text.slice(start, end);
			return index % 2 === 0 && end > start && /[\p{L}\p{N}]/u.test(clear)
				? [{...span, start, end, clear}]
				: [];
		});
	});
	return replaceSpans(text, spans, span =>
		span.isUnquoted === true ? `"${gate.hide(span)}"` : gate.hide(span),
	);
}
