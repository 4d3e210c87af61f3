import {relined} from './honest-session.ts';
import {honestEvents} from './journal-rule-case.ts';
import {ownExport, type OwnExport} from './own-export.ts';

/** A small session with its whole export: what every rule is silent on. */
export const goodSet: OwnExport = await ownExport(relined(await honestEvents()));

/** A file of its folder, for edits. */
export function goodFile(path: string): string {
	const bytes = goodSet.folder[path];
	if (bytes === undefined) {
		throw new Error(`The set has no ${path}.`);
	}

	return bytes.toString();
}
