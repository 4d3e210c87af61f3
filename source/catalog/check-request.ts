/** What a request of a catalog means: placeholders, variables, body, headers, JSONPath. */
import {compile, JSONPathError} from 'json-p3';
import {mergedRequest, placeholdersOf, type RequestEntry} from './build-catalog.ts';
import type {EndpointEntry, NamedTexts, VariantEntry} from './catalog-schema.ts';
import {jsonTemplateFault, variablesIn} from './json-template.ts';
import {nearestName} from './nearest-name.ts';
import type {Path} from './yaml-source.ts';

/** Takes a fault at a place of the catalog; `at` is its key or an offset into its text. */
export type Report = (path: Path, fault: {what: string; fix?: string; at?: 'key' | number}) => void;

/** The names that a request may refer to. */
export type Known = {
	readonly servers: ReadonlySet<string>;
	/** The variables with their examples. */
	readonly variables: ReadonlyMap<string, string>;
};

/** Checks the documented request of an endpoint and every variant. */
export function checkRequests(
	path: Path,
	endpoint: EndpointEntry,
	{known, sectionServer, report}: {known: Known; sectionServer: string | undefined; report: Report},
): void {
	if (endpoint.server === undefined && sectionServer === undefined) {
		report(path, {what: 'The endpoint names no server.', fix: 'Add server to it or to its section.'});
	}

	checkEntry(path, {stated: endpoint, whole: endpoint}, known, report);
	for (const [name, variant] of Object.entries(endpoint.variants ?? {})) {
		const variantPath = [...path, 'variants', name];
		if (name === 'documented' || !/^[a-z][a-z0-9-]*$/.test(name)) {
			report(variantPath, {
				what: `"${name}" cannot be the name of a variant.`,
				fix:
					name === 'documented'
						? 'The endpoint itself is the documented request: state it there.'
						: 'Use small letters, digits and hyphens.',
				at: 'key',
			});
		}

		checkEntry(variantPath, {stated: variant, whole: mergedRequest(endpoint, variant)}, known, report);
	}
}

/** @param entry what is stated here, and the whole request with what it takes over */
function checkEntry(
	path: Path,
	{stated, whole}: {stated: EndpointEntry | VariantEntry; whole: RequestEntry},
	known: Known,
	report: Report,
): void {
	const {server, query = {}, headers = {}, body} = stated;
	if (server !== undefined && !known.servers.has(server)) {
		report([...path, 'server'], {
			what: `There is no server "${server}".`,
			fix: suggestion(server, known.servers),
		});
	}

	if (stated.path !== undefined) {
		checkPath([...path, 'path'], stated.path, report);
	}

	if (stated.writes === false && ['PUT', 'PATCH', 'DELETE'].includes(whole.method)) {
		report([...path, 'writes'], {what: `${whole.method} always writes.`, fix: 'Remove the line.'});
	}

	checkPlaceholders(path, {stated, whole}, report);
	for (const [name, value] of Object.entries(headers)) {
		checkHeader([...path, 'headers', name], {name, value: exampleOf(value)}, report);
	}

	for (const [key, entries] of Object.entries({
		path_parameters: stated.path_parameters ?? {},
		query,
		headers,
	})) {
		for (const [name, value] of Object.entries(entries)) {
			const valuePath = [...path, key, name, ...(typeof value === 'string' ? [] : ['example'])];
			checkVariables(valuePath, exampleOf(value), known, report);
		}
	}

	if (typeof body === 'string') {
		checkBody([...path, 'body'], body, known, report);
	}

	checkAnswers(path, stated, known, report);
}

function exampleOf(value: NamedTexts[string]): string {
	return typeof value === 'string' ? value : value.example;
}

