/** What a catalog means as a whole: names that must differ, names that must exist. */
import {artifactOf, writesByMethod} from './build-catalog.ts';
import type {CatalogHead, EndpointEntry, SectionEntry} from './catalog-schema.ts';
import {checkEffects} from './check-effects.ts';
import {checkRequests, suggestion, type Known, type Report} from './check-request.ts';
import {variableName, variablesIn} from './json-template.ts';
import {baseUrlFault} from './profile.ts';
import type {Path} from './yaml-source.ts';

/** An endpoint at its place in the file; `entry` is `undefined` where its shape is wrong, which is reported already. */
export type PlacedEndpoint = {
	readonly path: Path;
	readonly section: SectionEntry;
	readonly id: string | undefined;
	readonly entry: EndpointEntry | undefined;
};

/** Reports everything that contradicts itself in a catalog whose shape is right. */
export function checkCatalog(head: CatalogHead, endpoints: readonly PlacedEndpoint[], report: Report): void {
	const variables = checkVariables(head, report);
	const known: Known = {servers: new Set(Object.keys(head.servers)), variables};
	checkServers(head, report);
	checkProfiles(head, known, report);
	checkMasks(head, report);
	checkSections(head, known, report);
	const ids = checkIds(endpoints, report);
	checkArtifacts(endpoints, report);
	const knownIds = {ids, areComplete: endpoints.every(({id}) => id !== undefined)};
	checkStages(head, knownIds, report);
	checkPreparations(head, {...knownIds, endpoints}, report);
	for (const {path, section, entry} of endpoints) {
		if (entry !== undefined) {
			checkRequests(path, entry, {known, sectionServer: section.server, report});
			checkEffects(path, entry, knownIds, report);
		}
	}
}

