import {isRecord} from './json-kind.ts';

const checksumsName =
	/^(?:.*[-_. ])?(?:sha-?(?:1|224|256|384|512)|md5|checksums?|hash(?:es)?|хеши|хэши|контрольн(?:ые|ая)[-_ ]сумм[аы])(?:[-_ ]?sums?)?(?:\.(?:txt|asc|list|json|sha\d*|md5))?$/;

/** Whether a lower-case file name says that it holds hashes: `SHA256SUMS`, `run.zip.sha256`, `checksums.txt`. */
export function isChecksumsName(name: string): boolean {
	return checksumsName.test(name);
}

const hashAlone = /(?:^|[^\da-z])(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128})(?:$|[^\da-z])/i;

/** How large a part of a text's lines holds a hash; 0 for a text of no lines. */
export function hashLineShare(text: string): number {
	const lines = text
		.slice(0, 64 * 1024)
		.split(/\r?\n/)
		.filter(line => line.trim() !== '' && line.length < 1024);
	return lines.length === 0 ? 0 : lines.filter(line => hashAlone.test(line)).length / lines.length;
}

/** What a program that hashes one file prints: `certutil -hashfile`, `Get-FileHash`, whatever the file is named. */
export function isHashPrintout(text: string): boolean {
	const lines = text
		.slice(0, 8192)
		.split(/\r?\n/, 40)
		.filter(line => line.trim() !== '');
	return (
		text.length < 8192 &&
		lines.length <= 12 &&
		(/^\s*(?:(?:SHA-?\d{1,3}|MD5) (?:hash of|хэш|хеш)|(?:хэш|хеш) (?:SHA|MD5))/i.test(lines[0] ?? '') ||
			/^\s*Algorithm\s{1,20}(?:Hash\s{1,200}Path|:\s{0,4}(?:SHA|MD5))/i.test(lines[0] ?? ''))
	);
}

/** A JSON object of hashes by file: `{"run.zip": "5bdc…"}`, alone or under one member. */
export function isHashMap(value: unknown): boolean {
	if (!isRecord(value)) {
		return false;
	}

	const values = Object.values(value);
	const strings = values.filter(member => typeof member === 'string');
	const hashes = strings.filter(member =>
		/^(?:[\da-f]{32}|[\da-f]{40}|[\da-f]{64}|[\da-f]{128})$/i.test(member),
	);
	return hashes.length > 0 ? hashes.length > values.length / 2 : values.length === 1 && isHashMap(values[0]);
}
