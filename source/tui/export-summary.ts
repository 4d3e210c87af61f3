/** What an export wrote, for the summary on screen. */
export type ExportSummary = {
	/** Path of the archive. */
	readonly archive: string;
	/** SHA-256 of the archive, 64 lower-case hex digits. */
	readonly sha256: string;
	/** Path of the folder that the archive holds. */
	readonly directory: string;
	readonly files: ReadonlyArray<{readonly path: string; readonly bytes: number}>;
	/** False when tests that the stage must run were not run. */
	readonly complete: boolean;
	/** What the export amounts to, in place of what `complete` alone can say. */
	readonly headline?: string;
	/** Events of the journal that it was derived from. */
	readonly journalEvents?: number;
	/** What the operator's marks say beside the verdicts, one a line. Untrusted text. */
	readonly operatorWords?: readonly string[];
	/** What `audit` says of the files that were just written; absent where nobody audited them. */
	readonly audit?: ExportAudit;
};

/** An audit in the few words that a screen has room for. Texts are untrusted: they quote what was audited. */
export type ExportAudit = {
	/** Nothing was found, and everything could be read. */
	readonly isClean: boolean;
	readonly verdict: string;
	readonly findings: ReadonlyArray<{readonly rule: string; readonly place: string; readonly text: string}>;
	/** What to type to see all of it. */
	readonly command: string;
};
