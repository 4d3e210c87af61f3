import {tryParseJsonText, type JsonMember, type JsonNode} from '../../../catalog/json-text.ts';

/** One value that differs between two JSON texts. */
export type JsonChange = {
	readonly pointer: string;
	/** UTF-16 offset into the first text. */
	readonly offset: number;
	/** As written; `null` where the value is absent. */
	readonly claimed: string | null;
	readonly found: string | null;
};

/**
 * The values in which two JSON texts differ, compared as they are written: `1.0` is not `1`.
 *
 * @returns `null` when one of them is not JSON
 */
export function jsonChanges(claimed: string, found: string): readonly JsonChange[] | null {
	const left = tryParseJsonText(claimed);
	const right = tryParseJsonText(found);
	if (left === undefined || right === undefined) {
		return null;
	}

	const changes: JsonChange[] = [];
	const written = (text: string, node: JsonNode | undefined): string | null =>
		node === undefined ? null : text.slice(node.start, node.end);

	function compare(a: JsonNode | undefined, b: JsonNode | undefined, pointer: string, offset: number): void {
		if (a?.kind === 'object' && b?.kind === 'object') {
			compareMembers(a.members, b.members, pointer, a.start);
		} else if (a?.kind === 'array' && b?.kind === 'array') {
			const length = Math.max(a.items.length, b.items.length);
			for (let index = 0; index < length; index++) {
				compare(a.items[index], b.items[index], `${pointer}/${index}`, a.start);
			}
		} else if (written(claimed, a) !== written(found, b)) {
			changes.push({
				pointer,
				offset: a?.start ?? offset,
				claimed: written(claimed, a),
				found: written(found, b),
			});
		}
	}

	function compareMembers(
		a: readonly JsonMember[],
		b: readonly JsonMember[],
		pointer: string,
		offset: number,
	): void {
		const inPlace = a.length === b.length && a.every(({key}, index) => key === b[index]?.key);
		const rest = new Map(b.map(member => [member.key, member] as const));
		for (const [index, {key, value}] of a.entries()) {
			const other = inPlace ? b[index] : rest.get(key);
			rest.delete(key);
			compare(value, other?.value, `${pointer}/${escaped(key)}`, offset);
		}

		for (const [key, {value}] of inPlace ? [] : rest) {
			compare(undefined, value, `${pointer}/${escaped(key)}`, offset);
		}
	}

	compare(left, right, '', 0);
	return changes;
}

/** A key as a part of a JSON pointer (RFC 6901 §3). */
function escaped(key: string): string {
	return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
