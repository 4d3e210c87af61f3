/** Secrets that are recognised by their form or by the name beside them, where nothing tells the live ones. */

export type SecretHit = {
	/** What it is, for people: `Bearer token`, `private key`. */
	readonly kind: string;
	readonly offset: number;
	readonly value: string;
};

const masked =
	/\*{2}|\.{2}|…|•{2}|[xX]{4}|[<>{}[\]()]|^[$%@]|#{3}|-{5}|redact|mask|hidden|hide|removed|omitted|secret$|your|placeholder|change_?me|example|dummy|sample|insert|here$|скрыт|удал|токен|ключ/i;
const pretended =
	/^(?:test|fake|demo|mock|stub|none|null|nil|undefined|invalid|wrong|bad|expired|token|bearer|unset|empty|true|false|loaded|missing|string|value|abc|foo|bar|1234)(?:[-_.\d]|token|$)/i;

/** True for what stands in a secret's place and opens nothing: masks, placeholders, names of variables. */
export function isMaskOrPlaceholder(value: string): boolean {
	return masked.test(value) || pretended.test(value) || new Set(value).size < 5;
}

/** Looks like something that a machine made: no word of a sentence. */
function looksMade(value: string): boolean {
	return value.length >= 8 && /\d/.test(value) && /[A-Za-z]/.test(value)
		? true
		: value.length >= 24 && !/^[a-z]+$|^[A-Z_]+$/.test(value);
}

type Pattern = {
	readonly kind: string;
	/** A text that is in every match: most files hold none and are done. */
	readonly hint: RegExp;
	readonly pattern: RegExp;
	/** Number of the group that holds the value. */
	readonly group: number;
	readonly accepts?: (value: string) => boolean;
};

