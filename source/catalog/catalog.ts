/** The catalog: what can be asked. Data only; every request that the program can send starts from one of these. */

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
export type Method = (typeof methods)[number];

/** How carefully a server must be treated (design.md §7). */
export type ProfileKind = 'sandbox' | 'test' | 'production';

/** A named value of a request. Values may hold `{{variable}}`, filled in when the request is prepared. */
export type Parameter = {
	readonly name: string;
	readonly example: string;
	readonly description?: string;
};

/** One API behind one path prefix, with the token that it wants. */
export type Server = {
	readonly name: string;
	readonly title: string;
	/** Path prefix after the base URL, with slashes at both ends: `/api/rest/v1/`. */
	readonly path: string;
	/** Environment variable that holds the bearer token, such as `QTICKETS_TOKEN`. */
	readonly token: string;
};

/** A condition on the JSON body of an answer; every stated part must hold. */
export type BodyCheck = {
	/** JSONPath (RFC 9535); the first node that it selects is looked at. */
	readonly path: string;
	readonly equals?: string | number | boolean | null;
	readonly type?: 'string' | 'number' | 'boolean' | 'object' | 'array' | 'null';
};

/** What the documentation promises of an answer. */
export type Expectation = {
	/** Any of these HTTP status codes. */
	readonly status: readonly number[];
	readonly content: 'json' | 'html' | 'any';
	readonly body: readonly BodyCheck[];
};

/** An error that is expected before the run; an answer that fits is a `limitation`, not a `failure`. */
export type Limitation = {
	readonly status: number;
	/** The `code` member of the JSON error body, where it must be a certain one. */
	readonly code?: string;
	readonly content?: 'json' | 'html';
	/** Why it is expected, for the report. */
	readonly reason: string;
};

/** A value to take from a successful answer for later requests. */
export type Capture = {
	readonly variable: string;
	/** JSONPath (RFC 9535) into the answer's body. */
	readonly path: string;
	/**
	 * `name`: the name under which the selected value stands in its object, where that is what names a thing, such as a
	 * seat. Left out, the value itself is taken. A path cannot select names.
	 *
	 * @see https://www.rfc-editor.org/rfc/rfc9535#section-2.7 normalized paths, whose last part is taken
	 */
	readonly take?: 'name';
	/** Which of the nodes that the path selects, from 1; the first one when left out. */
	readonly nth?: number;
};

/** Something that a successful request makes on the server. */
export type Creation = {
	/** In one or two words, for the operator and the report: `ticket`. */
	readonly what: string;
	/** The captured variable that names it afterwards. */
	readonly variable: string;
	/** Id of the endpoint that removes it again; `null` where no documented request does. */
	readonly removedBy: string | null;
};

/** Something that a successful request removes from the server. */
export type Removal = {
	readonly what: string;
	/** The variable of the request that names it. */
	readonly variable: string;
};

/** By how many rows a successful request is expected to change ClickHouse tables. */
export type RowDelta = {
	/** Table name with `*` for any characters: `stg_qtickets_api_*`. */
	readonly tables: string;
	/** Rows more (or fewer, when negative) after the request than before. */
	readonly delta: number;
};

/** One way to ask for an endpoint: the documented request, or another one that somebody claimed for it. */
export type Variant = {
	/** `documented` is the default of every endpoint; `reported` is the request of the November run. */
	readonly name: string;
	readonly note?: string;
	readonly method: Method;
	/** Name of the server whose prefix and token are used. */
	readonly server: string;
	/** Template below the server's prefix: `tickets/add/{event_id}/{show_id}`. */
	readonly path: string;
	/** One for every placeholder of `path`, in its order. */
	readonly pathParameters: readonly Parameter[];
	readonly query: readonly Parameter[];
	/** Headers beside those that every request carries. A name repeated here replaces the usual header. */
	readonly headers: readonly Parameter[];
	/** Exact JSON text, apart from its `{{variable}}` places; `null` sends no body. */
	readonly body: string | null;
	/** True when the request changes something on the server. A POST search does not. */
	readonly writes: boolean;
	readonly expect: Expectation;
	readonly limitations: readonly Limitation[];
	readonly captures: readonly Capture[];
	readonly creates: readonly Creation[];
	readonly removes: readonly Removal[];
	readonly rowDeltas: readonly RowDelta[];
};

