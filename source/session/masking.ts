import type {MaskRule, Secrets} from '../catalog/catalog.ts';
import type {Draft} from '../request/draft.ts';
import type {Exchange, PreparedRequest} from '../request/exchange.ts';
import type {StoredExchange, StoredRequest} from './event.ts';

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
	/** Free text: notes, variable values, error messages. */
	text(text: string): string;
	/** A named value such as a captured variable, masked by the rules for its name and as free text. */
	named(name: string, value: string): string;
	draft(draft: Draft): Draft;
	/** Puts back values that are known in clear (the catalog's examples) in a draft read from the journal. */
	reveal(draft: Draft): Draft;
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
