import {Problem} from '../catalog/problem.ts';
import type {SessionOpened} from './event.ts';
import type {SessionOptions} from './session-options.ts';

/**
 * A session is resumed with what it was begun with: a report must not mix two catalogs or servers.
 *
 * @throws {Problem} `session-differs`
 */
export function checkSame(
	opened: SessionOpened,
	{catalog, profile, sandbox}: SessionOptions,
	file: string,
): void {
	const differs = (what: string, was: string, is: string): Problem =>
		new Problem('session-differs', `The session was begun with ${what} ${was}, not ${is}.`, {
			place: {file},
			next: 'Resume it with what it was begun with, or begin a new session: a report must not mix them.',
		});
	if (opened.catalog.digest !== catalog.digest) {
		throw differs('the catalog', digestName(opened.catalog), digestName(catalog));
	}

	if (opened.profile.name !== profile.name || opened.profile.kind !== profile.kind) {
		throw differs('the profile', nameAndKind(opened.profile), nameAndKind(profile));
	}

	// The built-in sandbox may get another port; any other server must be the same one.
	if (opened.sandbox === null && opened.profile.base_url !== profile.baseUrl) {
		throw differs('the base URL', opened.profile.base_url, profile.baseUrl);
	}

	if (opened.sandbox?.mode !== sandbox?.mode || opened.sandbox?.scenario !== sandbox?.scenario) {
		throw differs('the sandbox', sandboxName(opened.sandbox), sandboxName(sandbox));
	}
}

function digestName({name, digest}: {name: string; digest: string}): string {
	return `${name} (${digest.slice(0, 12)})`;
}

function nameAndKind({name, kind}: {name: string; kind: string}): string {
	return `${name} (${kind})`;
}

function sandboxName(sandbox: SessionOpened['sandbox']): string {
	return sandbox === null ? 'none' : `${sandbox.mode}/${sandbox.scenario}`;
}
