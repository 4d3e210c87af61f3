import type {Catalog, Profile, Secrets} from './catalog.ts';
import {Problem} from './problem.ts';

/** The tokens that the catalog's servers name, as far as the environment has them. */
export function loadSecrets(
	catalog: Catalog,
	environment: Readonly<Record<string, string | undefined>>,
): Secrets {
	const secrets = new Map<string, string>();
	for (const {token} of catalog.servers.values()) {
		const value = Object.hasOwn(environment, token) ? environment[token] : undefined;
		if (value !== undefined && value !== '') {
			secrets.set(token, value);
		}
	}

	return secrets;
}

/** Fewer characters cannot be a key of a real API. */
const minimumLength = 8;

const placeholderPatterns = [
	/^(?:<.*>|\[.*\]|\{.*\}|\$.*|%.*%)$/,
	/^(?:your|my|insert|enter|put|paste|add)[-_]/i,
	/[-_](?:here|goes[-_]here)$/i,
	/^(?:(.)\1*|\.{3}.*|x+[-_x]*)$/i,
	/^(?:(?:change|replace)[-_]?(?:me|this)|place[-_]?holder|examples?|dummy|fake|sample|test(?:ing)?|todo|fixme|secret|password|api|rest|bearer|partners?|qtickets|none|null|undefined|key|token|value|string)(?:[-_]?(?:token|key|secret|value|string|me|this|\d{1,3}))*$/i,
	/^(?:1234567890?|12345678|abcdefgh?|deadbeef|foobar\w{0,3}|qwerty\w*)$/i,
];

/**
 * What is wrong with a token before anything is sent with it; `undefined` when nothing is known against it. The
 * sandbox takes anything.
 *
 * @param token name of its environment variable
 * @returns a `Problem` `token-missing` or `token-placeholder`; it never shows the value
 */
export function tokenProblem(token: string, secrets: Secrets, profile: Profile): Problem | undefined {
	if (profile.kind === 'sandbox') {
		return undefined;
	}

	const value = secrets.get(token);
	if (value === undefined) {
		return new Problem('token-missing', `${token} is not set, and ${profile.host} wants a token.`, {
			next: `Set ${token} in the environment or in a file named with --env-file.`,
		});
	}

	const fault = faultOf(value);
	return fault === undefined
		? undefined
		: new Problem('token-placeholder', `The value of ${token} ${fault}.`, {
				next: `Set ${token} to the token that you were given for ${profile.host}, and to nothing else.`,
			});
}

function faultOf(value: string): string | undefined {
	if (/^bearer\s/i.test(value)) {
		return 'begins with "Bearer", which is added by itself';
	}

	if (/[\r\n]/.test(value)) {
		return 'holds a line break';
	}

	if (/\s/.test(value)) {
		return 'holds a space';
	}

	if (/^(["'`]).*\1$/.test(value)) {
		return 'stands in quotes that belong to it now';
	}

	if (!/^[\u0021-\u007e]+$/.test(value)) {
		return 'holds characters that cannot stand in a header';
	}

	if (placeholderPatterns.some(pattern => pattern.test(value))) {
		return 'looks like a placeholder';
	}

	return value.length < minimumLength ? `is shorter than ${minimumLength} characters` : undefined;
}
