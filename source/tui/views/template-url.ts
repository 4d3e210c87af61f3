import type {Variant} from '../../catalog/catalog.ts';
import type {Draft} from '../../request/draft.ts';
import type {World} from '../ui-state.ts';

/** `{{name}}`, as request/substitute.ts reads it. */
const variablePattern = /\{\{[ \t]*([A-Za-z_][\w.-]*)[ \t]*\}\}/g;

/** The text with known variables filled in, for the eye: what is sent is made by the request engine alone. */
export function filledIn(text: string, variables: ReadonlyMap<string, string>): string {
	return text.replaceAll(variablePattern, (whole, name: string) => variables.get(name) ?? whole);
}

/** The address with the draft's values in it, for the eye; the exact one stands in the curl line. */
export function templateUrl(draft: Draft, variant: Variant, world: World): string {
	const variables = world.variables();
	const prefix = world.catalog.servers.get(variant.server)?.path ?? '/';
	const path = variant.path.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
		const value = draft.path[name] ?? whole;
		return value === '' ? whole : filledIn(value, variables);
	});
	const query = draft.query.map(([name, value]) => `${name}=${filledIn(value, variables)}`).join('&');
	return `${prefix}${path}${query === '' ? '' : `?${query}`}`;
}
