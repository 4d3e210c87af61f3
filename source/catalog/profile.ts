import type {Catalog, Profile, ProfileEntry, ProfileKind} from './catalog.ts';
import {nearestName} from './nearest-name.ts';
import {Problem} from './problem.ts';

/** Environment variable that replaces a profile's base URL. */
export const baseUrlVariable = 'QTICKETS_BASE_URL';

export type ProfileChoice = {
	/** The profile asked for; without one `sandbox` when a sandbox runs, else `production`. */
	readonly name?: string;
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** Where the built-in sandbox answers; it goes before every other base URL. */
	readonly sandboxUrl?: string;
	readonly readOnly?: boolean;
};

/**
 * Where to ask and how carefully. A host that the profile does not list counts as `production`, whatever the profile
 * says of itself: a mistyped address must never unlock writes.
 *
 * @throws {Problem} `profile-unknown`, `profile-conflict`, `base-url-missing`, `base-url-invalid`, `masking-refused`
 */
export function resolveProfile(catalog: Catalog, choice: ProfileChoice): Profile {
	const entry = entryOf(catalog, choice.name ?? (choice.sandboxUrl === undefined ? 'production' : 'sandbox'));
	if (choice.sandboxUrl !== undefined && entry.kind !== 'sandbox') {
		throw new Problem(
			'profile-conflict',
			`The built-in sandbox cannot stand in for the profile "${entry.name}".`,
			{
				next: `Leave out either the sandbox or the profile "${entry.name}".`,
			},
		);
	}

	const {url, from} = baseUrlOf(entry, choice);
	const kind = kindOf(entry, url.host, choice.sandboxUrl !== undefined);
	if (!entry.masking && kind !== 'sandbox') {
		throw new Problem(
			'masking-refused',
			`The profile "${entry.name}" turns masking off, and ${url.host} (${from}) is not a sandbox.`,
			{next: 'Leave masking on: personal data must not reach the disk.'},
		);
	}

	return {
		name: entry.name,
		kind,
		baseUrl: url.origin,
		host: url.host,
		variables: entry.variables,
		masking: entry.masking,
		readOnly: choice.readOnly ?? false,
	};
}

/** Every catalog has these two, so that `--sandbox` and `QTICKETS_BASE_URL` work with one that names no profile. */
const implied: ReadonlyMap<string, ProfileKind> = new Map([
	['sandbox', 'sandbox'],
	['production', 'production'],
]);

function entryOf(catalog: Catalog, name: string): ProfileEntry {
	const entry = catalog.profiles.get(name);
	if (entry !== undefined) {
		return entry;
	}

	const kind = implied.get(name);
	if (kind === undefined) {
		const names = new Set([...catalog.profiles.keys(), ...implied.keys()]);
		const nearest = nearestName(name, names);
		throw new Problem('profile-unknown', `The catalog has no profile ${JSON.stringify(name)}.`, {
			next:
				nearest === undefined
					? `It has ${[...names].join(', ')}.`
					: `Did you mean ${JSON.stringify(nearest)}?`,
		});
	}

	return {name, title: name, kind, baseUrl: null, hosts: [], variables: {}, masking: true};
}

function baseUrlOf(entry: ProfileEntry, choice: ProfileChoice): {url: URL; from: string} {
	if (choice.sandboxUrl !== undefined) {
		return {url: parseBaseUrl(choice.sandboxUrl, 'the sandbox'), from: 'the sandbox'};
	}

	const fromEnvironment = choice.environment[baseUrlVariable];
	if (fromEnvironment !== undefined && fromEnvironment !== '') {
		return {url: parseBaseUrl(fromEnvironment, baseUrlVariable), from: baseUrlVariable};
	}

	if (entry.baseUrl === null) {
		throw new Problem('base-url-missing', `The profile "${entry.name}" does not say where to ask.`, {
			next:
				entry.kind === 'sandbox'
					? `Start the built-in server with --sandbox, or set ${baseUrlVariable}.`
					: `Set ${baseUrlVariable} to the address of the server, such as https://qtickets.ru.`,
		});
	}

	return {url: parseBaseUrl(entry.baseUrl, `profile "${entry.name}"`), from: `profile "${entry.name}"`};
}

/**
 * A base URL: scheme and host, a port where it is not the default, nothing else but one slash.
 *
 * @param from where it comes from, for the message; the value itself may hold a password and is not shown
 * @throws {Problem} `base-url-invalid`
 */
export function parseBaseUrl(text: string, from: string): URL {
	const fault = baseUrlFault(text);
	if (fault !== undefined) {
		throw new Problem('base-url-invalid', `The base URL of ${from} ${fault}.`, {
			next: 'Give scheme and host only, such as https://qtickets.ru.',
		});
	}

	return new URL(text);
}

/** What is wrong with a base URL, as the end of a sentence; `undefined` when nothing is. */
export function baseUrlFault(text: string): string | undefined {
	if (!/^https?:\/\/[^\s\\]+$/i.test(text) || !URL.canParse(text)) {
		return 'is not an http or https address';
	}

	const url = new URL(text);
	if (url.username !== '' || url.password !== '' || text.includes('@')) {
		return 'holds a user name or password';
	}

	if (/[?#]/.test(text)) {
		return 'holds a query or fragment';
	}

	return url.pathname === '/' ? undefined : 'holds a path';
}

function kindOf(entry: ProfileEntry, host: string, isSandbox: boolean): ProfileKind {
	if (isSandbox) {
		return 'sandbox';
	}

	const own = entry.baseUrl === null ? [] : [new URL(entry.baseUrl).host];
	const listed = [...own, ...entry.hosts].some(name => name.toLowerCase() === host);
	return listed ? entry.kind : 'production';
}
