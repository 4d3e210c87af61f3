import type {MaskRule, Secrets} from '../catalog/catalog.ts';
import {atOnce} from '../catalog/steps.ts';
import type {Draft} from '../request/draft.ts';
import type {Exchange, PreparedRequest} from '../request/exchange.ts';
import type {StoredExchange, StoredRequest} from './event.ts';
import {hideLookalikes, restoreExample} from './masking/draft-values.ts';
import {createGate, type Gate} from './masking/gate.ts';
import {collectKnown, type KnownValues} from './masking/known-values.ts';
import {headerOf, maskAnswerSteps, maskBodyText} from './masking/mask-body.ts';
import {maskDraft} from './masking/mask-draft.ts';
import {maskHeaders} from './masking/mask-headers.ts';
import {maskNamed} from './masking/mask-query.ts';
import {findSpans, maskText} from './masking/mask-text.ts';
import {replaceSpans} from './masking/span.ts';
import {maskUrl} from './masking/mask-url.ts';
import {hidden, maskValue} from './masking/mask-value.ts';

export type Masked<Value> = {
	readonly value: Value;
	/** How many values of each kind were masked: `{email: 2, secret: 1}`. */
	readonly counts: Readonly<Record<string, number>>;
};

/**
 * The one gate before the disk. Stateful within a session: a value once recognised as personal or secret is masked
 * wherever it turns up later, in any field, note or message.
 */
export type Masker = {
	request(request: PreparedRequest): Masked<StoredRequest>;
	exchange(exchange: Exchange): Masked<StoredExchange>;
	/** The same in steps of some milliseconds, with a pause after each: a large answer takes seconds. */
	exchangeInSteps(exchange: Exchange, pause: () => Promise<void>): Promise<Masked<StoredExchange>>;
	/** Free text: notes, variable values, error messages. */
	text(text: string): string;
	/** What `text` would give, for the screen while something is typed: nothing half typed is learned. */
	preview(text: string): string;
	/** A named value such as a captured variable, masked by the rules for its name and as free text. */
	named(name: string, value: string): string;
	/** @param example the catalog's draft of the same variant: what only looks like one of its values is hidden whole */
	draft(draft: Draft, example?: Draft): Draft;
	/**
	 * Puts back values that are known in clear (the catalog's examples) in a draft read from the journal.
	 *
	 * @param example the one that `draft` was given when it was stored
	 */
	reveal(draft: Draft, example?: Draft): Draft;
};

export type MaskerOptions = {
	readonly rules: readonly MaskRule[];
	readonly secrets: Secrets;
	/** 32 hex digits of the session; keys the fingerprints of secrets. */
	readonly salt: string;
	/** False leaves personal data readable (sandbox only). Secrets are masked always. */
	readonly masking: boolean;
	/** Texts known in clear, such as example bodies of the catalog: their personal values can be put back by `reveal`. */
	readonly known: Iterable<string>;
};

/**
 * The gate for one session.
 *
 * Secrets become `***` and six hex digits (HMAC-SHA-256 under the session's salt), in whatever spelling they turn up.
 * Personal data becomes a form such as `te..t@ex..le.com`: by the catalog's rules for keys, by its own look (e-mails,
 * phones, payment cards, papers), and wherever a value seen before turns up again. What a request or an answer teaches
 * is known before any part of it is masked.
 *
 * What it cannot find: a name in free text that no key has named, an inflected name, and what is compressed or drawn
 * (PDF, pictures). A secret shorter than six characters, or of up to eight letters and nothing else, is found as a whole
 * word only: replacing it inside words would ruin every text.
 *
 * Gives the same for the same calls in the same order; never throws for what a server or a person wrote.
 */
