import type {MaskKind, MaskRule} from '../../catalog/catalog.ts';

/** The catalog's rules, and the names under which credentials are passed everywhere, ready to be asked. */
export type KeyRules = {
	/** What the value at these keys is; keys above it count too, so that all values below a marked object are masked. */
	kindAt(keys: ReadonlyArray<string | number>): MaskKind | undefined;
	/** What the value of a single name is: `client_email`, `filter.client_email`, `filter[client_email]`. */
	kindOf(name: string): MaskKind | undefined;
	/** The rules, each as its keys in lower case without `_` and `-`. */
	readonly paths: ReadonlyArray<{readonly keys: readonly string[]; readonly kind: MaskKind}>;
};

/** Query values that open something, by whole name: substrings would ruin `author` and `design`. */
const secretQueryNames =
	/^(?:access_?token|refresh_?token|id_?token|auth_?token|token|key|api_?key|code|pass(?:word|wd)?|secret|client_?secret|sig|signature|session_?id|x-amz-.*)$/i;
/** The same in bodies, where `code` and `key` mean other things. */
const secretKeys = [
	'accesstoken',
	'refreshtoken',
	'idtoken',
	'authtoken',
	'apitoken',
	'token',
	'apikey',
	'password',
	'passwd',
	'secret',
	'clientsecret',
	'authorization',
];
const secretHeaders =
	/^(?:authorization|proxy-authorization|cookie|set-cookie|cookie2|set-cookie2|x-api-key|.*(?:token|secret|signature|api-?key|password).*)$/i;

export function isSecretQueryName(name: string): boolean {
	return secretQueryNames.test(name);
}

export function isSecretHeader(name: string): boolean {
	return secretHeaders.test(name.trim());
}

/** Keys are compared without regard to case, `_` and `-`. */
export function normaliseKey(key: string): string {
	return key.toLowerCase().replaceAll(/[-_\s]+/g, '');
}

/** The keys in a written path: `filter[client.email]` is filter, client, email. */
function keysIn(name: string): readonly string[] {
	return name.length > 200
		? []
		: name
				.split(/[.[\]]+/)
				.map(normaliseKey)
				.filter(key => key !== '');
}

/** @param masking false leaves only the rules for secrets */
export function createKeyRules(rules: readonly MaskRule[], masking: boolean): KeyRules {
	const paths = [
		...rules
			.filter(({kind}) => masking || kind === 'secret')
			.map(({key, kind}) => ({keys: keysIn(key), kind}))
			.filter(({keys}) => keys.length > 0),
		...secretKeys.map(key => ({keys: [key], kind: 'secret' as const})),
	];
	const byLast = new Map<string, typeof paths>();
	for (const path of paths) {
		const last = path.keys.at(-1) ?? '';
		byLast.set(
			last,
			[...(byLast.get(last) ?? []), path].sort((a, b) => b.keys.length - a.keys.length),
		);
	}

	const split = new Map<string, readonly string[]>();

	function cachedKeys(key: string): readonly string[] {
		let keys = split.get(key);
		if (keys === undefined) {
			keys = keysIn(key);
			// Hostile answers can hold millions of different keys.
			if (split.size < 10_000) {
				split.set(key, keys);
			}
		}

		return keys;
	}

	function kindAt(written: ReadonlyArray<string | number>): MaskKind | undefined {
		const isMarked = written.some(
			key => typeof key === 'string' && cachedKeys(key).some(part => byLast.has(part)),
		);
		if (!isMarked) {
			return undefined;
		}

		const keys = written.flatMap(key => (typeof key === 'string' ? cachedKeys(key) : []));
		for (let end = keys.length; end > 0; end--) {
			const found = byLast
				.get(keys[end - 1] ?? '')
				?.find(path => path.keys.every((key, index) => keys[end - path.keys.length + index] === key));
			if (found !== undefined) {
				return found.kind;
			}
		}

		return undefined;
	}

	return {kindAt, kindOf: name => kindAt([name]), paths};
}
