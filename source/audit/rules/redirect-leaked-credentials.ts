import {isSecretHeader, isSecretQueryName} from '../../session/masking/key-rules.ts';
import type {Content} from '../audited-set.ts';
import type {Discovery} from '../finding.ts';
import {isArtifactToCheck} from '../file-text.ts';
import {readHeaders} from '../readers/header-list.ts';
import {plainKey} from '../readers/artifact-keys.ts';
import {isRecord, pointerTo} from '../readers/json-place.ts';
import {artifactNamed} from '../same-answers.ts';
import type {Rule} from '../rule.ts';

const hopLists = /^(?:redirects?|redirectchain|history|hops|entries|chain)$/;

/** Fires where the artifact records a hop to another origin that carried `Authorization`, `Cookie` or the like. */
export const redirectLeakedCredentials: Rule = {
	id: 'redirect-leaked-credentials',
	proves: 'credentials were sent to another server after a redirect',
	severity: 'critical',
	circumstantial: false,
	why: 'The server that was redirected to has the token now: it must be replaced.',
	needs: ['artifacts'],
	checkFile(file, {artifact}, set) {
		const url = isArtifactToCheck(file, set) ? artifactNamed(set, file.path)?.url : null;
		return artifact === null || url === null || url === undefined
			? []
			: discoveriesIn(file.path, artifact, url);
	},
};

function discoveriesIn(
	file: string,
	{value, bodyPointer}: NonNullable<Content['artifact']>,
	url: string,
): readonly Discovery[] {
	const origin = originOf(url);
	for (const {hop, pointer} of hopsIn(value, '', bodyPointer, 0)) {
		const target = originOf(urlOf(hop));
		const credential = target === null || origin === null || target === origin ? null : credentialIn(hop);
		if (credential !== null) {
			return [
				{place: {file, pointer}, claimed: `a request to ${origin}`, found: `${credential} sent to ${target}`},
			];
		}
	}

	return [];
}

function* hopsIn(
	value: unknown,
	pointer: string,
	body: string | null,
	depth: number,
): Generator<{hop: Readonly<Record<string, unknown>>; pointer: string}> {
	if (!isRecord(value) || depth > 3 || (pointer !== '' && pointer === body)) {
		return;
	}

	for (const [key, member] of Object.entries(value)) {
		const at = pointerTo(pointer, key);
		if (Array.isArray(member) && hopLists.test(plainKey(key))) {
			for (const [index, hop] of (member as readonly unknown[]).slice(0, 100).entries()) {
				if (isRecord(hop)) {
					yield {hop, pointer: pointerTo(at, index)};
				}
			}
		} else {
			yield* hopsIn(member, at, body, depth + 1);
		}
	}
}

function urlOf(hop: Readonly<Record<string, unknown>>): string {
	const request = isRecord(hop['request']) ? hop['request'] : {};
	const url = request['url'] ?? hop['url'] ?? hop['to'] ?? hop['request_url'];
	return typeof url === 'string' ? url : '';
}

function credentialIn(hop: Readonly<Record<string, unknown>>): string | null {
	const request = isRecord(hop['request']) ? hop['request'] : {};
	const headers = readHeaders(request['headers'] ?? hop['request_headers'] ?? hop['sent_headers']);
	for (const [name, value] of headers ?? []) {
		if (isSecretHeader(name) && name !== 'set-cookie' && value.trim() !== '') {
			return `the header ${name}`;
		}
	}

	const query = /\?([^#]{1,4000})/.exec(urlOf(hop))?.[1] ?? '';
	const name = query
		.split('&')
		.map(pair => pair.replace(/=.*$/, ''))
		.find(key => isSecretQueryName(key) && key !== 'code');
	return name === undefined ? null : `the parameter ${name.slice(0, 40)}`;
}

function originOf(url: string): string | null {
	return /^https?:\/\/[^/?#\s@]{1,300}/i.exec(url)?.[0].toLowerCase() ?? null;
}