function checkPath(path: Path, template: string, report: Report): void {
	if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(template)) {
		report(path, {
			what: `The path "${template}" is a whole address: it would send the token to another host.`,
			fix: "Give the part below the server's path, such as events/{event_id}.",
		});
	} else if (template.startsWith('/')) {
		report(path, {
			what: `The path "${template}" begins with a slash.`,
			fix: "Give the part below the server's path, without a slash before it.",
		});
	} else if (template.includes('{{')) {
		report(path, {
			what: 'A path has places such as {event_id}, not {{event_id}}.',
			fix: 'Write {event_id}, and event_id: "{{event_id}}" under path_parameters.',
			at: template.indexOf('{{'),
		});
	} else if (/(?:^|\/)\.{1,2}(?:\/|$)|\/\//.test(template)) {
		report(path, {
			what: `The path "${template}" holds empty parts or dots that lead elsewhere.`,
			fix: 'Remove them.',
		});
	} else if (!/^(?:[\w.~!$&'()*+,;=:@%/-]|\{[A-Za-z_][A-Za-z0-9_]*\})*$/.test(template)) {
		report(path, {
			what: `The path "${template}" holds characters that cannot stand in one.`,
			fix: /[?#]/.test(template)
				? 'Move what follows the ? to query.'
				: 'Use letters, digits, - . _ ~ / and places such as {event_id}.',
		});
	}
}

function checkPlaceholders(
	path: Path,
	{stated, whole}: {stated: EndpointEntry | VariantEntry; whole: RequestEntry},
	report: Report,
): void {
	const placeholders = placeholdersOf(whole.path);
	const given = whole.path_parameters ?? {};
	for (const name of Object.keys(stated.path_parameters ?? {})) {
		if (!placeholders.includes(name)) {
			report([...path, 'path_parameters', name], {
				what: `The path "${whole.path}" has no place {${name}}.`,
				fix: placeholders.length === 0 ? 'Remove the parameter.' : suggestion(name, placeholders),
				at: 'key',
			});
		}
	}

	for (const name of placeholders) {
		const value = given[name];
		if (value === undefined) {
			report([...path, 'path'], {
				what: `The place {${name}} has no parameter.`,
				fix: `Add ${name} with an example under path_parameters.`,
			});
		} else if (exampleOf(value) === '' && stated.path_parameters?.[name] !== undefined) {
			report([...path, 'path_parameters', name], {
				what: `The example of {${name}} is empty.`,
				fix: 'Give one.',
			});
		}
	}
}

function checkHeader(path: Path, {name, value}: {name: string; value: string}, report: Report): void {
	if (!/^[!#$%&'*+.^`|~\w-]+$/.test(name)) {
		report(path, {
			what: `"${name}" cannot be the name of a header.`,
			fix: 'Use letters, digits and hyphens.',
			at: 'key',
		});
	}

	if (/^(?:content-length|transfer-encoding)$/i.test(name)) {
		report(path, {what: `${name} is computed from the body.`, fix: 'Remove the header.', at: 'key'});
	}

	if (!/^[\t\u0020-\u007e]*$/.test(value)) {
		report(path, {
			what: `The value of the header ${name} holds line breaks or characters that a header cannot carry.`,
			fix: 'Use printable ASCII only.',
		});
	}
}

function checkVariables(path: Path, text: string, known: Known, report: Report): boolean {
	let allKnown = true;
	for (const {name, offset} of variablesIn(text)) {
		if (!known.variables.has(name)) {
			allKnown = false;
			report(path, {
				what: `There is no variable ${JSON.stringify(name)}.`,
				fix: `${suggestion(name, known.variables.keys())} Or declare it under variables with an example.`,
				at: offset,
			});
		}
	}

	return allKnown;
}

function checkBody(path: Path, body: string, known: Known, report: Report): void {
	if (!checkVariables(path, body, known, report) || body === '') {
		return;
	}

	const fault = jsonTemplateFault(body, known.variables);
	if (fault !== undefined) {
		report(path, {
			what: `The body is not JSON once the examples are filled in: ${fault.what}.`,
			fix: 'Correct it; text values stand in double quotes: "{{variable}}".',
			at: fault.offset,
		});
	}
}

function checkAnswers(path: Path, stated: EndpointEntry | VariantEntry, known: Known, report: Report): void {
	for (const [index, check] of (stated.expect?.body ?? []).entries()) {
		checkJsonPath([...path, 'expect', 'body', index, 'path'], check.path, report);
	}

	for (const [variable, capture] of Object.entries(stated.captures ?? {})) {
		const capturePath = [...path, 'captures', variable];
		if (typeof capture === 'string') {
			checkJsonPath(capturePath, capture, report);
		} else {
			checkJsonPath([...capturePath, 'path'], capture.path, report);
		}

		if (!known.variables.has(variable)) {
			report(capturePath, {
				what: `There is no variable "${variable}" to capture into.`,
				fix: `${suggestion(variable, known.variables.keys())} Or declare it under variables with an example.`,
				at: 'key',
			});
		}
	}
}

function checkJsonPath(path: Path, text: string, report: Report): void {
	try {
		compile(text);
	} catch (error) {
		if (!(error instanceof JSONPathError)) {
			throw error;
		}

		report(path, {
			what: `This is not a JSONPath: ${error.message.split('\n')[0] ?? ''}.`,
			fix: 'Write it as in RFC 9535, such as $.data[0].id.',
		});
	}
}

/** "Did you mean …", or the names that there are. */
export function suggestion(typed: string, names: Iterable<string>): string {
	const known = [...names];
	const nearest = nearestName(typed, known);
	if (nearest !== undefined) {
		return `Did you mean "${nearest}"?`;
	}

	return known.length === 0
		? 'The catalog has none yet.'
		: `There are ${known.slice(0, 12).join(', ')}${known.length > 12 ? ', …' : ''}.`;
}
