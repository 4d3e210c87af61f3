import {createHash} from 'node:crypto';

/** Bearer tokens of one sandbox; the same for the same seed. They open nothing anywhere else. */
export type Tokens = {
	/** REST, everything. */
	readonly full: string;
	/** REST, reading only: writes answer 403. */
	readonly readOnly: string;
	/** Known to neither API. */
	readonly wrong: string;
	/** The Partners key. */
	readonly partners: string;
};

/** The tokens of a seed. */
export function tokensOf(seed: number): Tokens {
	const token = (kind: string): string =>
		createHash('sha256').update(`qtickets-sandbox ${seed} ${kind}`).digest('hex').slice(0, 40);
	return {
		full: token('full'),
		readOnly: token('readOnly'),
		wrong: token('wrong'),
		partners: token('partners'),
	};
}

/** The token of an `Authorization: Bearer …` header, or `undefined`. */
export function bearerToken(header: string | undefined): string | undefined {
	return /^Bearer +(\S+)\s*$/i.exec(header ?? '')?.[1];
}
