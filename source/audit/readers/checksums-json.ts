import {tryParseJsonText, type JsonNode} from '../../catalog/json-text.ts';
import type {StatedHash} from '../audited-set.ts';
import {algorithmOf, hashPattern, statedAlgorithm} from './hash-words.ts';

const hashKey = /(?:^|[_\- .])(?:sha-?\d+|md5|checksum|hash|digest)(?:sum)?$/i;
/** Hashes of parts, of sources and of people's secrets: of no file in the set. */
const otherKey =
	/git|commit|rev|branch|body|request|response|payload|token|password|secret|key|prev|parent|chain|catalog|schema|image|head/i;
const fileKeys: readonly RegExp[] = [/^(?:file|path|file_?name|file_?path|archive|artifact)$/i, /^name$/i];
const fileName = /^[^\n]{1,1000}\.[a-z\d]{1,10}$/i;

/** Hashes in a JSON file: a map of them by file, or members beside a file's name. Nothing is taken for one that is not. */
export function jsonHashes(file: string, text: string): StatedHash[] {
	const root = tryParseJsonText(text);
	const hashes: StatedHash[] = [];
	const lineOf = lineCounter(text);

	function visit(node: JsonNode, pointer: string, above: string | null): void {
		if (node.kind === 'array') {
			for (const [index, item] of node.items.entries()) {
				visit(item, `${pointer}/${index}`, above);
			}
		} else if (node.kind === 'object') {
			const beside = fileBeside(node) ?? above;
			for (const {key, value} of node.members) {
				const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
				if (value.kind === 'string' && isHash(value.value)) {
					const of = ofMember(node, key, beside);
					if (of !== undefined) {
						hashes.push({
							place: {file, line: lineOf(value.start), pointer: at},
							value: value.value,
							algorithm: statedAlgorithm(key) ?? algorithmOf(value.value),
							of,
							source: 'checksums',
						});
					}
				} else {
					visit(value, at, fileName.test(key) ? key : null);
				}
			}
		}
	}

	if (root !== undefined) {
		visit(root, '', null);
	}

	return hashes;
}

function isHash(value: string): boolean {
	return hashPattern.exec(value)?.[0].length === value.length;
}

/** What a member's hash is of; `undefined` when it is no file's hash at all. */
function ofMember(
	node: JsonNode & {kind: 'object'},
	key: string,
	beside: string | null,
): string | null | undefined {
	if (fileName.test(key)) {
		return key;
	}

	if (!hashKey.test(key) || otherKey.test(key)) {
		return undefined;
	}

	// `archive_sha256` is of what `archive` names.
	const prefix = key.replace(hashKey, '').toLowerCase();
	const owner = node.members.find(member => prefix !== '' && member.key.toLowerCase() === prefix)?.value;
	return owner?.kind === 'string' ? owner.value : prefix === '' ? beside : null;
}

function fileBeside(node: JsonNode & {kind: 'object'}): string | null {
	for (const pattern of fileKeys) {
		for (const {key, value} of node.members) {
			if (pattern.test(key) && value.kind === 'string' && fileName.test(value.value)) {
				return value.value;
			}
		}
	}

	return null;
}

/** Line of an offset; asked for in rising order. */
function lineCounter(text: string): (offset: number) => number {
	let line = 1;
	let at = 0;
	return offset => {
		for (; at < offset; at++) {
			line += text[at] === '\n' ? 1 : 0;
		}

		return line;
	};
}
