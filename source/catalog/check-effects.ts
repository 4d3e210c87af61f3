/** What a catalog says that requests do to the server: what they make, what they remove, what the database shows. */
import {mergedRequest, type RequestEntry} from './build-catalog.ts';
import type {EndpointEntry, VariantEntry} from './catalog-schema.ts';
import {suggestion, type Report} from './check-request.ts';
import {variablesIn} from './json-template.ts';
import type {Path} from './yaml-source.ts';

/** The ids of all endpoints; `areComplete` is false where some could not be read. */
export type KnownIds = {readonly ids: ReadonlySet<string>; readonly areComplete: boolean};

/** Checks `creates`, `removes` and `row_deltas` of an endpoint and its variants. */
export function checkEffects(path: Path, endpoint: EndpointEntry, known: KnownIds, report: Report): void {
	checkEntry(path, {stated: endpoint, whole: endpoint}, known, report);
	for (const [name, variant] of Object.entries(endpoint.variants ?? {})) {
		const whole = mergedRequest(endpoint, variant);
		checkEntry([...path, 'variants', name], {stated: variant, whole}, known, report);
	}
}

/** @param entry what is stated here, and the whole request with what it takes over */
function checkEntry(
	path: Path,
	{stated, whole}: {stated: EndpointEntry | VariantEntry; whole: RequestEntry},
	known: KnownIds,
	report: Report,
): void {
	const captured = Object.keys(whole.captures ?? {});
	for (const [index, creation] of (stated.creates ?? []).entries()) {
		checkCreation([...path, 'creates', index], creation, {captured, known}, report);
	}

	const used = new Set(templatesOf(whole).flatMap(text => variablesIn(text).map(({name}) => name)));
	for (const [index, {variable}] of (stated.removes ?? []).entries()) {
		if (!used.has(variable)) {
			report([...path, 'removes', index, 'variable'], {
				what: `The request has no {{${variable}}} that could name what it removes.`,
				fix: suggestion(variable, used),
			});
		}
	}

	for (const tables of Object.keys(stated.row_deltas ?? {})) {
		if (!/^[\w.*]+$/.test(tables)) {
			report([...path, 'row_deltas', tables], {
				what: `"${tables}" is not the name of a table.`,
				fix: 'Use letters, digits and underscores, and * for any of them, such as stg_qtickets_api_*.',
				at: 'key',
			});
		}
	}
}

function checkCreation(
	path: Path,
	{variable, removed_by: removedBy}: NonNullable<RequestEntry['creates']>[number],
	{captured, known}: {captured: readonly string[]; known: KnownIds},
	report: Report,
): void {
	if (!captured.includes(variable)) {
		report([...path, 'variable'], {
			what: `The answer is not searched for "${variable}", so nothing would name what was made.`,
			fix:
				captured.length === 0
					? 'Add it under captures.'
					: `${suggestion(variable, captured)} Or add it under captures.`,
		});
	}

	if (typeof removedBy === 'string' && !known.ids.has(removedBy) && known.areComplete) {
		report([...path, 'removed_by'], {
			what: `There is no endpoint "${removedBy}".`,
			fix: suggestion(removedBy, known.ids),
		});
	}
}

function templatesOf({path_parameters: path = {}, query = {}, headers = {}, body}: RequestEntry): string[] {
	const values = [path, query, headers].flatMap(entries => Object.values(entries));
	return [...values.map(value => (typeof value === 'string' ? value : value.example)), body ?? ''];
}
