import {sha256} from '../../../evidence/checksums.ts';
import {derivationOf, type Derivation} from '../../../evidence/evidence-set.ts';
import {
	checksumsPath,
	reporters as allReporters,
	reportPaths,
	type Reporter,
} from '../../../evidence/names.ts';
import type {JournalEvent} from '../../../session/event.ts';
import type {StatedHead} from '../../audited-set.ts';
import type {JournalLines} from './journal-lines.ts';
import type {SetFiles} from './set-files.ts';

/** What the set's files are derived from: events, their bytes, and the head that the files name. */
export type Origin = {
	readonly events: readonly JournalEvent[];
	readonly bytes: Buffer;
	readonly head: string;
	/** False where the journal's bytes are not those that the set was made of: SHA256SUMS tells nothing new then. */
	readonly isExact: boolean;
};

/** What the set's files were made of, as far as the journal tells; `null` when nothing can be derived from it. */
export function originOf(
	{events, head, goodBytes, damage, believed}: JournalLines,
	bytes: Buffer,
	stated: StatedHead | null,
): Origin | null {
	if (damage !== null) {
		return believed === null ? null : {...believed, bytes, isExact: false};
	}

	const good = bytes.subarray(0, goodBytes);
	if (stated === null) {
		return {events, head, bytes: good, isExact: true};
	}

	if (stated.events === null) {
		return {events, head: stated.head, bytes: good, isExact: false};
	}

	const end = good.indexOf(`,"h":"${stated.head}"}\n`) + `,"h":"${stated.head}"}\n`.length;
	return {
		events: events.slice(0, stated.events),
		head: stated.head,
		bytes: good.subarray(0, end),
		isExact: true,
	};
}

/**
 * The set as the export makes it, with the reports that are there; where SHA256SUMS lists others, with those that the Markdown report was made
 * with.
 */
export async function derive({events, head, bytes}: Origin, {files}: SetFiles): Promise<Derivation> {
	const present = allReporters.filter(reporter => files.has(reportPaths[reporter]));
	const sums = files.get(checksumsPath);
	const text = sums === undefined ? '' : (await sums.read()).toString();
	const listed =
		sums === undefined
			? present
			: allReporters.filter(reporter => text.includes(`  ${reportPaths[reporter]}\n`));
	const one = derivationOf({events, head}, bytes, {reporters: present});
	if (isSame(present, listed) || isMarkdownOf(one, files)) {
		return one;
	}

	const other = derivationOf({events, head}, bytes, {reporters: listed});
	return isMarkdownOf(other, files) ? other : one;
}

function isSame(a: readonly Reporter[], b: readonly Reporter[]): boolean {
	return a.filter(isOptional).join() === b.filter(isOptional).join();
}

function isOptional(reporter: Reporter): boolean {
	return reporter !== 'markdown';
}

function isMarkdownOf(derivation: Derivation, files: SetFiles['files']): boolean {
	const made = derivation.files.get(reportPaths.markdown);
	return made !== undefined && sha256(made()) === files.get(reportPaths.markdown)?.sha256;
}
