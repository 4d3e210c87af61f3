import {decodeView} from './decode-view.ts';

/** Finds known secrets anywhere in a text, as they are and in base64 and hex. Escapes are undone before (decode-view.ts). */
export type SecretSearch = {
	/** Takes a secret of at least 6 characters; shorter ones are found as whole words only (learned-values.ts). */
	add(secret: string): void;
	/** Takes a secret that is searched as it is only: for the many that answers bring along. */
	addPlain(secret: string): void;
	has(secret: string): boolean;
	find(text: string, report: (start: number, end: number, secret: string) => void): void;
	/** Grows with every new secret. */
	size(): number;
};

type Needle = {
	readonly text: string;
	readonly secret: string;
	/** Where in the needle its looked-up piece stands. */
	readonly offset: number;
	readonly isBase64: boolean;
};

/** Code units of the piece by which a needle is looked up. */
const piece = 4;
const buckets = 0x1_00_00;
const base64Character = /[A-Za-z\d+/_-]/;

/**
 * Every needle is filed under the rarest of its four-letter pieces; a rolling hash of the text asks for each piece once,
 * so the time does not grow with the number of secrets.
 */
export function createSecretSearch(): SecretSearch {
	const secrets = new Set<string>();
	const known = new Set<string>();
	const filed = new Map<number, Needle[]>();
	const filter = new Uint8Array(buckets);

	function file(text: string, secret: string, isBase64: boolean): void {
		if (text.length < piece || known.has(text)) {
			return;
		}

		known.add(text);
		let best = 0;
		let fewest = Infinity;
		for (let offset = 0; offset + piece <= text.length && fewest > 0; offset++) {
			const others = filed.get(hashAt(text, offset))?.length ?? 0;
			if (others < fewest) {
				best = offset;
				fewest = others;
			}
		}

		const hash = hashAt(text, best);
		filter[hash] = 1;
		const bucket = filed.get(hash) ?? [];
		bucket.push({text, secret, offset: best, isBase64});
		filed.set(hash, bucket);
	}

	return {
		add(secret) {
			if (secrets.has(secret)) {
				return;
			}

			secrets.add(secret);
			const bytes = Buffer.from(secret);
			// Forms write `+` for a blank.
			for (const text of [secret, secret.toLowerCase(), secret.toUpperCase(), secret.replaceAll(' ', '+')]) {
				file(text, secret, false);
			}

			for (const text of base64Pieces(bytes)) {
				file(text, secret, true);
				file(text.replaceAll('+', '-').replaceAll('/', '_'), secret, true);
			}

			// What looks like an escape in the secret itself is undone with the others.
			file(decodeView(secret)?.text ?? '', secret, false);
			file(bytes.toString('hex'), secret, false);
			file(bytes.toString('hex').toUpperCase(), secret, false);
		},
		addPlain(secret) {
			secrets.add(secret);
			file(secret, secret, false);
		},
		has: secret => secrets.has(secret),
		size: () => secrets.size,
		find(text, report) {
			if (filed.size === 0 || text.length < piece) {
				return;
			}

			for (let at = 0; at + piece <= text.length; at++) {
				const hash = hashAt(text, at);
				if (filter[hash] === 0) {
					continue;
				}

				for (const needle of filed.get(hash) ?? []) {
					const start = at - needle.offset;
					if (start >= 0 && text.startsWith(needle.text, start)) {
						const end = start + needle.text.length;
						// The characters at the edges of a base64 piece hold bits of the secret too.
						report(
							needle.isBase64 ? growLeft(text, start) : start,
							needle.isBase64 ? growRight(text, end) : end,
							needle.secret,
						);
					}
				}
			}
		},
	};
}

function hashAt(text: string, at: number): number {
	return (
		((text.charCodeAt(at) * 961 + text.charCodeAt(at + 1)) * 967 +
			text.charCodeAt(at + 2) * 31 +
			text.charCodeAt(at + 3) * 7) &
		(buckets - 1)
	);
}

/** Base64 lines are rarely longer; what lies further away belongs to something else. */
const furthest = 512;

function growLeft(text: string, from: number): number {
	let at = from;
	while (at > 0 && from - at < furthest && base64Character.test(text.charAt(at - 1))) {
		at--;
	}

	return at;
}

function growRight(text: string, from: number): number {
	let at = from;
	while (at < text.length && at - from < furthest && base64Character.test(text.charAt(at))) {
		at++;
	}

	while (text[at] === '=' && at < from + furthest) {
		at++;
	}

	return at;
}

/** The characters that the value alone decides, for each of the three ways to fall into groups of three bytes. */
function base64Pieces(value: Buffer): readonly string[] {
	return [0, 1, 2].map(shift => {
		const text = Buffer.concat([Buffer.alloc(shift), value]).toString('base64');
		return text.slice(Math.ceil((shift * 8) / 6), Math.floor(((shift + value.length) * 8) / 6));
	});
}
