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

/** In `facts`: four bits of kind, one for a key, one for a comma, ten for the depth. */
const keyBit = 1 << 4;
const commaBit = 1 << 5;
const depthShift = 6;

/** Columns that grow as rows come. */
export function createColumns(): Columns {
	let capacity = 1024;
	let length = 0;
	let starts = new Uint32Array(capacity);
	let facts = new Uint16Array(capacity);
	let parents = new Int32Array(capacity);
	let ordinals = new Uint32Array(capacity);
	let links = new Uint32Array(capacity);

	function grow(): void {
		capacity *= 2;
		starts = grown(starts, new Uint32Array(capacity));
		facts = grown(facts, new Uint16Array(capacity));
		parents = grown(parents, new Int32Array(capacity));
		ordinals = grown(ordinals, new Uint32Array(capacity));
		links = grown(links, new Uint32Array(capacity));
	}

	return {
		length: () => length,
		push({start, kind, depth, hasKey, parent, ordinal, link}) {
			if (length === capacity) {
				grow();
			}

			starts[length] = start;
			facts[length] = kind | (hasKey ? keyBit : 0) | (depth << depthShift);
			parents[length] = parent;
			ordinals[length] = ordinal;
			links[length] = link;
			return length++;
		},
		comma() {
			facts[length - 1] = (facts[length - 1] ?? 0) | commaBit;
		},
		link(from, to) {
			links[from] = to;
		},
		start: row => starts[row] ?? 0,
		kind: row => ((facts[row] ?? 0) & 15) as RowKind,
		depth: row => (facts[row] ?? 0) >> depthShift,
		hasKey: row => ((facts[row] ?? 0) & keyBit) !== 0,
		hasComma: row => ((facts[row] ?? 0) & commaBit) !== 0,
		parent: row => parents[row] ?? -1,
		ordinal: row => ordinals[row] ?? 0,
		linkOf: row => links[row] ?? 0,
	};
}

function grown<Numbers extends {set(other: Numbers): void}>(old: Numbers, larger: Numbers): Numbers {
	larger.set(old);
	return larger;
}
