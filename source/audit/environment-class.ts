import type {Catalog} from '../catalog/catalog.ts';
import type {AuditedSet, Fact, StatementKind} from './audited-set.ts';
import {readEndpoint} from './endpoint-text.ts';
import type {Place} from './finding.ts';
import {baseName} from './lookup.ts';

export type EnvironmentClass = 'production' | 'test' | 'sandbox';

/** What words say about an environment or a token; `null` where they say nothing, or both. */
export function classOfWords(text: string): 'production' | 'test' | null {
	const words = text.slice(0, 1000);
	const isTest =
		/(?<![\p{L}\d-])(?:test|testing env\w*|staging|sandbox|demo|uat|qa|dev|development|mock)(?![\p{L}\d-])|тестов|песочниц|стенд|демо/iu.test(
			words,
		);
	const isProduction =
		/(?<![\p{L}\d_-])(?:prod|production|live)(?![\p{L}\d-])|боев(?:ой|ая|ое|ом|ую|ых)|продуктивн\p{L}{2,3}|промышленн\p{L}{2,3} (?:сред|контур|стенд|сервер|окружен)|продакшн|продакшен|(?<!\p{L})прод(?!\p{L})/iu.test(
			words,
		);
	const isDenied =
		/(?:non|not|pre|no|without)[ -]?(?:a )?(?:prod|production|live)|не (?:прод|боев)|кроме прод/iu.test(
			words,
		);
	return isTest === isProduction || isDenied ? null : isTest ? 'test' : 'production';
}

/** What an archive's or folder's name says: only words that leave no doubt, so not `test`. */
export function classOfName(name: string): 'production' | 'sandbox' | null {
	const parts = baseName(name)
		.toLowerCase()
		.split(/[^\p{L}\d]+/u);
	const isProduction = parts.some(part => /^(?:prod|production|live)$/.test(part));
	const isOther = parts.some(part => /^(?:sandbox|staging|non|pre|nonprod|preprod)$/.test(part));
	return isProduction === isOther
		? null
		: isProduction
			? 'production'
			: parts.includes('sandbox')
				? 'sandbox'
				: null;
}

/** What a host is, by the catalog's profiles and by what its name says; `null` when nobody knows. */
export function classOfHost(host: string, catalog: Catalog | null): EnvironmentClass | null {
	const name = host.replace(/:\d+$/, '');
	if (/^(?:localhost|127(?:\.\d+){3}|\[?::1\]?|0\.0\.0\.0|.*\.localhost|.*\.local)$/.test(name)) {
		return 'sandbox';
	}

	if (
		/(?:^|[.-])(?:test|tests|stage|staging|dev|demo|sandbox|uat|qa|stand|preprod|preview|integration|trial)(?:\d*[.-]|$)/.test(
			name,
		)
	) {
		return 'test';
	}

	for (const {kind, baseUrl, hosts} of catalog?.profiles.values() ?? []) {
		const own = [...hosts, ...(baseUrl === null ? [] : [readEndpoint(baseUrl).host ?? ''])];
		if (own.some(known => known !== '' && (host === known || name.endsWith(`.${known}`)))) {
			return kind;
		}
	}

	return null;
}

/** A host that the set's artifacts or logs recorded, with one place and how often. */
export type RecordedHost = {readonly host: string; readonly place: Place; readonly times: number};

/** Hosts of recorded requests: of artifacts, else of the whole URLs in logs. */
export function recordedHosts(set: AuditedSet): readonly RecordedHost[] {
	const urls = [
		...set.artifacts.map(({url, file, pointers}) => ({
			url,
			place: pointers.url === undefined ? {file} : {file, pointer: pointers.url},
		})),
		...set.logs.flatMap(log => log.records.map(({path, place}) => ({url: path, place}))),
	];
	const hosts = new Map<string, {host: string; place: Place; times: number}>();
	for (const {url, place} of urls) {
		const host = url === null ? null : readEndpoint(url).host;
		if (host === null) {
			continue;
		}

		const known = hosts.get(host);
		if (known === undefined) {
			hosts.set(host, {host, place, times: 1});
		} else {
			known.times++;
		}
	}

	return [...hosts.values()];
}

/** What a set says of its own environment, and where. */
export type StatedClass = {
	readonly class: 'production' | 'test';
	readonly text: string;
	readonly places: readonly Place[];
};

/**
 * What the reports (or, where they are silent, the logs) call their environment or token: by its facts, else by its
 * words. `null` when nothing is said, or both.
 */
export function statedClass(set: AuditedSet): StatedClass | null {
	for (const sources of [set.reports, set.logs]) {
		const facts = sources
			.flatMap(source => source.facts)
			.map(fact => ({place: fact.place, text: fact.value, class: classOfFact(fact)}));
		const statements = sources
			.flatMap(source => source.statements)
			.map(({kind, place, text}) => ({place, text, class: classOfStatement(kind, text)}));
		for (const stated of [facts, statements]) {
			const known = stated.filter(one => one.class !== null);
			const [first] = known;
			if (first?.class != null) {
				return known.every(one => one.class === first.class)
					? {class: first.class, text: first.text, places: known.map(({place}) => place)}
					: null;
			}
		}
	}

	return null;
}

/** "Test environment: Windows 11" names where tests ran; "Test token: loaded" names the token. */
export function classOfFact({key, label, value}: Fact): 'production' | 'test' | null {
	if (key === 'token') {
		return classOfWords(`${label}: ${value}`);
	}

	return key === 'environment' || key === 'profile' ? classOfWords(value) : null;
}

/** Words that only label what follows say nothing about it. */
function classOfStatement(kind: StatementKind, text: string): 'production' | 'test' | null {
	const said = kind === 'test-environment' ? 'test' : kind === 'production-environment' ? 'production' : null;
	const words = text.replace(
		/^[\s*_#>|-]{0,20}(?:test(?:ing)? (?:environment|env|setup|system)|тестов\p{L}+ (?:окружение|среда|стенд))\s{0,3}[:\u2013\u2014-]/iu,
		'',
	);
	return said !== null && classOfWords(words) === said ? said : null;
}