export type Endpoint = {
	/** `6.1`, or a name such as `events-lists` for documented endpoints without a test id. */
	readonly id: string;
	readonly title: string;
	/** Id of the section that it stands in. */
	readonly section: string;
	readonly description?: string;
	/** Where it is documented, for the report and the log. */
	readonly specRef: string;
	/** File name stem of its artifacts: `test_6_1_partners_add_single`. */
	readonly artifact: string;
	readonly deprecated: boolean;
	/** The documented variant first; at least one. */
	readonly variants: readonly [Variant, ...Variant[]];
};

export type Section = {
	readonly id: string;
	readonly title: string;
	readonly endpoints: readonly Endpoint[];
};

/** A walkthrough's tests, in the order in which they must run. */
export type Stage = {
	readonly id: string;
	readonly title: string;
	readonly tests: readonly string[];
	/**
	 * Ids of requests that change nothing and are sent before the tests, for the values that tests take from their
	 * answers. They are no tests. Left out when there are none.
	 */
	readonly prepare?: readonly string[];
};

/** How values of personal data are recognised and masked (session/masking). */
export type MaskKind = 'email' | 'phone' | 'name' | 'card' | 'barcode' | 'secret' | 'text';

/** Marks the values under a key, at any depth of a JSON body, a query string or a form, as personal data. */
export type MaskRule = {
	/**
	 * A key (`client_email`), or keys joined by dots that must follow each other (`details.name`); compared without
	 * regard to case.
	 */
	readonly key: string;
	readonly kind: MaskKind;
};

/** A place to ask, as the catalog declares it. */
export type ProfileEntry = {
	readonly name: string;
	readonly title: string;
	readonly kind: ProfileKind;
	/** Scheme and host without a trailing slash; `null` when it must come from the environment or the sandbox. */
	readonly baseUrl: string | null;
	/** Hosts (with port where it is not the default) to which the kind applies besides that of `baseUrl`. */
	readonly hosts: readonly string[];
	/** Values that replace the examples of the catalog's variables. */
	readonly variables: Readonly<Record<string, string>>;
	/** False keeps personal data readable on disk; allowed only where `kind` is `sandbox`. */
	readonly masking: boolean;
};

export type Variable = {
	readonly name: string;
	readonly example: string;
	readonly description?: string;
};

export type Catalog = {
	readonly name: string;
	readonly title: string;
	/** SHA-256 (64 lower-case hex digits) of the source text. */
	readonly digest: string;
	readonly servers: ReadonlyMap<string, Server>;
	readonly profiles: ReadonlyMap<string, ProfileEntry>;
	readonly variables: ReadonlyMap<string, Variable>;
	readonly masks: readonly MaskRule[];
	readonly sections: readonly Section[];
	readonly stages: ReadonlyMap<string, Stage>;
	/** Every endpoint by id, in catalog order. */
	readonly endpoints: ReadonlyMap<string, Endpoint>;
};

/** Where to ask and how carefully, with everything resolved. Holds no secret. */
export type Profile = {
	readonly name: string;
	readonly kind: ProfileKind;
	/** Scheme and host without a trailing slash. */
	readonly baseUrl: string;
	/** Host with port where it is not the default; what an operator types to unlock writes. */
	readonly host: string;
	readonly variables: Readonly<Record<string, string>>;
	readonly masking: boolean;
	/** True refuses every write, whatever the kind. */
	readonly readOnly: boolean;
};

/** Tokens by the name of their environment variable. Never printed, logged or written. */
export type Secrets = ReadonlyMap<string, string>;
