import type {ValueKind} from './mask-value.ts';

/** A part of a text that must not be written, and the clear value that it stands for. */
export type Span = {
	readonly start: number;
	readonly end: number;
	readonly kind: ValueKind;
	readonly clear: string;
	/** The key that made it known, if one did. */
	readonly key: string;
	/** True where the replacement must bring its own double quotes: it stands in place of a JSON number. */
	readonly isUnquoted?: boolean;
};

/** Spans that overlap become one that covers all of them, so that no edge shows; a secret decides what it looks like. */
export function mergeSpans(spans: readonly Span[]): readonly Span[] {
	if (spans.length < 2) {
		return spans;
	}

	const sorted = [...spans].sort((a, b) => a.start - b.start || b.end - a.end);
	const merged: Span[] = [];
	for (const span of sorted) {
		const last = merged.at(-1);
		if (last === undefined || span.start >= last.end) {
			merged.push(span);
			continue;
		}

		const shown = stronger(last, span);
		merged[merged.length - 1] = {...shown, start: last.start, end: Math.max(last.end, span.end)};
	}

	return merged;
}

function stronger(a: Span, b: Span): Span {
	if ((a.kind === 'secret') !== (b.kind === 'secret')) {
		return a.kind === 'secret' ? a : b;
	}

	return b.end - b.start > a.end - a.start ? b : a;
}

/** The text with every span replaced. Spans are in order and do not overlap. */
export function replaceSpans(
	text: string,
	spans: readonly Span[],
	replacement: (span: Span) => string,
): string {
	if (spans.length === 0) {
		return text;
	}

	const parts: string[] = [];
	let copied = 0;
	for (const span of spans) {
		parts.push(text.slice(copied, span.start), replacement(span));
		copied = span.end;
	}

	parts.push(text.slice(copied));
	return parts.join('');
}
