import {isRecord, pointerTo, type JsonRecord} from '../json-place.ts';

/** One member of a log's record, however deep it stands. */
export type Member = {
	/** As written. */
	readonly key: string;
	readonly pointer: string;
	readonly value: unknown;
};

/** Members of a record by plain name (`responsestatuscode` for `response.status_code` and `{"response": {"status-code"…`). */
export type Members = ReadonlyMap<string, Member>;

/** Objects that only wrap: what is in them counts as if it stood beside them. */
const wrappers = new Set([
	'extra',
	'labels',
	'label',
	'tags',
	'attrs',
	'ctx',
	'details',
	'info',
	'testcase',
	'тест',
	'fields',
	'context',
	'payload',
	'record',
	'attributes',
	'props',
	'properties',
	'http',
	'result',
	'metrics',
	'performance',
	'test',
	'event',
	'data',
	'meta',
	'summary',
	'totals',
	'stats',
	'statistics',
	'итоги',
]);

/** Objects whose members are no members of the record: bodies, headers, counts by table. */
const closed =
	/^(?:headers|(?:request|response)headers|(?:request|response)?body|json|params|query|clickhouse.*|counts.*|tables.*|db.*|rows.*|hashes|checksums|env|environmentvariables)$/;

const mostMembers = 300;
const plainNames = new Map<string, string>();

/** A key in the spelling in which names are compared: lower case, without `_`, `-`, `@`, dots and blanks. */
export function plainName(key: string): string {
	const known = plainNames.get(key);
	if (known !== undefined) {
		return known;
	}

	const plain = key
		.slice(0, 80)
		.toLowerCase()
		.replaceAll(/[-_@.\s]/g, '');
	// Logs have few names; a hostile one must not fill the memory.
	if (plainNames.size < 10_000) {
		plainNames.set(key, plain);
	}

	return plain;
}

/** Every member of a record, those of inner objects too; of two with one name the outer, then the first. */
export function membersOf(record: JsonRecord, pointer: string): Members {
	const members = new Map<string, Member>();
	const add = (name: string, member: Member): void => {
		if (!members.has(name) && members.size < mostMembers) {
			members.set(name, member);
		}
	};

	const inner: Array<{prefixes: readonly string[]; value: JsonRecord; pointer: string; depth: number}> = [
		{prefixes: [''], value: record, pointer, depth: 0},
	];
	// Breadth first, so that the outer of two members comes first.
	for (let next = inner.shift(); next !== undefined; next = inner.shift()) {
		for (const [key, value] of Object.entries(next.value)) {
			const plain = plainName(key);
			const place = pointerTo(next.pointer, key);
			for (const prefix of next.prefixes) {
				add(prefix + plain, {key, pointer: place, value});
			}

			if (isRecord(value) && next.depth < 3 && !closed.test(plain)) {
				const prefixes = next.prefixes.map(prefix => prefix + plain);
				inner.push({
					prefixes: wrappers.has(plain) ? [...prefixes, ...next.prefixes] : prefixes,
					value,
					pointer: place,
					depth: next.depth + 1,
				});
			}
		}
	}

	return members;
}

/** The first of these names that the record has with a value other than `null` and `''`. */
export function memberNamed(members: Members, names: readonly string[]): Member | null {
	for (const name of names) {
		const member = members.get(name);
		if (member !== undefined && member.value !== null && member.value !== '') {
			return member;
		}
	}

	return null;
}

/** The text of the first of these names whose value is a text or number. */
export function textNamed(members: Members, names: readonly string[]): string | null {
	for (const name of names) {
		const value = members.get(name)?.value;
		if ((typeof value === 'string' && value.trim() !== '') || typeof value === 'number') {
			return String(value).trim();
		}
	}

	return null;
}

/** A list of names in one string. */
export function namesOf(list: string): readonly string[] {
	return list.split(/\s+/).filter(name => name !== '');
}
