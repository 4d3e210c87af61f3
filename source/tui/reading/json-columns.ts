import type {RowKind} from './row-kinds.ts';

/** Rows of JSON as columns of numbers: a million of objects would take ten times the memory. */
export type Columns = {
	readonly length: () => number;
	/** Adds a row; gives its number. */
	readonly push: (row: NewRow) => number;
	/** The last row is followed by a comma. */
	readonly comma: () => void;
	/** Row `from` belongs to row `to`. */
	readonly link: (from: number, to: number) => void;
	readonly start: (row: number) => number;
	readonly kind: (row: number) => RowKind;
	readonly depth: (row: number) => number;
	readonly hasKey: (row: number) => boolean;
	readonly hasComma: (row: number) => boolean;
	readonly parent: (row: number) => number;
	readonly ordinal: (row: number) => number;
	readonly linkOf: (row: number) => number;
};

type NewRow = {
	readonly start: number;
	readonly kind: RowKind;
	readonly depth: number;
	readonly hasKey: boolean;
	readonly parent: number;
	readonly ordinal: number;
	readonly link: number;
};

/** Rows of one block: columns grow by blocks, so that no growth ever copies what is there. */
const blockShift = 12;
const blockRows = 1 << blockShift;
const inBlock = blockRows - 1;

type Block = {
	readonly starts: Uint32Array;
	/** Four bits of kind, one for a key, one for a comma, ten for the depth. */
	readonly facts: Uint16Array;
	readonly parents: Int32Array;
	readonly ordinals: Uint32Array;
	readonly links: Uint32Array;
};

const keyBit = 1 << 4;
const commaBit = 1 << 5;
const depthShift = 6;

/** Columns that grow as rows come. */
export function createColumns(): Columns {
	const blocks: Block[] = [];
	let length = 0;

	/** The block of a row that is there. */
	function blockOf(row: number): Block {
		return blocks[row >>> blockShift] ?? emptyBlock;
	}

	function factsOf(row: number): number {
		return blockOf(row).facts[row & inBlock] ?? 0;
	}

	return {
		length: () => length,
		push({start, kind, depth, hasKey, parent, ordinal, link}) {
			if ((length & inBlock) === 0) {
				blocks.push(newBlock(blockRows));
			}

			const block = blockOf(length);
			const at = length & inBlock;
			block.starts[at] = start;
			block.facts[at] = kind | (hasKey ? keyBit : 0) | (depth << depthShift);
			block.parents[at] = parent;
			block.ordinals[at] = ordinal;
			block.links[at] = link;
			return length++;
		},
		comma() {
			blockOf(length - 1).facts[(length - 1) & inBlock] = factsOf(length - 1) | commaBit;
		},
		link(from, to) {
			blockOf(from).links[from & inBlock] = to;
		},
		start: row => blockOf(row).starts[row & inBlock] ?? 0,
		kind: row => (factsOf(row) & 15) as RowKind,
		depth: row => factsOf(row) >> depthShift,
		hasKey: row => (factsOf(row) & keyBit) !== 0,
		hasComma: row => (factsOf(row) & commaBit) !== 0,
		parent: row => blockOf(row).parents[row & inBlock] ?? -1,
		ordinal: row => blockOf(row).ordinals[row & inBlock] ?? 0,
		linkOf: row => blockOf(row).links[row & inBlock] ?? 0,
	};
}

function newBlock(rows: number): Block {
	return {
		starts: new Uint32Array(rows),
		facts: new Uint16Array(rows),
		parents: new Int32Array(rows),
		ordinals: new Uint32Array(rows),
		links: new Uint32Array(rows),
	};
}

const emptyBlock = newBlock(0);