/** Ids turn up in file names and on command lines: nothing that leads elsewhere, nothing to quote. */
const idPattern = /^(?!.*\.\.)[A-Za-z0-9](?:[A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$/;
const idAdvice = 'Use up to 64 letters, digits, dots, hyphens and underscores, such as 6.1 or events-lists.';
const artifactPattern = /^[a-z0-9](?:[a-z0-9_-]{0,94}[a-z0-9])?$/;
const reservedOnWindows = /^(?:con|prn|aux|nul|com\d|lpt\d)$/;

function checkVariables({variables = {}}: CatalogHead, report: Report): Map<string, string> {
	const examples = new Map<string, string>();
	for (const [name, value] of Object.entries(variables)) {
		const example = typeof value === 'string' ? value : value.example;
		examples.set(name, example);
		if (!variableName.test(name)) {
			report(['variables', name], {
				what: `"${name}" cannot be the name of a variable.`,
				fix: 'Use letters, digits, underscores, dots and hyphens, with a letter first.',
				at: 'key',
			});
		}

		if (variablesIn(example).length > 0) {
			report(['variables', name], {
				what: `The example of "${name}" refers to a variable.`,
				fix: 'Write the value itself: variables do not stand inside each other.',
			});
		}
	}

	return examples;
}

function checkServers({servers}: CatalogHead, report: Report): void {
	if (Object.keys(servers).length === 0) {
		report(['servers'], {what: 'The catalog has no server.', fix: 'Add one with path and token.'});
	}

	for (const [name, {path, token}] of Object.entries(servers)) {
		if (!/^\/(?:[\w.~%-]+\/)*$/.test(path) || /\/\.{1,2}\//.test(path)) {
			report(['servers', name, 'path'], {
				what: `The server's path "${path}" must have a slash at both ends and no host.`,
				fix: 'Write it as /api/rest/v1/.',
			});
		}

		if (!/^[A-Z][A-Z0-9_]*$/.test(token)) {
			report(['servers', name, 'token'], {
				what: 'This must be the name of an environment variable, never the token itself.',
				fix: 'Write it as QTICKETS_TOKEN.',
			});
		}
	}
}

function checkProfiles({profiles = {}}: CatalogHead, {variables}: Known, report: Report): void {
	for (const [name, profile] of Object.entries(profiles)) {
		const path = ['profiles', name];
		const fault = typeof profile.base_url === 'string' ? baseUrlFault(profile.base_url) : undefined;
		if (fault !== undefined) {
			report([...path, 'base_url'], {
				what: `The base URL ${fault}.`,
				fix: 'Give scheme and host only, such as https://qtickets.ru.',
			});
		}

		if (profile.masking === false && profile.kind !== 'sandbox') {
			report([...path, 'masking'], {
				what: 'Masking can be turned off only in a profile of kind sandbox.',
				fix: 'Remove the line.',
			});
		}

		for (const [index, host] of (profile.hosts ?? []).entries()) {
			if (!/^(?:[\p{L}\p{N}.-]+|\[[\da-f:.]+\])(?::\d{1,5})?$/iu.test(host)) {
				report([...path, 'hosts', index], {
					what: `"${host}" is not a host.`,
					fix: 'Write a name such as test.example.com or test.example.com:8080.',
				});
			}
		}

		for (const variable of Object.keys(profile.variables ?? {})) {
			if (!variables.has(variable)) {
				report([...path, 'variables', variable], {
					what: `There is no variable "${variable}".`,
					fix: `${suggestion(variable, variables.keys())} Or declare it under variables with an example.`,
					at: 'key',
				});
			}
		}
	}
}

function checkMasks({masks = {}}: CatalogHead, report: Report): void {
	for (const key of Object.keys(masks)) {
		if (key.split('.').some(part => part.trim() === '')) {
			report(['masks', key], {
				what: `"${key}" is not a key or keys joined by dots.`,
				fix: 'Write it as client_email or details.name.',
				at: 'key',
			});
		}
	}
}

function checkSections({sections}: CatalogHead, {servers}: Known, report: Report): void {
	const seen = new Set<string>();
	for (const [index, {id, server}] of sections.entries()) {
		const path = ['sections', index];
		checkId([...path, 'id'], id, report);
		if (seen.has(id)) {
			report([...path, 'id'], {
				what: `The section "${id}" stands twice.`,
				fix: 'Give one of them another id.',
			});
		}

		seen.add(id);
		if (server !== undefined && !servers.has(server)) {
			report([...path, 'server'], {
				what: `There is no server "${server}".`,
				fix: suggestion(server, servers),
			});
		}
	}
}

function checkId(path: Path, id: string, report: Report): void {
	if (!idPattern.test(id)) {
		report(path, {what: `${JSON.stringify(id)} cannot be an id.`, fix: idAdvice});
	}
}

function checkIds(endpoints: readonly PlacedEndpoint[], report: Report): Set<string> {
	const ids = new Set<string>();
	for (const {path, id} of endpoints) {
		if (id === undefined) {
			continue;
		}

		checkId([...path, 'id'], id, report);
		if (ids.has(id)) {
			report([...path, 'id'], {what: `The id "${id}" stands twice.`, fix: 'Give one endpoint another id.'});
		}

		ids.add(id);
	}

	return ids;
}

function checkArtifacts(endpoints: readonly PlacedEndpoint[], report: Report): void {
	const owners = new Map<string, string>();
	for (const {path, entry} of endpoints) {
		if (entry === undefined) {
			continue;
		}

		const artifact = artifactOf(entry);
		const artifactPath = [...path, entry.artifact === undefined ? 'id' : 'artifact'];
		const owner = owners.get(artifact);
		if (!artifactPattern.test(artifact) || reservedOnWindows.test(artifact)) {
			report(artifactPath, {
				what: `${JSON.stringify(artifact)} cannot be the name of an artifact.`,
				fix: 'Use small letters, digits, underscores and hyphens, without .json, such as test_6_1_partners_add.',
			});
		} else if (owner !== undefined) {
			report(artifactPath, {
				what: `The artifact name "${artifact}" belongs to ${owner} already.`,
				fix: 'Give it another name under artifact: one would overwrite the other.',
			});
		}

		owners.set(artifact, owner ?? entry.id);
	}
}

/** What is sent before the tests is agreed to by nobody: it must change nothing, and stand apart from the tests. */
function checkPreparations(
	{stages = {}}: CatalogHead,
	{
		ids,
		areComplete,
		endpoints,
	}: {ids: ReadonlySet<string>; areComplete: boolean; endpoints: readonly PlacedEndpoint[]},
	report: Report,
): void {
	for (const [stage, {tests, prepare = []}] of Object.entries(stages)) {
		for (const [index, id] of prepare.entries()) {
			const path = ['stages', stage, 'prepare', index];
			const entry = endpoints.find(candidate => candidate.id === id)?.entry;
			if (!ids.has(id)) {
				if (areComplete) {
					report(path, {what: `There is no endpoint "${id}".`, fix: suggestion(id, ids)});
				}
			} else if (tests.includes(id)) {
				report(path, {what: `"${id}" is a test of this stage already.`, fix: 'Remove it here.'});
			} else if (entry !== undefined && (entry.writes ?? writesByMethod(entry.method))) {
				report(path, {
					what: `"${id}" changes something on the server; what prepares a stage must not.`,
					fix: 'Name a request that only reads.',
				});
			}
		}
	}
}

/** Where some ids could not be read, a test that seems unknown may be one of those, and is let pass. */
function checkStages(
	{stages = {}}: CatalogHead,
	{ids, areComplete}: {ids: ReadonlySet<string>; areComplete: boolean},
	report: Report,
): void {
	for (const [stage, {tests}] of Object.entries(stages)) {
		if (!idPattern.test(stage) || ids.has(stage)) {
			report(['stages', stage], {
				what: ids.has(stage)
					? `"${stage}" is the id of an endpoint as well as of a stage.`
					: `${JSON.stringify(stage)} cannot be an id.`,
				fix: ids.has(stage) ? 'Give one of them another id.' : idAdvice,
				at: 'key',
			});
		}

		if (tests.length === 0) {
			report(['stages', stage, 'tests'], {what: 'The stage has no tests.', fix: 'Name their ids in order.'});
		}

		const seen = new Set<string>();
		for (const [index, test] of tests.entries()) {
			const path = ['stages', stage, 'tests', index];
			if (!ids.has(test) && areComplete) {
				report(path, {what: `There is no endpoint "${test}".`, fix: suggestion(test, ids)});
			} else if (seen.has(test)) {
				report(path, {what: `The test "${test}" stands twice in this stage.`, fix: 'Remove one of them.'});
			}

			seen.add(test);
		}
	}
}
