import type {AuditedFile, Content} from '../audited-set.ts';
import {baseName} from '../lookup.ts';
import type {Rule} from '../rule.ts';
import {filesByDigest} from '../stated-hashes.ts';

export const secretFileCommitted: Rule = {
	id: 'secret-file-committed',
	proves: 'a file that holds credentials is among the evidence',
	severity: 'critical',
	circumstantial: false,
	why: 'Everybody who receives the set can act in the name of its owner; the credentials must be revoked.',
	needs: ['text'],
	*checkFile(file, content, set) {
		const found = isCopy(file, filesByDigest(set).get(file.sha256) ?? []) ? null : secretsIn(file, content);
		if (found !== null) {
			yield {place: {file: file.path}, subject: file.path, claimed: 'files of evidence', found};
		}
	},
};

/** One finding for a file and its copy in the archive. */
function isCopy(file: AuditedFile, same: readonly AuditedFile[]): boolean {
	return file.archive !== null && same.some(({archive}) => archive === null);
}

const environmentName = /^\.?env(?:\.(?!example|sample|template|dist|defaults?)[\w-]+)?$|^[\w-]+\.env$/i;
const exampleName = /example|sample|template|пример/i;
const keyName = /\.(?:pem|key|ppk|p8)$|^id_(?:rsa|dsa|ecdsa|ed25519)$|^ssh_host_\w+_key$/i;
const storeName = /\.(?:p12|pfx|jks|keystore|kdbx?)$/i;
const credentialsName =
	/^(?:credentials?|secrets?|tokens?|passwords?|service[-_]account[\w-]*|client_secret[\w-]*)\.(?:json|ya?ml|toml|ini|txt|cfg)$|^\.?(?:netrc|_netrc|pgpass|git-credentials|npmrc|pypirc|htpasswd|token)$/i;
const privateKey = /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----|^PuTTY-User-Key-File-/m;

/** What credentials a file holds, without a character of them; `null` for none. */
function secretsIn(file: AuditedFile, content: Content): string | null {
	const name = baseName(file.path);
	if (exampleName.test(name) || content.bytes.length === 0 || content.bytes.length > 1024 * 1024) {
		return null;
	}

	if (keyName.test(name) && privateKey.test(content.text)) {
		return 'a private key';
	}

	if (storeName.test(name)) {
		return 'a key store';
	}

	if (environmentName.test(name) || credentialsName.test(name)) {
		const names = secretNames(content.text);
		return names.length === 0 ? null : `values for ${names.slice(0, 5).join(', ')}`;
	}

	return null;
}

const secretKey =
	/token|secret|passw|pwd|api[-_]?key|private[-_]?key|auth|credential|access[-_]?key|dsn|connection/i;
const placeholder =
	/^(?:$|[<[{$%*].*|x{3,}.*|\.{3}|…|\*+|your[-_ ].*|change[-_]?me.*|todo|tbd|none|null|undefined|test|example.*|placeholder.*|dummy.*|replace.*|insert.*|masked.*|redacted.*|true|false|\d{1,3})$/i;

/** Names of variables or members that sound secret and have a value that looks like one. */
function secretNames(text: string): string[] {
	const names = new Set<string>();
	for (const line of text.split('\n', 2000)) {
		const pairs = [
			/^\s*(?:export\s+)?["']?([\w./:-]{1,80})["']?\s*[:=]\s*["']?([^"'\r\n]{0,500})/.exec(line),
			...line.slice(0, 20_000).matchAll(/"([\w-]{1,80})"\s*:\s*"([^"]{0,500})"/g),
		];
		for (const [, name = '', value = ''] of pairs.filter(pair => pair !== null)) {
			const content = value.trim().replace(/,$/, '');
			if (secretKey.test(name) && content.length >= 6 && !placeholder.test(content)) {
				names.add(name);
			}
		}
	}

	return [...names];
}
