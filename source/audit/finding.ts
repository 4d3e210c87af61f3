/** How bad a finding is, worst first (the words of the audit's summary and of its exit). */
export const severities = ['critical', 'high', 'medium', 'low'] as const;

/**
 * `critical`: the statement is false or unsupported · `high`: the evidence cannot be trusted as it stands · `medium`:
 * incomplete or misleading · `low`: hygiene.
 */
export type Severity = (typeof severities)[number];

/** Where something stands; every part that is known is given. Untrusted text: the file named itself. */
export type Place = {
	/** POSIX path relative to what is audited; inside an archive `run.zip!/artifacts/a.json`. */
	readonly file: string;
	/** 1-based. */
	readonly line?: number;
	/** JSON pointer (RFC 6901) inside the file, or inside its line where the file is JSONL. */
	readonly pointer?: string;
	/** Header of the table column. */
	readonly column?: string;
};

/** What a rule gives: one contradiction that it can prove. All texts are untrusted and made safe on output. */
export type Discovery = {
	readonly place: Place;
	/** What the set says, in few words: `33 tests`, `status 200`, `masked`. */
	readonly claimed: string;
	/** What is found instead, in few words: `20 rows in the test matrix`. */
	readonly found: string;
	/** What it is about, where that has a name of its own: a test id, a table, a file. Part of the stable id. */
	readonly subject?: string;
	/** Sub-kind of the rule, kebab-case, such as `bom` of `artifact-not-json`. */
	readonly code?: string;
	/** Where else to look: the other side of the contradiction. */
	readonly also?: readonly Place[];
	/** Only where this case is milder or graver than the rule. */
	readonly severity?: Severity;
};

/** A discovery with what its rule declares. */
export type Finding = Discovery & {
	/** Twelve hex digits: the same contradiction in the same file has the same id on every run and every machine. */
	readonly id: string;
	readonly rule: string;
	readonly severity: Severity;
	/** A hint that has an innocent explanation too; listed apart, never alone a reason to refuse the set. */
	readonly circumstantial: boolean;
	/** One sentence: why it matters. */
	readonly why: string;
};
