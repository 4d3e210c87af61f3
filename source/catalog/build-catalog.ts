import type {
	Capture,
	Catalog,
	Endpoint,
	Expectation,
	Limitation,
	Method,
	Parameter,
	Section,
	Variable,
	Variant,
} from './catalog.ts';
import type {CatalogFile, EndpointEntry, NamedTexts, VariantEntry} from './catalog-schema.ts';

/** A placeholder of a path: `{event_id}`. */
export const placeholderPattern = /\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

/**
 * The model of a catalog file: defaults filled in, and every variant complete with what it takes over from the
 * documented request.
 *
 * Pure; trusts `file`, which must have been checked (load-catalog.ts, or the test of the built-in catalog).
 *
 * @param digest SHA-256 of the file's text, 64 lower-case hex digits
 */
export function buildCatalog(file: CatalogFile, digest: string): Catalog {
	const sections = file.sections.map(entry => buildSection(entry));
	return {
		name: file.name,
		title: file.title ?? file.name,
		digest,
		servers: mapValues(file.servers, (name, {title = name, path, token}) => ({name, title, path, token})),
		profiles: mapValues(file.profiles ?? {}, (name, entry) => ({
			name,
			title: entry.title ?? name,
			kind: entry.kind,
			baseUrl: entry.base_url?.replace(/\/+$/, '') ?? null,
			hosts: entry.hosts ?? [],
			variables: entry.variables ?? {},
			masking: entry.masking ?? true,
		})),
		variables: new Map(
			parameters(file.variables).map((variable): [string, Variable] => [variable.name, variable]),
		),
		masks: Object.entries(file.masks ?? {}).map(([key, kind]) => ({key, kind})),
		sections,
		stages: mapValues(file.stages ?? {}, (id, {title = id, tests, prepare = []}) => ({
			id,
			title,
			tests,
			...(prepare.length === 0 ? {} : {prepare}),
		})),
		endpoints: new Map(
			sections.flatMap(({endpoints}) =>
				endpoints.map((endpoint): [string, Endpoint] => [endpoint.id, endpoint]),
			),
		),
	};
}

function mapValues<From, To>(
	entries: Readonly<Record<string, From>>,
	build: (name: string, value: From) => To,
): ReadonlyMap<string, To> {
	return new Map(Object.entries(entries).map(([name, value]) => [name, build(name, value)]));
}

function parameters(entries: NamedTexts = {}): Parameter[] {
	return Object.entries(entries).map(([name, value]) => parameter(name, value));
}

function parameter(name: string, value: NamedTexts[string]): Parameter {
	if (typeof value === 'string') {
		return {name, example: value};
	}

	const {example, description} = value;
	return {name, example, ...(description === undefined ? {} : {description})};
}

function buildSection(entry: CatalogFile['sections'][number]): Section {
	return {
		id: entry.id,
		title: entry.title,
		endpoints: entry.endpoints.map(endpoint => buildEndpoint(endpoint, entry)),
	};
}

function buildEndpoint(entry: EndpointEntry, section: {id: string; server?: string | undefined}): Endpoint {
	const documented = buildVariant('documented', entry, entry, section.server);
	const others = Object.entries(entry.variants ?? {}).map(([name, variant]) => ({
		...buildVariant(name, mergedRequest(entry, variant), variant, section.server),
		...(variant.note === undefined ? {} : {note: variant.note}),
	}));
	return {
		id: entry.id,
		title: entry.title,
		section: section.id,
		...(entry.description === undefined ? {} : {description: entry.description}),
		specRef: entry.spec_ref ?? '',
		artifact: artifactOf(entry),
		deprecated: entry.deprecated ?? false,
		variants: [documented, ...others],
	};
}