export function createMasker(options: MaskerOptions): Masker {
	const gate = createGate(options);
	let known: KnownValues | undefined;

	/** Examples are read when the first draft asks for them, not before the first frame. */
	function knownValues(): KnownValues {
		known ??= collectKnown(
			options.masking ? options.known : [],
			createGate({...options, secrets: new Map()}),
		);
		return known;
	}

	/** Masked by a gate of its own: examples must not become the session's knowledge. */
	function exampleOf(clear: Draft): {clear: Draft; masked: Draft} {
		const own = createGate({...options, secrets: new Map()});
		return {clear, masked: own.settle(() => maskDraft(clear, own)).value};
	}

	function* exchangeSteps(exchange: Exchange): Generator<undefined, StoredExchange, undefined> {
		maskRequest(exchange.request, gate);
		// The request was masked for what it teaches; it was counted when it was stored.
		gate.resetCounts();
		return yield* maskExchange(exchange, gate);
	}

	function settled<Value>(work: () => Value): Masked<Value> {
		return gate.settle(work);
	}

	return {
		request: request => settled(() => maskRequest(request, gate)),
		exchange: exchange => settled(() => atOnce(exchangeSteps(exchange))),
		exchangeInSteps: (exchange, pause) => gate.settleInSteps(() => exchangeSteps(exchange), pause),
		text: text => settled(() => maskText(text, gate)).value,
		preview: text =>
			replaceSpans(text, findSpans(text, gate), ({kind, clear}) =>
				kind === 'secret' ? '***' : maskValue(kind, clear),
			),
		named: (name, value) => settled(() => maskNamed(name, value, gate)).value,
		draft(draft, example) {
			const {clearOf} = knownValues();
			// A form that would be revealed as somebody else's value must not be written.
			const masked = gate.settle(
				() => maskDraft(draft, gate),
				({key, clear}, form) => {
					const revealed = clearOf(key, form);
					return revealed === undefined || revealed === clear ? form : hidden;
				},
			).value;
			return example === undefined ? masked : hideLookalikes(masked, draft, exampleOf(example));
		},
		reveal: (draft, example) =>
			knownValues().reveal(example === undefined ? draft : restoreExample(draft, exampleOf(example))),
	};
}

function maskRequest({method, url, headers, body}: PreparedRequest, gate: Gate): StoredRequest {
	return {
		method,
		url: maskUrl(url, gate),
		headers: maskHeaders(headers, gate),
		body: body === null ? null : maskBodyText(body, headerOf(headers, 'content-type'), gate),
	};
}

function* maskExchange(exchange: Exchange, gate: Gate): Generator<undefined, StoredExchange, undefined> {
	const {answer, failure} = exchange;
	const {body, body_encoding} =
		answer === null ? ({body: null, body_encoding: 'text'} as const) : yield* maskAnswerSteps(answer, gate);
	return {
		sent_at: exchange.sentAt,
		status: answer?.status ?? null,
		status_text: answer === null ? null : maskText(answer.statusText, gate),
		http_version: answer === null ? null : maskText(answer.httpVersion, gate),
		headers: answer === null ? [] : maskHeaders(answer.headers, gate),
		body,
		body_encoding,
		wire_bytes: answer?.wireBytes ?? null,
		decoded_bytes: answer?.decodedBytes ?? null,
		truncated: answer?.truncated ?? false,
		latency_ms: rounded(exchange.latency),
		elapsed_ms: rounded(exchange.elapsed),
		timings: {
			dns: rounded(exchange.timings.dns),
			tcp: rounded(exchange.timings.tcp),
			tls: rounded(exchange.timings.tls),
			send: rounded(exchange.timings.send),
			wait: rounded(exchange.timings.wait),
			download: rounded(exchange.timings.download),
		},
		connection: exchange.connection,
		remote: exchange.remote === null ? null : maskText(exchange.remote, gate),
		error:
			failure === null
				? null
				: {
						kind: failure.kind,
						message: maskText(failure.message, gate),
						code: failure.code === null ? null : maskText(failure.code, gate),
						may_have_been_applied: failure.mayHaveBeenApplied,
					},
	};
}

/** Milliseconds with at most three decimals. */
function rounded<Value extends number | null>(milliseconds: Value): Value;
function rounded(milliseconds: number | null): number | null {
	return milliseconds === null ? null : Math.round(milliseconds * 1000) / 1000;
}
