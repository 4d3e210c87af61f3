/**
 * A report as a tree, before it is Markdown or HTML. Every string in it is plain text of any origin: the writers escape
 * all of it, so nothing from a server, a file or an operator can become markup.
 */
export type Inline =
	| string
	| {readonly strong: string}
	| {readonly code: string}
	/** `path` is the path of a file of the set. */
	| {readonly link: string; readonly path: string};

export type Line = readonly Inline[];

export type Block =
	/** What a reader must know before anything else. */
	| {readonly kind: 'stamp'; readonly word: string; readonly text: string}
	| {readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string}
	| {readonly kind: 'paragraph'; readonly line: Line}
	| {readonly kind: 'list'; readonly items: readonly Line[]}
	| {
			readonly kind: 'table';
			readonly columns: readonly Column[];
			readonly rows: ReadonlyArray<readonly Line[]>;
	  }
	| {readonly kind: 'rule'};

export type Column = {readonly title: string; readonly align?: 'right'};

export function heading(level: 1 | 2 | 3, text: string): Block {
	return {kind: 'heading', level, text};
}

export function paragraph(...line: Line): Block {
	return {kind: 'paragraph', line};
}

export function list(items: readonly Line[]): Block {
	return {kind: 'list', items};
}

/** `Name: value`, the name in bold: one line of a list of facts. */
export function fact(name: string, ...value: Line): Line {
	return [{strong: `${name}:`}, ' ', ...value];
}

/** The file name of a path of the set, linked. */
export function fileLink(path: string): Inline {
	return {link: path.slice(path.lastIndexOf('/') + 1), path};
}

/** Items with `, ` between them. */
export function joined(items: readonly Inline[], separator = ', '): Line {
	return items.flatMap((item, index) => (index === 0 ? [item] : [separator, item]));
}
