/** Where an e-mail address stands. */
export type Report = (start: number, end: number) => void;

const localCharacter = /[\p{L}\p{N}\p{M}._%+'!#$*~^\u200b-\u200f-]/u;
const domainCharacter = /[\p{L}\p{N}\p{M}.-]/u;
const longestLocal = 64;
const longestDomain = 255;
const longestQuoted = 64;
/** `logo@2x.png` is a picture. */
const pictureName = /^\d+(?:\.\d+)?x\.(?:png|jpe?g|webp|gif|svg|avif)$/i;
const maskedUser = /^\*\*\*[\da-f]{6}$/;
const domainPattern =
	/^(?:[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}-]{0,61}[\p{L}\p{N}\p{M}])?\.)+(?:[\p{L}\p{M}]{2,63}|xn--[a-z\d-]{1,59})/iu;
const addressLiteral = /^\[(?:IPv6:[\da-f:.]{2,45}|\d{1,3}(?:\.\d{1,3}){3})\]/i;

/**
 * E-mail addresses (RFC 5321 in practice, RFC 6531 for other scripts): quoted local parts, Cyrillic domains and address
 * literals included. Starts from each `@` and looks a bounded way to both sides, so hostile text costs no more than
 * plain text.
 */
export function findEmails(text: string, report: Report): void {
	for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
		const start = localStart(text, at);
		const end = start === at ? at : domainEnd(text, at + 1);
		// User info that is masked already ends like a local part.
		const isMasked = maskedUser.test(text.slice(Math.max(0, at - 9), at));
		if (start < at && end > at + 1 && !isMasked && !pictureName.test(text.slice(at + 1, end))) {
			report(start, end);
		}
	}
}

function localStart(text: string, at: number): number {
	if (text[at - 1] === '"') {
		const opened = text.lastIndexOf('"', at - 2);
		const quoted = opened === -1 ? '' : text.slice(opened + 1, at - 1);
		if (quoted !== '' && quoted.length <= longestQuoted && !/[\r\n]/.test(quoted)) {
			return opened;
		}

		return at;
	}

	let start = at;
	while (start > 0 && at - start < longestLocal && localCharacter.test(text.charAt(start - 1))) {
		start--;
	}

	// Punctuation before an address belongs to the sentence.
	while (start < at && /[.'!#$*~^%+-]/.test(text.charAt(start))) {
		start++;
	}

	return start;
}

function domainEnd(text: string, from: number): number {
	const literal = text[from] === '[' ? addressLiteral.exec(text.slice(from, from + 60)) : null;
	if (literal !== null) {
		return from + literal[0].length;
	}

	let end = from;
	while (end < text.length && end - from < longestDomain && domainCharacter.test(text.charAt(end))) {
		end++;
	}

	return from + (domainPattern.exec(text.slice(from, end))?.[0].length ?? 0);
}
