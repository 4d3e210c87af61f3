/** An endpoint as people and recorders write it: a whole URL, a path with or without its prefix, with placeholders. */
export type EndpointText = {
	/** Lower case, without `www.` and a default port; `null` when only a path is written. */
	readonly host: string | null;
	/** Decoded, without empty ones, query and fragment. */
	readonly segments: readonly string[];
	/** The writer cut it: `tickets/add/…`. */
	readonly cut: boolean;
};

/** Reads an endpoint's path or URL. Anything can be read; what is no path has no segments. */
export function readEndpoint(text: string): EndpointText {
	const bare = text
		.trim()
		.slice(0, 4000)
		.replace(/[?#].*$/s, '');
	const url = /^[a-z][a-z\d+.-]{0,20}:\/\/([^/\s]*)(.*)$/is.exec(bare);
	// Without a scheme, a first part with a dot and letters behind it is a host: qtickets.ru/api/...
	const plain = url === null ? /^((?:[a-z\d-]{1,63}\.){1,8}[a-z]{2,24}(?::\d+)?)(\/.*)$/is.exec(bare) : null;
	const host = (url ?? plain)?.[1] ?? null;
	const segments = ((url ?? plain)?.[2] ?? bare).split('/').map(decoded).filter(Boolean);
	const isCut = segments.length > 1 && isEllipsis(segments.at(-1) ?? '');
	const whole = isCut ? segments.slice(0, -1) : segments;
	const [first = ''] = whole;
	const withoutBase = whole.length > 1 && (isEllipsis(first) || isBase(first)) ? whole.slice(1) : whole;
	return {
		host: host === null || isBase(host) ? null : hostOf(host),
		segments: withoutBase,
		cut: isCut,
	};
}

/**
 * Whether two endpoints may be the same path: one may lack the other's prefix (`events/33` and `/api/rest/v1/events/33`),
 * and a placeholder stands for any part. Hosts are not looked at.
 */
export function mayBeSamePath(a: EndpointText, b: EndpointText): boolean {
	if (a.segments.length === 0 || b.segments.length === 0) {
		return true;
	}

	if (a.cut || b.cut) {
		const [short, long] = a.segments.length <= b.segments.length ? [a, b] : [b, a];
		return long.segments.some((_, start) =>
			short.segments.every((segment, index) => mayBeSame(segment, long.segments[start + index])),
		);
	}

	const length = Math.min(a.segments.length, b.segments.length);
	const [left, right] = [a.segments.slice(-length), b.segments.slice(-length)];
	return left.every((segment, index) => mayBeSame(segment, right[index]));
}

/** Whether both name a host, and not the same. */
export function areOtherHosts(a: EndpointText, b: EndpointText): boolean {
	return a.host !== null && b.host !== null && a.host !== b.host;
}

/**
 * Whether a path is one that a template gives: whole, or without (a part of) the prefix before it.
 *
 * @param template segments of the whole template; `own` of them, the last ones, must be there
 */
export function fitsTemplate(
	{segments, cut}: EndpointText,
	template: readonly string[],
	own: number,
): boolean {
	if (cut) {
		return mayBeSamePath({host: null, segments, cut}, {host: null, segments: template, cut: false});
	}

	// A gateway may stand before the whole of it.
	const tail = segments.slice(-template.length);
	return (
		tail.length >= own &&
		tail.every((segment, index) => mayBeSame(segment, template[template.length - tail.length + index]))
	);
}

/** `{event_id}`, `:id`, `<id>`, `$ID`, `EVENT_ID`, `*`. */
const placeholder = /^(?:\{.*\}|:[a-z]\w*|<.*>|\[.*\]|\$.*|\*+|(?:[A-Z]+_)*ID|[A-Z]+_[A-Z_]+|x{2,}|X{2,})$/s;

function mayBeSame(a: string, b: string | undefined): boolean {
	return (
		b !== undefined && (a.toLowerCase() === b.toLowerCase() || placeholder.test(a) || placeholder.test(b))
	);
}

function isEllipsis(segment: string): boolean {
	return /^(?:\.{2,3}|…)$/.test(segment);
}

/** A variable that stands for scheme, host or prefix. */
function isBase(segment: string): boolean {
	return /^(?:\{\{.*\}\}|\$.*|\{\w*(?:base|host|url|api)\w*\}|<\w*(?:base|host|url|api).*>|BASE\w*|HOST)$/is.test(
		segment,
	);
}

function hostOf(authority: string): string {
	return authority
		.slice(authority.lastIndexOf('@') + 1)
		.toLowerCase()
		.replace(/^www\./, '')
		.replace(/:(?:80|443)$/, '');
}

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment.trim());
	} catch {
		return segment.trim();
	}
}