/** The file name stem of an endpoint's artifacts: as stated, else made of id and title. */
export function artifactOf({artifact, id, title}: Pick<EndpointEntry, 'artifact' | 'id' | 'title'>): string {
	const parts = [id, title].map(part =>
		part
			.toLowerCase()
			.replaceAll(/[^a-z0-9]+/g, '_')
			.replaceAll(/^_+|_+$/g, ''),
	);
	return artifact ?? ['test', ...parts].filter(Boolean).join('_').slice(0, 80);
}

/** What a request is made of; an endpoint's own is whole, a variant's states only what differs. */
export type RequestEntry = Omit<
	EndpointEntry,
	'id' | 'title' | 'description' | 'spec_ref' | 'artifact' | 'deprecated' | 'variants'
>;

/** The documented request with what the variant changes of it. Path parameters are taken over one by one. */
export function mergedRequest(documented: EndpointEntry, variant: VariantEntry): RequestEntry {
	const stated = Object.fromEntries(Object.entries(variant).filter(([, value]) => value !== undefined));
	const writes =
		variant.writes ??
		(variant.method === undefined || variant.method === documented.method ? documented.writes : undefined);
	return {
		...documented,
		...stated,
		path_parameters: {...documented.path_parameters, ...variant.path_parameters},
		writes,
	};
}

function buildVariant(
	name: string,
	entry: RequestEntry,
	{expect}: Pick<RequestEntry, 'expect'>,
	sectionServer: string | undefined,
): Variant {
	const values = entry.path_parameters ?? {};
	return {
		name,
		method: entry.method,
		server: entry.server ?? sectionServer ?? '',
		path: entry.path,
		pathParameters: placeholdersOf(entry.path).map(placeholder =>
			parameter(placeholder, values[placeholder] ?? ''),
		),
		query: parameters(entry.query),
		headers: parameters(entry.headers),
		body: entry.body === undefined || entry.body === null ? null : entry.body.replace(/\n+$/, ''),
		writes: entry.writes ?? writesByMethod(entry.method),
		expect: buildExpectation(expect ?? entry.expect),
		limitations: (entry.limitations ?? []).map(buildLimitation),
		captures: Object.entries(entry.captures ?? {}).map(([variable, capture]) =>
			buildCapture(variable, capture),
		),
		creates: (entry.creates ?? []).map(({what, variable, removed_by: removedBy = null}) => ({
			what,
			variable,
			removedBy,
		})),
		removes: (entry.removes ?? []).map(({what, variable}) => ({what, variable})),
		rowDeltas: Object.entries(entry.row_deltas ?? {}).map(([tables, delta]) => ({tables, delta})),
	};
}

function buildCapture(variable: string, capture: NonNullable<EndpointEntry['captures']>[string]): Capture {
	if (typeof capture === 'string') {
		return {variable, path: capture};
	}

	const {path, take, nth} = capture;
	return {
		variable,
		path,
		...(take === 'name' ? {take} : {}),
		...(nth === undefined ? {} : {nth}),
	};
}

/** The names of a path's placeholders, in order, each once. */
export function placeholdersOf(path: string): string[] {
	return [...new Set([...path.matchAll(placeholderPattern)].map(([, name]) => name ?? ''))];
}

/** Whether a request of this method changes something, where the catalog does not say. */
export function writesByMethod(method: Method): boolean {
	return !['GET', 'HEAD', 'OPTIONS'].includes(method);
}

function buildExpectation({
	status = [200],
	content,
	body = [],
}: NonNullable<EndpointEntry['expect']> = {}): Expectation {
	return {
		status,
		content: content ?? 'json',
		body: body.map(({path, equals, type}) => ({
			path,
			...(equals === undefined ? {} : {equals}),
			...(type === undefined ? {} : {type}),
		})),
	};
}

function buildLimitation({
	status,
	code,
	content,
	reason,
}: NonNullable<EndpointEntry['limitations']>[number]): Limitation {
	return {
		status,
		...(code === undefined ? {} : {code}),
		...(content === undefined ? {} : {content}),
		reason,
	};
}