const alwaysThere = /./;
const patterns: readonly Pattern[] = [
	{
		kind: 'private key',
		hint: /PRIVATE KEY/,
		pattern: /-----BEGIN (?:[A-Z]{1,20} ){0,2}PRIVATE KEY-----(?:\\r|\\n|\s){1,4}([A-Za-z\d+/=]{20,80})/g,
		group: 1,
	},
	{
		kind: 'JSON web token',
		hint: /eyJ/,
		pattern: /(?<![\w-])(eyJ[\w-]{8,2000}\.eyJ[\w-]{8,4000}\.[\w-]{16,1000})/g,
		group: 1,
		accepts: () => true,
	},
	{
		kind: 'AWS access key',
		hint: /AKIA|ASIA/,
		pattern: /(?<![\w/+])((?:AKIA|ASIA)[A-Z\d]{16})(?![\w/+])/g,
		group: 1,
	},
	{
		kind: 'GitHub token',
		hint: /gh[pousr]_|github_pat_/,
		pattern: /(?<!\w)((?:gh[pousr]_\w{30,255}|github_pat_\w{40,255}))/g,
		group: 1,
	},
	{kind: 'GitLab token', hint: /glpat-/, pattern: /(?<!\w)(glpat-[\w-]{20,60})/g, group: 1},
	{kind: 'Slack token', hint: /xox/, pattern: /(?<!\w)(xox[abprs]-[\w-]{20,200})/g, group: 1},
	{kind: 'Google key', hint: /AIza/, pattern: /(?<!\w)(AIza[\w-]{35})(?![\w-])/g, group: 1},
	{kind: 'Stripe key', hint: /k_live_/, pattern: /(?<!\w)([sr]k_live_\w{16,120})/g, group: 1},
	{kind: 'Telegram bot token', hint: /\d:AA/, pattern: /(?<!\w)(\d{8,10}:AA[\w-]{33})(?![\w-])/g, group: 1},
	{
		kind: 'Bearer token',
		hint: /bearer|token/i,
		pattern: /\b(?:Bearer|Token)[ \t]{1,4}([A-Za-z\d._~+/-]{12,4000}={0,2})/gi,
		group: 1,
		accepts: looksMade,
	},
	{
		kind: 'Basic credentials',
		hint: /basic/i,
		pattern: /\bBasic[ \t]{1,4}([A-Za-z\d+/]{8,1000}={0,2})/gi,
		group: 1,
		accepts: value => isUserAndPassword(value),
	},
	{
		kind: 'credentials in a URL',
		hint: /:\/\//,
		pattern: /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s/:@"'<>]{1,100}:([^\s/@"'<>]{3,200})@/gi,
		group: 1,
	},
	{
		kind: 'secret in a URL',
		hint: /[?&;]/,
		pattern:
			/[?&;](?:access_?token|refresh_?token|auth_?token|api_?token|token|api_?key|password|passwd|pwd|secret|client_?secret)=([^&\s"'<>#\\|)`]{6,2000})/gi,
		group: 1,
	},
	{
		kind: 'secret beside its name',
		hint: /token|passw|pwd|secret|key|auth|пароль/i,
		pattern:
			/(?<![\w-])(?!(?:\w{0,20}(?:csrf|xsrf|page|next|cursor|continuation|device|push)))[\w.-]{0,40}?(?:token|secret|api[_-]?key|access[_-]?key|private[_-]?key|x-api-key|authorization)\\{0,2}["']\s{0,3}(?::|=>)\s{0,3}\\{0,2}["']([^\s"'\\]{8,4000})\\{0,2}["']/gi,
		group: 1,
		accepts: looksMade,
	},
	{
		kind: 'password beside its name',
		hint: /passw|pwd|пароль/i,
		pattern:
			/(?<![\w-])[\w.-]{0,40}?(?:password|passwd|pwd|пароль)\\{0,2}["']\s{0,3}(?::|=>)\s{0,3}\\{0,2}["']([^\s"'\\]{4,400})\\{0,2}["']/gi,
		group: 1,
	},
	{
		kind: 'secret in a variable',
		hint: /TOKEN|PASSW|SECRET|API_?KEY/,
		pattern:
			/(?<![\w-])(?:[A-Z][A-Z\d]{0,30}_){0,4}(?:TOKEN|PASSWORD|PASSWD|SECRET|API_?KEY|SECRET_KEY)[ \t]?=[ \t]?["']?([^\s"'#;|`,)]{6,2000})/g,
		group: 1,
		accepts: looksMade,
	},
];

/** Base64 of `user:password`, in printable characters. */
function isUserAndPassword(value: string): boolean {
	const text = Buffer.from(value, 'base64').toString('latin1');
	return (
		/^[\x20-\x7e]{1,200}:[\x20-\x7e]{1,200}$/.test(text) &&
		!isMaskOrPlaceholder(text.slice(text.indexOf(':') + 1))
	);
}

/** Every value that is one, in the order of the text; the same value at the same place once. */
export function findSecretPatterns(text: string): readonly SecretHit[] {
	const byOffset = new Map<number, SecretHit>();
	for (const {kind, hint, pattern, group, accepts} of patterns) {
		if (hint !== alwaysThere && !hint.test(text)) {
			continue;
		}

		for (const match of text.matchAll(pattern)) {
			const value = match[group] ?? '';
			const offset = match.index + match[0].lastIndexOf(value);
			if (!isMaskOrPlaceholder(value) && accepts?.(value) !== false && !byOffset.has(offset)) {
				byOffset.set(offset, {kind, offset, value});
			}
		}
	}

	return [...byOffset.values()].sort((a, b) => a.offset - b.offset);
}

const secretWord =
	/(?:token|secret|password|passwd|api[_ -]?key|bearer|authorization|credential|токен\p{L}*|ключ\p{L}*|парол\p{L}*)/iu;
const cutValue =
	/(?<![\w.…*/\\-])((?:[A-Za-z\d][\w-]{2,15})?(?:\.{2,4}|…|\*{3,})(?:[\w-]{0,11}[A-Za-z\d])?)(?![\w…*/\\-]|\.[\w.])/g;
const namedPart =
	/(?:token|secret|api[_-]?key|password)[_ -]?(?:prefix|suffix|preview|start|first|last|begin\w*|tail|head)[\w ]{0,12}["']?\s{0,2}[:=]\s{0,2}["']?([A-Za-z\d_-]{3,16})(?![\w-])/gi;
/** What our own journal writes for a secret: a keyed fingerprint, not a part of it. */
const ownMask = /^\*{3}[\da-f]{6}$/;
/** Beginnings that every secret of their kind shares. */
const shared = /^(?:eyJ\w{0,12}|ghp_|github_pat_|sk_test_|sk_live_|sk-|pk_|xox\w-|glpat-|Bearer|Basic|AKIA)$/;

/** Parts of secrets that were left readable: `token ab12…ef34`, `token_prefix: ab12`. Values are never given back. */
export function findSecretFragments(
	text: string,
): ReadonlyArray<{readonly offset: number; readonly shown: number}> {
	const found: Array<{offset: number; shown: number}> = [];
	if (!secretWord.test(text)) {
		return found;
	}

	for (const match of text.matchAll(cutValue)) {
		const whole = match[1] ?? '';
		const before = text.slice(Math.max(0, match.index - 60), match.index);
		const word = before.slice(before.lastIndexOf('\n') + 1);
		const parts = whole.split(/\.{2,4}|…|\*{3,}/).filter(part => part !== '' && !shared.test(part));
		const isBeside = secretWord.test(word.slice(-45));
		if (isBeside && !ownMask.test(whole) && parts.length > 0 && parts.every(looksLikePart)) {
			found.push({offset: match.index, shown: parts.join('').length});
		}
	}

	for (const match of text.matchAll(namedPart)) {
		const part = match[1] ?? '';
		if (looksLikePart(part) && !shared.test(part)) {
			found.push({offset: match.index, shown: part.length});
		}
	}

	return found.sort((a, b) => a.offset - b.offset);
}

/** Letters and digits mixed, or letters of both cases inside: no word. */
function looksLikePart(part: string): boolean {
	return (
		part.length >= 2 &&
		(/\d/.test(part) ? /[A-Za-z]/.test(part) || part.length >= 4 : /[a-z][A-Z]/.test(part))
	);
}
